"""What the shipped table of advisory facts takes from the compiled facts, and what it leaves blank."""

from __future__ import annotations

import pytest

from geodata.reference.build_advisories import COLUMNS, build_advisories
from geodata.reference.read import read_advisories
from models.vocabulary import AdvisoryScope


def compiled(**facts: str) -> dict[str, str]:
    return {
        "psa_number": "",
        "date": "2017-03-31",
        "country": "Nauru",
        "action": "imposed",
        "effective_date": "2017-04-14",
        "exempt_facilities": "",
        "source_url": "https://example.org",
        "note": "",
        **facts,
    }


@pytest.mark.parametrize(
    ("note", "notice"),
    [
        ("82 FR 16052", "82 FR 16052"),
        ("73 FR 63499 (E8-25436); exemptions per a newspaper", "73 FR 63499"),
        ("exempt ports per 80 FR 15800", ""),
        ("imposed 2008", ""),
        ("", ""),
    ],
)
def test_only_a_citation_that_the_note_begins_with_is_the_facts_own(note: str, notice: str) -> None:
    (row,) = build_advisories([compiled(note=note)])
    assert row["notice"] == notice
    assert row["note"] == note


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("https://thefederalregister.org/80-FR/15800", "80 FR 15800"),
        ("https://thefederalregister.org/80-FR/15800/other", ""),
        ("https://www.govinfo.gov/content/pkg/FR-2019-03-29/html/2019-06106.htm", ""),
    ],
)
def test_an_address_that_is_a_citation_cites_the_notice_that_stands_there(address: str, notice: str) -> None:
    (row,) = build_advisories([compiled(source_url=address)])
    assert row["notice"] == notice


@pytest.mark.parametrize(
    ("exceptions", "scope"),
    [
        ("", AdvisoryScope.NOT_PRINTED),
        ("none (exemptions revoked)", AdvisoryScope.ALL_PORTS),
        ("Port of Monrovia", AdvisoryScope.ALL_BUT_EXCEPTED),
        ("1 facility (name not seen)", AdvisoryScope.ALL_BUT_EXCEPTED),
    ],
)
def test_the_scope_follows_from_what_was_printed(exceptions: str, scope: AdvisoryScope) -> None:
    (row,) = build_advisories([compiled(exempt_facilities=exceptions)])
    assert row["scope"] == scope


def test_a_row_has_every_column() -> None:
    (row,) = build_advisories([compiled()])
    assert tuple(row) == COLUMNS


def test_the_shipped_table_cites_what_its_notes_cite() -> None:
    cited = {(fact.territory, fact.notice) for fact in read_advisories() if fact.notice}
    assert len(cited) == 13
    assert {("NRU", "82 FR 16052"), ("FSM", "82 FR 39609"), ("CUB", "90 FR 12752")} <= cited
    yemen = [fact.notice or "" for fact in read_advisories() if fact.territory == "YEM"]
    assert yemen == ["", "80 FR 15800", ""]  # what the note of the first one cites is the later notice


def test_no_row_of_the_full_list_says_anything_of_exceptions() -> None:
    assert {fact.scope for fact in read_advisories() if fact.full_list} == {AdvisoryScope.NOT_PRINTED}
