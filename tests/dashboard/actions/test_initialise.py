"""Preparing a database: repeatable, whole, and respectful of what people entered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dashboard.actions import initialise
from models import audit, database, queries
from models.changes import writing
from models.database import reading
from models.errors import DatabaseError
from models.settings import choose, read_settings
from models.tables import Engagement, Port, Territory
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

AS_OF = date(2026, 11, 22)


def version(engine: Engine) -> int:
    with reading(engine) as session:
        return queries.data_version(session=session)


def test_all_partners_ports_and_facts_are_there(prepared: Engine) -> None:
    with reading(prepared) as session:
        assert len(queries.territories(session=session, partners_only=True)) == 47
        assert {port.territory for port in queries.ports(session=session)} >= {
            partner.code for partner in queries.territories(session=session, partners_only=True)
        }
        assert len(queries.advisory_facts(session=session)) == 82
        assert list(audit.problems(session)) == []


def test_preparing_again_changes_nothing(prepared: Engine) -> None:
    before = version(prepared)
    assert initialise.prepare(prepared).loaded == 0
    assert version(prepared) == before


def test_renewed_reference_tables_keep_what_a_person_edited(prepared: Engine) -> None:
    with writing(prepared, who="steward", why="a better name") as writer:
        ports = writer.session.exec(select(Port).where(Port.territory == "FJI")).all()
        writer.update(Port, ports[0].id or 0, {"name": "Edited", "source": "entered by hand"}, seen=1)
        writer.update(Port, ports[1].id or 0, {"name": "Outdated"}, seen=1)
        setting = read_settings(writer.session)
        assert setting.reference_digest
        initialise.choose(writer, "reference_digest", "of an older version")
    assert initialise.prepare(prepared).loaded == 1
    with reading(prepared) as session:
        names = {port.id: port.name for port in queries.ports(session=session, territory="FJI")}
    assert (names[ports[0].id], names[ports[1].id] == "Outdated") == ("Edited", False)


def test_the_demo_loads_once_and_leaves_without_a_trace_in_the_records(prepared: Engine) -> None:
    written = initialise.load_demo(prepared, as_of=AS_OF)
    before = version(prepared)
    assert written > 100
    assert initialise.load_demo(prepared, as_of=AS_OF) == 0
    assert version(prepared) == before
    with writing(prepared, who="officer", why="a real visit") as writer:
        writer.create(engagement(summary="real"))
    assert initialise.remove_demo(prepared) == written
    with reading(prepared) as session:
        assert [row.summary for row in queries.engagements(session=session)] == ["real"]
        assert not queries.has_demo(session=session)
        assert list(audit.problems(session)) == []


def test_starting_empty_is_remembered(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    with reading(prepared) as session:
        assert read_settings(session).started == "empty"
        assert session.exec(select(Engagement)).first() is None


def test_a_database_that_was_never_prepared_names_the_remedy(database_address: str) -> None:
    assert database_address
    opened = database.open_engine()
    with pytest.raises(DatabaseError, match="seamark init"):
        initialise.require_current(opened)
    opened.dispose()


def test_every_territory_that_a_record_names_is_known(demo: Engine) -> None:
    with reading(demo) as session:
        known = {territory.code for territory in session.exec(select(Territory))}
        assert {port.located_territory for port in queries.ports(session=session)} - {None} <= known


def test_renewed_reference_tables_leave_a_withdrawn_fact_withdrawn(prepared: Engine) -> None:
    with writing(prepared, who="steward", why="read wrongly") as writer:
        fact = queries.advisory_facts(session=writer.session)[0]
        writer.update(type(fact), fact.id or 0, {"withdrawn": "read wrongly"}, seen=fact.version)
        choose(writer, "reference_digest", "of an older release")
    assert initialise.prepare(prepared).loaded == 0
    with reading(prepared) as session:
        assert len(queries.advisory_facts(session=session)) == 81
