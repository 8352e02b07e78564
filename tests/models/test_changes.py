"""Writing: whole or not at all, never over somebody else's change, always audited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models import audit, queries
from models.changes import writing
from models.database import IMMEDIATE, reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.tables import Engagement, Port, Territory
from tests.models.records import FIJI, SUVA, TODAY, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@pytest.fixture
def fiji(engine: Engine) -> Engagement:
    """Store Fiji, Suva and one visit, and return the visit."""
    with writing(engine, who="planner", why="a test") as writer:
        writer.create(FIJI)
        port = writer.create(SUVA)
        visit: Engagement = writer.create(engagement(ports=[port.id]))
    return visit


CUT = "DELETE FROM audit_content WHERE entry_id = {0}; DELETE FROM audit_entry WHERE id = {0}"


def problems(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(audit.problems(session))


def test_a_change_is_audited_with_who_why_before_and_after(engine: Engine, fiji: Engagement) -> None:
    with writing(engine, who="officer", why="typing error") as writer:
        writer.update(Engagement, fiji.id or 0, {"summary": "Walked the wharf"}, seen=1)
    with reading(engine) as session:
        last, content = queries.history("engagement", fiji.id or 0, session=session)[0]
    assert content is not None
    assert (last.who, last.why, last.action, last.version) == ("officer", "typing error", "updated", 2)
    assert '"summary":""' in (content.before or "")
    assert '"summary":"Walked the wharf"' in (content.after or "")
    assert problems(engine) == []


def test_a_second_editor_is_told_and_nothing_is_overwritten(engine: Engine, fiji: Engagement) -> None:
    with writing(engine, who="first", why="x") as writer:
        writer.update(Engagement, fiji.id or 0, {"summary": "first"}, seen=1)
    with (
        pytest.raises(ConflictError, match="changed by somebody else"),
        writing(engine, who="second", why="x") as writer,
    ):
        writer.update(Engagement, fiji.id or 0, {"summary": "second"}, seen=1)
    with reading(engine) as session:
        assert [row.summary for row in queries.engagements(session=session)] == ["first"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"kind": "holiday"}, "kind"),
        ({"ports": [99]}, "ports"),
        ({"source": "  "}, "source"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_an_invalid_change_names_its_field_and_leaves_nothing(
    engine: Engine, fiji: Engagement, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidRecordError, match=field), writing(engine, who="x", why="x") as writer:
        writer.create(engagement(summary="written before the error"))
        writer.update(Engagement, fiji.id or 0, facts, seen=1)
    with reading(engine) as session:
        assert len(queries.engagements(session=session)) == 1
    assert problems(engine) == []


def test_an_error_in_the_block_leaves_no_half_change(engine: Engine, fiji: Engagement) -> None:
    assert fiji
    with pytest.raises(RuntimeError, match="the lights go out"), writing(engine, who="x", why="x") as writer:
        writer.create(engagement())
        raise RuntimeError("the lights go out")
    with reading(engine) as session:
        assert len(queries.engagements(session=session)) == 1


def test_an_unknown_territory_is_refused(engine: Engine) -> None:
    with pytest.raises(InvalidRecordError, match="nothing was written"), writing(engine, who="x", why="x") as writer:
        writer.create(engagement(territory="ZZZ"))


def test_an_unknown_record_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownRecordError, match="engagement 7"), writing(engine, who="x", why="x") as writer:
        writer.update(Engagement, 7, {}, seen=1)


def test_only_demonstration_records_are_removed(engine: Engine, fiji: Engagement) -> None:
    with pytest.raises(InvalidRecordError, match="real record"), writing(engine, who="x", why="x") as writer:
        writer.remove(Engagement, fiji.id or 0, seen=1)
    with writing(engine, who="x", why="x") as writer:
        shown = writer.create(engagement(demo=True))
        writer.remove(Engagement, shown.id, seen=1)
        again = writer.create(engagement(demo=True))
    assert again.id > shown.id, "an id once given is never given again"
    assert problems(engine) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET who = 'nobody'", "DELETE FROM audit_entry"])
def test_the_audit_is_append_only(engine: Engine, fiji: Engagement, statement: str) -> None:
    assert fiji
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        ("UPDATE audit_entry SET who = 'nobody' WHERE id = 2", "audit entry 2 was altered"),
        (
            CUT.format(2),
            "audit entry 3 was altered, or an entry before it is missing",
        ),
        (
            CUT.format(3),
            "engagement 1 is at version 1, the audit ends at nothing",
        ),
        ("DELETE FROM audit_content WHERE entry_id = 2", "content of audit entry 2 was altered or taken away"),
        ("UPDATE audit_content SET after = '{}' WHERE entry_id = 3", "content of audit entry 3 was altered"),
        ("UPDATE engagement SET summary = 'nothing seen'", "engagement 1 was changed past the audit: summary"),
        ("UPDATE engagement SET version = 5", "engagement 1 is at version 5, the audit ends at 1"),
        ("DELETE FROM engagement", "engagement 1 was taken away past the audit"),
        ("; ".join(["DELETE FROM engagement", CUT.format(3)]), "the audit ends at entry 2, but 3 were written"),
    ],
)
def test_a_tampered_or_cut_off_chain_is_found(engine: Engine, fiji: Engagement, tamper: str, finding: str) -> None:
    assert fiji
    with engine.begin() as connection:
        for trigger in ("audit_entry_no_update", "audit_entry_no_delete", "audit_content_no_update"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        for statement in tamper.split("; "):
            connection.execute(text(statement))
    assert finding in problems(engine)[0]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("port", "lat", 91),
        ("port", "lon", -181),
        ("engagement", "kind", "holiday"),
        ("engagement", "ends_on", "2000-01-01"),
    ],
)
def test_the_database_itself_refuses_what_no_form_would_let_through(
    engine: Engine, fiji: Engagement, table: str, column: str, value: object
) -> None:
    assert fiji
    with pytest.raises(DBAPIError, match="CHECK constraint"), engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = :value"), {"value": value})  # noqa: S608 - literals above


def test_a_reader_sees_only_what_is_committed(engine: Engine, fiji: Engagement) -> None:
    with writing(engine, who="x", why="x") as writer:
        writer.update(Engagement, fiji.id or 0, {"summary": "halfway"}, seen=1)
        with reading(engine) as other:
            assert queries.engagements(session=other)[0].summary == ""


def test_dates_and_choices_come_back_as_what_they_are(engine: Engine, fiji: Engagement) -> None:
    assert fiji
    with Session(engine.execution_options(**IMMEDIATE)) as session:
        row = session.exec(select(Engagement)).one()
        assert (row.ends_on, row.kind.value, row.created_at.utcoffset()) == (TODAY, "port_visit", timedelta(0))
        assert isinstance(row.ends_on, date)
        assert session.exec(select(Territory.partner)).one() is True
        assert session.exec(select(Port.unlocode)).one() == "FJSUV"
