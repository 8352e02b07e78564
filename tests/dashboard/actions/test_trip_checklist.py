"""What a trip needs before it leaves, and by which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dashboard.actions.records import Records, read_records
from dashboard.actions.trip_checklist import ASSUMED_DAYS, checklist, renewed
from models.changes import writing
from models.database import reading
from models.tables import ChecklistItem, Territory
from tests.dashboard.actions.trip_samples import planned, with_days

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

ARRIVES = date(2027, 1, 11)
"""At the first stop."""


def records_with(engine: Engine, **facts: int | None) -> Records:
    """Read the records, with lead times of Fiji."""
    with reading(engine) as session:
        fiji = read_records(session=session).territories["FJI"]
    with writing(engine, who="a steward", why="") as writer:
        writer.update(Territory, fiji.id or 0, facts, seen=fiji.version)
    with reading(engine) as session:
        return read_records(session=session)


def dates(items: list[ChecklistItem]) -> dict[tuple[str | None, str], str]:
    return {(item["territory"], item["what"]): item["due_on"] for item in items}


def before(days: int, arrival: date = ARRIVES) -> str:
    return (arrival - timedelta(days=days)).isoformat()


def test_lead_times_count_back_from_the_arrival(prepared: Engine) -> None:
    records = records_with(prepared, clearance_days=30, visa_days=20, funding_days=60)
    assert dates(checklist(with_days(planned("FJI")), records)) == {
        (None, "Ask for funding"): before(60),
        ("FJI", "Ask for country clearance"): before(30),
        ("FJI", "Apply for visas"): before(20),
    }


def test_a_lead_time_that_is_not_on_record_is_assumed_and_said(prepared: Engine) -> None:
    items = checklist(with_days(planned("FJI")), records_with(prepared))
    assumed = f" (lead time not on record, {ASSUMED_DAYS} days assumed)"
    assert dates(items) == {
        (None, f"Ask for funding{assumed}"): before(ASSUMED_DAYS),
        ("FJI", f"Ask for country clearance{assumed}"): before(ASSUMED_DAYS),
        ("FJI", f"Find out whether visas are needed{assumed}"): before(ASSUMED_DAYS),
    }


def test_where_no_visa_is_needed_none_is_asked_for(prepared: Engine) -> None:
    items = checklist(with_days(planned("FJI")), records_with(prepared, visa_days=0))
    assert not any("visa" in item["what"].lower() for item in items)


def test_funding_is_asked_for_once_and_as_early_as_any_stop_demands(prepared: Engine) -> None:
    records = records_with(prepared, funding_days=90)
    items = checklist(with_days(planned("TON", "FJI")), records)
    (funding,) = [item for item in items if item["what"].startswith("Ask for funding")]
    assert funding["due_on"] == before(90, ARRIVES + timedelta(days=1))
    assert items == sorted(items, key=lambda item: item["due_on"])


def test_a_trip_without_stops_needs_nothing(prepared: Engine) -> None:
    assert checklist(with_days(planned()), records_with(prepared)) == []


def test_what_was_done_stays_done_and_days_follow_the_plan(prepared: Engine) -> None:
    records = records_with(prepared, clearance_days=30, visa_days=0, funding_days=60)
    held = checklist(with_days(planned("FJI")), records)
    done: list[ChecklistItem] = [{**item, "done_on": "2026-12-01"} for item in held]
    own: ChecklistItem = {"what": "Order name cards", "territory": None, "due_on": "2026-12-24", "done_on": None}
    later = checklist(with_days(planned("FJI"), begins=date(2027, 1, 19)), records)
    found = renewed([*done, own], later)
    assert [item["due_on"] for item in found] == sorted(item["due_on"] for item in found)
    clearance = next(item for item in found if item["territory"] == "FJI")
    assert (clearance["due_on"], clearance["done_on"]) == (before(30, date(2027, 1, 18)), "2026-12-01")
    assert own in found


def test_a_lead_time_learnt_since_keeps_the_tick(prepared: Engine) -> None:
    held = [{**item, "done_on": "2026-12-01"} for item in checklist(with_days(planned("FJI")), records_with(prepared))]
    known = checklist(with_days(planned("FJI")), records_with(prepared, clearance_days=30))
    clearance = next(i for i in renewed(held, known) if i["what"] == "Ask for country clearance")  # type: ignore[arg-type]
    assert clearance["done_on"] == "2026-12-01"


def test_of_a_stop_that_was_taken_out_only_what_was_done_remains(prepared: Engine) -> None:
    records = records_with(prepared, clearance_days=30, visa_days=5)
    held = checklist(with_days(planned("FJI", "TON")), records)
    for item in held:
        item["done_on"] = "2026-12-01" if item["what"] == "Apply for visas" else None
    left = renewed(held, checklist(with_days(planned("TON")), records))
    assert [item["what"] for item in left if item["territory"] == "FJI"] == ["Apply for visas"]
