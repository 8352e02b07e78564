"""What pasted calls are taken to mean: sure where codes or names leave one port, in doubt where they do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions import initialise
from geodata.call_resolving import LEAST_LIKENESS, MOST_CANDIDATES, Confidence, Gazetteer, ResolvedCall, resolve
from geodata.port_calls import parse_calls
from geodata.reference import read
from models.entry_calls import EntryAnswer
from models.entry_conditions import Advisories, check_entry


@dataclass(frozen=True)
class KnownPort:
    """A port as the resolver reads one."""

    name: str
    unlocode: str | None
    territory: str
    alternate_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownFacility:
    """A port facility as the resolver reads one."""

    name: str
    imo_number: str | None
    port: KnownPort | None


SHIPPED = [KnownPort(port.name, port.unlocode, port.territory) for port in read.read_ports()]
TOAMASINA = KnownPort("Toamasina", "MGTOA", "MDG", ("Tamatave",))
SUVA = KnownPort("Suva", "FJSUV", "FJI")
SMALL = Gazetteer(
    [
        TOAMASINA,
        SUVA,
        KnownPort("Apia", "WSAPW", "WSM"),
        KnownPort("Lautoka", "FJLTK", "FJI"),
        KnownPort("Victoria", "CAVIC", "CAN"),
        KnownPort("Port Victoria", "SCPOV", "SYC"),
        KnownPort("Georgetown", "GYGEO", "GUY"),
        KnownPort("Georgetown", "KYGEC", "CYM"),
        KnownPort("Sandy Bay", None, "FJI"),
        KnownPort("Sandy Bay", None, "FJI"),
        KnownPort("Dover", "GBDVR", "GBR"),
        KnownPort("Somewhere", "DOVER", "DOM"),
    ],
    [KnownFacility("Quai 1", "MGTMM-0001", TOAMASINA), KnownFacility("No port yet", "FJSUV-0009", None)],
)
LARGE = Gazetteer(SHIPPED)


def _resolve(text: str, gazetteer: Gazetteer = SMALL) -> ResolvedCall:
    (call,) = parse_calls(text, codes=gazetteer.codes).calls
    return gazetteer.resolve(call)


@pytest.mark.parametrize(
    ("text", "name", "territory"),
    [
        ("Suva", "Suva", "FJI"),
        ("SUVA, FIJI", "Suva", "FJI"),
        ("Port of Suva", "Suva", "FJI"),
        ("FJSUV", "Suva", "FJI"),
        ("fjsuv", "Suva", "FJI"),
        ("FJ SUV", "Suva", "FJI"),
        ("SUVA FJSUV", "Suva", "FJI"),
        ("Fiji, FJSUV", "Suva", "FJI"),
        ("Tamatave", "Toamasina", "MDG"),
        ("MGTMM-0001", "Toamasina", "MDG"),
        ("Tamatave MGTMM-0001", "Toamasina", "MDG"),
        ("Victoria, Seychelles", "Port Victoria", "SYC"),
        ("Georgetown, Guyana", "Georgetown", "GUY"),
        ("Toamassina, Madagascar", "Toamasina", "MDG"),
    ],
)
def test_a_call_that_leaves_one_port_is_sure(text: str, name: str, territory: str) -> None:
    found = _resolve(text)
    assert found.confidence is Confidence.CONFIDENT
    assert found.port is not None
    assert (found.port.name, found.territory) == (name, territory)
    assert found.call().port == name


@pytest.mark.parametrize(
    ("text", "territory", "candidates"),
    [
        # Ports of one name in several territories settle none of them.
        ("Georgetown", None, ["Georgetown", "Georgetown"]),
        ("Victoria", None, ["Victoria", "Port Victoria"]),
        # A likeness alone settles no territory; one that was said stays.
        ("Lautoca", None, ["Lautoka"]),
        ("Lautoca, Fiji", "FJI", ["Lautoka"]),
        # The same name twice in one territory leaves the port open.
        ("Sandy Bay", "FJI", ["Sandy Bay", "Sandy Bay"]),
        # What contradicts itself settles nothing.
        ("Apia (FJSUV)", None, ["Suva", "Apia"]),
        ("FJSUV, Tonga", None, ["Suva"]),
        ("Suva, Fiji MGTMM-0001", None, ["Toamasina", "Suva"]),
        ("Suva MGTMM-0009", None, ["Suva"]),
        ("Suva, Fiji MGTMM-0009", None, ["Suva"]),
        # A name of five letters that is another port's code.
        ("Dover", None, ["Somewhere", "Dover"]),
    ],
)
def test_a_call_that_leaves_several_is_doubtful(text: str, territory: str | None, candidates: list[str]) -> None:
    found = _resolve(text)
    assert found.confidence is Confidence.DOUBTFUL
    assert found.territory == territory
    assert [one.port.name for one in found.candidates] == candidates
    assert found.doubts
    assert found.call().unlocode is None


@pytest.mark.parametrize(
    ("text", "territory", "doubt"),
    [
        ("Xyzzyville", None, "No port is known as Xyzzyville."),
        ("Xyzzyville, Fiji", "FJI", "No port is known as Xyzzyville."),
        ("Fiji", "FJI", "Only the territory is known."),
        ("MGXXX-0009", "MDG", "Only the territory is known."),
        ("MGXXX", None, "No port is known as MGXXX."),
        ("FJSUV-0009", "FJI", "Only the territory is known."),
    ],
)
def test_a_call_that_leaves_no_port_keeps_the_territory_that_is_settled(
    text: str, territory: str | None, doubt: str
) -> None:
    found = _resolve(text)
    assert (found.confidence, found.port, found.territory) == (Confidence.NONE, None, territory)
    assert found.doubts == (doubt,)


def test_a_doubtful_port_is_not_passed_on_as_known() -> None:
    call = _resolve("Lautoca, Fiji").call()
    assert (call.port, call.territory, call.unlocode, call.other_names) == ("Lautoca", "FJI", None, ())


def test_a_facility_brings_its_port_its_number_and_its_name() -> None:
    call = _resolve("MGTMM-0001").call()
    assert (call.port, call.facility, call.facility_number) == ("Toamasina", "Quai 1", "MGTMM-0001")
    assert call.other_names == ("Tamatave",)


def test_a_number_that_is_not_known_stays_with_the_call() -> None:
    assert _resolve("Toamasina MGTMM-0009").call().facility_number == "MGTMM-0009"


def test_what_was_doubted_in_the_words_stays_with_the_match() -> None:
    assert "SC may be a state of the United States or the territory SYC." in _resolve("Victoria, SC").doubts


def test_a_transit_is_passed_on_without_a_port() -> None:
    found = _resolve("Suez Canal (transit)")
    assert (found.confidence, found.port) == (Confidence.CONFIDENT, None)
    assert found.call().is_canal_transit


def test_the_same_words_on_other_days_are_calls_of_their_own() -> None:
    calls = parse_calls("Suva 1 Jan 2026\nSuva 2 Jan 2026").calls
    found = resolve(calls, SMALL)
    assert [one.call().arrived_on for one in found] == [date(2026, 1, 1), date(2026, 1, 2)]
    assert [one.raw for one in found] == list(calls)


def test_a_messy_list_is_read_resolved_and_answered() -> None:
    text = "Last 5 ports:\n1. FJSUV\n2. Apia, Samoa\n3. Panama Canal (transit)\n4) Victoria, Seychelles 3 Jan 2026"
    found = resolve(parse_calls(text, codes=SMALL.codes).calls, SMALL)
    advisories = Advisories([initialise.fact_form(row) for row in read.read_advisories()])
    check = check_entry([one.call() for one in found], arrival=date(2026, 2, 1), advisories=advisories)
    assert check.answer is EntryAnswer.APPLIES
    assert [verdict.place for verdict in check.calls] == [1, 2, None, 3]


@pytest.mark.parametrize("text", ["Georgetown", "Lautoca", "Xyzzyville", "Apia (FJSUV)", "Victoria"])
def test_a_call_whose_territory_is_not_settled_never_does_not_apply(text: str) -> None:
    advisories = Advisories([initialise.fact_form(row) for row in read.read_advisories()])
    check = check_entry([_resolve(text).call()], arrival=date(2026, 2, 1), advisories=advisories)
    assert check.answer is EntryAnswer.CANNOT_TELL


NAMES = {port.territory: [one.name for one in SHIPPED if one.territory == port.territory] for port in SHIPPED}


@given(st.sampled_from([port for port in SHIPPED if port.unlocode]))
def test_every_port_that_ships_is_found_by_its_code(port: KnownPort) -> None:
    found = _resolve(f"1. {port.unlocode}", LARGE)
    assert port in [one.port for one in found.candidates]
    if found.confidence is Confidence.CONFIDENT:
        assert (found.port, found.territory) == (port, port.territory)


@given(st.sampled_from(SHIPPED))
def test_the_name_of_a_port_never_settles_the_territory_of_another(port: KnownPort) -> None:
    for call in parse_calls(f"1. {port.name}").calls:
        found = LARGE.resolve(call)
        assert found.territory in {None, port.territory} or call.territory == found.territory


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), max_size=60))
def test_no_words_make_it_fail_and_candidates_are_ranked(text: str) -> None:
    for found in resolve(parse_calls(text, codes=SMALL.codes).calls, SMALL):
        scores = [one.likeness for one in found.candidates]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) <= MOST_CANDIDATES
        assert all(LEAST_LIKENESS <= score <= 100 for score in scores)
        assert found.port is None or found.port in [one.port for one in found.candidates]


@pytest.mark.parametrize(
    "port", [port for port in SHIPPED if "," in port.name and "(" not in port.name], ids=lambda port: port.name
)
def test_a_port_whose_name_holds_a_comma_is_one_call(port: KnownPort) -> None:
    calls = parse_calls(f"{port.name}; Suva", codes=LARGE.codes, names=LARGE.names).calls
    assert len(calls) == 2
    assert port in [one.port for one in LARGE.resolve(calls[0]).candidates]


def test_without_ports_nothing_is_found() -> None:
    found = _resolve("Suva", Gazetteer([]))
    assert (found.confidence, found.territory) == (Confidence.NONE, None)


def test_two_ports_read_as_a_port_and_its_territory_settle_neither() -> None:
    found = _resolve("Sihanoukville, Singapore", LARGE)
    assert (found.territory, found.confidence) == (None, Confidence.DOUBTFUL)
    assert {one.port.territory for one in found.candidates} == {"KHM"}
    assert found.doubts == ("Sihanoukville is no port of Singapore: if these are two calls, give each a line.",)


@pytest.mark.parametrize("last", ["Singapore", "Hong Kong", "Gibraltar", "Djibouti"])
@pytest.mark.parametrize("listed", [port for port in SHIPPED if port.territory in {"KHM", "COM", "FSM", "SYC"}])
def test_a_port_under_an_advisory_is_never_lost_in_the_call_after_it(listed: KnownPort, last: str) -> None:
    arrival = date(2025, 6, 1)
    advisories = Advisories([initialise.fact_form(row) for row in read.read_advisories()])
    pasted = parse_calls(f"{listed.name}, {last}", codes=LARGE.codes, names=LARGE.names).calls
    calls = [one.call() for one in resolve(pasted, LARGE)]
    assert check_entry(calls, arrival=arrival, advisories=advisories).answer is not EntryAnswer.DOES_NOT_APPLY


@pytest.mark.parametrize(
    ("text", "territory"),
    [("Jurong, Singapore", "SGP"), ("Singapore, Singapore", "SGP"), ("Nowhere Known, Singapore", "SGP")],
)
def test_a_port_of_a_territory_that_is_itself_a_port_keeps_it(text: str, territory: str) -> None:
    assert _resolve(text, LARGE).territory == territory
