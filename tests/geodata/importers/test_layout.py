"""Columns of a known source, however its headers are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import TableFileError
from geodata.importers.layout import UNKNOWN, Layout, squashed
from geodata.importers.table import Sheet, SheetRow

NAMES = {"name": ("portname", "name"), "size": ("harborsize",), "depth": ("depth",)}


def sheet(*headers: str) -> Sheet:
    return Sheet(headers, (), "", "CSV")


@pytest.mark.parametrize(
    "header",
    [
        "Harbor Size",
        "HARBOR_SIZE",
        "HARBORSIZE,C,254",
        "harbourSize",
        "Harbour-Size",
        " harbor  size ",
        "HarborSize,N,16,6",
    ],
)
def test_one_header_written_in_many_ways(header: str) -> None:
    assert squashed(header) == "harborsize"


def test_services_are_the_same_with_and_without_a_space() -> None:
    assert squashed("Services -Diving") == squashed("Services - Diving") == "servicesdiving"


def test_the_likelier_header_wins_and_the_other_is_kept_as_it_is() -> None:
    layout = Layout(sheet("Name", "Port name", "Berths"), NAMES)
    row = SheetRow(2, ("Suva Port", " Suva  Bay ", 7))
    assert layout.header("name") == "Port name"
    assert layout.said(row, "name") == "Suva Bay"
    assert layout.others(row) == {"Name": "Suva Port", "Berths": "7"}


def test_the_first_of_two_columns_of_one_name_wins() -> None:
    layout = Layout(sheet("PORT_NAME", "Port Name"), NAMES)
    assert layout.said(SheetRow(2, ("Suva", "Apia")), "name") == "Suva"


def test_a_field_without_a_column_is_blank() -> None:
    layout = Layout(sheet("Name"), NAMES)
    row = SheetRow(2, ("Suva",))
    assert "depth" not in layout
    assert (layout.text(row, "depth"), layout.said(row, "depth"), layout.value(row, "depth")) == ("", "", None)
    assert layout.header("depth") == "depth"


@pytest.mark.parametrize("unknown", sorted(UNKNOWN))
def test_what_says_nothing_is_blank_but_for_names_and_codes(unknown: str) -> None:
    layout = Layout(sheet("Name", "Other"), NAMES)
    row = SheetRow(2, (unknown.upper(), unknown.title()))
    assert layout.text(row, "name") == ""
    assert layout.value(row, "name") is None
    assert layout.said(row, "name") == unknown.upper()
    assert layout.others(row) == {}


def test_missing_columns_are_all_named() -> None:
    layout = Layout(sheet("Name"), NAMES)
    layout.require({"name": "the name"}, name="a.csv", source="list")
    with pytest.raises(
        TableFileError, match=r"^a.csv is no list: it has no column for the size, the depth. Check the file$"
    ):
        layout.require({"name": "the name", "size": "the size", "depth": "the depth"}, name="a.csv", source="list")


@given(st.text(max_size=40))
def test_squashing_twice_changes_nothing(header: str) -> None:
    assert squashed(squashed(header)) == squashed(header)
