"""Demonstration records: the same for the same day, all partners, every status, each marked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.coverage import Status, coverage_status
from models.demo import SOURCE, generate

PARTNERS = {f"{a}{b}{c}": [1, 2, 3] for a in "ABC" for b in "DEFG" for c in "HIJK"}
AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize("as_of", [AS_OF, date(2024, 2, 29), date(2027, 1, 1)])
def test_every_status_is_present(as_of: date) -> None:
    made = generate(PARTNERS, as_of=as_of)
    seen = {
        coverage_status(
            [e for e in made.engagements if e.territory == code],
            [p for p in made.access_periods if p.territory == code],
            as_of=as_of,
            known_on=as_of,
        ).status
        for code in PARTNERS
    }
    assert seen == set(Status)


def test_the_same_day_gives_the_same_records_and_another_day_others() -> None:
    assert generate(PARTNERS, as_of=AS_OF) == generate(PARTNERS, as_of=AS_OF)
    assert generate(PARTNERS, as_of=AS_OF) != generate(PARTNERS, as_of=AS_OF + timedelta(days=1))


def test_every_record_is_marked() -> None:
    made = generate(PARTNERS, as_of=AS_OF)
    assert all(record.demo and record.source == SOURCE for record in (*made.engagements, *made.access_periods))


def test_all_partners_appear_within_four_years_back_and_six_months_ahead() -> None:
    made = generate(PARTNERS, as_of=AS_OF)
    assert {e.territory for e in made.engagements} == set(PARTNERS)
    assert min(e.starts_on for e in made.engagements) > AS_OF - timedelta(days=4 * 365 + 10)
    assert AS_OF < max(e.ends_on for e in made.engagements) <= AS_OF + timedelta(days=180)
