"""`seamark plan`: a trip proposed and written in every form, a stored one taken out, bad input told by its option."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from ical.calendar_stream import IcsCalendarStream

from dashboard.actions.trip_booking import withdraw
from models.changes import writing
from models.tables import Trip
from tests.dashboard.actions.trip_paths import CODES, planned, stored

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark

QUICK = ("--seconds", "0.2")
ASKED = ("plan", "--start", "2027-01-11", "--days", "12", "--seconds", "0.5")


def plan(seamark: Seamark, tmp_path: Path, *options: str) -> dict[str, Any]:
    file = tmp_path / "plan.json"
    code, out, err = seamark(*ASKED, *options, "-o", str(file))
    assert (code, err) == (0, "")
    assert str(file) in out
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told


def test_it_proposes_a_trip_within_its_days(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    told = plan(seamark, tmp_path)
    assert {"stops", "legs", "distance_nm", "days", "cleared", "worth", "conflicts", "marking"} <= told.keys()
    assert 0 < told["days"] <= 12
    assert told["cleared"] == len(told["stops"]) > 0
    assert told["base"] == "Yokota Air Base, Japan"
    assert told["leaves"].startswith("2027-01-11")


def test_what_must_be_visited_is_and_what_is_excluded_is_not(
    prepared: Engine, seamark: Seamark, tmp_path: Path
) -> None:
    assert prepared
    told = plan(seamark, tmp_path, "--must", "plw,Micronesia", "--exclude", "JPN, KOR,CHN", "--exclude", "Taiwan")
    visited = [stop["territory"] for stop in told["stops"]]
    assert {"PLW", "FSM"} <= set(visited)
    assert not {"JPN", "KOR", "CHN", "TWN"} & set(visited)


def test_another_base_is_an_airport(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    told = plan(seamark, tmp_path, "--base", "hnl", "--must", "WSM")
    assert told["leaves"].endswith("-10:00")
    assert told["legs"][0]["from"].startswith("HNL")
    assert told["legs"][-1]["to"].startswith("HNL")


@pytest.mark.parametrize(
    ("base", "name"),
    [("FJDG", "Diego Garcia Naval Support Facility"), ("-7.31,72.41", "7°18.6′S 72°24.6′E")],
)
def test_a_base_without_airline_service_is_given_by_its_indicator_or_its_place(
    prepared: Engine, seamark: Seamark, tmp_path: Path, base: str, name: str
) -> None:
    assert prepared
    told = plan(seamark, tmp_path, "--base", base, "--must", "MDV")
    assert told["base"] == name
    assert told["legs"][0]["from"] == "Diego Garcia Naval Support Facility"
    assert told["legs"][0]["mode"] == "air"


def test_json_goes_to_stdout_with_the_marking_on_stderr(prepared: Engine, seamark: Seamark) -> None:
    assert prepared
    code, out, err = seamark(*ASKED, "--must", "PLW")
    assert code == 0
    assert json.loads(out)["stops"]
    assert "UNCLASSIFIED" in err


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("json", b"{"),
        ("ics", b"BEGIN:VCALENDAR"),
        ("csv", b"# UNCLASSIFIED"),
        ("xlsx", b"PK"),
        ("kml", b"<?xml"),
        ("geojson", b"{"),
        ("pdf", b"%PDF-"),
    ],
)
def test_a_stored_trip_is_taken_out_in_every_form(
    prepared: Engine, seamark: Seamark, tmp_path: Path, form: str, begins: bytes
) -> None:
    trip = stored(prepared, planned(prepared))
    file = tmp_path / f"trip.{form}"
    code, out, err = seamark("plan", "--trip", str(trip.id), "--format", form, "-o", str(file))
    assert (code, err) == (0, "")
    assert "Islands (draft): 3 stops" in out
    assert file.read_bytes().startswith(begins)


def test_a_stored_trip_keeps_its_stops_and_its_ids(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    trip = stored(prepared, planned(prepared))
    told, days = tmp_path / "trip.json", tmp_path / "trip.ics"
    seamark("plan", "--trip", str(trip.id), "-o", str(told))
    seamark("plan", "--trip", str(trip.id), "--format", "ics", "-o", str(days))
    assert [stop["territory"] for stop in json.loads(told.read_text(encoding="utf-8"))["stops"]] == list(CODES)
    events = IcsCalendarStream.calendar_from_ics(days.read_text(encoding="utf-8")).events
    assert all(str(event.uid).startswith(f"trip-{trip.id}-") for event in events)


def test_a_trip_of_one_day_goes_nowhere(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    file = tmp_path / "plan.json"
    code, out, _ = seamark("plan", "--start", "2027-01-11", "--days", "1", "-o", str(file))
    assert code == 0
    assert "No trip was found in this time. Look longer, or give it more days." in out
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["name"], told["stops"], told["legs"], told["days"]) == ("Plan of 1 day", [], [], 1)


def test_a_trip_without_a_stop_makes_no_calendar(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    file = tmp_path / "trip.ics"
    code, _, err = seamark("plan", "--start", "2027-01-11", "--days", "1", "--format", "ics", "-o", str(file))
    assert code == 2
    assert "stops: nothing takes place on this trip" in err
    assert not file.exists()


def test_demonstration_records_are_announced(demo: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert demo
    assert plan(seamark, tmp_path, "--must", "PLW")["marking"] == "UNCLASSIFIED · DEMO DATA"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--days", "5"), "--start: give --start DATE and --days N"),
        (("--start", "2027-01-11"), "--days: give --start DATE"),
        (("--start", "11 Jan", "--days", "5"), "--start: '11 Jan' is not a date"),
        (("--start", "0001-01-01", "--days", "5"), "--start: 0001-01-01 is out of range; give a day from 2000-01-01"),
        (("--start", "9999-12-30", "--days", "5"), "--start: 9999-12-30 is out of range"),
        (("--start", "2027-01-11", "--days", "5", "--must", "ATA"), "--must: Antarctica has no capital"),
        (("--start", "2027-01-11", "--days", "0"), "--days"),
        (("--start", "2027-01-11", "--days", "5", "--base", "ZZZZ9"), "--base: 'ZZZZ9' is no airport"),
        (("--start", "2027-01-11", "--days", "5", "--must", "FJI,Atlantis"), "--must: 'Atlantis' is not a territory"),
        (("--start", "2027-01-11", "--days", "5", "--exclude", "XX"), "--exclude: 'XX' is not a territory"),
        (("--start", "2027-01-11", "--days", "5", "--must", "FJI", "--exclude", "Fiji"), "--exclude: FJI stands under"),
        (("--start", "2027-01-11", "--days", "5", "--officer", "Nobody"), "--officer: 'Nobody' is no officer"),
        (("--start", "2027-01-11", "--days", "5", "--seconds", "0"), "--seconds"),
        (("--trip", "7"), "--trip: there is no trip 7"),
        (("--trip", "7", "--must", "FJI"), "--must: is for a new plan"),
        (("--trip", "7", "--seconds", "3"), "--seconds: is for a new plan"),
        (("--start", "2027-01-11", "--days", "5", "--base", "NKW"), "ICAO indicator, such as PHNL, or a place as LAT"),
        (("--start", "2027-01-11", "--days", "5", "--base", "95,10"), "--base: Latitude 95 lies outside"),
        (("--start", "2027-01-11", "--days", "5", "--must", "PLW", "-o", "/no/such/folder/x"), "--output: "),
    ],
)
def test_bad_input_names_the_option_and_the_remedy(
    prepared: Engine, seamark: Seamark, arguments: tuple[str, ...], told: str
) -> None:
    assert prepared
    code, out, err = seamark("plan", *arguments, *(() if {"--seconds", "--trip"} & {*arguments} else QUICK))
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_of_a_trip_that_was_withdrawn_only_the_calendar_is_taken_out(
    prepared: Engine, seamark: Seamark, tmp_path: Path
) -> None:
    trip = stored(prepared, planned(prepared))
    withdraw(prepared, trip.id or 0, seen=trip.version, who="planner", why="The hosts cannot receive us.")
    code, out, err = seamark("plan", "--trip", str(trip.id))
    assert (code, out) == (2, "")
    assert f"trip {trip.id} was withdrawn (The hosts cannot receive us); only --format ics" in err
    file = tmp_path / "trip.ics"
    code, out, _ = seamark("plan", "--trip", str(trip.id), "--format", "ics", "-o", str(file))
    assert (code, "Islands (withdrawn)" in out) == (0, True)
    events = IcsCalendarStream.calendar_from_ics(file.read_text(encoding="utf-8")).events
    assert {str(event.status) for event in events} == {"EventStatus.CANCELLED"}


def test_a_trip_without_a_plan_is_refused(prepared: Engine, seamark: Seamark) -> None:
    base = planned(prepared)
    with writing(prepared, who="officer", why="") as writer:
        facts = {"name": "Recorded", "base": base.base, "base_lon": base.base_lon, "base_lat": base.base_lat}
        trip = writer.make(Trip, facts | {"source": "a test"})
    code, _, err = seamark("plan", "--trip", str(trip.id))
    assert code == 2
    assert "was recorded afterwards and has no plan" in err
