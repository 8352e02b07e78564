"""What lists show: words, days, names, markings; and what they hand out."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.actions import engagement_lists as lists
from dashboard.actions.records import read_records
from models import listings
from models.changes import writing
from models.database import reading
from models.listings import Wanted
from models.settings import Settings, choose
from models.tables import Draft, EngagementCreate, OrganisationCreate, TripCreate
from models.vocabulary import EngagementKind, EngagementStatus, OrganisationKind
from models.wording import day
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.records import Records


def read(engine: Engine) -> Records:
    with reading(engine) as session:
        return read_records(session=session)


def rows(engine: Engine, wanted: Wanted) -> list[listings.Listed]:
    with reading(engine) as session:
        return listings.everything(wanted, session=session)


def visit(**facts: object) -> EngagementCreate:
    known = {
        "territory": "FJI",
        "kind": EngagementKind.PORT_VISIT,
        "status": EngagementStatus.COMPLETED,
        "starts_on": AS_OF,
        "ends_on": AS_OF,
        "source": "a test",
    }
    return EngagementCreate(**{**known, **facts})


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "text"),
    [
        (date(2026, 3, 5), date(2026, 3, 5), "5 Mar 2026"),
        (date(2026, 3, 3), date(2026, 3, 5), "3 to 5 Mar 2026"),
        (date(2026, 2, 27), date(2026, 3, 5), "27 Feb to 5 Mar 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Dec 2025 to 2 Jan 2026"),
        (date(2025, 3, 5), date(2026, 3, 5), "5 Mar 2025 to 5 Mar 2026"),
    ],
)
def test_days_are_told_as_short_as_they_can_be(starts_on: date, ends_on: date, text: str) -> None:
    assert lists.days_text(starts_on, ends_on) == text


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 800))
def test_days_always_end_with_the_last_day_whole(starts_on: date, length: int) -> None:
    ends_on = date.fromordinal(starts_on.toordinal() + length)
    text = lists.days_text(starts_on, ends_on)
    assert text.endswith(day(ends_on))
    assert text.split()[0] == str(starts_on.day)


def test_every_status_and_kind_is_told_apart_without_colour() -> None:
    assert len(set(lists.GLYPHS.values())) == len(EngagementStatus)
    assert len(set(lists.LETTERS.values())) == len(EngagementKind)
    assert lists.status_text(EngagementKind.RECIPROCAL, EngagementStatus.CONFIRMED) == "◐ Accepted"
    assert lists.status_text(EngagementKind.TRAINING, EngagementStatus.CONFIRMED) == "◐ Confirmed"


@pytest.mark.parametrize(("typed", "code"), [("reunion", "REU"), ("RÉUNION", "REU"), ("zzz", None), ("poly", "PYF")])
def test_a_name_is_sought_whatever_its_accents(prepared: Engine, typed: str, code: str | None) -> None:
    (word,) = lists.sought(typed, read(prepared))
    assert (code in word.territories) if code else not word.territories


def test_a_port_and_a_kind_are_sought_by_name(prepared: Engine) -> None:
    records = read(prepared)
    (word,) = lists.sought("suva", records)
    assert "FJI" in word.port_territories
    assert any(records.ports_by_id[number].name == "Suva" for number in word.ports)
    (word,) = lists.sought("embassy", records)
    assert word.kinds == (EngagementKind.EMBASSY_CALL,)


@pytest.mark.parametrize("typed", ["", "   ", "?!", "“ ”"])
def test_signs_alone_seek_nothing(prepared: Engine, typed: str) -> None:
    assert lists.sought(typed, read(prepared)) == ()


def test_a_single_letter_seeks_no_port_and_many_words_are_cut(prepared: Engine) -> None:
    records = read(prepared)
    assert lists.sought("s", records)[0].ports == ()
    assert len(lists.sought("one two three four five six seven eight", records)) == lists.WORDS


def test_a_search_by_port_name_finds_the_visit(prepared: Engine) -> None:
    records = read(prepared)
    suva = next(port for port in records.ports["FJI"] if port.name == "Suva")
    with writing(prepared, who="x", why="x") as writer:
        there = writer.create(visit(ports=[suva.id])).id
        writer.create(visit())
    assert [one.id for one in rows(prepared, Wanted(words=lists.sought("SUVA", records)))] == [there]
    assert [one.id for one in rows(prepared, Wanted(words=lists.sought("fiji suva", records)))] == [there]


def test_a_row_names_places_and_cuts_a_long_summary(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(visit(place="Nadi", summary="word " * 100, demo=True))
    (row,) = (lists.table_row(one, read(prepared)) for one in rows(prepared, Wanted()))
    assert (row["Territory"], row["Where"], row["Record"]) == ("Fiji", "Nadi", "DEMO")
    assert len(row["Summary"]) <= lists.SUMMARY + 2
    assert row["Summary"].endswith("word …")


def test_what_takes_place_elsewhere_says_so(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(visit(in_territory=False))
    (one,) = rows(prepared, Wanted())
    assert lists.where(one, read(prepared)) == "elsewhere"


def test_bookings_wait_once_their_days_are_past(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        past = {"starts_on": date(2026, 11, 20), "ends_on": date(2026, 11, 21)}
        late = writer.create(visit(status=EngagementStatus.CONFIRMED, **past)).id
        writer.create(visit(status=EngagementStatus.PLANNED))
        writer.create(visit(**past))
    assert [one.id for one in rows(prepared, lists.waiting(AS_OF))] == [late]


def handed_out(engine: Engine, form: str, wanted: Wanted | None = None) -> str | bytes:
    return lists.download(
        engine,
        wanted or Wanted(),
        form=form,
        settings=read(engine).settings,
        title="Engagements as of 2026-11-22",
        disclaimer="Not authoritative.",
    )


def test_files_carry_what_was_filtered_and_their_marking(demo: Engine) -> None:
    count = len(rows(demo, Wanted(territories=("FJI",))))
    assert count > 1
    wanted = Wanted(territories=("FJI",))
    text = handed_out(demo, "csv", wanted)
    assert isinstance(text, str)
    assert text.startswith("# UNCLASSIFIED · DEMO DATA. Engagements as of 2026-11-22. Not authoritative.")
    assert text.count("\r\nFiji,") + text.count("\r\nFJI,") == count
    listing = json.loads(handed_out(demo, "json", wanted))
    assert (listing["metadata"]["marking"], len(listing["rows"])) == ("UNCLASSIFIED · DEMO DATA", count)
    book = handed_out(demo, "xlsx", wanted)
    assert isinstance(book, bytes)
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    assert sheet.max_row == count + 2


def test_a_file_bears_the_highest_marking_it_holds_and_no_higher(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        choose(writer, "marking", "CUI")
        writer.create(visit())
    assert str(handed_out(prepared, "csv")).startswith("# UNCLASSIFIED. ")
    with writing(prepared, who="x", why="x") as writer:
        writer.create(visit(marking="CUI"))
    assert str(handed_out(prepared, "csv")).startswith("# CUI. ")


@pytest.mark.parametrize("form", lists.FORMATS)
@pytest.mark.parametrize("marked", ["organisation", "trip", None])
def test_a_file_bears_the_marking_of_what_its_engagements_name(prepared: Engine, marked: str | None, form: str) -> None:
    def marking(what: str) -> str:
        return "CUI" if what == marked else "UNCLASSIFIED"

    with writing(prepared, who="x", why="x") as writer:
        choose(writer, "marking", "CUI")
        kind, base = OrganisationKind.OTHER, {"base": "Yokota", "base_lon": 139.35, "base_lat": 35.75}
        named = {"territory": "FJI", "name": "Harbour Board", "kind": kind, "source": "a test"}
        organisation = writer.create(OrganisationCreate(**named, marking=marking("organisation")))
        trip = writer.create(TripCreate(name="Tour", **base, source="a test", marking=marking("trip")))
        writer.create(visit(organisations=[organisation.id], trip_id=trip.id))
        writer.create(visit(territory="TON"))
    assert first_words(handed_out(prepared, form)) == ("CUI" if marked else "UNCLASSIFIED")
    assert first_words(handed_out(prepared, form, Wanted(territories=("TON",)))) == "UNCLASSIFIED"


def first_words(content: str | bytes) -> str:
    """Return the marking that a file begins with."""
    if isinstance(content, bytes):
        note = str(load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value)
    else:
        note = content if content.startswith("#") else str(json.loads(content)["metadata"]["marking"])
    return note.removeprefix("# ").split(".")[0]


def test_a_cell_that_would_run_is_neutralised(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        writer.create(visit(summary="=1+1"))
    assert "'=1+1" in str(handed_out(prepared, "csv"))


def test_the_marking_of_nothing_is_the_lowest() -> None:
    assert lists.marking_of(Settings(marking="CUI"), [], demo=False) == "UNCLASSIFIED"


@pytest.mark.parametrize(
    ("content", "record_id", "title"),
    [
        ({"kind": "port_visit", "territory": "FJI"}, None, "Port visit, Fiji (new)"),
        ({"kind": "training", "territory": "FJI"}, 12, "Training, Fiji (change of engagement 12)"),
        ({}, None, "Engagement (new)"),
        ({"territory": None, "kind": None}, 3, "Engagement (change of engagement 3)"),
    ],
)
def test_a_draft_says_what_it_will_be(
    prepared: Engine, content: dict[str, object], record_id: int | None, title: str
) -> None:
    draft = Draft(key="k", kind="engagement", record_id=record_id, content=content, updated_at=datetime.now(UTC))
    assert lists.draft_title(draft, read(prepared)) == title


def test_a_draft_says_what_is_filled_in() -> None:
    draft = Draft(key="k", kind="engagement", content={"summary": "s", "lead": ""}, updated_at=datetime.now(UTC))
    assert lists.draft_detail(draft) == "filled in: summary"
    assert "nothing" in lists.draft_detail(Draft(key="k", kind="x", content={}, updated_at=datetime.now(UTC)))
