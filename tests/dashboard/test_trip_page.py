"""Planning, saving, booking and completing a trip on its page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from sqlalchemy import update
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.maps.trip_map import AIR_ID, NUMBERS_ID
from dashboard.parts import trip_propose
from models import queries
from models.changes import writing
from models.database import reading
from models.tables import Engagement, Trip
from models.trips import PlannedStop, plan_of
from models.vocabulary import EngagementStatus, TripState
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Engine

    from models.trips import Plan

APP = Path(__file__).parents[2] / "dashboard" / "app.py"

pytestmark = pytest.mark.usefixtures("page_day")


def opened(**address: str) -> AppTest:
    """Open the planner at an address; by default a new trip to Fiji and Samoa."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page("app_pages/trip.py")
    app.query_params.clear()
    for name, value in (address or {"new": "1", "add": "FJI,WSM"}).items():
        app.query_params[name] = value
    return app.run()


def press(app: AppTest, label: str, place: int = 0) -> AppTest:
    button = [one for one in app.button if one.label == label][place]
    result: AppTest = button.click().run()
    assert not result.exception
    return result


def widget(app: AppTest, kind: str, label: str) -> Any:  # noqa: ANN401 - any widget of the page
    return next(one for one in app.get(kind) if one.label == label)


def stops(app: AppTest) -> list[str]:
    return [one.label.strip("*") for one in app.button if re.match(r"\*\*\d+\. ", one.label)]


def said(app: AppTest) -> str:
    return " ".join(one.value for kind in ("markdown", "caption", "error", "warning", "info") for one in app.get(kind))


def asked(app: AppTest, name: str) -> str:
    """Return what the address says; what the page wrote is text, what the test wrote a list."""
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


def newest(engine: Engine) -> Trip:
    with reading(engine) as session:
        return session.exec(select(Trip).order_by(col(Trip.id).desc())).all()[0]


def bookings(engine: Engine, trip: Trip) -> list[Engagement]:
    with reading(engine) as session:
        query = select(Engagement).where(Engagement.trip_id == trip.id).order_by(col(Engagement.starts_on))
        return list(session.exec(query).all())


def layers(app: AppTest) -> dict[str, Any]:
    deck = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return {layer["id"]: layer for layer in deck["layers"]}


def test_territories_of_the_address_arrive_once_and_nothing_is_stored(demo: Engine) -> None:
    before = newest(demo).id
    app = opened()
    assert stops(app) == ["1. Fiji", "2. Samoa"]
    assert "not saved" in app.caption[0].value
    assert "add" not in app.query_params
    app.run()
    assert stops(app) == ["1. Fiji", "2. Samoa"]
    assert newest(demo).id == before


def test_the_map_draws_each_flight_as_one_stroke_and_numbers_the_stops(demo: Engine) -> None:
    assert demo
    drawn = layers(opened(new="1", add="FJI,WSM,PYF"))
    for line in drawn[AIR_ID]["data"]["coordinates"]:
        assert max(abs(one[0] - other[0]) for one, other in pairwise(line)) < 30
    assert sorted(row["k"] for row in drawn[NUMBERS_ID]["data"]) == ["1", "2", "3"]


def test_stops_move_are_pinned_removed_and_every_step_is_taken_back(demo: Engine) -> None:
    assert demo
    app = press(opened(), "Later")
    assert stops(app) == ["1. Samoa", "2. Fiji"]
    app = press(press(app, "Pin"), "Remove", 1)
    assert stops(app) == ["1. Samoa"]
    assert "pinned" in said(app)
    for _ in range(3):
        app = press(app, "Undo")
    assert stops(app) == ["1. Fiji", "2. Samoa"]
    assert stops(press(app, "Redo")) == ["1. Samoa", "2. Fiji"]


def test_a_stop_opens_alone_and_its_agenda_changes_at_once(demo: Engine) -> None:
    assert demo
    app = press(opened(), "**2. Samoa**")
    assert stops(app) == ["2. Samoa"]
    before = said(app)
    assert "This stop costs" in before
    widget(app, "number_input", "Government").set_value(8).run()
    assert said(app) != before
    press(app, "Undo")
    assert widget(app, "number_input", "Government").value == 2, "the field follows what was taken back"


