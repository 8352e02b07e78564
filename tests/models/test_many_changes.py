"""Many changes at once: with the same guarantees as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import col, select

from models import audit, queries
from models.changes import AT_ONCE, Update, writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.tables import AuditEntry, Engagement, EngagementCreate, Port
from tests.models.records import FIJI, SUVA, TODAY, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@pytest.fixture
def ports(engine: Engine) -> list[int]:
    """Store three ports of Fiji, the first two with a code, and return their ids."""
    forms = [
        SUVA.model_copy(update={"name": name, "unlocode": code, "source_key": name})
        for name, code in (("Suva", "FJSUV"), ("Lautoka", "FJLTK"), ("Levuka", None))
    ]
    with writing(engine, who="x", why="x") as writer:
        writer.create(FIJI)
        return [row.id for row in writer.create_all(forms)]


def held(engine: Engine) -> dict[str, Port]:
    with reading(engine) as session:
        assert list(audit.problems(session)) == []
        return {port.name: port for port in queries.ports(session=session, withdrawn=True)}


def entries(engine: Engine) -> list[AuditEntry]:
    with reading(engine) as session:
        return list(
            session.exec(select(AuditEntry).where(AuditEntry.record_table == "port").order_by(col(AuditEntry.id)))
        )


def test_each_change_is_audited_with_its_own_version(engine: Engine, ports: list[int]) -> None:
    with writing(engine, who="planner", why="chart 2026") as writer:
        changed = writer.update_all(Port, [Update(one, {"channel_m": 9.5}, 1) for one in ports[:2]])
    assert [row.id for row in changed] == ports[:2]
    assert [(row.name, row.version, row.channel_m) for row in held(engine).values()] == [
        ("Lautoka", 2, 9.5),
        ("Levuka", 1, None),
        ("Suva", 2, 9.5),
    ]
    last = entries(engine)[-2:]
    assert [(one.action, one.who, one.why, one.record_id) for one in last] == [
        ("updated", "planner", "chart 2026", ports[0]),
        ("updated", "planner", "chart 2026", ports[1]),
    ]


def test_facts_that_are_so_already_write_nothing(engine: Engine, ports: list[int]) -> None:
    before = len(entries(engine))
    with writing(engine, who="x", why="x") as writer:
        assert writer.update_all(Port, [Update(one, {"territory": "FJI"}, 1) for one in ports]) == []
        assert writer.update_all(Port, []) == []
    assert len(entries(engine)) == before
    assert {row.version for row in held(engine).values()} == {1}


@pytest.mark.parametrize(
    ("last", "error", "said"),
    [
        ((2, {"lat": -17.0}, 2), ConflictError, "changed by somebody else"),
        ((2, {"lat": 91.0}, 1), InvalidRecordError, "lat: must be at most 90"),
        ((2, {"unlocode": "FJLTK"}, 1), InvalidRecordError, "nothing was written"),
        ((2, {"territory": "ZZZ"}, 1), InvalidRecordError, "nothing was written"),
        ((0, {"lat": -17.0}, 1), InvalidRecordError, "twice at once"),
    ],
)
def test_one_that_cannot_be_changed_keeps_all_as_they_were(
    engine: Engine, ports: list[int], last: tuple[int, dict[str, Any], int], error: type[Exception], said: str
) -> None:
    place, facts, seen = last
    before = len(entries(engine))
    with pytest.raises(error, match=said), writing(engine, who="x", why="x") as writer:
        writer.update_all(Port, [Update(ports[0], {"channel_m": 9.5}, 1), Update(ports[place], facts, seen)])
    assert held(engine)["Suva"].channel_m is None
    assert len(entries(engine)) == before


def test_an_unknown_record_is_named(engine: Engine, ports: list[int]) -> None:
    with pytest.raises(UnknownRecordError, match="port 99"), writing(engine, who="x", why="x") as writer:
        writer.update_all(Port, [Update(ports[0], {}, 1), Update(99, {}, 1)])


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_codes_pass_from_hand_to_hand_in_any_order(engine: Engine, ports: list[int], order: tuple[int, ...]) -> None:
    wanted: list[str | None] = ["FJLTK", None, "FJSUV"]
    with writing(engine, who="x", why="x") as writer:
        writer.update_all(Port, [Update(ports[at], {"unlocode": wanted[at]}, 1) for at in order])
    assert {name: row.unlocode for name, row in held(engine).items()} == {
        "Suva": "FJLTK",
        "Lautoka": None,
        "Levuka": "FJSUV",
    }
    assert {row.version for row in held(engine).values()} == {2}


def test_more_than_one_question_holds_are_changed_together(engine: Engine, ports: list[int]) -> None:
    assert ports
    forms: list[EngagementCreate] = [engagement() for _ in range(AT_ONCE + 1)]
    with writing(engine, who="x", why="x") as writer:
        rows = writer.create_all(forms)
        writer.update_all(Engagement, [Update(row.id, {"summary": f"s{row.id}"}, 1) for row in rows])
    with reading(engine) as session:
        assert all(row.summary == f"s{row.id}" for row in queries.engagements(session=session))
        assert list(audit.problems(session)) == []


def test_the_rest_of_the_database_is_asked_as_for_one(engine: Engine, ports: list[int]) -> None:
    with writing(engine, who="x", why="x") as writer:
        visit = writer.create(engagement(ports=ports[:1], ends_on=TODAY))
    with pytest.raises(InvalidRecordError, match="ports: no port with id 99"), writing(engine, who="x", why="x") as w:
        w.update_all(Engagement, [Update(visit.id, {"ports": [99]}, 1)])


def changes_of(engine: Engine, why: str) -> list[tuple[int, int]]:
    return [(one.id or 0, one.version) for one in entries(engine) if one.why == why]


def test_many_changes_are_taken_back_at_once(engine: Engine, ports: list[int]) -> None:
    swap = ["FJLTK", "FJSUV", None]
    with writing(engine, who="x", why="swap") as writer:
        writer.update_all(Port, [Update(one, {"unlocode": code}, 1) for one, code in zip(ports, swap, strict=True)])
    with writing(engine, who="x", why="back") as writer:
        writer.undo_all(Port, changes_of(engine, "swap"))
    now = held(engine)
    assert (now["Suva"].unlocode, now["Lautoka"].unlocode) == ("FJSUV", "FJLTK")
    assert [one.action for one in entries(engine) if one.why == "back"] == ["undone", "undone"]


def test_a_created_port_is_withdrawn_and_lets_go_of_its_code(engine: Engine, ports: list[int]) -> None:
    assert ports
    with writing(engine, who="x", why="wrong file") as writer:
        writer.undo_all(Port, changes_of(engine, "x")[:1])
    assert (held(engine)["Suva"].withdrawn, held(engine)["Suva"].unlocode) == ("wrong file", None)
    with writing(engine, who="x", why="x") as writer:
        writer.create(SUVA.model_copy(update={"name": "Suva again", "source_key": "again"}))


def test_taking_back_refuses_what_has_moved_on(engine: Engine, ports: list[int]) -> None:
    with writing(engine, who="x", why="first") as writer:
        writer.update_all(Port, [Update(one, {"lat": -17.0}, 1) for one in ports])
    with writing(engine, who="x", why="later") as writer:
        writer.update(Port, ports[1], {"lat": -16.0}, seen=2)
    for changes, error in (
        (changes_of(engine, "first"), ConflictError),
        ([(99_999, 1)], UnknownRecordError),
    ):
        with pytest.raises(error), writing(engine, who="x", why="x") as writer:
            writer.undo_all(Port, changes)
    assert [row.lat for row in held(engine).values()] == [-16.0, -17.0, -17.0]
