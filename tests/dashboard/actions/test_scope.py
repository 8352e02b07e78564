"""What an export takes in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.scope import Scope, marking_line, narrowed
from models.errors import InvalidRecordError
from models.tables import Territory

KNOWN = [
    Territory(code="FJI", name="Fiji", source="a test"),
    Territory(code="KOR", name="South Korea", source="a test"),
]
DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 20))


def test_territories_are_named_by_code_or_name_and_each_taken_once() -> None:
    scope = narrowed(KNOWN, territories=["fji", "Korea, South", "FJI"])
    assert scope.territories == ("FJI", "KOR")
    assert (scope.holds("FJI"), scope.holds("TON"), scope.holds(None)) == (True, False, False)
    assert Scope().holds(None)


def test_a_territory_that_there_is_not_is_named() -> None:
    with pytest.raises(InvalidRecordError, match="--territory: 'Fidschi' is not a territory"):
        narrowed(KNOWN, territories=["FJI", "Fidschi"])


def test_days_in_the_wrong_order_are_refused_and_one_day_is_not() -> None:
    day = date(2026, 11, 22)
    assert narrowed(KNOWN, since=day, until=day).since == day
    with pytest.raises(InvalidRecordError, match="--until: 2026-11-21 lies before --since 2026-11-22"):
        narrowed(KNOWN, since=day, until=date(2026, 11, 21))


@given(starts_on=DAYS, ends_on=st.none() | DAYS, since=st.none() | DAYS, until=st.none() | DAYS)
def test_what_shares_a_day_with_the_span_is_taken(
    starts_on: date, ends_on: date | None, since: date | None, until: date | None
) -> None:
    ends = date.max if ends_on is None else max(starts_on, ends_on)
    shared = max(starts_on, since or date.min) <= min(ends, until or date.max)
    in_order = (since or date.min) <= (until or date.max)
    taken = Scope(since=since, until=until).overlaps(starts_on, None if ends_on is None else ends)
    assert taken is shared or not in_order


def test_a_scope_in_words() -> None:
    assert Scope().words() == ""
    scope = Scope(("FJI", "KOR"), date(2026, 1, 1), date(2026, 11, 22))
    assert scope.words() == "FJI, KOR from 1 Jan 2026 to 22 Nov 2026"


def test_a_marking_announces_generated_records() -> None:
    assert marking_line("CUI", demo=False) == "CUI"
    assert marking_line("CUI", demo=True) == "CUI · DEMO DATA"
