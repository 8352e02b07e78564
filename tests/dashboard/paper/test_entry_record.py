"""The record of a check on paper: the same bytes for the same record, tagged, and nothing of it read as markup."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

import pytest
import typst

from dashboard.actions import initialise
from dashboard.actions.entry_words import AID, ANSWERS
from dashboard.paper import entry_record as paper
from dashboard.paper.letters import LACKING, printable
from dashboard.paper.typesetting import PLAIN_COLOUR, printable_sheet
from geodata.reference import read
from models.entry_calls import EntryAnswer, PortCall
from models.entry_conditions import Advisories, check_entry
from models.entry_record import entry_record

FACTS = [initialise.fact_form(row) for row in read.read_advisories()]
NAMES = {"SYC": "Seychelles", "MDG": "Madagascar", "EGY": "Egypt", "FJI": "Fiji"}
SEYCHELLES = PortCall("Victoria", "SYC", unlocode="SCPOV", arrived_on=date(2026, 2, 1), left_on=date(2026, 2, 3))
TOAMASINA = PortCall("Toamasina", "MDG", facility_number="MGTMM-0001")
CANAL = PortCall("Suez Canal", "EGY", is_canal_transit=True)
CALLS = (SEYCHELLES, TOAMASINA, CANAL, PortCall("Nowhere"))


def record(*calls: PortCall, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any argument of the record
    check = check_entry(calls or CALLS, arrival=date(2026, 3, 1), advisories=Advisories(FACTS))
    wanted: dict[str, Any] = {"given": ["SCPOV", "MGTMM-0001"], "vessel": "Test Vessel", "marking": "UNCLASSIFIED"}
    return entry_record(check, **{**wanted, **changed})


def pdf(wanted: dict[str, Any], colour: str = "#007a33") -> bytes:
    return paper.entry_record_pdf(wanted, territories=NAMES, colour=colour)


def sheet(wanted: dict[str, Any]) -> dict[str, Any]:
    return paper._sheet(wanted, NAMES, "#007a33")


def test_the_same_record_gives_the_same_bytes_and_another_gives_others() -> None:
    made = pdf(record())
    assert made.startswith(b"%PDF-")
    assert made == pdf(record())
    assert made != pdf(record(vessel="Other Vessel"))


def test_it_is_tagged_with_title_and_language() -> None:
    made = pdf(record())
    assert b"/Lang(en-US)" in made
    assert b"/Marked true" in made
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid:part" in made
    assert b"Check of the conditions of entry" in made


def test_no_day_and_no_clock_stands_in_it() -> None:
    made = pdf(record())
    assert b"CreationDate" not in made
    assert b"ModDate" not in made


@pytest.mark.parametrize("text", ["#panic()", "$x$ *bold* _it_ [", "<label> @ref", '\\ ` " {', "=== Title", "// gone"])
def test_what_was_given_is_never_markup(text: str) -> None:
    assert pdf(record(PortCall(text, "SYC"), given=[text], vessel=text))


@pytest.mark.parametrize(
    "name", ["Pape\u02bbet\u0113", "Nuku\u02bbalofa", "Владивосток", "Πειραιάς", "São Tomé", "A\u011fr\u0131"]
)
def test_the_letters_of_port_names_are_all_printed(name: str) -> None:
    data = json.dumps(sheet(record(PortCall(name, "SYC"), given=[name])))
    _, warnings = typst.compile_with_warnings(
        paper.TEMPLATE, format="pdf", ignore_system_fonts=True, sys_inputs={"record": data}
    )
    assert [warning.message for warning in warnings] == []


@pytest.mark.parametrize("name", ["上海", "부산", "ท่าเรือ", "😀 Suva", "ह\u094d"])
def test_signs_that_the_fonts_lack_are_written_by_their_numbers_and_the_record_says_so(name: str) -> None:
    written = printable_sheet(sheet(record(PortCall(name, "SYC"), given=[name], vessel=name)))
    lacking = [sign for sign in name if f"U+{ord(sign):04X}" in written["given"][0]]
    assert lacking
    assert written["letters"] == LACKING
    assert written["facts"][0]["value"] == written["given"][0]
    assert pdf(record(PortCall(name, "SYC"), given=[name], vessel=name))


def test_a_record_of_known_letters_says_nothing_of_letters() -> None:
    assert printable_sheet(sheet(record(given=["A\u030arhus", "Владивосток"])))["letters"] == ""


def test_every_sign_that_is_called_printable_is_in_the_fonts() -> None:
    signs = "".join(
        chr(number)
        for number in range(0x3000)
        if (unicodedata.category(chr(number)) not in {"Cn", "Mn"} and printable(chr(number)) == chr(number))
    )
    assert len(signs) > 1_200
    assert pdf(record(given=[signs], vessel=signs))


def test_a_colour_that_is_none_is_not_used() -> None:
    assert paper._sheet(record(), NAMES, "red; }")["colour"] == PLAIN_COLOUR
    assert pdf(record(), colour="url(x)") == pdf(record(), colour=PLAIN_COLOUR)


def test_every_part_stands_on_the_sheet() -> None:
    written = sheet(record())
    assert written["answer"] == ANSWERS[EntryAnswer.APPLIES]
    assert {"label": "Arrival in the United States", "value": "1 Mar 2026"} in written["facts"]
    assert {"label": "Advisories known up to", "value": "31 Aug 2025"} in written["facts"]
    assert [call["place"] for call in written["calls"]] == ["1", "2", "", "3"]
    assert written["calls"][0]["port"] == "Victoria (SCPOV)"
    assert written["calls"][0]["dates"] == "1 Feb 2026 to 3 Feb 2026"
    assert written["calls"][1]["port"] == "Toamasina, MGTMM-0001"
    assert [call["verdict"] for call in written["calls"]] == [
        "Applies",
        "Does not apply",
        "Does not count",
        "Cannot tell",
    ]
    assert written["calls"][3]["territory"] == "Not known"
    assert written["given"] == ["SCPOV", "MGTMM-0001"]
    assert written["aid"] == AID
    assert "the Federal Register decides" in AID


def test_each_source_is_numbered_once_and_every_number_leads_to_one() -> None:
    written = sheet(record())
    sources = [json.dumps(one) for one in written["sources"]]
    assert len(sources) == len(set(sources))
    used = {number for call in written["calls"] for number in call["refs"]}
    used |= {number for part in written["parts"] for item in part["items"] for number in item["refs"]}
    assert used == set(range(1, len(sources) + 1))
    assert written["sources"][0]["text"] == "PSA 1-19, 84 FR 11992, imposed with effect from 12 Apr 2019"
    assert written["sources"][0]["address"].startswith("https://")
    assert "Listed as published Aug 2025" in [one["text"] for one in written["sources"]]


def test_actions_stand_beside_every_answer_but_that_none_are_needed() -> None:
    assert [part["title"] for part in sheet(record(PortCall("Nowhere")))["parts"]] == list(paper.PARTS.values())
    assert sheet(record(PortCall("Suva", "FJI")))["parts"] == []


def test_a_blank_check_is_a_sheet_too() -> None:
    check = check_entry([], arrival=date(2026, 3, 1), advisories=Advisories([]))
    empty = entry_record(check, given=[], vessel="", marking="UNCLASSIFIED")
    written = sheet(empty)
    assert "Vessel" not in [fact["label"] for fact in written["facts"]]
    assert {"label": "Advisories known up to", "value": "No full list is known"} in written["facts"]
    assert pdf(empty)
