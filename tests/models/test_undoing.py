"""Undo: a new change that restores exactly what was, and refuses to run over a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from models import audit, queries
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.settings import choose
from models.tables import AccessPeriod, Engagement, Setting, Territory
from models.vocabulary import EngagementStatus
from tests.models.records import FIJI, TODAY, closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@pytest.fixture
def visit(engine: Engine) -> int:
    """Store Fiji and a visit; return the visit's id."""
    with writing(engine, who="x", why="x") as writer:
        writer.create(FIJI)
        return int(writer.create(engagement(summary="as it was", team=["A", "B"])).id)


def change(engine: Engine, number: int, *, seen: int, **facts: Any) -> None:  # noqa: ANN401 - any fact
    with writing(engine, who="x", why="x") as writer:
        writer.update(Engagement, number, facts, seen=seen)


def held(engine: Engine, number: int) -> Engagement:
    with reading(engine) as session:
        row = session.get(Engagement, number)
    assert row is not None
    return row


def entries(engine: Engine, number: int, table: str = "engagement") -> list[int]:
    """Return the ids of a record's changes, the newest first."""
    with reading(engine) as session:
        return [entry.id or 0 for entry, _ in queries.history(table, number, session=session)]


def undo(engine: Engine, entry: int, *, seen: int) -> Any:  # noqa: ANN401 - any row
    with writing(engine, who="x", why="a slip") as writer:
        return writer.undo(entry, seen=seen)


def test_undo_restores_exactly_and_is_a_change_of_its_own(engine: Engine, visit: int) -> None:
    before = audit.state(held(engine, visit))
    change(engine, visit, seen=1, summary="spoiled", team=[], status=EngagementStatus.PLANNED, lead="C")
    undo(engine, entries(engine, visit)[0], seen=2)
    row = held(engine, visit)
    assert audit.state(row) == before
    assert row.version == 3
    with reading(engine) as session:
        newest = queries.history("engagement", visit, session=session)[0][0]
        assert (newest.action, newest.why) == ("undone", "a slip")
        assert list(audit.problems(session)) == []


def test_undo_can_be_undone(engine: Engine, visit: int) -> None:
    change(engine, visit, seen=1, summary="better")
    undo(engine, entries(engine, visit)[0], seen=2)
    undo(engine, entries(engine, visit)[0], seen=3)
    assert held(engine, visit).summary == "better"


def test_an_earlier_change_is_undone_around_a_later_one(engine: Engine, visit: int) -> None:
    change(engine, visit, seen=1, summary="spoiled")
    change(engine, visit, seen=2, lead="D")
    undo(engine, entries(engine, visit)[1], seen=3)
    row = held(engine, visit)
    assert (row.summary, row.lead) == ("as it was", "D")


def test_undo_does_not_run_over_a_later_change_of_the_same_field(engine: Engine, visit: int) -> None:
    change(engine, visit, seen=1, summary="spoiled")
    change(engine, visit, seen=2, summary="written anew")
    with pytest.raises(ConflictError, match="summary: changed again since"):
        undo(engine, entries(engine, visit)[1], seen=3)
    assert held(engine, visit).summary == "written anew"


def test_undo_over_an_unseen_version_is_refused(engine: Engine, visit: int) -> None:
    change(engine, visit, seen=1, summary="spoiled")
    entry = entries(engine, visit)[0]
    change(engine, visit, seen=2, lead="D")
    with pytest.raises(ConflictError, match="changed by somebody else"):
        undo(engine, entry, seen=2)


def test_an_engagement_that_was_created_is_cancelled_with_the_reason(engine: Engine, visit: int) -> None:
    undo(engine, entries(engine, visit)[-1], seen=1)
    row = held(engine, visit)
    assert (row.status, row.closing_reason, row.summary) == (EngagementStatus.CANCELLED, "a slip", "as it was")


def test_another_record_that_was_created_is_withdrawn(engine: Engine, visit: int) -> None:
    assert visit
    with writing(engine, who="x", why="x") as writer:
        period = writer.create(closed(TODAY))
    row = undo(engine, entries(engine, period.id, "access_period")[0], seen=1)
    assert isinstance(row, AccessPeriod)
    with reading(engine) as session:
        assert queries.access_periods(session=session) == []
        assert session.exec(select(AccessPeriod.withdrawn)).one() == "a slip"


def test_what_is_kept_for_good_cannot_be_undone_into_nothing(engine: Engine, visit: int) -> None:
    assert visit
    with writing(engine, who="x", why="x") as writer:
        choose(writer, "marking", "CUI")
        setting = writer.session.exec(select(Setting)).one()
        place = writer.session.exec(select(Territory)).one()
    for table, record in (("setting", setting), ("territory", place)):
        with pytest.raises(InvalidRecordError, match="stays; change it instead"):
            undo(engine, entries(engine, record.id or 0, table)[0], seen=1)


def test_a_removed_demonstration_record_does_not_come_back(engine: Engine, visit: int) -> None:
    assert visit
    with writing(engine, who="x", why="x") as writer:
        shown = writer.create(engagement(demo=True))
        writer.remove(Engagement, shown.id, seen=1)
    with pytest.raises(UnknownRecordError, match="no such record"):
        undo(engine, entries(engine, shown.id)[0], seen=2)


def test_an_unknown_change_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownRecordError, match="change 99: no such change"):
        undo(engine, 99, seen=1)


def test_a_change_to_what_already_stands_writes_nothing(engine: Engine, visit: int) -> None:
    change(engine, visit, seen=1, summary="as it was")
    assert held(engine, visit).version == 1
    assert len(entries(engine, visit)) == 1


def test_what_was_cancelled_keeps_its_own_reason(engine: Engine, visit: int) -> None:
    change(engine, visit, seen=1, status=EngagementStatus.CANCELLED, closing_reason="storm")
    with pytest.raises(InvalidRecordError, match="cancelled or withdrawn already"):
        undo(engine, entries(engine, visit)[-1], seen=2)
    assert held(engine, visit).closing_reason == "storm"
