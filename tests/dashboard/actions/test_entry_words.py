"""The words of a check: complete, and right at the edges of what a record may hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard.actions.entry_check import SURE_WORDS, Sure
from dashboard.actions.entry_files import record_json, record_name
from dashboard.actions.entry_words import (
    ANSWERS,
    REASONS,
    VERDICTS,
    cited,
    port_said,
    source_of,
    stay,
    territory_said,
)
from models.entry_calls import EntryAnswer, Reason

CITATION: dict[str, Any] = {
    "psa_number": "1-19",
    "notice": "84 FR 11992",
    "action": "imposed",
    "published_on": "2019-03-29",
    "effective_on": "2019-04-12",
    "source": "reference: https://www.govinfo.gov/x",
    "note": "",
}
CALL: dict[str, Any] = {
    "port": "Suva",
    "unlocode": "FJSUV",
    "territory": "FJI",
    "facility": "",
    "facility_number": None,
    "other_facility_numbers": [],
    "arrived_on": None,
    "left_on": None,
}


def test_every_answer_verdict_reason_and_doubt_has_words() -> None:
    assert set(ANSWERS) == set(EntryAnswer)
    assert set(VERDICTS) == {*EntryAnswer, None}
    assert set(REASONS) == set(Reason)
    assert set(SURE_WORDS) == set(Sure)
    assert len(set(REASONS.values())) == len(Reason)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "PSA 1-19, 84 FR 11992, imposed with effect from 12 Apr 2019"),
        ({"notice": None}, "PSA 1-19, imposed with effect from 12 Apr 2019"),
        ({"psa_number": None}, "84 FR 11992, imposed with effect from 12 Apr 2019"),
        ({"effective_on": None}, "PSA 1-19, 84 FR 11992, imposed as published 29 Mar 2019"),
        ({"effective_on": None, "published_on": "2025-08"}, "PSA 1-19, 84 FR 11992, imposed as published Aug 2025"),
        (
            {"psa_number": None, "notice": None, "effective_on": None, "published_on": "2025-08", "action": "listed"},
            "Listed as published Aug 2025",
        ),
        ({"effective_on": None, "published_on": None}, "PSA 1-19, 84 FR 11992, imposed"),
    ],
)
def test_a_citation_says_what_is_known_of_it(changed: dict[str, Any], words: str) -> None:
    assert cited(CITATION | changed) == words


def test_a_source_is_an_address() -> None:
    assert source_of(CITATION) == "https://www.govinfo.gov/x"
    assert source_of({"source": "a letter"}) == "a letter"


@pytest.mark.parametrize(
    ("arrived", "left", "words"),
    [
        (None, None, ""),
        ("2026-10-01", None, "1 Oct 2026"),
        (None, "2026-10-03", "left 3 Oct 2026"),
        ("2026-10-01", "2026-10-03", "1 Oct 2026 to 3 Oct 2026"),
        ("2026-10-01", "2026-10-01", "1 Oct 2026"),
    ],
)
def test_the_days_of_a_call(arrived: str | None, left: str | None, words: str) -> None:
    assert stay({"arrived_on": arrived, "left_on": left}) == words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Suva (FJSUV)"),
        ({"unlocode": None}, "Suva"),
        ({"port": "", "unlocode": None}, "Port not known"),
        ({"facility_number": "FJSUV-0001"}, "Suva (FJSUV), FJSUV-0001"),
        ({"facility": "King's Wharf", "facility_number": "FJSUV-0001"}, "Suva (FJSUV), King's Wharf FJSUV-0001"),
        (
            {"facility_number": "FJSUV-0001", "other_facility_numbers": ["FJSUV-0002"]},
            "Suva (FJSUV), FJSUV-0001 FJSUV-0002",
        ),
    ],
)
def test_a_port_is_named_as_far_as_it_is_known(changed: dict[str, Any], words: str) -> None:
    assert port_said(CALL | changed) == words


def test_a_territory_without_a_name_is_its_code() -> None:
    assert territory_said(CALL, {"FJI": "Fiji"}) == "Fiji"
    assert territory_said(CALL, {}) == "FJI"
    assert territory_said(CALL | {"territory": None}, {"FJI": "Fiji"}) == "Not known"


def test_a_file_bears_day_and_hash_and_nothing_of_the_vessel() -> None:
    record = {"vessel": "Sécret", "arrival": "2026-11-22", "hash": "0123456789abcdef"}
    assert record_name(record, "pdf") == "seamark-entry-check-2026-11-22-01234567.pdf"
    assert json.loads(record_json(record)) == record
    assert "Sécret" in record_json(record).decode()
