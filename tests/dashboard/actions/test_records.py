"""Records in memory: refreshed by what changed, and the same as if all were read anew."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions import records as module
from dashboard.actions.records import Records, read_records
from models.changes import writing
from models.database import reading
from models.settings import choose
from models.tables import AccessPeriod, Engagement, FollowUp, FollowUpCreate, Officer, OfficerCreate, Port, PortCreate
from models.vocabulary import EngagementStatus, FollowUpState
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def read(engine: Engine, previous: Records | None = None) -> Records:
    with reading(engine) as session:
        return read_records(session=session, previous=previous)


def plain(records: Records) -> dict[str, str]:
    """Write every part as text; when the ports were read, and in which order territories came up, is no matter."""
    same = replace(records, ports_version=0, engagements=dict(sorted(records.engagements.items())))
    return {one.name: str(getattr(same, one.name)) for one in fields(same)}


def change_much(engine: Engine, before: Records) -> None:
    with writing(engine, who="x", why="x") as writer:
        held = [one for one in before.engagements["FJI"] if one.status is EngagementStatus.COMPLETED]
        writer.update(Engagement, held[0].id, {"territory": "WSM", "ports": []}, seen=1)
        writer.update(Engagement, held[1].id, {"starts_on": AS_OF, "ends_on": AS_OF}, seen=1)
        writer.create(engagement(territory="TKL", ends_on=AS_OF))
        writer.create(OfficerCreate(name="Officer 99", territories=["FJI"], source="a test"))
        period = next(iter(before.access_periods.values()))[0]
        writer.update(AccessPeriod, period.id or 0, {"withdrawn": "open again"}, seen=1)
        port = before.ports["FJI"][0]
        writer.update(Port, port.id or 0, {"name": "Zz renamed, so that it stands last"}, seen=1)
        writer.update(Port, before.ports["FJI"][1].id or 0, {"withdrawn": "closed"}, seen=1)
        place = {
            "name": "Aa New",
            "territory": "FJI",
            "lon": 178.4,
            "lat": -18.1,
            "source_key": "x",
            "source": "a test",
        }
        writer.create(PortCreate(**place))
        writer.create(FollowUpCreate(territory="FJI", what="Send the plan.", due_on=AS_OF, source="a test"))
        choose(writer, "officer_id", 1)


@pytest.mark.parametrize("many", [0, 1_000])
def test_a_refresh_gives_what_reading_anew_gives(demo: Engine, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(module, "MANY", many)
    before = read(demo)
    change_much(demo, before)
    assert plain(read(demo, before)) == plain(read(demo))


def test_what_did_not_change_is_not_read_again(demo: Engine) -> None:
    before = read(demo)
    with writing(demo, who="x", why="x") as writer:
        writer.create(engagement(territory="TKL", ends_on=AS_OF))
    after = read(demo, before)
    assert after.version > before.version
    assert after.ports is before.ports
    assert after.ports_version == before.ports_version
    assert after.facts is before.facts
    assert after.engagements["FJI"] is before.engagements["FJI"]
    assert after.engagements["TKL"] is not before.engagements["TKL"]


def test_removing_the_last_engagement_leaves_no_empty_entry(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        only = writer.create(engagement(demo=True))
    before = read(prepared)
    with writing(prepared, who="x", why="x") as writer:
        writer.remove(Engagement, only.id, seen=1)
    assert read(prepared, before).engagements == read(prepared).engagements == {}


def test_a_follow_up_counts_until_it_is_done_or_withdrawn(prepared: Engine) -> None:
    later, sooner = AS_OF + timedelta(days=9), AS_OF - timedelta(days=1)
    with writing(prepared, who="x", why="x") as writer:
        made = [
            writer.create(FollowUpCreate(territory="FJI", what="Send it.", due_on=due_on, source="a test"))
            for due_on in (later, sooner, AS_OF)
        ]
    assert read(prepared).follow_ups == {"FJI": [sooner, AS_OF, later]}
    with writing(prepared, who="x", why="x") as writer:
        writer.update(FollowUp, made[0].id or 0, {"withdrawn": "a mistake"}, seen=1)
        writer.update(FollowUp, made[1].id or 0, {"state": FollowUpState.DONE, "done_on": AS_OF}, seen=1)
    assert read(prepared).follow_ups == {"FJI": [AS_OF]}


def test_the_local_user_is_the_officer_who_was_chosen(demo: Engine) -> None:
    assert read(demo).officer() is None
    with writing(demo, who="x", why="x") as writer:
        officer = writer.session.get(Officer, 2)
        assert officer
        choose(writer, "officer_id", officer.id)
    found = read(demo).officer()
    assert found is not None
    assert found.name == officer.name
