"""A trip as files: every one marked, safe to open, right across the date line, and known again when taken in again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from ical.calendar_stream import IcsCalendarStream
from openpyxl import load_workbook

from dashboard.actions.trip_booking import withdraw
from dashboard.actions.trip_files import TRIP_MEDIA_TYPES, TripForm, trip_stem
from dashboard.actions.trip_json import trip_json, trip_values
from dashboard.actions.trip_rows import ESTIMATES, blocks, ways
from geodata.exporters.kml import NAMESPACE
from geodata.geodesy import Point, distance_nm
from models.changes import writing
from models.errors import InvalidRecordError
from models.settings import choose
from models.tables import OfficerCreate, Port, Trip
from models.vocabulary import TravelMode, TripState
from models.wording import DISCLAIMER
from tests.dashboard.actions.trip_paths import CODES, changed, days_of, gathered, planned, stored, written

if TYPE_CHECKING:
    from ical.event import Event
    from sqlalchemy.engine import Engine

    from models.trips import Plan

HOSTILE = '=HYPERLINK("http://x") <b>'
TEXT_FORMS = (TripForm.ICS, TripForm.CSV, TripForm.KML, TripForm.GEOJSON)


def events(engine: Engine, trip: Trip | Plan) -> dict[str, Event]:
    """Read the calendar by the other parser: events by their ids without the mark of the database."""
    found = IcsCalendarStream.calendar_from_ics(written(engine, trip, TripForm.ICS).decode()).events
    return {str(event.uid).removesuffix("@seamark").rpartition("-")[0]: event for event in found}


def test_a_trip_on_which_nothing_takes_place_makes_no_calendar_and_every_other_file(prepared: Engine) -> None:
    empty = replace(planned(prepared), stops=())
    with pytest.raises(InvalidRecordError, match="stops: nothing takes place on this trip that a calendar could hold"):
        written(prepared, empty, TripForm.ICS)
    assert all(written(prepared, empty, form) for form in TripForm if form is not TripForm.ICS)


def test_a_trip_that_lost_all_its_stops_is_a_calendar_that_takes_them_out(prepared: Engine) -> None:
    trip = stored(prepared, planned(prepared))
    before = events(prepared, trip)
    emptied = changed(prepared, trip, replace(planned(prepared), stops=()))
    after = events(prepared, emptied)
    assert after.keys() == before.keys()
    assert {event.status for event in after.values()} == {"CANCELLED"}


def hostile_port(engine: Engine, plan: Plan) -> None:
    number = plan.stops[1].ports[0]
    with writing(engine, who="officer", why="a test") as writer:
        writer.update(Port, number, {"name": HOSTILE}, seen=1)


def test_every_leg_and_every_block_of_work_is_one_event_in_the_zone_of_its_place(prepared: Engine) -> None:
    trip = stored(prepared, planned(prepared))
    schedule = days_of(prepared, trip).schedule
    found = events(prepared, trip)
    assert len(found) == len(schedule.legs) + len(blocks(schedule))
    told = {(event.dtstart, event.dtend): event for event in found.values()}
    for leg in schedule.legs:
        event = told[leg.departs, leg.arrives]
        assert [str(at.tzinfo) for at in (event.dtstart, event.dtend)] == [leg.start.zone, leg.end.zone]
        assert ESTIMATES in str(event.description)
    for block in blocks(schedule):
        event = told[block.begins, block.ends]
        assert str(event.dtstart.tzinfo) == schedule.stops[block.stop].halt.seat.zone
        assert (event.dtstart.hour, event.dtend.hour) in {(8, 12), (13, 17), (8, 17)}


def test_a_flight_over_the_date_line_ends_the_day_before_by_the_clocks_and_takes_its_time(prepared: Engine) -> None:
    found = events(prepared, stored(prepared, planned(prepared)))
    over = found["trip-1-PYF-leg-1"]
    assert str(over.summary).startswith("Flight: APW")
    assert over.dtend.date() < over.dtstart.date()
    assert timedelta(hours=3) < over.dtend - over.dtstart < timedelta(hours=8)
    home = found["trip-1-home-leg-1"]
    assert home.dtend.date() > home.dtstart.date()
    assert str(home.dtend.tzinfo) == "Asia/Tokyo"


def test_no_block_of_work_lies_on_a_weekend_or_within_another(prepared: Engine) -> None:
    schedule = days_of(prepared, planned(prepared)).schedule
    made = blocks(schedule)
    for block in made:
        assert not schedule.stops[block.stop].halt.calendar.is_weekend(block.begins.date())
    instants = sorted((one.begins.astimezone(UTC), one.ends.astimezone(UTC)) for one in made)
    assert all(ended <= begun for (_, ended), (begun, _) in pairwise(instants))


def test_a_whole_day_with_the_government_is_one_block(prepared: Engine) -> None:
    schedule = days_of(prepared, planned(prepared)).schedule
    halves = sum(len(stop.sessions) for stop in schedule.stops)
    whole = [block for block in blocks(schedule) if block.ends - block.begins == timedelta(hours=9)]
    assert whole
    assert len(blocks(schedule)) == halves - len(whole)


def test_every_leg_belongs_to_the_stop_it_leads_to(prepared: Engine) -> None:
    schedule = days_of(prepared, planned(prepared)).schedule
    led = [way.to for way in ways(schedule) if not way.within]
    assert sorted({-1 if to is None else to for to in led}) == [-1, 0, 1, 2]
    assert led[-1] is None
    for way in ways(schedule):
        if way.within and way.to is not None:
            assert schedule.stops[way.to].arrives <= way.leg.departs
            assert way.leg.arrives <= schedule.stops[way.to].departs


def test_an_event_is_known_again_when_its_stop_moves_in_the_order(prepared: Engine) -> None:
    plan = planned(prepared)
    trip = stored(prepared, plan)
    before = events(prepared, trip)
    after = events(prepared, changed(prepared, trip, plan.moved(2, 0)))
    key = f"trip-1-PYF-port-{plan.stops[2].ports[0]}-1"
    assert before[key].dtstart > after[key].dtstart
    assert (before[key].sequence, after[key].sequence) == (1, 2)
    assert str(after[key].status) == "EventStatus.TENTATIVE"


def test_a_stop_that_was_taken_out_is_written_as_cancelled(prepared: Engine) -> None:
    plan = planned(prepared)
    trip = stored(prepared, plan)
    before = events(prepared, trip)
    shorter = changed(prepared, trip, plan.without_stop(1))
    after = events(prepared, changed(prepared, shorter, plan.without_stop(1), note="said twice"))
    gone = {key for key in before if "-WSM-" in key}
    assert gone
    assert before.keys() <= after.keys()
    for key, event in after.items():
        assert (str(event.status) == "EventStatus.CANCELLED") is (key in gone)
        assert event.sequence == 3
    assert {key: after[key].dtstart for key in gone} == {key: before[key].dtstart for key in gone}


def test_a_trip_that_was_withdrawn_takes_out_all_that_it_brought(prepared: Engine) -> None:
    plan = planned(prepared)
    trip = stored(prepared, plan, state=TripState.CONFIRMED)
    before = events(prepared, trip)
    shorter = changed(prepared, trip, plan.without_stop(1))
    gone = withdraw(prepared, shorter.id or 0, seen=shorter.version, who="planner", why="No funds")
    after = events(prepared, gone)
    assert after.keys() >= before.keys()
    assert {str(event.status) for event in after.values()} == {"EventStatus.CANCELLED"}
    assert {event.sequence for event in after.values()} == {gone.version}
    assert "Islands (withdrawn)" in gathered(prepared, gone, TripForm.ICS).metadata()["holds"]


def test_a_trip_that_comes_back_to_a_stop_is_not_cancelled_there(prepared: Engine) -> None:
    plan = planned(prepared)
    trip = stored(prepared, plan)
    before = events(prepared, trip)
    again = changed(prepared, changed(prepared, trip, plan.without_stop(1)), plan)
    found = events(prepared, again)
    now = {key for key, event in found.items() if str(event.status) == "EventStatus.TENTATIVE"}
    assert {key for key in before if "-WSM-" in key} <= now
    assert len(now) == len(before)


def test_two_stops_in_one_territory_have_ids_of_their_own(prepared: Engine) -> None:
    plan = planned(prepared, "FJI", "TON", "FJI")
    found = events(prepared, stored(prepared, plan))
    assert {key.split("-")[2] for key in found} == {"FJI", "TON", "FJI2", "home"}


@pytest.mark.parametrize(("state", "status"), [(TripState.DRAFT, "TENTATIVE"), (TripState.CONFIRMED, "CONFIRMED")])
def test_a_confirmed_trip_stands_as_confirmed(prepared: Engine, state: TripState, status: str) -> None:
    trip = stored(prepared, planned(prepared), state=state)
    assert {str(event.status) for event in events(prepared, trip).values()} == {f"EventStatus.{status}"}


def test_a_trip_that_was_never_stored_is_a_draft(prepared: Engine) -> None:
    found = events(prepared, planned(prepared))
    assert all(key.startswith("trip-draft-") for key in found)
    assert {event.sequence for event in found.values()} == {0}


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_every_file_says_what_it_is(prepared: Engine, form: TripForm) -> None:
    trip = stored(prepared, planned(prepared), demo=True)
    text = written(prepared, trip, form).decode()
    unfolded = text.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
    assert "UNCLASSIFIED · DEMO DATA" in unfolded
    assert ESTIMATES in unfolded
    assert "DEMO Islands" in unfolded or form is TripForm.CSV
    if form is not TripForm.ICS:
        assert DISCLAIMER.removesuffix(".") in unfolded
        assert "Not for navigation" in unfolded


@pytest.mark.parametrize("form", [form for form in TripForm if form is not TripForm.PDF])
def test_the_same_trip_gives_the_same_bytes(prepared: Engine, form: TripForm) -> None:
    trip = stored(prepared, planned(prepared))
    assert written(prepared, trip, form) == written(prepared, trip, form)


def test_the_file_is_marked_as_its_travellers_are(prepared: Engine) -> None:
    with writing(prepared, who="officer", why="a test") as writer:
        choose(writer, "marking", "CUI")
        officer = writer.create(OfficerCreate(name="Officer 1", marking="CUI", source="a test"))
    plan = planned(prepared)
    assert gathered(prepared, plan).marking == "UNCLASSIFIED"
    export = gathered(prepared, stored(prepared, plan, officers=[officer.id]))
    assert (export.marking, export.officers) == ("CUI", ["Officer 1"])
    assert b"CUI" in written(prepared, stored(prepared, plan, officers=[officer.id]), TripForm.ICS)


def test_a_trip_that_somebody_planned_is_marked_while_generated_records_are_present(demo: Engine) -> None:
    trip = stored(demo, planned(demo, "WSM"))
    assert not trip.demo
    for form in TEXT_FORMS:
        assert "DEMO DATA" in written(demo, trip, form).decode().replace("\r\n ", "")


def test_a_name_that_says_demo_itself_says_it_once(prepared: Engine) -> None:
    plan = replace(planned(prepared, "WSM"), name="DEMO Islands")
    assert gathered(prepared, stored(prepared, plan, demo=True)).title == "DEMO Islands"
    assert gathered(prepared, stored(prepared, replace(plan, name="Islands"), demo=True)).title == "DEMO Islands"
    assert gathered(prepared, plan).title == "DEMO Islands"


def test_csv_and_xlsx_are_safe_to_open_and_in_the_order_of_time(prepared: Engine) -> None:
    plan = planned(prepared)
    hostile_port(prepared, plan)
    note, *lines = written(prepared, plan, TripForm.CSV).decode().splitlines()
    assert note.startswith("# UNCLASSIFIED. Islands (draft): 3 stops")
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    begun = [row["Begins (UTC)"] for row in rows]
    assert begun == sorted(begun)
    assert {row["Begins in zone"] for row in rows} >= {"UTC+9", "UTC+11", "UTC+13", "UTC\u221210"}
    assert next(row["Date line"] for row in rows if row["Territory"] == "French Polynesia") == "\u22121 day"
    cells = [cell for row in rows for cell in row.values()]
    assert f"Port visit: {HOSTILE}" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_xlsx_has_a_sheet_for_each_table(prepared: Engine) -> None:
    plan = planned(prepared)
    hostile_port(prepared, plan)
    book = load_workbook(io.BytesIO(written(prepared, plan, TripForm.XLSX)))
    assert book.sheetnames == ["Itinerary", "Days", "Checklist", "Conflicts"]
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" for cell in cells)
    days = list(book["Days"].iter_rows(min_row=3, values_only=True))
    assert days[0][2] in {"Yokota Air Base, Japan", "Micronesia"}
    weekend = [row for row in days if row[1] in {"Sat", "Sun"} and row[2] != "Yokota Air Base, Japan"]
    assert weekend
    assert all("is not a working day in" in row[5] for row in weekend)
    assert book["Checklist"].max_row > 3


def test_kml_and_geojson_hold_all_stops_and_legs_and_are_cut_where_the_line_is_crossed(prepared: Engine) -> None:
    plan = planned(prepared)
    schedule = days_of(prepared, plan).schedule
    collection: dict[str, Any] = json.loads(written(prepared, plan, TripForm.GEOJSON))
    stops, legs = (
        [one for one in collection["features"] if one["properties"]["layer"] == layer] for layer in ("stops", "legs")
    )
    assert [one["properties"]["territory_code"] for one in stops] == list(CODES)
    assert len(legs) == len(schedule.legs)
    crossing = [leg for leg in legs if leg["geometry"]["type"] == "MultiLineString"]
    assert len(crossing) == 2
    assert all(leg["properties"]["mode"] == "air" for leg in crossing)
    root = ET.fromstring(written(prepared, plan, TripForm.KML))  # noqa: S314 - our own text
    assert len(list(root.iter(f"{{{NAMESPACE}}}Placemark"))) == len(stops) + len(legs)
    assert len(list(root.iter(f"{{{NAMESPACE}}}MultiGeometry"))) == len(crossing)


def test_json_says_what_the_command_promises(prepared: Engine) -> None:
    plan = planned(prepared)
    told = json.loads(trip_json(gathered(prepared, plan)))
    assert {"stops", "legs", "distance_nm", "days", "cleared", "worth", "conflicts"} <= told.keys()
    assert [stop["territory"] for stop in told["stops"]] == list(CODES)
    assert all({"territory", "port", "arrive", "depart", "agenda"} <= stop.keys() for stop in told["stops"])
    assert told["distance_nm"] == pytest.approx(sum(leg["nm"] for leg in told["legs"]), abs=1)
    assert (told["cleared"], told["cleared_territories"]) == (3, sorted(CODES))
    assert told["worth"] > 3 * 400
    for leg in told["legs"]:
        if leg["mode"] == TravelMode.AIR.value:
            assert leg["nm"] == pytest.approx(distance_nm(Point(**leg["start"]), Point(**leg["end"])), abs=0.2)


def test_a_port_that_lies_in_no_zone_of_the_capital_is_met_by_its_own_clock(prepared: Engine) -> None:
    values = trip_values(gathered(prepared, planned(prepared, "KIR")))
    assert all(block["begins"].endswith("+12:00") for block in values["stops"][0]["agenda"])


def test_names_of_files_tell_the_trip_and_its_first_day_only(prepared: Engine) -> None:
    plan = planned(prepared)
    trip = stored(prepared, plan)
    assert trip_stem(days_of(prepared, plan), None) == "seamark-trip-draft-2027-01-11"
    assert trip_stem(days_of(prepared, trip), trip) == "seamark-trip-1-2027-01-11"
    assert set(TRIP_MEDIA_TYPES) == set(TripForm)
