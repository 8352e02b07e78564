"""The same five calls in each form that lists come in: clear where none is listed, never where one is."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.actions.entry_check import check_pasted, pasted_calls
from models.entry_calls import EntryAnswer
from tests.dashboard.actions.test_entry_lists import GROUND

CALLS = (
    ("Suva", "Fiji", "FJSUV", "12 Nov 2026"),
    ("Apia", "Samoa", "WSAPW", "1 Nov 2026"),
    ("Santos", "Brazil", "BRSSZ", "20 Oct 2026"),
    ("Shanghai", "China", "CNSHA", "10 Oct 2026"),
    ("Yokohama", "Japan", "JPYOK", "1 Oct 2026"),
)
LISTED = ("Moroni", "Comoros", "KMYVA", "")
WORDS = ("Last", "Second last", "Third last", "Fourth last", "Fifth last")
ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")

FORMS = {
    "plain": "{port}, {where}",
    "numbered": "{number}. {port}, {where} {day}",
    "LPOC": "LPOC {number}: {port}, {where} {day}",
    "ordinals": "{ordinal} last port: {port}, {where}",
    "words": "{word} port: {port}, {where}",
    "table": "{number}\t{port}, {where}\t{day}",
    "bars": "| {port} | {where} | {day} |",
    "blocks with facilities": "Port: {port}\nCountry: {where}\nArrived: {day}\nFacility: {code}-0001\n",
    "blocks with codes": "Port: {port}, {where}\nLOCODE: {code}\nDate: {day}\nISPS level: 1",
    "blocks of a form": "Port of call: {port}, {where}\nDate of arrival: {day}\nSpecial measures: none",
    "blocks without dates": "Port: {port}, {where}\nSecurity measures: nil",
    "territory first": "Country: {where}\nPort: {port}",
    "date first": "{day}: {port}, {where}",
    "departures": "ATD {port}, {where}: {day}",
    "arrivals": "Arrived {port}, {where} {day}",
    "from and to": "{port}, {where}\nFrom: {day}\nTo: {day}",
    "quoted": '> "{port}, {where}"',
    "equals": "Port {number} = {port}, {where}",
    "columns": "{port}\t{where}\t{day}",
    "calls": "Call {number}: {port}, {where}",
    "commas": "{port},{where},{day}",
    "remarks": "{port}, {where} {day} (crew change)",
    "dots": "{number}... {port}, {where}",
    "blanks": "\n   {port}, {where}   \n\n",
    "capitals": "{number}) {capitals} - {day}",
}
AROUND = {
    "nothing": "{calls}",
    "a letter": "Good day,\nMV Blue Heron, flag Liberia\nVessel's last five ports:\n{calls}\nBest regards,\nMaster",
    "a form": "VESSEL NAME: BLUE HERON\nIMO NO: 9123456\nPORT OF REGISTRY: MONROVIA\nGRT: 30000\n"
    "ETA US: 22 NOV 2026\nLAST FIVE PORTS OF CALL:\n{calls}",
    "what lies ahead": "{calls}\nNext port: Houston\nDestination: Houston, TX\nRemarks: none\nTel: +1 713 555 0100",
}
LINES = {
    "sentence": "The vessel's last ports of call were: {}",
    "called at": "Ship called at {}",
    "history": "Voyage history: {}",
}


def _listed_at(place: int | None) -> list[tuple[str, str, str, str]]:
    return [(*LISTED[:3], call[3]) if at == place else call for at, call in enumerate(CALLS)]


def _written(form: str, calls: list[tuple[str, str, str, str]]) -> str:
    return "\n".join(
        form.format(
            port=port,
            where=where,
            code=code,
            day=day,
            number=at + 1,
            ordinal=ORDINALS[at],
            word=WORDS[at],
            capitals=f"{port}, {where}".upper(),
        )
        for at, (port, where, code, day) in enumerate(calls)
    )


def _answer(text: str) -> EntryAnswer:
    return check_pasted(pasted_calls(text, GROUND), arrival=date(2026, 11, 22), ground=GROUND).check.answer


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_each_form_is_clear_until_one_call_is_listed(form: str, around: str) -> None:
    assert _answer(around.format(calls=_written(form, _listed_at(None)))) is EntryAnswer.DOES_NOT_APPLY
    for place in range(5):
        text = around.format(calls=_written(form, _listed_at(place)))
        assert _answer(text) is EntryAnswer.APPLIES, text


@pytest.mark.parametrize("between", ["; ", ", "])
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_one_line_is_clear_until_one_call_is_listed(line: str, between: str) -> None:
    for place in (None, *range(5)):
        calls = between.join(f"{port}, {where}" for port, where, _, _ in _listed_at(place))
        expected = EntryAnswer.DOES_NOT_APPLY if place is None else EntryAnswer.APPLIES
        assert _answer(line.format(calls)) is expected


@pytest.mark.parametrize("where", ["SHANGHAI, CHINA", "VALPARAISO, CHILE", "APIA, SAMOA", "COTONOU, BENIN"])
def test_a_territory_in_five_capitals_is_no_code_of_another(where: str) -> None:
    assert _answer(where) is EntryAnswer.DOES_NOT_APPLY
    assert _answer(f"1. {where}") is EntryAnswer.DOES_NOT_APPLY
