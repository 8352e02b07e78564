"""Columns are found by what they are called, never twice, never by a guess that could be another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import MappingError
from geodata.importers.columns import Field, MappedRow, apply, guess, normalised, signature
from geodata.importers.table import Sheet, SheetRow

if TYPE_CHECKING:
    import random

TERRITORY = Field("territory", "Territory", ("country", "partner nation"), required=True)
START = Field("starts_on", "First day", ("start date", "from"), required=True)
END = Field("ends_on", "Last day", ("end date", "to"))
PORT = Field("port_name", "Port", ("main port name",))
FIELDS = (TERRITORY, START, END, PORT)
SHEET = Sheet(("Land", "From", "Note"), (SheetRow(2, ("FJI", "2026", None)), SheetRow(5, (None, 3, "x"))), "0", "CSV")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("MAIN_PORT_NAME", "main port name"),
        ("mainPortName", "main port name"),
        ("Main  port-name:", "main port name"),
        ("UN/LOCODE", "un locode"),
        ("WPINumber", "wpi number"),
        ("Port2Call", "port2 call"),
        ("Visitor's name", "visitors name"),
        ("Visitor\u2019s name", "visitors name"),
        ("Réunion", "reunion"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("\uff30\uff4f\uff52\uff54", "port"),
        (" * ", ""),
        ("", ""),
    ],
)
def test_names_are_brought_to_words(header: str, words: str) -> None:
    assert normalised(header) == words


@given(st.text(max_size=40))
def test_words_stay_words(header: str) -> None:
    assert normalised(normalised(header)) == normalised(header)


@given(st.lists(st.text(max_size=10), max_size=6), st.randoms())
def test_the_signature_knows_no_order(headers: list[str], order: random.Random) -> None:
    shuffled = order.sample(headers, len(headers))
    assert signature(headers) == signature(shuffled)
    assert len(signature(headers)) == 64


def test_the_signature_knows_no_case_but_every_column() -> None:
    assert signature(["Port Name", "From"]) == signature(["from", "PORT_NAME"])
    assert signature(["Port Name", "From"]) != signature(["Port Name", "From", "To"])
    assert signature(["ab", "c"]) != signature(["a", "bc"])


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Territory", "First day", "Last day", "Port"], ["Territory", "First day", "Last day", "Port"]),
        (["PORT_NAME", "ends_on", "startsOn", "territory"], ["territory", "startsOn", "ends_on", "PORT_NAME"]),
        (
            ["country", "Start Date", "End Date", "Main Port Name"],
            ["country", "Start Date", "End Date", "Main Port Name"],
        ),
        (["Nation partner", "Date, start"], ["Nation partner", "Date, start", None, None]),
        (["Teritory", "First dayy", "Last day"], ["Teritory", "First dayy", "Last day", None]),
        (["Remarks", "", "Lead"], [None, None, None, None]),
        ([], [None, None, None, None]),
    ],
)
def test_headers_are_guessed(headers: list[str], expected: list[str | None]) -> None:
    found = guess(headers, FIELDS)
    assert [found.get(field.name) for field in FIELDS] == expected


def test_a_name_goes_before_a_label_and_a_label_before_an_alias() -> None:
    assert guess(["Country", "Territory"], [TERRITORY]) == {"territory": "Territory"}
    assert guess(["Partner nation", "Country"], [TERRITORY]) == {"territory": "Country"}


def test_a_true_name_goes_before_one_that_is_misspelt() -> None:
    assert guess(["Teritory", "Country"], [TERRITORY]) == {"territory": "Country"}


def test_two_headers_that_fit_equally_are_left_to_a_person() -> None:
    assert guess(["Port name", "PORT_NAME"], [PORT]) == {}
    assert guess(["Territorry", "Teritory"], [TERRITORY]) == {}


def test_a_header_that_fits_two_fields_is_left_to_a_person() -> None:
    assert guess(["start dates"], [Field("a", "start datex"), Field("b", "start datey")]) == {}


def test_latitude_is_not_longitude_misspelt_and_short_names_are_never_taken_for_others() -> None:
    assert guess(["Longitude"], [Field("lat", "Latitude")]) == {}
    assert guess(["Date"], [Field("rate", "Rate")]) == {}
    assert guess(["to"], [Field("t", "two")]) == {}


@given(
    st.lists(
        st.sampled_from(["From", "to", "Start date", "startDate", "Port", "Portt", "x", "", "Country"]), max_size=9
    )
)
def test_no_header_serves_two_fields(headers: list[str]) -> None:
    found = guess(headers, FIELDS)
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(headers)


def test_rows_are_read_by_the_chosen_columns() -> None:
    mapping = {"territory": "Land", "starts_on": "From", "ends_on": "From"}
    assert apply(SHEET, mapping, FIELDS) == [
        MappedRow(2, {"territory": "FJI", "starts_on": "2026", "ends_on": "2026"}),
        MappedRow(5, {"territory": None, "starts_on": 3, "ends_on": 3}),
    ]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({}, "^Choose a column for: Territory, First day$"),
        ({"territory": "Land"}, "^Choose a column for: First day$"),
        ({"territory": "Country", "starts_on": "From"}, "^Territory: the file has no column 'Country'"),
        ({"nation": "Land"}, "^There is no field 'nation'. Choose one of: territory, starts_on, ends_on, port_name$"),
    ],
)
def test_a_choice_that_does_not_fit_says_why(mapping: dict[str, str], message: str) -> None:
    with pytest.raises(MappingError, match=message):
        apply(SHEET, mapping, FIELDS)
