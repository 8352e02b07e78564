"""How a port is settled from what several sources say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.port_facts import PERSON, REFERENCE, SETTLED, Claim, settle

PRECEDENCE = ("table", "wpi", REFERENCE, "unlocode")
NAMES = ("Suva", "SUVA", "Suva Harbour", "Nadi", "Straße", "STRASSE")

names = st.sampled_from(NAMES)
plain = {
    name: st.sampled_from([1.5, 9.0, 11.0]) for name in SETTLED if name not in {"name", "alternate_names", "lon", "lat"}
}
facts = st.fixed_dictionaries(
    {},
    optional={
        **plain,
        "name": names,
        "alternate_names": st.lists(names, max_size=3),
        "lon": st.sampled_from([1.0, 2.0]),
        "lat": st.sampled_from([3.0, 4.0]),
    },
)
sources = st.sampled_from([*PRECEDENCE, "another"])
claims = st.lists(st.builds(Claim, sources, facts), max_size=5)


def rank(source: str) -> int:
    return -1 if source == PERSON else [*PRECEDENCE, "another"].index(source)


@given(claims, facts)
def test_a_less_trusted_claim_never_changes_a_field_that_is_said_already(
    held: list[Claim], said: dict[str, Any]
) -> None:
    before = settle(held, precedence=PRECEDENCE)
    after = settle([*held, Claim("the least of all", said)], precedence=(*PRECEDENCE, "another"))
    for name, value in before.facts.items():
        if name != "alternate_names":
            assert after.facts[name] == value
            assert after.provenance[name] == before.provenance[name]
    known = [name for name in before.facts.get("alternate_names", []) if name != after.facts.get("name")]
    assert after.facts.get("alternate_names", [])[: len(known)] == known, "names are only added, at the end"


@given(claims, facts)
def test_a_person_always_wins(held: list[Claim], said: dict[str, Any]) -> None:
    settled = settle([*held, Claim(PERSON, said)], precedence=PRECEDENCE)
    for name, value in said.items():
        if name == "alternate_names" or (name in {"lon", "lat"} and not {"lon", "lat"} <= said.keys()):
            continue
        assert (settled.facts[name], settled.provenance[name]) == (value, PERSON)


@given(claims, st.none() | facts)
def test_longitude_and_latitude_come_from_one_source_or_not_at_all(
    held: list[Claim], by_hand: dict[str, Any] | None
) -> None:
    said = [*held, *([] if by_hand is None else [Claim(PERSON, by_hand)])]
    settled = settle(said, precedence=PRECEDENCE)
    assert ("lon" in settled.facts) == ("lat" in settled.facts)
    assert settled.provenance.get("lon") == settled.provenance.get("lat")
    if "lon" in settled.facts:
        pairs = [(one.facts.get("lon"), one.facts.get("lat")) for one in said]
        assert (settled.facts["lon"], settled.facts["lat"]) in pairs
    else:
        assert not any({"lon", "lat"} <= one.facts.keys() for one in said)


@given(claims)
def test_every_name_is_gathered_once_whatever_its_letters(held: list[Claim]) -> None:
    settled = settle(held, precedence=PRECEDENCE)
    gathered = [
        *([settled.facts["name"]] if "name" in settled.facts else []),
        *settled.facts.get("alternate_names", []),
    ]
    spelt = [name.casefold() for name in gathered]
    assert len(spelt) == len(set(spelt))
    said = {name for one in held for name in [*([one.facts["name"]] if "name" in one.facts else [])]}
    said |= {name for one in held for name in one.facts.get("alternate_names", [])}
    assert set(spelt) == {name.casefold() for name in said}


@given(claims)
def test_every_fact_has_its_source_and_no_other_does(held: list[Claim]) -> None:
    settled = settle(held, precedence=PRECEDENCE)
    assert settled.facts.keys() == settled.provenance.keys()
    for name, source in settled.provenance.items():
        if name != "alternate_names":
            assert source == min((one.source for one in held if name in one.facts and _told(name, one)), key=rank)


def _told(name: str, claim: Claim) -> bool:
    return name not in {"lon", "lat"} or {"lon", "lat"} <= claim.facts.keys()


@given(claims)
def test_the_order_of_claims_of_different_sources_does_not_matter(held: list[Claim]) -> None:
    once = list({one.source: one for one in held}.values())
    assert settle(once, precedence=PRECEDENCE) == settle(reversed(once), precedence=PRECEDENCE)


def test_of_two_of_one_source_the_earlier_goes_first() -> None:
    said = [Claim("wpi", {"channel_m": 9.0}), Claim("wpi", {"channel_m": 4.0, "anchorage_m": 5.0})]
    assert settle(said, precedence=PRECEDENCE).facts == {"channel_m": 9.0, "anchorage_m": 5.0}


@pytest.mark.parametrize(
    ("precedence", "name"),
    [(("wpi", "unlocode"), "Index"), (("unlocode", "wpi"), "List"), (("unlocode",), "List"), ((), "Index")],
)
def test_the_staff_chooses_the_order(precedence: tuple[str, ...], name: str) -> None:
    said = [Claim("wpi", {"name": "Index"}), Claim("unlocode", {"name": "List"})]
    settled = settle(said, precedence=precedence)
    other = {"Index": "List", "List": "Index"}[name]
    assert settled.facts == {"name": name, "alternate_names": [other]}


@pytest.mark.parametrize("kept", [[], ["Suva Bay"]])
def test_a_persons_list_of_names_is_final(kept: list[str]) -> None:
    said = [Claim("wpi", {"name": "Suva", "alternate_names": ["Wrong"]}), Claim(PERSON, {"alternate_names": kept})]
    settled = settle(said, precedence=PRECEDENCE)
    assert settled.facts["alternate_names"] == kept
    assert settled.provenance["alternate_names"] == PERSON


def test_a_person_may_say_that_a_fact_is_unknown() -> None:
    said = [Claim("wpi", {"channel_m": 9.0}), Claim(PERSON, {"channel_m": None})]
    settled = settle(said, precedence=PRECEDENCE)
    assert (settled.facts["channel_m"], settled.provenance["channel_m"]) == (None, PERSON)


def test_nothing_said_settles_nothing() -> None:
    settled = settle([], precedence=PRECEDENCE)
    assert (settled.facts, settled.provenance) == ({}, {})
