"""The order of precedence: stored as a whole, and refused where a source is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dashboard.actions import history
from dashboard.actions.source_order import WHY, set_precedence
from models import queries
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import Settings, read_settings
from models.tables import AuditEntry, Port, PortEntry, PortEntryCreate, Setting
from models.vocabulary import EntryState

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@pytest.fixture
def spoken_of(prepared: Engine) -> tuple[Engine, int]:
    """Return a database with one port that the Index speaks of, and the port's id."""
    with writing(prepared, who="planner", why="Import of test.csv") as writer:
        port = next(one for one in queries.ports(session=writer.session) if one.unlocode == "FJSUV")
        facts = {"name": "Suva Harbor", "harbour_size": "medium"}
        writer.create(
            PortEntryCreate(
                source="World Port Index, test.csv",
                importer="wpi",
                key="56030",
                name="Suva Harbor",
                facts=facts,
                state=EntryState.TAKEN,
                port_id=port.id,
            )
        )
        return prepared, port.id or 0


def port(engine: Engine, number: int) -> Port:
    with reading(engine) as session:
        return session.get_one(Port, number)


def test_ports_are_settled_by_the_new_order_at_once(spoken_of: tuple[Engine, int]) -> None:
    engine, number = spoken_of
    assert set_precedence(engine, ("wpi", "table", "reference", "unlocode"), who="planner") >= 1
    assert (port(engine, number).name, port(engine, number).provenance["name"]) == ("Suva Harbor", "wpi")
    set_precedence(engine, ("reference", "wpi", "table", "unlocode"), who="planner")
    settled = port(engine, number)
    assert (settled.name, settled.harbour_size) == ("Suva", "medium"), "what one source alone says stays"


def test_the_order_is_kept_with_its_reason(spoken_of: tuple[Engine, int]) -> None:
    engine, _ = spoken_of
    order = ("unlocode", "reference", "wpi", "table")
    set_precedence(engine, order, who="planner")
    with reading(engine) as session:
        assert read_settings(session).precedence == order
        entry = session.exec(select(AuditEntry).where(AuditEntry.record_table == "setting")).all()[-1]
    assert (entry.who, entry.why) == ("planner", WHY)


def test_undo_in_the_history_of_the_setting_settles_the_ports_as_before(spoken_of: tuple[Engine, int]) -> None:
    """The first order that is ever stored can be taken back too."""
    engine, number = spoken_of
    set_precedence(engine, ("reference", "wpi", "table", "unlocode"), who="planner")
    assert port(engine, number).name == "Suva"
    with reading(engine) as session:
        setting = session.exec(select(Setting).where(Setting.name == "precedence")).one().id or 0
    newest = history.changes(engine, "setting", setting)[0]
    history.undo(engine, newest, table="setting", record_id=setting, who="steward")
    with reading(engine) as session:
        assert read_settings(session).precedence == Settings().precedence
    assert (port(engine, number).name, port(engine, number).provenance["name"]) == ("Suva Harbor", "wpi")


@pytest.mark.parametrize("order", [(), ("wpi",), ("wpi", "wpi", "table", "reference"), ("a", "b", "c", "d")])
def test_an_order_that_does_not_name_each_source_once_is_refused(prepared: Engine, order: tuple[str, ...]) -> None:
    with reading(prepared) as session:
        before = read_settings(session).precedence
    with pytest.raises(InvalidRecordError, match="precedence"):
        set_precedence(prepared, order, who="planner")
    with reading(prepared) as session:
        assert read_settings(session).precedence == before
        assert session.exec(select(PortEntry)).first() is None
