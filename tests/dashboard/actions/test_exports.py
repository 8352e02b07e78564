"""Exports: every field, names for ids, the marking of all that is named, and a way back by the import."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from dashboard.actions import initialise
from dashboard.actions.columns import KINDS
from dashboard.actions.export_columns import EXPORTED, ExportKind
from dashboard.actions.exports import AUDIT_COLUMNS, MEDIA_TYPES, Export, FileForm, as_file, read_names, rows
from dashboard.actions.import_mappings import propose
from dashboard.actions.scope import Scope
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import choose
from models.tables import (
    Engagement,
    OfficerCreate,
    Organisation,
    OrganisationCreate,
    Port,
    TripCreate,
)
from models.trips import Plan, PlannedStop
from models.vocabulary import AgendaPart, EngagementKind, EngagementStatus, OrganisationKind, Topic
from tests.dashboard.actions.test_due import follow_up, most_parameters, write
from tests.dashboard.actions.test_imports import Files
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE, closed, engagement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine

IMPORTED = [ExportKind(name) for name in KINDS]
ORGANISATION = OrganisationCreate(
    territory="FJI", kind=OrganisationKind.PORT_AUTHORITY, name="Ports office; Suva", source=SOURCE
)
TRIP = TripCreate(name="Pacific trip", base="Yokota", base_lon=139.35, base_lat=35.75, source=SOURCE)


def cells(export: Export) -> dict[str, Any]:
    """Return the only row of an export."""
    (row,) = export.rows
    return dict(row)


def as_csv(export: Export) -> tuple[str, list[dict[str, str]]]:
    """Return the note and the rows of an export, read back as CSV."""
    note, table = as_file(export, FileForm.CSV).decode().split("\r\n", 1)
    return note, list(csv.DictReader(io.StringIO(table, newline="")))


def suva(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(Port).where(Port.unlocode == "FJSUV")).one().id or 0


# What is in it


@pytest.mark.parametrize("kind", ExportKind)
@pytest.mark.parametrize("form", FileForm)
def test_every_kind_is_written_in_every_form_under_its_marking(demo: Engine, kind: ExportKind, form: FileForm) -> None:
    export = rows(demo, kind)
    assert export.rows
    assert all(list(row) == list(export.headers) for row in export.rows)
    content = as_file(export, form)
    if form is FileForm.XLSX:
        first = load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value
    else:
        first = (
            content.decode().split("\r\n", 1)[0] if form is FileForm.CSV else json.loads(content)["metadata"]["marking"]
        )
    assert first.removeprefix("# ").startswith("UNCLASSIFIED · DEMO DATA")
    assert set(MEDIA_TYPES) == set(FileForm)


@pytest.mark.parametrize("kind", ExportKind)
def test_nothing_is_an_empty_table_under_its_header(prepared: Engine, kind: ExportKind) -> None:
    export = rows(prepared, kind, Scope(until=date(2000, 1, 1)) if kind is ExportKind.AUDIT else None)
    note, listed = as_csv(export)
    assert listed == []
    assert as_file(export, FileForm.CSV).decode().split("\r\n")[1].split(",")[0] == export.headers[0]
    assert note.startswith(f"# UNCLASSIFIED. {export.title}")
    assert json.loads(as_file(export, FileForm.JSON))["rows"] == []
    assert load_workbook(io.BytesIO(as_file(export, FileForm.XLSX))).worksheets[0].max_row == 2


@pytest.mark.parametrize("kind", [kind for kind in EXPORTED if kind not in IMPORTED])
def test_no_field_of_a_record_is_left_out(kind: ExportKind) -> None:
    kept = {"id", "version", "created_at", "updated_at", "disposed_on"}
    fields = set(EXPORTED[kind].table.model_fields) - kept - {"withdrawn"}
    assert len(EXPORTED[kind].columns) >= len(fields) + len(kept)


@pytest.mark.parametrize("kind", IMPORTED)
def test_an_imported_kind_has_a_column_for_every_field(kind: ExportKind) -> None:
    written = {column.name for column in KINDS[kind.value].columns} | {"trip_id", "replaced_by"}
    kept = {"id", "version", "created_at", "updated_at", "disposed_on", "withdrawn"}
    assert set(EXPORTED[kind].table.model_fields) - kept <= written
    assert {"Seamark id", "Version", "Entered (UTC)", "Changed (UTC)", "Disposed of on"} <= EXPORTED[
        kind
    ].columns.keys()


def test_ids_are_written_as_names(prepared: Engine) -> None:
    organisation, trip, other = write(prepared, ORGANISATION, TRIP, engagement(source_key="R-2"))
    write(
        prepared,
        engagement(
            ends_on=AS_OF - timedelta(days=9),
            ports=[suva(prepared)],
            organisations=[organisation.id],
            trip_id=trip.id,
            status=EngagementStatus.CANCELLED,
            replaced_by=other.id,
            source_key="R-1",
        ),
    )
    row = dict(rows(prepared, ExportKind.ENGAGEMENTS).rows[0])
    assert row["Territory"] == "Fiji"
    assert row["Ports"] == "Suva (FJSUV)"
    assert row["Organisations"] == "Ports office, Suva"
    assert (row["Trip"], row["Superseded by"], row["Reference"]) == ("Pacific trip", "R-2", "R-1")


def test_officers_and_trips_are_written_in_words(prepared: Engine) -> None:
    leave = {"starts_on": "2026-12-22", "ends_on": "2027-01-04"}
    officer = OfficerCreate(name="Officer 1", territories=["FJI", "TON"], leave=[leave], source=SOURCE)
    _, trip = write(prepared, officer, TRIP)
    write(
        prepared,
        engagement(territory="TON", trip_id=trip.id, source_key="R-2"),
        engagement(trip_id=trip.id, ends_on=AS_OF - timedelta(days=2), source_key="R-1"),
        engagement(trip_id=trip.id, status=EngagementStatus.CANCELLED),
    )
    written = cells(rows(prepared, ExportKind.OFFICERS))
    assert (written["Territories"], written["Leave"]) == ("Fiji; Tonga", "2026-12-22 to 2027-01-04")
    assert cells(rows(prepared, ExportKind.TRIPS))["Visits"] == (
        "Fiji 2026-11-20 to 2026-11-20 (R-1); Tonga 2026-11-22 to 2026-11-22 (R-2)"
    )


def test_what_was_chosen_of_a_trip_is_written_in_words(prepared: Engine) -> None:
    (officer,) = write(prepared, OfficerCreate(name="Officer 1", source=SOURCE))
    stop = PlannedStop("TON", ports=(suva(prepared),), pinned=True, fixed_on=date(2027, 1, 12))
    plan = Plan(
        "Islands", "Yokota", 139.35, 35.75, "Asia/Tokyo", date(2027, 1, 10), officers=(officer.id,), stops=(stop,)
    )
    task = {"what": "Ask for clearance", "territory": "TON", "due_on": "2026-12-01", "done_on": "2026-11-30"}
    facts = plan.facts() | {"source": SOURCE, "excluded": ["FJI"], "pace": {"speed_kn": 300}, "checklist": [task]}
    write(prepared, TripCreate(**facts))
    written = cells(rows(prepared, ExportKind.TRIPS))
    assert (written["State"], written["Leaves on"], written["Excluded"]) == ("Draft", date(2027, 1, 10), "Fiji")
    assert (written["Travellers"], written["Pace"]) == ("Officer 1", "Speed kn 300")
    assert written["Stops"] == (
        "Tonga (ports Suva (FJSUV), government 2 half-days, port 1 half-day, embassy 1 half-day, "
        "fixed on 12 Jan 2027, pinned)"
    )
    assert written["Checklist"] == "Ask for clearance (Tonga) by 2026-12-01, done on 2026-11-30"


@pytest.mark.parametrize(
    ("scope", "taken"),
    [
        (Scope(), True),
        (Scope(territories=("TON",)), True),
        (Scope(territories=("FJI",)), False),
        (Scope(until=date(2027, 1, 9)), False),
        (Scope(until=date(2027, 1, 10)), True),
        (Scope(since=date(2027, 1, 21)), False),
    ],
)
def test_a_plan_is_taken_by_its_stops_and_days(prepared: Engine, scope: Scope, taken: bool) -> None:  # noqa: FBT001 - a case
    plan = Plan(
        "Islands", "Yokota", 0, 0, "", date(2027, 1, 10), back_by=date(2027, 1, 20), stops=(PlannedStop("TON"),)
    )
    write(prepared, TripCreate(**plan.facts(), source=SOURCE))
    assert bool(rows(prepared, ExportKind.TRIPS, scope=scope).rows) is taken


def test_what_was_withdrawn_is_left_out_and_what_was_cancelled_is_not(prepared: Engine) -> None:
    write(prepared, follow_up(AS_OF, withdrawn="entered twice"), engagement(status=EngagementStatus.CANCELLED))
    assert rows(prepared, ExportKind.FOLLOW_UPS).rows == []
    assert cells(rows(prepared, ExportKind.ENGAGEMENTS))["Reason for closing"] == "postponed"


def test_texts_cannot_run_in_a_spreadsheet_and_come_back_as_they_were(prepared: Engine) -> None:
    write(prepared, follow_up(AS_OF, observation="=1+1", who="@SUM(A1)"))
    _, (row,) = as_csv(rows(prepared, ExportKind.FOLLOW_UPS))
    assert (row["Observation"], row["Who"]) == ("'=1+1", "'@SUM(A1)")
    page = load_workbook(io.BytesIO(as_file(rows(prepared, ExportKind.FOLLOW_UPS), FileForm.XLSX))).worksheets[0]
    texts = [cell for line in page.iter_rows(min_row=3) for cell in line if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in texts)
    (held,) = json.loads(as_file(rows(prepared, ExportKind.FOLLOW_UPS), FileForm.JSON))["rows"]
    assert held["Observation"] == "=1+1"


def test_the_same_data_gives_the_same_bytes(demo: Engine) -> None:
    first, again = ([as_file(rows(demo, kind), form) for kind in ExportKind for form in FileForm] for _ in range(2))
    assert first == again


# What marks it


def test_the_note_says_marking_version_and_day_of_the_data(prepared: Engine) -> None:
    write(prepared, engagement())
    export = rows(prepared, ExportKind.ENGAGEMENTS, Scope(("FJI",)))
    assert export.changed_on
    note, _ = as_csv(export)
    assert note.startswith(f"# UNCLASSIFIED. Engagements (FJI): 1. Data version {export.version} of ")
    assert note.endswith("Boundaries and names are not necessarily authoritative.")
    assert "DEMO" not in note


def test_a_file_bears_the_marking_of_what_is_in_it_and_no_other(prepared: Engine) -> None:
    write(prepared, engagement(marking="CUI"), engagement(territory="TON"), highest="CUI")
    marked = {code: rows(prepared, ExportKind.ENGAGEMENTS, Scope((code,))).marking for code in ("FJI", "TON")}
    assert marked == {"FJI": "CUI", "TON": "UNCLASSIFIED"}
    assert rows(prepared, ExportKind.ENGAGEMENTS).marking == "CUI"
    assert rows(prepared, ExportKind.FOLLOW_UPS).marking == "UNCLASSIFIED"


@pytest.mark.parametrize("marked", ["organisation", "trip", "visit"])
def test_a_name_brings_the_marking_of_its_own_record(prepared: Engine, marked: str) -> None:
    def marking(what: str) -> dict[str, str]:
        return {"marking": "CUI" if what == marked else "UNCLASSIFIED"}

    organisation, trip = write(
        prepared,
        ORGANISATION.model_copy(update=marking("organisation")),
        TRIP.model_copy(update=marking("trip")),
        highest="CUI",
    )
    write(prepared, engagement(organisations=[organisation.id], trip_id=trip.id, **marking("visit")), highest="CUI")
    assert rows(prepared, ExportKind.ENGAGEMENTS).marking == "CUI"
    assert rows(prepared, ExportKind.TRIPS).marking == ("UNCLASSIFIED" if marked == "organisation" else "CUI")


def test_the_visits_of_trips_are_read_without_a_list_of_their_ids(prepared: Engine) -> None:
    (trip,) = write(prepared, TRIP)
    days = [AS_OF - timedelta(days=number * 5 % 60) for number in range(60)]
    write(prepared, *(engagement(ends_on=day, trip_id=trip.id) for day in days), engagement())
    write(prepared, engagement(trip_id=trip.id, status=EngagementStatus.CANCELLED))
    with reading(prepared) as session:
        assert most_parameters(prepared, lambda: read_names(session)) < 20
        visits = read_names(session).visits
    assert list(visits) == [trip.id]
    assert [one.starts_on for one in visits[trip.id]] == sorted(days)


# What is taken


@pytest.mark.parametrize(
    ("since", "until", "taken"),
    [(0, None, True), (1, None, False), (None, -3, True), (None, -4, False), (-2, -1, True)],
)
def test_an_engagement_is_taken_if_it_shares_a_day(
    prepared: Engine,
    since: int | None,
    until: int | None,
    taken: bool,  # noqa: FBT001 - a case
) -> None:
    write(prepared, engagement(starts_on=AS_OF - timedelta(days=3), ends_on=AS_OF))
    days = [None if shift is None else AS_OF + timedelta(days=shift) for shift in (since, until)]
    assert bool(rows(prepared, ExportKind.ENGAGEMENTS, Scope(since=days[0], until=days[1])).rows) is taken


def test_an_open_access_period_lasts(prepared: Engine) -> None:
    write(prepared, closed(AS_OF - timedelta(days=9)), closed(AS_OF - timedelta(days=90), AS_OF - timedelta(days=80)))
    assert len(rows(prepared, ExportKind.ACCESS_PERIODS, Scope(since=AS_OF + timedelta(days=900))).rows) == 1
    assert len(rows(prepared, ExportKind.ACCESS_PERIODS).rows) == 2


def test_officers_and_trips_are_taken_by_their_territories(demo: Engine) -> None:
    officers = rows(demo, ExportKind.OFFICERS, Scope(("FJI",)))
    assert "Fiji" in cells(officers)["Territories"]
    trips = rows(demo, ExportKind.TRIPS, Scope(("FJI",)))
    assert trips.rows
    assert all("Fiji" in str(row["Visits"]) for row in trips.rows)
    later = rows(demo, ExportKind.TRIPS, Scope(("FJI",), since=AS_OF))
    assert len(later.rows) < len(trips.rows)


@pytest.mark.parametrize(
    ("kind", "scope", "named"),
    [
        (ExportKind.AUDIT, Scope(("FJI",)), "--territory"),
        (ExportKind.ORGANISATIONS, Scope(since=AS_OF), "--since"),
        (ExportKind.OFFICERS, Scope(until=AS_OF), "--until"),
    ],
)
def test_what_cannot_be_narrowed_is_refused(prepared: Engine, kind: ExportKind, scope: Scope, named: str) -> None:
    with pytest.raises(InvalidRecordError, match=named):
        rows(prepared, kind, scope)


# The audit


def test_the_audit_is_whole_and_its_hashes_can_be_checked(prepared: Engine) -> None:
    write(prepared, engagement(summary="Walked the terminals; said “hello”\nand left"))
    export = rows(prepared, ExportKind.AUDIT)
    _, listed = as_csv(export)
    assert [int(row["Entry"]) for row in listed] == list(range(1, export.version + 1))
    assert list(listed[0]) == list(AUDIT_COLUMNS)
    assert all(hashlib.sha256(row["After"].encode()).hexdigest() == row["Hash after"] for row in listed)
    assert all(one["Hash"] == after["Previous hash"] for one, after in pairwise(listed))


def test_content_of_the_audit_that_is_gone_counts_as_marked_with_the_maximum(prepared: Engine) -> None:
    expired = engagement(dispose_after=AS_OF - timedelta(days=9))
    (row,) = write(prepared, expired, highest="CUI")
    before = rows(prepared, ExportKind.AUDIT)
    with writing(prepared, who="steward", why="its time has passed") as writer:
        writer.dispose(Engagement, row.id, seen=1, today=AS_OF)
    after = rows(prepared, ExportKind.AUDIT)
    assert (before.marking, after.marking) == ("UNCLASSIFIED", "CUI")
    assert [one["After"] is None for one in after.rows[-2:]] == [True, False]


def test_the_audit_is_narrowed_by_days_at_the_base(demo: Engine) -> None:
    day = rows(demo, ExportKind.AUDIT).changed_on
    assert day
    count = len(rows(demo, ExportKind.AUDIT).rows)
    assert len(rows(demo, ExportKind.AUDIT, Scope(since=day)).rows) <= count
    assert rows(demo, ExportKind.AUDIT, Scope(since=day + timedelta(days=1))).rows == []
    assert len(rows(demo, ExportKind.AUDIT, Scope(until=day)).rows) == count


# The way back


@pytest.mark.parametrize("kind", IMPORTED)
@pytest.mark.parametrize("form", [FileForm.CSV, FileForm.XLSX])
def test_an_exported_file_is_read_as_it_stands_and_changes_nothing(
    demo: Engine, kind: ExportKind, form: FileForm
) -> None:
    export = rows(demo, kind)
    registered = KINDS[kind.value]
    assert propose(demo, registered, export.headers).mapping == {c.name: c.label for c in registered.columns}
    files = Files(demo)
    plan = files.plan(as_file(export, form), registered)  # type: ignore[arg-type] # bytes are taken, too
    assert (plan.new, plan.changed, plan.rejected) == ([], [], [])


def test_an_empty_database_that_takes_in_all_exports_exports_the_same(demo: Engine) -> None:
    order = [ExportKind.ORGANISATIONS, ExportKind.ENGAGEMENTS, ExportKind.FOLLOW_UPS, ExportKind.ACCESS_PERIODS]
    write(
        demo,
        engagement(
            kind=EngagementKind.TRAINING,
            course="ISPS, -1 = none",
            hosts=["APEC", "+OAS"],
            team=["Officer 1"],
            agenda=[{"part": AgendaPart.PORT, "item": "Walk: the fence"}],
            topics=[Topic.ISPS],
            summary="=SUM(A1)\nSecond line",
            marking="CUI",
            in_territory=False,
            dispose_after=AS_OF,
            source_date=AS_OF,
        ),
        highest="CUI",
    )
    exported = {kind: rows(demo, kind) for kind in order}
    files = {kind: as_file(export, FileForm.CSV) for kind, export in exported.items()}
    initialise.remove_demo(demo)
    with writing(demo, who="steward", why="make room") as writer:
        for table in (Engagement, Organisation):
            assert not [row for row in writer.session.exec(select(table)) if row.demo]
        choose(writer, "marking", "CUI")
    taker = Files(demo)
    for kind in order:
        taker.bring(files[kind], KINDS[kind.value])  # type: ignore[arg-type] # as above
        labels = [column.label for column in KINDS[kind.value].columns]
        assert _picked(rows(demo, kind).rows, labels) == _picked(exported[kind].rows, labels)


def _picked(listed: Sequence[Any], labels: Sequence[str]) -> list[tuple[str, ...]]:
    return sorted(tuple(str(row[label]) for label in labels) for row in listed)
