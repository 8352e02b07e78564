"""A database of an earlier release: its chain is verified, then its content is parted from it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from sqlalchemy import text

from models import audit, database, queries
from models.changes import writing
from models.database import IMMEDIATE, reading
from models.tables import Setting

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

AT = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)
STATES = ['{"name":"started","value":"A"}', '{"name":"started","value":"B"}']


@pytest.fixture
def earlier(database_address: str) -> Engine:
    """Make a database as release 0002 left it: one setting, created and changed once."""
    assert database_address
    engine = database.open_engine()
    with engine.execution_options(**IMMEDIATE).begin() as connection:
        config = database._alembic()
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(
            text(
                "INSERT INTO setting (version, created_at, updated_at, source, demo, name, value) "
                "VALUES (2, :at, :at, 'a test', 0, 'started', '\"B\"')"
            ),
            {"at": AT.isoformat(sep=" ")},
        )
        end = audit.GENESIS
        for version, (before, after) in enumerate(zip([None, STATES[0]], STATES, strict=True), start=1):
            facts = _entry(version, before, after, end)
            end = facts["hash"]
            names = ", ".join(facts)
            places = ", ".join(f":{name}" for name in facts)
            connection.execute(text(f"INSERT INTO audit_entry ({names}) VALUES ({places})"), facts)  # noqa: S608
    return engine


def _entry(version: int, before: str | None, after: str, previous: str) -> dict[str, Any]:
    facts = {
        "at": AT.isoformat(),
        "who": "x",
        "action": "created" if before is None else "updated",
        "record_table": "setting",
        "record_id": 1,
        "version": version,
        "before": before,
        "after": after,
        "why": "",
        "previous_hash": previous,
    }
    written = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return {**facts, "at": AT.isoformat(sep=" "), "hash": hashlib.sha256(written.encode()).hexdigest()}


def test_the_chain_and_its_content_come_over_whole(earlier: Engine) -> None:
    database.upgrade(earlier)
    with reading(earlier) as session:
        assert list(audit.problems(session)) == []
        contents = [content for _, content in queries.history("setting", 1, session=session)]
    assert [content.after for content in contents if content] == STATES[::-1]


def test_the_chain_goes_on_after_the_upgrade(earlier: Engine) -> None:
    database.upgrade(earlier)
    with writing(earlier, who="x", why="x") as writer:
        writer.update(Setting, 1, {"value": "C"}, seen=2)
    with reading(earlier) as session:
        assert list(audit.problems(session)) == []


def test_the_guards_stand_again(earlier: Engine) -> None:
    database.upgrade(earlier)
    for statement in (
        "UPDATE audit_entry SET who = 'n'",
        "DELETE FROM audit_entry",
        "UPDATE audit_content SET after = 'n'",
    ):
        with pytest.raises(Exception, match="append-only"), earlier.begin() as connection:
            connection.execute(text(statement))


def test_a_tampered_chain_is_not_laundered(earlier: Engine) -> None:
    with earlier.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_entry_no_update"))
        connection.execute(text("UPDATE audit_entry SET why = 'harmless' WHERE version = 2"))
        connection.execute(
            text(
                "CREATE TRIGGER audit_entry_no_update BEFORE update ON audit_entry "
                "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            )
        )
    with pytest.raises(RuntimeError, match="audit entry 2 was altered: restore a backup"):
        database.upgrade(earlier)
    assert database.revisions(earlier)[0] == "0002", "nothing was half-written"
