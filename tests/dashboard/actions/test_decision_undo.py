"""Taking a decision back: all that it wrote, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dashboard.actions.decision_undo import TAKEN_BACK, newest_change, take_back
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.tables import AuditEntry, Port, PortCreate, PortEntry, PortEntryCreate
from models.vocabulary import EntryState

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

SOURCE = "World Port Index, test.csv"


@pytest.fixture
def doubtful(prepared: Engine) -> tuple[Engine, int]:
    """Return a database with one doubtful entry, and its id."""
    with writing(prepared, who="planner", why="Import of test.csv") as writer:
        entry = writer.create(
            PortEntryCreate(source=SOURCE, importer="wpi", key="1", name="Walu Bay", state=EntryState.DOUBTFUL)
        )
        return prepared, entry.id or 0


def decide(engine: Engine, entry_id: int) -> int:
    """Make a port of the entry, as one decision, and return the port's id."""
    with writing(engine, who="planner", why="Another port") as writer:
        port = writer.create(
            PortCreate(source=SOURCE, name="Walu Bay", territory="FJI", lon=178.4, lat=-18.1, source_key="wpi:1")
        )
        facts = {"state": EntryState.TAKEN, "port_id": port.id, "decided": True}
        writer.update(PortEntry, entry_id, facts, seen=1)
        return port.id or 0


def change_of(engine: Engine, entry_id: int) -> int:
    with reading(engine) as session:
        return newest_change("port_entry", entry_id, session=session)


def test_every_record_of_the_decision_becomes_what_it_was(doubtful: tuple[Engine, int]) -> None:
    engine, number = doubtful
    port_id = decide(engine, number)
    assert take_back(engine, change_of(engine, number), who="planner") == 2
    with reading(engine) as session:
        entry, port = session.get_one(PortEntry, number), session.get_one(Port, port_id)
        assert (entry.state, entry.port_id, entry.decided) == (EntryState.DOUBTFUL, None, False)
        assert port.withdrawn == TAKEN_BACK
        last = session.exec(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()  # type: ignore[union-attr]
        assert {one.why for one in last} == {TAKEN_BACK}


def test_a_decision_is_taken_back_once(doubtful: tuple[Engine, int]) -> None:
    engine, number = doubtful
    decide(engine, number)
    change = change_of(engine, number)
    take_back(engine, change, who="planner")
    with pytest.raises((ConflictError, InvalidRecordError)):
        take_back(engine, change, who="planner")


def test_what_changed_since_keeps_the_whole_decision(doubtful: tuple[Engine, int]) -> None:
    engine, number = doubtful
    port_id = decide(engine, number)
    change = change_of(engine, number)
    with writing(engine, who="somebody", why="") as writer:
        writer.update(PortEntry, number, {"state": EntryState.SET_ASIDE, "port_id": None}, seen=2)
    with pytest.raises(ConflictError):
        take_back(engine, change, who="planner")
    with reading(engine) as session:
        assert session.get_one(Port, port_id).withdrawn == ""


def test_a_field_that_the_decision_left_alone_may_have_changed(doubtful: tuple[Engine, int]) -> None:
    engine, number = doubtful
    decide(engine, number)
    change = change_of(engine, number)
    with writing(engine, who="somebody", why="") as writer:
        writer.update(PortEntry, number, {"why": "looked at"}, seen=2)
    take_back(engine, change, who="planner")
    with reading(engine) as session:
        entry = session.get_one(PortEntry, number)
    assert (entry.why, entry.state) == ("looked at", EntryState.DOUBTFUL)


def test_what_is_not_there_cannot_be_taken_back(prepared: Engine) -> None:
    with pytest.raises(UnknownRecordError, match="no such change"):
        take_back(prepared, 10**9, who="planner")
    with reading(prepared) as session, pytest.raises(UnknownRecordError, match="port entry 99"):
        newest_change("port_entry", 99, session=session)
