"""How alike names are: accents, spaces, port words, brackets and commas do not matter; letters do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.importers.rows import PortRow
from geodata.names import (
    AIRPORT,
    ALTERNATE,
    ONLY_SHARED,
    WITHOUT_PORT_WORDS,
    contrary,
    folded,
    forms,
    likeness,
    likenesses,
)

SAME = 98.0
ONE_PORT = 65.0


def named(name: str, *others: str) -> PortRow:
    return PortRow(1, name, tuple(others))


def alike(one: str, other: str) -> float:
    return likeness(named(one), named(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nouméa", "NOUMEA"),
        ("Port Vila", "Vila"),
        ("Suva Harbour", "Suva"),
        ("Nagoya Ko", "Nagoya"),
        ("Fak Fak", "Fakfak"),
        ("Ozamis, Mindanao", "Port Ozamis"),
        ("Basilan City (Isabela)", "Basilan"),
        ("Nuku'alofa", "Nuku\u02bbalofa"),
        ("Puerto de Ejemplo", "Ejemplo"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert alike(one, other) >= SAME
    assert alike(other, one) >= SAME


@pytest.mark.parametrize(
    ("one", "other"), [("Suva", "Apia"), ("Lautoka", "Levuka"), ("Port Louis", "Port Moresby"), ("Dili", "Honiara")]
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert alike(one, other) < ONE_PORT


def test_an_alternate_name_is_worth_a_little_less() -> None:
    makassar = named("Makassar")
    assert likeness(named("Ujung Pandang", "Makassar"), makassar) == pytest.approx(100 * ALTERNATE)
    assert likeness(named("Ujung Pandang", "Makassar"), named("Elsewhere", "Makassar")) == pytest.approx(
        100 * ALTERNATE**2
    )
    assert likeness(makassar, makassar) == 100


def test_an_airport_is_not_its_city() -> None:
    assert alike("Nadi", "Nadi Apt") <= 100 * AIRPORT
    assert alike("Nadi", "Nadi Apt") < alike("Nadi", "Port Nadi") == pytest.approx(100 * WITHOUT_PORT_WORDS)


def test_port_words_alone_are_a_name_all_the_same() -> None:
    assert alike("Harbour Island", "Harbour Island") == 100
    assert forms(named("Port"))[0].core == "port"
    assert alike("Port", "Harbour") < ONE_PORT
    assert forms(named("Port Island"))[0].core == "portisland"
    assert alike("Port Island", "Island Harbor") <= ONLY_SHARED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Boac, Marinduque", "Santa Cruz (Marinduque Isl)"),
        ("Boac, Marinduque", "Gasan, Marinduque"),
        ("Boac (Marinduque)", "Gasan (Marinduque), Luzon"),
        ("Neil's Harbour", "St Anns Harbour"),
        ("Pulau Bukom", "Pulau Sebarok"),
    ],
)
def test_what_neighbours_share_makes_no_likeness(one: str, other: str) -> None:
    assert alike(one, other) <= ONLY_SHARED
    assert alike(other, one) <= ONLY_SHARED


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Manila North Harbor", "Manila South Harbor", True),
        ("Nghi Son I", "Nghi Son II", True),
        ("Nghi Son", "Nghi Son II", True),
        ("Berth 5", "Berth", True),
        ("Berth 5", "Berth B", True),
        ("Pier38", "Pier 39", True),
        ("Pier38", "Pier 38", False),
        ("Terminal A", "Terminal", False),
        ("Thomaston", "South Thomaston", False),
        ("North Harbour", "Harbour, North", False),
        ("Suva", "Apia", False),
    ],
)
def test_words_that_tell_neighbours_apart(one: str, other: str, differ: bool) -> None:  # noqa: FBT001 - expected
    assert contrary(one, other) is differ
    assert contrary(other, one) is differ


def test_what_has_no_letters_is_like_nothing() -> None:
    assert forms(named("()")) == ()
    assert alike("---", "---") == 0
    assert alike("", "Suva") == 0


def test_forms_come_once_and_the_main_name_first() -> None:
    found = [(form.whole, form.core, form.worth) for form in forms(named("Ozamis, Mindanao", "Misamis", "Ozamis"))]
    assert found == [
        ("ozamismindanao", "ozamis mindanao", 1.0),
        ("ozamis", "ozamis", 1.0),
        ("misamis", "misamis", ALTERNATE),
    ]


def test_only_forms_with_words_that_may_be_left_out_are_qualified() -> None:
    found = [(form.whole, form.qualified) for form in forms(named("Boac (Balanacan), Luzon", "(Suva)"))]
    assert found == [
        ("boacbalanacanluzon", True),
        ("boacbalanacan", True),
        ("boacluzon", True),
        ("boac", False),
        ("suva", False),
    ]


def test_pairs_are_told_in_their_order() -> None:
    ones, others = [named("Suva"), named("", "Apia")], [named("Apia"), named("..."), named("Suva")]
    found = likenesses(ones, others, np.array([0, 1, 0, 0]), np.array([2, 0, 1, 0]))
    assert found.tolist() == [100.0, pytest.approx(100 * ALTERNATE), 0.0, found[3]]
    assert found[3] < ONE_PORT
    assert likenesses([], [], np.array([], dtype=int), np.array([], dtype=int)).tolist() == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_both_ways_and_within_bounds(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 100
    assert alike(one, other) == pytest.approx(alike(other, one))


@given(st.text(max_size=30))
def test_a_name_is_most_like_itself(name: str) -> None:
    flies = any(form.worth < 1 for form in forms(named(name)))
    assert alike(name, name) == (0 if not folded(name) else pytest.approx(100 * AIRPORT**2) if flies else 100)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)