def test_a_fixed_day_that_the_host_does_not_work_is_explained_beside_the_stop(demo: Engine) -> None:
    assert demo
    app = press(opened(new="1", add="MDV"), "**1. Maldives**")
    friday = date(2027, 2, 5)
    widget(app, "date_input", "Work begins on").set_value(friday).run()
    assert not app.exception
    assert "Friday is not a working day in the Maldives" in said(app).replace("\\", "")


def test_a_trip_at_the_last_day_there_is_still_opens_its_fields(demo: Engine) -> None:
    app = press(opened(), "Save")
    trip = newest(demo)
    with writing(demo, who="somebody else", why="x") as writer:
        writer.update(Trip, trip.id or 0, {"leaves_on": date(2100, 12, 31)}, seen=trip.version)
    app = press(app.run(), "**1. Fiji**")
    assert widget(app, "date_input", "Leaves on").value == date(2100, 12, 31)
    assert widget(app, "date_input", "Work begins on").value is None


@pytest.mark.parametrize(
    ("facts", "said_of_it"),
    [
        ({"leaves_on": date.max}, "31 Dec 9999 is out of range"),
        ({"base_zone": "Mars/Olympus"}, "no time zone"),
    ],
)
def test_a_stored_trip_that_no_form_lets_through_is_told_and_raises_nothing(
    demo: Engine, facts: dict[str, Any], said_of_it: str
) -> None:
    press(opened(), "Save")
    trip = newest(demo)
    with demo.begin() as connection:
        connection.execute(update(Trip).where(col(Trip.id) == trip.id).values(**facts))
    app = opened(id=str(trip.id))
    assert not app.exception
    assert said_of_it in app.error[0].value


def test_a_trip_over_its_days_says_by_how_many(demo: Engine) -> None:
    assert demo
    app = opened()
    widget(app, "number_input", "Days at most").set_value(3).run()
    assert "more than the 3 it may take" in said(app)


def test_an_unsaved_plan_stays_while_other_pages_are_shown(demo: Engine) -> None:
    assert demo
    app = press(opened(), "Later")
    app.switch_page("app_pages/trips.py").run()
    assert "is **not saved**" in said(app)
    app.switch_page("app_pages/trip.py")
    app.query_params.clear()
    app.query_params["new"] = "1"
    assert stops(app.run()) == ["1. Samoa", "2. Fiji"]


def test_saving_stores_the_plan_with_its_checklist_and_gives_it_an_address(demo: Engine) -> None:
    app = opened()
    widget(app, "text_input", "Name").set_value("Pacific in February").run()
    press(app, "Save")
    trip = newest(demo)
    plan = plan_of(trip)
    assert plan is not None
    assert (trip.name, trip.state, plan.territories()) == ("Pacific in February", TripState.DRAFT, ["FJI", "WSM"])
    assert {item["territory"] for item in trip.checklist} == {"FJI", "WSM", None}
    assert asked(app, "id") == str(trip.id)
    assert "saved" in app.caption[0].value
    assert "not saved" not in app.caption[0].value


def test_a_trip_with_nothing_wrong_is_confirmed_and_its_bookings_follow_the_plan(demo: Engine) -> None:
    app = press(press(opened(), "Save and confirm"), "**2. Samoa**")
    trip = newest(demo)
    assert trip.state is TripState.CONFIRMED
    assert [one.territory for one in bookings(demo, trip)] == ["FJI", "WSM"]
    app = press(app, "**2. Samoa**")
    assert "Confirmed" in app.caption[0].value
    app = press(press(app, "Remove", 1), "Save and confirm")
    assert [one.status for one in bookings(demo, trip)] == [EngagementStatus.CONFIRMED, EngagementStatus.CANCELLED]


