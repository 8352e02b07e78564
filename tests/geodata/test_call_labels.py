"""Labels and headers: which lead to calls, which go on about one, and over which a list is passed without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.call_labels import end_of_label, fact_of, goes_on, is_passed_over, names_calls, speaks_of_else, together


@pytest.mark.parametrize(
    "header",
    [
        "Last port before US arrival",
        "Next to last port",
        "Next-to-last port",
        "Previous port (arrival 2026-10-01)",
        "Ports visited before arrival",
        "Ports before US arrival",
        "Last port before arrival",
        "Last foreign port (before US port)",
        "Last port country",
        "Last non-US port",
        "History 2",
        "Port 1",
        "call_1",
        "LPOC1",
        "2nd",
        "1",
        "Called",
        "Itinerary",
    ],
)
def test_a_label_about_calls_names_calls_and_is_never_passed_over(header: str) -> None:
    assert names_calls(header)
    assert not is_passed_over(f"{header}: Moroni")


@pytest.mark.parametrize(
    "header",
    [
        "US arrival port",
        "Arrival port",
        "Last US port",
        "Last cargo",
        "Previous name",
        "Last inspection",
        "Tonnage",
        "Name",
        "Cargo",
        "Remarks",
        "ETD Moroni",
        "Voyage 12",
        "Date",
        "Subject",
        "Country",
    ],
)
def test_a_label_that_is_not_of_calls_may_still_hold_one(header: str) -> None:
    assert not names_calls(header)
    assert not is_passed_over(f"{header}: Moroni")


@pytest.mark.parametrize(
    "label",
    [
        "Flag",
        "Flag state",
        "Vessel's flag",
        "Port of registry",
        "Home port",
        "Call sign",
        "IMO number",
        "Vessel",
        "VESSEL NAME",
        "Ship\u2019s name",
        "Name of ship",
        "Master",
        "Agent",
        "Owner",
        "Ship manager",
        "Vessel type",
        "Next port",
        "Next US port",
        "Next port of call",
        "Next port / ETA",
        "Destination",
        "Port of destination",
    ],
)
def test_a_label_that_is_as_a_whole_of_something_else_is_passed_over(label: str) -> None:
    assert not names_calls(label)
    assert is_passed_over(f"{label}: Moroni")
    assert speaks_of_else(f"{label}: Moroni")
    for rest in ("Moroni, last port Dili", "arrived Moroni", "left Moroni", "loaded at Moroni", "Dili - Moroni"):
        assert not is_passed_over(f"{label}: {rest}")


def test_a_date_after_a_label_may_be_of_a_call_unless_it_lies_ahead() -> None:
    assert not is_passed_over("Flag: Comoros 1 Nov 2026")
    assert not is_passed_over("Vessel: Moroni 2026-11-01")
    assert is_passed_over("Next port: Moroni 25 Nov 2026")
    assert is_passed_over("Destination: Moroni, ETA 25 Nov 2026")


@pytest.mark.parametrize("line", ["MMSI 538001234", "IMO 9000000", "IMO No. 9000000", "GRT 30000", "DWT: 80,000 t"])
def test_a_figure_of_the_vessel_is_no_call(line: str) -> None:
    assert speaks_of_else(line)
    assert not speaks_of_else(f"{line} Moroni")


@pytest.mark.parametrize("line", ["IMO MGTMM-0001", "GT Moroni", "Loango", "Beamish 12 Moroni", "Port: Suva"])
def test_what_only_begins_like_a_figure_is_not_left_out(line: str) -> None:
    assert not speaks_of_else(line)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Vessel's last port: Moroni", "Moroni"),
        ("Vessel\u2019s previous ports: Moroni, Dili", "Moroni, Dili"),
        ("Ship last called: Moroni", "Moroni"),
        ("Voyage history: Moroni; Dili", "Moroni; Dili"),
        ("Date / port: 2026-11-01 Moroni", "2026-11-01 Moroni"),
        ("Master: vessel called at Moroni", "Moroni"),
        ("Called: Moroni", "Moroni"),
        ("Second last port: Moroni", "Moroni"),
        ("Itinerary: Moroni", "Moroni"),
        ("Port Moroni: 1 Nov 2026", "Port Moroni: 1 Nov 2026"),
        ("Arrival: Moroni", "Arrival: Moroni"),
        ("Country: Fiji", "Country: Fiji"),
        ("Suva: Fiji", "Suva: Fiji"),
        ("Calledonia", "Calledonia"),
    ],
)
def test_only_a_label_of_plain_words_about_calls_is_cut_off(line: str, rest: str) -> None:
    assert line[end_of_label(line) :].strip() == rest


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("Port: Suva", ("port", "Suva")),
        ("Name of port: Suva", ("port", "Suva")),
        ("Port\tSuva", ("port", "Suva")),
        ("- Port = Suva", ("port", "Suva")),
        ("Port 2: Suva", ("port", "Suva")),
        ("Country: Fiji", ("territory", "Fiji")),
        ("Country Fiji", ("territory", "Fiji")),
        ("Last port 1 country: Fiji", ("territory", "Fiji")),
        ("State: SP", ("state", "(SP)")),
        ("UN/LOCODE: FJSUV", ("code", "FJSUV")),
        ("Port facility number: FJSUV-0001", ("facility", "(FJSUV-0001)")),
        ("Arrived: 1 Nov 2026", ("arrived", "arr 1 Nov 2026")),
        ("Date of departure: 1 Nov 2026 0600", ("left", "dep 1 Nov 2026 0600")),
        ("Date: 2026-11-01", ("dates", "2026-11-01")),
        ("Arrived: Moroni 1 Nov 2026", None),
        ("From: Moroni", None),
        ("Date: Moroni", None),
        ("ETA: 22 Nov 2026", None),
        ("Port:", None),
        ("Port Moresby", None),
        ("Suva", None),
    ],
)
def test_a_line_may_be_one_fact_of_a_call(line: str, fact: tuple[str, str] | None) -> None:
    assert fact_of(line) == fact


def test_facts_are_written_with_the_port_first_and_the_days_last() -> None:
    facts = {"left": "dep 3 Nov 2026", "territory": "Fiji", "arrived": "arr 1 Nov 2026", "port": "Suva"}
    assert together(facts) == "Suva, Fiji, arr 1 Nov 2026, dep 3 Nov 2026"


def test_which_columns_go_on_about_the_port_before_them() -> None:
    assert goes_on("Country 1")
    assert goes_on("Last port country")
    assert goes_on("LOCODE")
    assert not goes_on("Port 2")
    assert not goes_on("Countryside")


@given(st.text(max_size=120))
def test_no_line_makes_the_labels_fail(line: str) -> None:
    assert 0 <= end_of_label(line) <= len(line)
    assert is_passed_over(line) <= speaks_of_else(line)
    fact_of(line)
    names_calls(line)
