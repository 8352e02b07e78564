"""The records of published facts: what they hold, what of them counts, and what an upgrade makes of older ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models import database, queries
from models.changes import writing
from models.database import IMMEDIATE, reading
from models.errors import InvalidRecordError
from models.tables import AdvisoryFact, AdvisoryFactCreate
from models.vocabulary import AdvisoryAction, AdvisoryScheme, AdvisoryScope
from tests.models.records import FIJI, SOURCE

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

FACT: dict[str, Any] = {
    "source": SOURCE,
    "territory": "FJI",
    "scheme": AdvisoryScheme.CONDITIONS_OF_ENTRY,
    "action": AdvisoryAction.IMPOSED,
    "published_on": "2026-10-01",
    "reference_key": "a fact",
}


@pytest.fixture
def fact(engine: Engine) -> AdvisoryFact:
    """Store one fact about Fiji."""
    with writing(engine, who="a test", why="test") as writer:
        writer.create(FIJI)
        row: AdvisoryFact = writer.make(AdvisoryFact, FACT)
    return row


def test_a_fact_says_no_more_than_was_printed(fact: AdvisoryFact) -> None:
    assert (fact.notice, fact.conditions, fact.exceptions, fact.withdrawn) == ("", "", "", "")
    assert fact.scope is AdvisoryScope.NOT_PRINTED


@pytest.mark.parametrize("number", ["1-17", "10-09", "100-26", None])
def test_a_psa_number_is_a_place_within_a_year(number: str | None) -> None:
    assert AdvisoryFactCreate(**FACT, psa_number=number).psa_number == number


@pytest.mark.parametrize("number", ["", "17", "PSA 1-17", "1-2017", "1-1x", "1 - 17"])
def test_anything_else_is_no_psa_number(engine: Engine, number: str) -> None:
    with pytest.raises(InvalidRecordError, match="psa_number"), writing(engine, who="a test", why="") as writer:
        writer.make(AdvisoryFact, {**FACT, "psa_number": number})


@pytest.mark.parametrize("printed", ["2025-08", "2024-02-29", None])
def test_a_notice_was_issued_on_a_day_or_in_a_month(printed: str | None) -> None:
    assert AdvisoryFactCreate(**{**FACT, "published_on": printed}).published_on == printed


@pytest.mark.parametrize("printed", ["", "2025", "2025-13", "2025-02-29", "2025-8", "August 2025", "2025-08-"])
def test_anything_else_is_no_day(engine: Engine, printed: str) -> None:
    with pytest.raises(InvalidRecordError, match="published_on"), writing(engine, who="a test", why="") as writer:
        writer.make(AdvisoryFact, {**FACT, "published_on": printed})


def test_a_withdrawn_fact_does_not_count(engine: Engine, fact: AdvisoryFact) -> None:
    with writing(engine, who="a test", why="wrong") as writer:
        writer.update(AdvisoryFact, fact.id or 0, {"withdrawn": "read wrongly"}, seen=1)
    with reading(engine) as session:
        assert queries.advisory_facts(session=session) == []
        assert [one.id for one in queries.advisory_facts(session=session, withdrawn=True)] == [fact.id]


def test_undoing_that_a_fact_was_recorded_withdraws_it_and_undoing_that_brings_it_back(
    engine: Engine, fact: AdvisoryFact
) -> None:
    for seen, counting in ((1, 0), (2, 1)):
        with reading(engine) as session:
            newest, _ = queries.history("advisory_fact", fact.id or 0, session=session)[0]
        with writing(engine, who="a test", why="not so") as writer:
            writer.undo(newest.id or 0, seen=seen)
        with reading(engine) as session:
            assert len(queries.advisory_facts(session=session)) == counting


def test_the_database_itself_refuses_another_scope(engine: Engine, fact: AdvisoryFact) -> None:
    with engine.begin() as connection, pytest.raises(IntegrityError, match="advisoryscope"):
        connection.execute(text("UPDATE advisory_fact SET scope = 'some' WHERE id = :id"), {"id": fact.id})


def test_facts_of_the_release_before_come_over(database_address: str) -> None:
    assert database_address
    engine = database.open_engine()
    with engine.execution_options(**IMMEDIATE).begin() as connection:
        config = database._alembic()
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.execute(
            text(
                "INSERT INTO territory (code, name, partner, visit_interval_days, version, created_at, updated_at, "
                "source, demo) VALUES ('FJI', 'Fiji', 1, 365, 1, '2026-11-01', '2026-11-01', 'a test', 0)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO advisory_fact (territory, psa_number, scheme, action, exceptions, full_list, note, "
                "reference_key, version, created_at, updated_at, source, demo) VALUES ('FJI', '1-05', "
                "'conditions_of_entry', 'imposed', 'Suva', 0, '', 'a', 1, '2026-11-01', '2026-11-01', 'a test', 0)"
            )
        )
    database.upgrade(engine)
    with reading(engine) as session:
        (kept,) = queries.advisory_facts(session=session)
    assert (kept.psa_number, kept.exceptions, kept.scope) == ("1-05", "Suva", AdvisoryScope.NOT_PRINTED)
    engine.dispose()
