"""Lists with labels, as letters and forms have them: no call is lost in one, and none is made of one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from dashboard.actions.entry_check import MOST_JUDGED, check_pasted, pasted_calls
from dashboard.actions.entry_rows import MOST_ROWS
from geodata.port_calls import CUT, MOST_CHARACTERS
from models.entry_calls import EntryAnswer, Reason
from tests.dashboard.actions.test_entry_lists import GROUND

YES, NO, OPEN = EntryAnswer.APPLIES, EntryAnswer.DOES_NOT_APPLY, EntryAnswer.CANNOT_TELL
ARRIVAL = date(2026, 11, 22)
FIVE = (
    ("Suva", "Fiji"),
    ("Rotterdam", "Netherlands"),
    ("Bremerhaven", "Germany"),
    ("Colombo", "Sri Lanka"),
    ("Moroni", "Comoros"),
)


def answer(text: str) -> EntryAnswer:
    return check_pasted(pasted_calls(text, GROUND), arrival=ARRIVAL, ground=GROUND).check.answer


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Plainly calls.
        ("Vessel's last port: Moroni", YES),
        ("Vessel\u2019s last port: Moroni", YES),
        ("Vessel last port of call: Moroni", YES),
        ("Vessel previous ports: Moroni, Dili", YES),
        ("Ship last called: Moroni", YES),
        ("Voyage history: Moroni; Dili", YES),
        ("Date / port: 2026-11-01 Moroni", YES),
        ("Master: vessel called at Moroni 1 Nov 2026", YES),
        ("The vessel has called at Moroni", YES),
        ("Next to last port: Moroni", YES),
        ("2nd last port: Moroni", YES),
        ("Last but one port: Moroni", YES),
        ("ATD Moroni: 1 Nov 2026", YES),
        ("Departed Moroni: 1 Nov 2026", YES),
        ("Previous ports (flag: Comoros): Moroni", YES),
        # Perhaps calls.
        ("Voyage 12: Moroni 01 Nov 2026", OPEN),
        ("Voyage: Moroni", OPEN),
        ("ETD Moroni: 01 Nov 2026", OPEN),
        ("ETD: Moroni 01 Nov 2026", OPEN),
        ("ETA Moroni: 1 Nov 2026", OPEN),
        ("Date: 2026-11-01 Moroni", OPEN),
        ("Arrival port: Moroni", OPEN),
        ("Vessel: Blue Heron / last port Moroni", OPEN),
        ("Ship: Blue Heron, arrived Moroni 1 Nov 2026", OPEN),
        ("Vessel: Moroni 1 Nov 2026", OPEN),
        ("Flag: Panama (ex Moroni)", OPEN),
        ("Flag: Comoros 1 Nov 2026", OPEN),
        ("Master: left Moroni yesterday", OPEN),
        ("Agent: sailed Aden 1 Nov", OPEN),
        ("Agent's remarks: Dili", OPEN),
        ("Remarks: Aden", OPEN),
        ("Remarks: stores from Cuba", OPEN),
        ("Cargo: loaded at Moroni", OPEN),
        ("Purpose: bunkers Moroni", OPEN),
        ("Crew change: Moroni", OPEN),
        ("Security level: 1 (Moroni 2)", OPEN),
        ("Subject: last port Moroni", OPEN),
        ("Subject: pre-arrival Moroni", OPEN),
        ("Sent: from Moroni", OPEN),
        ("Name: Moroni", OPEN),
        ("Tel: called Moroni", OPEN),
        ("Next port: Houston (from Moroni)", OPEN),
        ("Destination after Moroni: Houston", OPEN),
        ("IMO 9123456 Moroni", OPEN),
        ("Port: Suva\nCountry: Comoros", OPEN),
        ("Port: Singapore\nCountry: Comoros", OPEN),
        ("Port: Singapore\nState: Comoros", OPEN),
        ("1. Suva, Fiji, Comoros", OPEN),
        ("1. Singapore, Comoros", OPEN),
        ("1. Suva, Fiji, SC", OPEN),
        # No calls.
        ("Flag: Comoros", NO),
        ("Flag state: Comoros", NO),
        ("Port of registry: Moroni", NO),
        ("Home port: Havana", NO),
        ("Vessel: Aden Star", NO),
        ("Vessel name: Damascus", NO),
        ("Owner: Yemen Shipping Co", NO),
        ("Agent: Havana Agencies", NO),
        ("Master: Capt. Aden Hassan", NO),
        ("Next port: Moroni", NO),
        ("Next port: Moroni 25 Nov 2026", NO),
        ("Destination: Moroni", NO),
        ("From: ops@havana.com", NO),
    ],
)
def test_a_line_with_a_label_is_read_held_or_passed_over(line: str, expected: EntryAnswer) -> None:
    assert answer(f"{line}\nSingapore") is expected
    assert answer(f"Suva\n{line}") is expected


@pytest.mark.parametrize(
    "text",
    [
        "Pre-arrival information\nVessel name: Blue Heron\nIMO: 9123456\nFlag: Comoros\nCall sign: D6AB\nSuva\nApia",
        "Last ports of call:\n1. Suva, Fiji 1-3 Nov 2026\n2. Apia, Samoa 25 Oct 2026\nNext port: Houston, USA",
        "VESSEL: MV HAVANA STAR\nFLAG STATE: LIBERIA\nLAST 5 PORTS\nSINGAPORE / 01.11.2026\nBUSAN / 25.10.2026",
        "Previous port: Suva\nDestination: Port Everglades, USA\nMaster: Capt. Aden Hassan",
        "Last port: Suva\n2nd last port: Apia\n3rd last port: Auckland\nArrival port: Houston",
        "Name of vessel: Blue Heron\nClass: DNV\nLast port of call: Yokohama\nPrevious port of call: Kobe",
        "MMSI 538001234\nIMO 9123456\nGRT 30000\nDWT: 80,000 t\nDraft 10.5 m\nVoyage no. 12\nSuva\nApia",
        "Next port: Houston - USA, ETA 22 Nov 2026\nLast port: Santos, Brazil",
        "Next port: Port Arthur, USA\nSantos, Brazil",
        "ETA: 22 Nov 2026 0600\nETD: 1 Nov 2026\nSantos, Brazil",
        "From: ops@havana-lines.com\nTo: agent@houston.com\nSent: Monday, 2 November 2026\nSubject: LPOC\n\nSantos",
        "Subject: Last ports of call - MV Blue Heron\nSantos, Brazil",
        "Departure port: Santos, Brazil\nArrival port: Houston",
        "Port of arrival: Houston\nDate of arrival: 22 Nov 2026\nLast foreign port: Santos",
        "Cargo: soya\nPurpose: loading\nSecurity level: 1\nCrew: 20\nSantos",
        "Itinerary: Santos; Itaguai; Vitoria, Brazil",
        "1. Noumea, New Caledonia, France\n2. Suva",
        "Port: Santos\nState: SP\nCountry: Brazil",
    ],
)
def test_an_ordinary_list_with_labels_is_clear(text: str) -> None:
    assert answer(text) is NO


FORMS = {
    "port first": "Port: {port}\nCountry: {where}\nArrived: {day}\n",
    "blank lines between": "Port: {port}\n\nCountry: {where}\n\nDeparted: {day}\n\n",
    "country first": "Country: {where}\nPort: {port}\nDate: {day}\n",
    "date first": "Date: {day}\nPort: {port}\nCountry: {where}\n",
    "numbered": "{number}. {port}\nCountry: {where}\nArr: {day}\n",
    "numbered labels": "Port {number}: {port}\nCountry {number}: {where}\nDate of arrival: {day}\n",
    "long labels": "Last port {number}: {port}\nLast port {number} country: {where}\nLast port {number} date: {day}\n",
    "names": "Name of port: {port}\nName of country: {where}\nFrom: {day}\nTo: {day}\n",
    "tabs": "Port\t{port}\nCountry\t{where}\nArrived\t{day}\n",
    "bullets": "- Port = {port}\n- Country = {where}\n- ATA = {day}\n",
    "plain": "{port}\nCountry: {where}\nArrived {day}\n",
    "no colon": "Port: {port}\nCountry {where}\nArrived: {day}\n",
    "with what is of no port": "Port: {port}\nSecurity level: 1\nCountry: {where}\nETA: {day}\nPurpose: bunkers\n",
    "call": "Port of call: {port}\nCountry: {where}\nBerth: 5\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_facts_on_lines_of_their_own_make_no_calls(form: str) -> None:
    days = (ARRIVAL - timedelta(days=10 * at) for at in count(1))
    blocks = [
        form.format(port=port, where=where, number=at, day=f"{day:%d %b %Y}")
        for at, ((port, where), day) in enumerate(zip(FIVE, days, strict=False), 1)
    ]
    found = check_pasted(pasted_calls("".join(blocks), GROUND), arrival=ARRIVAL, ground=GROUND).check
    assert [(verdict.place, verdict.call.port) for verdict in found.calls] == [
        *enumerate((port for port, _ in FIVE), 1)
    ]
    assert found.calls[4].reason is Reason.LISTED
    assert found.answer is YES
    assert answer("".join(blocks[:4])) is NO


def test_a_territory_on_a_line_of_its_own_is_that_of_the_port_before_it() -> None:
    assert answer("Moroni\nCountry: Comoros") is YES
    assert answer("Suva\nCountry: Comoros") is OPEN
    assert answer("Country: Comoros\nSuva") is YES


def test_a_territory_on_a_line_without_a_label_still_puts_none_beyond_the_fifth() -> None:
    text = "".join(f"{port}\n{where}\n1 Nov 2026\n" for port, where in FIVE)
    assert answer(text) is OPEN


def _days_of_singapore(many: int, first: date, step: int) -> str:
    return "".join(f"Singapore {first + timedelta(days=step * at)}\n" for at in range(many))


def test_calls_that_are_not_taken_may_still_hold_the_answer() -> None:
    first = date(2026, 1, 1)
    oldest_first = _days_of_singapore(MOST_ROWS + 10, first, 1)
    assert answer(f"{oldest_first}Moroni, Comoros 2026-11-10") is OPEN
    assert answer(f"{oldest_first}Suva 2026-11-10") is NO
    assert answer(f"{oldest_first}Nowhere at all 2026-11-10") is OPEN
    newest_first = _days_of_singapore(MOST_ROWS + 10, date(2026, 11, 10), -1)
    assert answer(newest_first) is NO
    assert answer(f"{newest_first}Moroni, Comoros 2025-01-01") is NO


@pytest.mark.parametrize(("many", "expected"), [(MOST_JUDGED, NO), (MOST_JUDGED + 1, OPEN)])
def test_a_list_that_is_too_long_to_be_looked_at_is_never_clear(many: int, expected: EntryAnswer) -> None:
    assert answer(_days_of_singapore(many, date(2026, 11, 10), -1)) is expected


def test_a_text_that_was_not_read_to_its_end_is_never_clear() -> None:
    text = f"Suva\n{'-' * MOST_CHARACTERS}\nMoroni"
    assert CUT in pasted_calls(text, GROUND).doubts
    assert answer(text) is OPEN
