"""What changed between two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dashboard.actions.comparison import differences
from dashboard.actions.snapshot import Snapshot, taken
from models.changes import writing
from tests.dashboard.actions.test_coverage import rows
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def before(engine: Engine, days: int = 0) -> Snapshot:
    return taken(rows(engine, days=days), on=AS_OF + timedelta(days=days))


def test_the_same_day_has_no_differences(demo: Engine) -> None:
    assert differences(before(demo), rows(demo)) == []


def test_a_first_visit_is_told_with_its_kind_and_day(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(engagement(ends_on=AS_OF))
    found = differences(before(prepared, -1), rows(prepared))
    assert [(d.territory, d.words) for d in found] == [("FJI", "never visited → current; port visit on 22 Nov 2026")]


def test_an_advisory_that_took_effect_is_told(prepared: Engine) -> None:
    took_effect = date(2019, 4, 12) - AS_OF
    found = differences(before(prepared, took_effect.days - 1), rows(prepared, days=took_effect.days))
    assert [(d.territory, d.words) for d in found] == [("SYC", "advisory now in force")]


def test_every_status_that_changed_is_listed(demo: Engine) -> None:
    one, other = rows(demo, days=-200), rows(demo)
    changed = {a.territory.code for a, b in zip(one, other, strict=True) if a.coverage.status is not b.coverage.status}
    assert changed <= {d.territory for d in differences(before(demo, -200), other)}
