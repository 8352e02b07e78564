"""What is kept of a day, for the next brief to compare with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dashboard.actions.comparison import Difference, differences
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


def test_a_partner_that_was_none_then_or_is_none_now_is_told(demo: Engine) -> None:
    now = rows(demo)
    others = [row for row in now if row.territory.code != "FJI"]
    with_fiji, without = taken(now, on=AS_OF), taken(others, on=AS_OF)
    assert differences(without, now) == [Difference("FJI", "new partner, overdue")]
    assert differences(with_fiji, others) == [Difference("FJI", "no longer a partner")]
