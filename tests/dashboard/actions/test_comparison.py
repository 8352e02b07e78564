"""What changed between two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dashboard.actions.comparison import differences, visited_since
from dashboard.actions.snapshot import Snapshot, taken
from models.changes import writing
from models.tables import Engagement
from models.vocabulary import EngagementStatus
from tests.dashboard.actions.test_coverage import rows
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.coverage import CoverageRow


def before(engine: Engine, days: int = 0) -> Snapshot:
    return taken(rows(engine, days=days), on=AS_OF + timedelta(days=days))


def test_the_same_day_has_no_differences(demo: Engine) -> None:
    assert differences(before(demo), rows(demo)) == []


def test_a_first_visit_is_told_with_its_kind_and_day(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(engagement(ends_on=AS_OF))
    found = differences(before(prepared, -1), rows(prepared))
    assert [(d.territory, d.words) for d in found] == [("FJI", "never visited → current; port visit on 22 Nov 2026")]


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (None, 1, "never visited → current; port visit on 21 Nov 2026"),
        (9, 1, "port visit on 21 Nov 2026"),
        (1, 1, ""),
        (1, 9, "the last visit was corrected: was 21 Nov 2026, is 13 Nov 2026"),
        (1, None, "current → never visited; the last visit, 21 Nov 2026, was withdrawn"),
    ],
)
def test_only_a_later_visit_is_told_as_one(prepared: Engine, was: int | None, now: int | None, words: str) -> None:
    earlier, later = (_visited(prepared, ago) for ago in (was, now))
    standing = taken(earlier, on=AS_OF).standings["FJI"]
    (fiji,) = (row for row in later if row.territory.code == "FJI")
    assert visited_since(standing, fiji) is ("port visit on" in words)
    found = differences(taken(earlier, on=AS_OF), later)
    assert [(d.territory, d.words) for d in found] == ([("FJI", words)] if words else [])


def _visited(prepared: Engine, ago: int | None) -> list[CoverageRow]:
    """Return the partners where the only visit was made so many days ago, or none."""
    with writing(prepared, who="x", why="x") as writer:
        for one in writer.session.exec(select(Engagement)).all():
            facts = {"status": EngagementStatus.CANCELLED, "closing_reason": "entered by mistake"}
            writer.update(Engagement, one.id or 0, facts, seen=one.version)
        if ago is not None:
            writer.create(engagement(ends_on=AS_OF - timedelta(days=ago)))
    return rows(prepared)


def test_an_advisory_that_took_effect_is_told(prepared: Engine) -> None:
    took_effect = date(2019, 4, 12) - AS_OF
    found = differences(before(prepared, took_effect.days - 1), rows(prepared, days=took_effect.days))
    assert [(d.territory, d.words) for d in found] == [("SYC", "advisory now in force")]


def test_every_status_that_changed_is_listed(demo: Engine) -> None:
    one, other = rows(demo, days=-200), rows(demo)
    changed = {a.territory.code for a, b in zip(one, other, strict=True) if a.coverage.status is not b.coverage.status}
    assert changed <= {d.territory for d in differences(before(demo, -200), other)}
