"""What is kept of a day, for the next brief to compare with."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.actions.comparison import differences
from dashboard.actions.figures import Facet
from dashboard.actions.snapshot import from_json, taken
from models.coverage import Status
from tests.dashboard.actions.test_coverage import rows
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def test_a_snapshot_is_kept_without_loss(demo: Engine) -> None:
    snapshot = taken(rows(demo), on=AS_OF)
    assert from_json(json.loads(json.dumps(snapshot.to_json()))) == snapshot
    assert {one.status for one in snapshot.standings.values()} == set(Status)


def test_it_counts_what_the_key_figures_count(demo: Engine) -> None:
    counts = taken(rows(demo), on=AS_OF).counts
    statuses = (Facet.CURRENT, Facet.DUE_SOON, Facet.OVERDUE, Facet.NEVER, Facet.NOT_ACCESSIBLE)
    assert sum(counts[facet] for facet in statuses) == 47


def test_a_partner_that_was_not_known_then_is_left_out(demo: Engine) -> None:
    earlier = taken(rows(demo, days=-200), on=AS_OF - timedelta(days=200))
    without = {code: one for code, one in earlier.standings.items() if code != "FJI"}
    fewer = type(earlier)(earlier.on, earlier.counts, without)
    found = {one.territory for one in differences(earlier, rows(demo))}
    assert found - {one.territory for one in differences(fewer, rows(demo))} <= {"FJI"}