def completed(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Complete a trip on a day after it."""
    monkeypatch.setattr(clock, "today", lambda _settings: AS_OF + timedelta(days=120))
    return press(app.run(), "Complete the trip")


def test_completing_begins_the_reports_and_tells_plan_from_actual(
    demo: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = press(press(opened(), "Save and confirm"), "Complete the trip")
    assert "the trip lasts until" in app.error[0].value
    assert newest(demo).state is TripState.CONFIRMED
    app = completed(app, monkeypatch)
    trip = newest(demo)
    assert trip.state is TripState.COMPLETED
    assert "Completed" in app.caption[0].value
    assert "Confirm" not in {one.label for one in app.button}
    app.switch_page("app_pages/engagements.py")
    app.query_params.clear()
    app.query_params["tab"] = "Drafts"
    assert said(app.run()).count("Last touched") == 2


def test_changes_of_a_trip_that_was_completed_meanwhile_are_refused_and_can_be_copied(demo: Engine) -> None:
    app = press(opened(), "Save and confirm")
    trip = newest(demo)
    app = press(app, "Remove", 1)
    with writing(demo, who="somebody else", why="x") as writer:
        writer.update(Trip, trip.id or 0, {"state": TripState.COMPLETED}, seen=trip.version)
    app = press(app, "Save")
    assert "completed meanwhile" in app.error[0].value
    assert len(newest(demo).stops) == 2
    press(press(app, "Copy"), "Save")
    assert len(newest(demo).stops) == 1


def test_a_copy_has_no_bookings_and_the_original_stays(demo: Engine) -> None:
    app = press(press(opened(), "Save and confirm"), "Copy")
    original = newest(demo)
    assert asked(app, "new") == "1"
    assert app.title[0].value == "Copy of New trip"
    press(app, "Save")
    copy = newest(demo)
    assert copy.id != original.id
    assert copy.state is TripState.DRAFT
    assert bookings(demo, copy) == []


def test_withdrawing_takes_a_reason_and_cancels_what_was_booked(demo: Engine) -> None:
    app = press(opened(), "Save and confirm")
    app = press(app, "Withdraw the trip")
    assert "say why" in app.error[0].value
    widget(app, "text_input", "Reason for withdrawing").set_value("The hosts cannot receive us")
    press(app, "Withdraw the trip")
    assert "cannot receive us" in app.warning[0].value
    assert [one.label for one in app.get("download_button")] == ["Cancel it in a calendar (ICS)"]
    assert {one.status for one in bookings(demo, newest(demo))} == {EngagementStatus.CANCELLED}


def test_a_second_planner_sees_both_versions_and_merges(demo: Engine) -> None:
    app = press(opened(), "Save")
    trip = newest(demo)
    widget(app, "text_input", "Name").set_value("Mine").run()
    with writing(demo, who="somebody else", why="x") as writer:
        writer.update(Trip, trip.id or 0, {"name": "Theirs", "days": 30}, seen=trip.version)
    press(app, "Save")
    assert "somebody else saved this record" in app.warning[0].value
    app.radio(key=f"keep_{trip.id}_{trip.version + 1}_name").set_value("Yours").run()
    press(app, "Save merged")
    after = newest(demo)
    assert (after.name, after.days) == ("Mine", 30)
    assert app.title[0].value == "Mine"
    assert widget(app, "number_input", "Days at most").value == 30


def test_leaving_theirs_gives_up_what_was_changed_here(demo: Engine) -> None:
    app = press(opened(), "Save")
    trip = newest(demo)
    widget(app, "text_input", "Name").set_value("Mine").run()
    with writing(demo, who="somebody else", why="x") as writer:
        writer.update(Trip, trip.id or 0, {"name": "Theirs"}, seen=trip.version)
    press(press(app, "Save"), "Leave theirs")
    assert app.title[0].value == "Theirs"
    assert newest(demo).name == "Theirs"


def test_a_change_elsewhere_is_shown_where_nothing_was_changed_here(demo: Engine) -> None:
    app = press(opened(), "Save")
    trip = newest(demo)
    with writing(demo, who="somebody else", why="x") as writer:
        writer.update(Trip, trip.id or 0, {"name": "Theirs"}, seen=trip.version)
    assert app.run().title[0].value == "Theirs"


def _proposal(monkeypatch: pytest.MonkeyPatch, look: Callable[..., Plan]) -> None:
    monkeypatch.setattr(trip_propose, "propose", look)


def test_a_proposal_is_one_step_and_the_better_ones_are_told(demo: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo
    told: list[bool] = []

    def look(plan: Plan, _records: object, *, better: Callable[[Plan], bool], **_how: object) -> Plan:
        first = replace(plan, stops=(PlannedStop("TON"),))
        told.append(better(first))
        return first.with_stop(PlannedStop("KIR"))

    _proposal(monkeypatch, look)
    app = press(opened(), "Propose stops")
    assert told == [True]
    assert stops(app) == ["1. Tonga", "2. Kiribati"]
    assert stops(press(app, "Undo")) == ["1. Fiji", "2. Samoa"]


def test_stopping_keeps_the_best_so_far(demo: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo

    def look(plan: Plan, _records: object, *, better: Callable[[Plan], bool], **_how: object) -> Plan:
        better(replace(plan, stops=(PlannedStop("TON"),)))
        st.stop()
        raise AssertionError

    _proposal(monkeypatch, look)
    app = press(opened(), "Propose stops")
    assert stops(press(app, "Stop, keep the best")) == ["1. Tonga"]


def test_one_more_is_added_where_it_lies_best_and_a_version_is_compared(demo: Engine) -> None:
    assert demo
    app = opened()
    app.session_state["part"] = "Versions"
    app = press(app.run(), "Keep this version")
    app = press(app, "Later")
    assert not app.exception
    assert "Use version 1" in {one.label for one in app.button}
    assert stops(press(app, "Use version 1")) == ["1. Fiji", "2. Samoa"]


def test_items_of_the_checklist_are_ticked_off_and_kept_apart_from_the_plan(demo: Engine) -> None:
    app = press(opened(), "Save")
    press(app, "Later")
    app.session_state["part"] = "Checklist"
    app.run()
    box = next(one for one in app.checkbox if "country clearance" in one.label)
    box.check().run()
    done = [item for item in newest(demo).checklist if item["done_on"]]
    assert [item["done_on"] for item in done] == [AS_OF.isoformat()]
    assert "changes not saved" in app.caption[0].value
    press(app, "Save")
    assert [item["done_on"] for item in newest(demo).checklist if item["done_on"]] == [AS_OF.isoformat()]


def test_a_demo_trip_is_told_by_its_visits(demo: Engine) -> None:
    with reading(demo) as session:
        trip = session.exec(select(Trip).where(col(Trip.leaves_on).is_(None))).all()[0]
    app = opened(id=str(trip.id))
    assert app.title[0].value == trip.name
    assert "never planned here" in app.caption[0].value
    assert len(layers(app)[NUMBERS_ID]["data"]) > 0


@pytest.mark.parametrize("asked_for", ["9999", "<b>", "-1", "9" * 23, "9" * 5000, "\u0663"])
def test_a_trip_that_does_not_exist_says_so(demo: Engine, asked_for: str) -> None:
    assert demo
    app = opened(id=asked_for)
    assert not app.exception
    assert "no trip" in app.error[0].value


def test_ports_arrive_as_stops_those_of_one_territory_together(demo: Engine) -> None:
    with reading(demo) as session:
        ports = {port.name: port.id for port in queries.ports(session=session)}
    app = opened(new="1", ports=f"{ports['Suva']},{ports['Apia']},{ports['Lautoka']},99999999")
    assert stops(app) == ["1. Fiji", "2. Samoa"]
    assert "Suva, Lautoka" in said(app)


def test_nonsense_in_the_address_adds_nothing(demo: Engine) -> None:
    assert demo
    assert stops(opened(new="1", add="XXX,<b>,", ports=f"one,-3,{'9' * 23}")) == []


def test_a_new_trip_leaves_ahead(demo: Engine) -> None:
    assert demo
    app = opened(new="1")
    assert widget(app, "date_input", "Leaves on").value >= AS_OF + timedelta(days=60)
    assert "No stop yet" in said(app)


def popped(app: AppTest, name: str) -> AppTest:
    """Open a popover of the new trip."""
    app.session_state[f"trip_new_{name}"] = True
    result: AppTest = app.run()
    assert not result.exception
    return result


def test_a_stop_is_added_by_its_name_or_by_a_port(demo: Engine) -> None:
    assert demo
    app = popped(opened(), "add")
    widget(app, "selectbox", "Territory").select("TON").run()
    app = popped(press(app, "Add"), "add")
    assert stops(app)[-1] == "3. Tonga"
    ports = widget(app, "multiselect", "Ports")
    ports.set_value([next(one for one in ports.options if one.startswith("Papeete"))]).run()
    assert stops(press(app, "Add"))[-1] == "4. French Polynesia"


def test_one_more_says_what_it_costs_and_is_added(demo: Engine) -> None:
    assert demo
    app = popped(opened(), "one_more")
    offered = [one for one in app.button if " as stop " in one.label]
    assert offered
    assert " nm, " in offered[0].label
    assert len(stops(press(app, offered[0].label))) == 3


def test_why_a_partner_was_left_out_is_said(demo: Engine) -> None:
    assert demo
    app = popped(opened(), "why")
    widget(app, "selectbox", "Partner").select("JPN").run()
    assert not app.exception
    assert any("Japan" in one.value for one in app.markdown)


def test_bookings_that_do_not_follow_the_plan_are_told(demo: Engine) -> None:
    assert demo
    app = press(opened(), "Save and confirm")
    assert not app.info
    assert "Changes no booking" in said(app)
    app = press(app, "Later")
    assert "is booked from" in app.info[0].value
    assert "**Changes 2 bookings.**" in said(app)
    app = press(press(app, "Remove", 1), "Save")
    assert "was taken out of the plan; its booking" in app.info[0].value
    assert "**Changes 1 booking and cancels 1 booking.**" in said(app)


def test_a_booking_that_a_person_cancelled_is_made_again_only_where_that_is_chosen(demo: Engine) -> None:
    app = press(opened(), "Save and confirm")
    trip = newest(demo)
    with writing(demo, who="somebody else", why="x") as writer:
        facts = {"status": EngagementStatus.CANCELLED, "closing_reason": "Storm"}
        writer.update(Engagement, bookings(demo, trip)[0].id or 0, facts, seen=1)
    app = press(app.run(), "Confirm the bookings")
    assert len(bookings(demo, trip)) == 2
    assert "The booking of Fiji was cancelled" in app.info[0].value
    next(one for one in app.checkbox if "Book it again" in one.label).check().run()
    assert "**Books 1 stop.**" in said(app)
    app = press(app, "Confirm the bookings")
    assert [one.territory for one in bookings(demo, trip)].count("FJI") == 2
    assert not app.info


def test_a_completed_trip_shows_plan_and_actual_first_and_nothing_that_changes_its_plan(
    demo: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = completed(press(opened(), "Save and confirm"), monkeypatch)
    plan = plan_of(newest(demo))
    changing = {
        "Propose stops",
        "Save",
        "Undo",
        "Redo",
        "Add",
        "Pin",
        "Remove",
        "Earlier",
        "Later",
        "Keep this version",
    }
    assert not changing & {one.label for one in app.button}
    assert not {"Name", "Days at most"} & {one.label for one in (*app.text_input, *app.number_input)}
    assert "its plan stays as it was" in said(app)
    assert not app.number_input, "no field of a stop that is open"
    assert opened(id=asked(app, "id"), add="TON").title[0].value
    assert plan_of(newest(demo)) == plan
    later = opened(id=asked(app, "id"))
    assert "Tonga" not in later.caption[0].value
    assert list(later.table[0].value["What became of it"]) == ["Booked as planned", "Booked as planned"]
    assert "**2** booked" in said(later)


def test_the_print_view_holds_every_stop_day_and_leg_and_no_control(demo: Engine) -> None:
    assert demo
    app = press(opened(new="1", add="FJI,WSM,TON,NIU,PYF,COK"), "Save")
    app.query_params["print"] = "true"
    app = app.run()
    assert not app.exception
    assert not app.button
    tables = [one.value for one in app.markdown if one.value.startswith("| ")]
    assert {"Stop", "Day", "Leg"} <= {text.split("|")[1].strip() for text in tables}
    for name in ("Fiji", "Samoa", "Tonga", "Niue", "French Polynesia", "Cook Islands"):
        assert name in tables[0]
    assert "Leg" in tables[-1]
    del app.query_params["print"]
    assert "Save" in {one.label for one in app.run().button}


def test_an_engagement_leads_back_to_its_trip(demo: Engine) -> None:
    app = press(opened(), "Save and confirm")
    trip = newest(demo)
    app.switch_page("app_pages/engagement.py")
    app.query_params.clear()
    app.query_params["id"] = str(bookings(demo, trip)[0].id)
    assert press(app.run(), "Open trip").title[0].value == trip.name


def test_the_brief_of_a_stop_opens_over_the_page(demo: Engine) -> None:
    assert demo
    app = press(press(opened(), "**2. Samoa**"), "Brief")
    assert any("Port Security Advisory" in one.value for one in app.markdown)


@pytest.mark.parametrize(("add", "told"), [("FJI", "**1** stop · "), ("FJI,WSM", "**2** stops · ")])
def test_the_head_counts_in_right_words(demo: Engine, add: str, told: str) -> None:
    assert demo
    app = opened(new="1", add=add)
    assert told in said(app)
    assert not re.search(r"\*\*1\*\* (stops|days|partners)", said(app))
