"""Two editors of one record: nobody's change is lost without a word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.editing import Conflict, Saved, save
from models import audit
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError, UnknownRecordError
from models.tables import Engagement, Territory
from tests.models.records import FIJI, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

PAIRS = 50


@pytest.fixture
def visits(engine: Engine) -> list[int]:
    """Store a visit for each pair of editors, and return their ids."""
    with writing(engine, who="x", why="x") as writer:
        writer.create(FIJI)
        return [row.id for row in writer.create_all([engagement(lead="A") for _ in range(PAIRS)])]


def held(engine: Engine, number: int) -> Engagement:
    with reading(engine) as session:
        row = session.get(Engagement, number)
    assert row is not None
    return row


def test_the_second_editor_sees_both_versions_and_what_is_disputed(engine: Engine, visits: list[int]) -> None:
    number = visits[0]
    first = save(engine, Engagement, number, {"summary": "first", "lead": "B"}, seen=1, who="one")
    second = save(engine, Engagement, number, {"summary": "second", "team": ["C"]}, seen=1, who="two")
    assert isinstance(first, Saved)
    assert isinstance(second, Conflict)
    assert second.merge.disputed == ("summary",)
    assert second.merge.changed == ("lead", "summary", "team")
    assert (second.merge.facts["lead"], second.merge.facts["team"]) == ("B", ["C"])
    assert (second.base["summary"], second.theirs_who, second.theirs_version) == ("", "one", 2)
    assert held(engine, number).summary == "first", "nothing was written"


def test_what_was_merged_is_saved_over_the_other_version(engine: Engine, visits: list[int]) -> None:
    number = visits[0]
    save(engine, Engagement, number, {"summary": "first", "lead": "B"}, seen=1, who="one")
    conflict = save(engine, Engagement, number, {"summary": "second", "team": ["C"]}, seen=1, who="two")
    assert isinstance(conflict, Conflict)
    merged = {**conflict.merge.facts, "summary": "first\nsecond"}
    result = save(engine, Engagement, number, merged, seen=conflict.theirs_version, who="two")
    assert isinstance(result, Saved)
    row = held(engine, number)
    assert (row.lead, row.team, row.summary, row.version) == ("B", ["C"], "first\nsecond", 3)


def test_a_third_editor_during_the_merge_is_seen_too(engine: Engine, visits: list[int]) -> None:
    number = visits[0]
    save(engine, Engagement, number, {"lead": "B"}, seen=1, who="one")
    conflict = save(engine, Engagement, number, {"lead": "C"}, seen=1, who="two")
    assert isinstance(conflict, Conflict)
    save(engine, Engagement, number, {"lead": "D"}, seen=2, who="three")
    again = save(engine, Engagement, number, {"lead": "C"}, seen=conflict.theirs_version, who="two")
    assert isinstance(again, Conflict)
    assert (again.theirs_who, again.base["lead"], again.theirs["lead"]) == ("three", "B", "D")


def test_fifty_pairs_of_editors_lose_nothing_silently(engine: Engine, visits: list[int]) -> None:
    together = Barrier(8)

    def edit(number: int, who: str) -> Saved | Conflict:
        if number in visits[:4]:  # these start in the same instant; the rest follow as they come
            together.wait(timeout=60)
        return save(engine, Engagement, number, {"summary": who}, seen=1, who=who)

    with ThreadPoolExecutor(8) as pool:
        jobs = [(number, who, pool.submit(edit, number, who)) for number in visits for who in ("one", "two")]
        results = [(number, who, job.result()) for number, who, job in jobs]
    for number in visits:
        pair = {who: result for one, who, result in results if one == number}
        winners = [who for who, result in pair.items() if isinstance(result, Saved)]
        assert len(winners) == 1
        assert held(engine, number).summary == winners[0]
        told = next(result for result in pair.values() if isinstance(result, Conflict))
        assert (told.theirs["summary"], told.theirs_who) == (winners[0], winners[0])
        assert told.mine["summary"] != winners[0], "the loser still holds what was written"
    with reading(engine) as session:
        assert list(audit.problems(session)) == []


def test_a_new_record_is_stored_and_a_bad_one_names_every_field(engine: Engine, visits: list[int]) -> None:
    assert visits
    facts = engagement(summary="new").model_dump()
    result = save(engine, Engagement, None, facts, who="one")
    assert isinstance(result, Saved)
    assert result.row.summary == "new"
    bad = {**facts, "kind": "holiday", "lead": "x" * 200, "starts_on": "soon"}
    with pytest.raises(InvalidRecordError, match="nothing was written") as raised:
        save(engine, Engagement, None, bad, who="one")
    assert set(raised.value.fields) == {"kind", "lead", "starts_on"}
    assert raised.value.fields["lead"] == "is longer than 120 characters"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": "2026-01-01"}, "ends_on"),
        ({"status": "cancelled"}, "closing_reason"),
        ({"replaced_by": 1}, "replaced_by"),
        ({"marking": "TOP"}, "marking"),
        ({"ports": [77]}, "ports"),
        ({"organisations": [77]}, "organisations"),
        ({"facilities": [77]}, "facilities"),
        ({"agenda": [{"part": "lunch", "item": "soup"}]}, "agenda.0.part"),
        ({"headquarters_days": -1}, "headquarters_days"),
    ],
)
def test_a_rule_that_is_broken_names_its_field(
    engine: Engine, visits: list[int], facts: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidRecordError) as raised:
        save(engine, Engagement, visits[0], facts, seen=1, who="one")
    assert list(raised.value.fields) == [field]
    assert held(engine, visits[0]).version == 1


def test_a_record_that_never_was_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownRecordError, match="territory 5"):
        save(engine, Territory, 5, {"name": "Nowhere"}, seen=1, who="one")
