"""Disposal: what is due, what it costs, and that it is whole or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dashboard.actions.disposing import Due, dispose, due, lost, next_date
from dashboard.actions.editing import save
from models.changes import writing
from models.database import reading
from models.disposal import CONTENT, GONE
from models.errors import ConflictError, InvalidRecordError
from models.tables import (
    FORMS,
    AccessPeriod,
    AuditContent,
    BriefTemplate,
    BriefTemplateCreate,
    Engagement,
    KeptBrief,
    KeptBriefCreate,
    Officer,
    OfficerCreate,
    Organisation,
)
from models.vocabulary import BriefSection
from tests.dashboard.conftest import AS_OF
from tests.models.records import closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from sqlmodel import SQLModel

YESTERDAY = AS_OF - timedelta(days=1)


@pytest.fixture
def kept(prepared: Engine) -> Engine:
    """Store three records past their date, one on its last day, one without any."""
    with writing(prepared, who="x", why="x") as writer:
        writer.create(OfficerCreate(name="Desk", source="a test", dispose_after=YESTERDAY))
        writer.create(engagement(summary="What was said", dispose_after=YESTERDAY - timedelta(days=9)))
        for after in (YESTERDAY, AS_OF, None):
            writer.create(closed(AS_OF).model_copy(update={"dispose_after": after}))
    return prepared


def read(engine: Engine, today: date = AS_OF) -> list[Due]:
    with reading(engine) as session:
        return due(today, session=session)


def test_what_is_past_its_date_is_due_the_longest_first(kept: Engine) -> None:
    found = read(kept)
    assert [one.table for one in found] == ["engagement", "access_period", "officer"]
    assert [one.title for one in found] == ["Port visit, 22 Nov 2026", "unrest", "Desk"]
    assert [one.territory for one in found] == ["FJI", "FJI", None]
    assert len(read(kept, AS_OF + timedelta(days=1))) == 4


def test_the_next_date_is_the_first_still_to_come(kept: Engine) -> None:
    with reading(kept) as session:
        assert next_date(AS_OF, session=session) == AS_OF
        assert next_date(AS_OF + timedelta(days=1), session=session) is None


def test_a_withdrawn_record_is_due_as_well(kept: Engine) -> None:
    save(kept, Officer, 1, {"withdrawn": "left"}, seen=1, who="x")
    assert "officer" in {one.table for one in read(kept)}


def test_the_content_is_gone_for_good_and_the_rest_stays(kept: Engine) -> None:
    assert dispose(kept, read(kept), today=AS_OF, who="steward", why="retention has ended") == 3
    with reading(kept) as session:
        visit = session.exec(select(Engagement)).one()
        officer = session.exec(select(Officer)).one()
        assert (visit.summary, visit.territory, visit.disposed_on) == (GONE, "FJI", AS_OF)
        assert officer.name.startswith(GONE)
        said = " ".join(str(one.before) + str(one.after) for one in session.exec(select(AuditContent)))
    assert "What was said" not in said
    assert "Desk" not in said
    assert read(kept) == [], "nothing is disposed of twice"


def test_a_change_made_meanwhile_keeps_all_of_them(kept: Engine) -> None:
    found = read(kept)
    save(kept, Officer, 1, {"territories": ["FJI"]}, seen=1, who="x")
    with pytest.raises(ConflictError):
        dispose(kept, found, today=AS_OF, who="steward", why="retention has ended")
    assert len(read(kept)) == 3
    with reading(kept) as session:
        assert session.exec(select(Engagement.summary)).one() == "What was said"


def test_what_is_not_due_is_refused(kept: Engine) -> None:
    tomorrow = AS_OF + timedelta(days=1)
    with pytest.raises(InvalidRecordError, match="not before"):
        dispose(kept, read(kept, tomorrow), today=AS_OF, who="steward", why="too early")
    assert len(read(kept, tomorrow)) == 4


def test_what_is_lost_is_said_in_words() -> None:
    said = lost(["officer", "access_period", "officer"])
    assert list(said) == ["Access period", "Officer"]
    assert said["Officer"] == ["Name", "Leave", "Withdrawn because", "Source"]


BRIEFS: dict[type[SQLModel], SQLModel] = {
    BriefTemplate: BriefTemplateCreate(name="Weekly", title="Status", sections=list(BriefSection), source="a test"),
    KeptBrief: KeptBriefCreate(title="Status", sections=list(BriefSection), as_of=AS_OF, figures={}, source="a test"),
}
"""The demonstration holds none: nobody gave out a brief of it."""


@pytest.mark.parametrize("table", CONTENT, ids=lambda table: str(table.__tablename__))
def test_every_kind_that_can_be_disposed_of_has_a_title(demo: Engine, table: Any) -> None:  # noqa: ANN401 - a table
    assert table in FORMS
    with writing(demo, who="x", why="x") as writer:
        row = writer.session.exec(select(table)).first() or writer.create(BRIEFS[table])
        writer.update(table, row.id, {"dispose_after": YESTERDAY}, seen=row.version)
    found = read(demo)
    assert [one.table for one in found] == [table.__tablename__]
    assert found[0].title.strip()
    assert found[0].id == row.id


def test_nothing_is_due_at_first(demo: Engine) -> None:
    assert read(demo, date(2100, 1, 1)) == []
    with reading(demo) as session:
        assert next_date(AS_OF, session=session) is None
        assert session.exec(select(Organisation.id).limit(1)).first()
        assert session.exec(select(AccessPeriod.id).limit(1)).first()
