"""Facts of two sources in words, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.records import read_records
from dashboard.parts.source_facts import FLAG_WORDS, POSITION, facts_in_words, position, side_by_side
from models.database import reading
from models.vocabulary import HarbourSize, PortFlag

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.records import Records

texts = st.dictionaries(st.text("abcé", min_size=1, max_size=3), st.text("aáB -", max_size=4), max_size=5)


@pytest.fixture
def records(prepared: Engine) -> Records:
    with reading(prepared) as session:
        return read_records(session=session)


def test_each_fact_is_written_for_a_person(records: Records) -> None:
    facts = {
        "name": "Suva",
        "alternate_names": ["Suva Harbour", "Walu Bay"],
        "unlocode": "FJSUV",
        "territory": "FJI",
        "lon": 178.42,
        "lat": -18.13,
        "harbour_size": HarbourSize.VERY_SMALL,
        "cargo_pier_m": 11.0,
        "port_security": False,
    }
    assert facts_in_words(facts, records) == {
        "Name": "Suva",
        "Other names": "Suva Harbour; Walu Bay",
        "UN/LOCODE": "FJSUV",
        "Territory": "Fiji",
        POSITION: "18°07.8′S 178°25.2′E",
        "Harbour size": "Very small",
        "Cargo pier depth (m)": "11",
        "Port security": "no",
    }


def test_what_is_not_said_is_left_out(records: Records) -> None:
    unsaid: dict[str, object] = {
        "name": "",
        "harbour_size": "unknown",
        "channel_m": None,
        "alternate_names": [],
        "port_security": None,
    }
    assert facts_in_words(unsaid, records) == {}


def test_a_territory_that_is_not_known_keeps_its_code(records: Records) -> None:
    assert facts_in_words({"territory": "XYZ"}, records) == {"Territory": "XYZ"}


def test_half_a_place_is_none() -> None:
    assert position({"lon": 1.0}) == position({"lat": 1.0, "lon": None}) == position({}) == ""
    assert position({"lon": 0.0, "lat": 0.0}) != ""


def test_accents_and_capitals_make_no_difference_but_words_do() -> None:
    said = {"Name": "PAPEÉTE", "Harbour size": "Large", "UN/LOCODE": "PFPPT"}
    held = {"Territory": "French Polynesia", "Name": "Papeete", "Harbour size": "Medium"}
    assert side_by_side(said, held) == [
        ("Territory", "", "French Polynesia", ""),
        ("Name", "PAPEÉTE", "Papeete", "="),
        ("Harbour size", "Large", "Medium", "≠"),
        ("UN/LOCODE", "PFPPT", "", ""),
    ]


@given(texts, texts)
def test_every_fact_of_both_stands_in_one_line(said: dict[str, str], held: dict[str, str]) -> None:
    lines = side_by_side(said, held)
    assert sorted(label for label, *_ in lines) == sorted(said.keys() | held.keys())
    for label, one, other, sign in lines:
        assert (one, other) == (said.get(label, ""), held.get(label, ""))
        assert bool(sign) is bool(one and other)


def test_every_flag_has_words() -> None:
    assert set(FLAG_WORDS) == set(PortFlag)
