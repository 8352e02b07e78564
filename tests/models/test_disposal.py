"""Disposal: the content is gone from row and audit, the figures and the chain stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from dashboard.actions.editing import save
from models import audit, disposal, drafts, queries
from models.changes import writing
from models.database import reading
from models.drafts import Subject
from models.errors import InvalidRecordError
from models.tables import FORMS, AuditContent, Engagement, FollowUp, Marked, Officer, OfficerCreate, Port
from models.vocabulary import EngagementStatus
from tests.models.records import FIJI, SUVA, TODAY, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

PAST = date(2020, 1, 1)
SECRET = "What only the words said"  # noqa: S105 - no password


@pytest.fixture
def old(engine: Engine) -> int:
    """Store a visit whose disposal day has passed, changed once; return its id."""
    with writing(engine, who="x", why="x") as writer:
        writer.create(FIJI)
        port = writer.create(SUVA)
        row = writer.create(
            engagement(
                summary=SECRET, observations=[SECRET], lead=SECRET, source=SECRET, ports=[port.id], dispose_after=PAST
            )
        )
        writer.update(Engagement, row.id, {"team": [SECRET]}, seen=1)
    return int(row.id)


def dispose(engine: Engine, table: Any, number: int, *, seen: int) -> Any:  # noqa: ANN401 - any table
    with writing(engine, who="steward", why="retention") as writer:
        return writer.dispose(table, number, seen=seen)


def test_the_words_are_gone_and_the_figures_stand(engine: Engine, old: int) -> None:
    row = dispose(engine, Engagement, old, seen=2)
    assert (row.summary, row.observations, row.team) == (disposal.GONE, [], [])
    assert (row.territory, row.ends_on, row.status.value, len(row.ports)) == ("FJI", TODAY, "completed", 1)
    assert row.disposed_on is not None
    with engine.connect() as connection:
        for table in ("engagement", "audit_content", "audit_entry"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - names above
            assert SECRET not in str(rows)


def test_the_chain_still_verifies_and_keeps_the_hashes(engine: Engine, old: int) -> None:
    dispose(engine, Engagement, old, seen=2)
    with reading(engine) as session:
        assert list(audit.problems(session)) == []
        changes = queries.history("engagement", old, session=session)
    assert [content is None for _, content in changes] == [False, True, True]
    assert all(entry.after_hash for entry, _ in changes)


def test_content_that_vanishes_without_a_disposal_is_found(engine: Engine, old: int) -> None:
    assert old
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_content WHERE entry_id = 3"))
    with reading(engine) as session:
        assert "content of audit entry 3 was altered or taken away" in next(iter(audit.problems(session)))


def test_content_is_never_changed(engine: Engine, old: int) -> None:
    assert old
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE audit_content SET after = '{}'"))


@pytest.mark.parametrize("day", [None, date.today() + timedelta(days=1), date.today()])  # noqa: DTZ011 - the writer's own day
def test_before_its_day_nothing_is_disposed_of(engine: Engine, old: int, day: date | None) -> None:
    with writing(engine, who="x", why="x") as writer:
        writer.update(Engagement, old, {"dispose_after": day}, seen=2)
    with pytest.raises(InvalidRecordError, match="dispose_after"):
        dispose(engine, Engagement, old, seen=3 if day != PAST else 2)


def test_a_disposed_record_cannot_be_undone_back(engine: Engine, old: int) -> None:
    dispose(engine, Engagement, old, seen=2)
    with reading(engine) as session:
        ids = [entry.id or 0 for entry, _ in queries.history("engagement", old, session=session)]
    for entry in ids:
        with pytest.raises(InvalidRecordError, match="cannot come back"), writing(engine, who="x", why="x") as writer:
            writer.undo(entry, seen=3)


def test_a_draft_of_the_record_goes_with_it_and_no_other(engine: Engine, old: int) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    with writing(engine, who="x", why="x") as writer:
        other = writer.create(engagement())
    drafts.keep(engine, "of it", Subject("engagement", old, 2), {"summary": SECRET}, at=at)
    drafts.keep(engine, "of another", Subject("engagement", other.id, 1), {}, at=at)
    drafts.keep(engine, "new", Subject("engagement"), {}, at=at)
    dispose(engine, Engagement, old, seen=2)
    with reading(engine) as session:
        assert {draft.key for draft in drafts.drafts(session=session)} == {"of another", "new"}


def test_nothing_is_written_back_onto_a_disposed_record(engine: Engine, old: int) -> None:
    dispose(engine, Engagement, old, seen=2)
    for seen in (2, 3):  # an editor from before the disposal, and one from after it
        with pytest.raises(InvalidRecordError, match="was disposed of"):
            save(engine, Engagement, old, {"summary": SECRET}, seen=seen, who="x")
    with pytest.raises(InvalidRecordError, match="disposed of; nothing was kept"):
        drafts.keep(engine, "k", Subject("engagement", old, 2), {"summary": SECRET}, at=datetime.now(UTC))
    assert drafts.find(engine, "k") is None


def test_what_follow_ups_quote_goes_with_the_engagement(engine: Engine, old: int) -> None:
    with writing(engine, who="x", why="x") as writer:
        facts = {"territory": "FJI", "what": "Mend the gate", "due_on": TODAY, "source": "a test"}
        quoting = writer.make(FollowUp, {**facts, "engagement_id": old, "observation": SECRET})
        other = writer.make(FollowUp, {**facts, "observation": SECRET})
    dispose(engine, Engagement, old, seen=2)
    with reading(engine) as session:
        rows = [session.get(FollowUp, row.id) for row in (quoting, other)]
        assert [row.observation for row in rows if row] == [disposal.GONE, SECRET]
        assert [row.what for row in rows if row] == ["Mend the gate"] * 2
        assert list(audit.problems(session)) == []
        texts = [c.after or "" for _, c in queries.history("follow_up", quoting.id or 0, session=session) if c]
    assert SECRET not in "".join(texts)


def test_a_cancelled_engagement_stays_cancelled(engine: Engine, old: int) -> None:
    with writing(engine, who="x", why="x") as writer:
        facts = {"status": EngagementStatus.CANCELLED, "closing_reason": SECRET}
        writer.update(Engagement, old, facts, seen=2)
    row = dispose(engine, Engagement, old, seen=3)
    assert (row.status, row.closing_reason) == (EngagementStatus.CANCELLED, disposal.GONE)


def test_two_officers_can_be_disposed_of_though_names_are_unique(engine: Engine) -> None:
    with writing(engine, who="x", why="x") as writer:
        made = writer.create_all([OfficerCreate(source="s", name=n, dispose_after=PAST) for n in ("A", "B")])
    names = {dispose(engine, Officer, row.id, seen=1).name for row in made}
    assert len(names) == 2
    assert not names & {"A", "B"}


def test_reference_tables_are_kept(engine: Engine, old: int) -> None:
    assert old
    with reading(engine) as session:
        number = session.exec(select(Port.id)).one()
    with pytest.raises(InvalidRecordError, match="of this kind are kept"):
        dispose(engine, Port, number or 0, seen=1)


def test_every_table_with_a_disposal_date_says_what_is_blanked() -> None:
    assert set(disposal.CONTENT) == {table for table in FORMS if issubclass(table, Marked)}
    for table, fields in disposal.CONTENT.items():
        assert set(fields) <= set(FORMS[table].model_fields)
    assert "what" in disposal.CONTENT[FollowUp]
    assert AuditContent.__tablename__ == "audit_content"
