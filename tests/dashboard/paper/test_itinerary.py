"""The itinerary on paper: the same bytes for the same trip, tagged, a page for each stop, nothing read as markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import typst

from dashboard.actions.trip_days import day_title
from dashboard.actions.trip_files import TripForm
from dashboard.paper import itinerary as paper
from dashboard.paper.stop_page import cut, day_rows
from dashboard.paper.typesetting import PLAIN_COLOUR, printable_sheet
from models.changes import writing
from models.tables import AccessPeriodCreate, FollowUpCreate, OrganisationCreate, Port, PortFacilityCreate
from models.vocabulary import OrganisationKind, TravelMode
from tests.dashboard.actions.trip_paths import AT, days_of, gathered, planned, stored, written

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.trip_files import TripExport


def sheet(export: TripExport) -> dict[str, Any]:
    assert export.paper is not None
    return paper._sheet(export, export.paper)


def pages(pdf: bytes) -> int:
    counts = [int(found) for found in re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", pdf, re.DOTALL)]
    return max([*counts, len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))])


def test_the_same_trip_at_the_same_instant_gives_the_same_bytes(prepared: Engine) -> None:
    trip = stored(prepared, planned(prepared))
    made = written(prepared, trip, TripForm.PDF)
    assert made.startswith(b"%PDF-")
    assert made == written(prepared, trip, TripForm.PDF)
    assert made != written(prepared, trip, TripForm.PDF, at=AT + timedelta(minutes=1))


def test_it_is_tagged_with_title_and_language_and_no_clock_stands_in_it(prepared: Engine) -> None:
    made = written(prepared, planned(prepared, "WSM"), TripForm.PDF)
    for mark in (b"/Lang(en-US)", b"/Marked true", b"/StructTreeRoot", b"pdfuaid:part"):
        assert mark in made
    assert b"CreationDate" not in made
    assert b"/Figure" in made


def test_every_part_stands_on_the_sheet(prepared: Engine) -> None:
    export = gathered(prepared, stored(prepared, planned(prepared)), TripForm.PDF)
    told = sheet(export)
    assert told["title"] == "Islands"
    assert told["group"] == "220600Z NOV 26"
    assert told["subtitle"].startswith("Draft · 11 ")
    figures = {one["label"]: one["value"] for one in told["figures"]}
    assert figures["Distance"] == f"{export.scheduled.schedule.distance_nm:,.0f} nm"
    assert figures["Partners cleared"] == "3"
    assert [one["name"] for one in told["stops"]] == ["Micronesia", "Samoa", "French Polynesia"]
    assert len(told["legs"]) == len(export.scheduled.schedule.legs)
    assert "block times are estimates" in " ".join(told["notes"])
    assert "1. Micronesia, 2. Samoa, 3. French Polynesia" in told["map_alt"]
    assert [one["number"] for one in told["briefs"]] == ["1", "2", "3"]


def test_legs_over_the_date_line_say_so(prepared: Engine) -> None:
    legs = sheet(gathered(prepared, planned(prepared), TripForm.PDF))["legs"]
    shifts = {(one["start"][:3], one["end"][:3]): one["shift"] for one in legs}
    assert shifts["APW", "PPT"] == "\u22121 day"
    assert shifts["PPT", "OKO"] in {"+1 day", "+2 days"}
    assert all(re.fullmatch(r"\w{3} \d{1,2} \w{3} \d{4}", one["departs"]["day"]) for one in legs)


def test_every_leg_stands_in_the_days_and_closed_days_say_why_once(prepared: Engine) -> None:
    schedule = days_of(prepared, planned(prepared)).schedule
    rows = day_rows(schedule)
    travel = [said for row in rows for said in row["travel"]]
    for number in range(1, len(schedule.legs) + 1):
        assert any(re.match(rf"Leg {number}\b", said) for said in travel)
    closed = [row for row in rows if "working day" in row["told"]]
    assert closed
    assert all(row["closed"] and row["morning"] == row["afternoon"] == "" for row in closed)
    assert any("Date line" in row["told"] for row in rows)


def test_what_takes_place_on_a_day_under_way_is_told_with_that_day(prepared: Engine) -> None:
    schedule = days_of(prepared, planned(prepared, "MDV", "TKL")).schedule
    rows = day_rows(schedule)
    ship = next(number for number, leg in enumerate(schedule.legs, start=1) if leg.mode is TravelMode.SEA)
    told = [row for row in rows if any(said.startswith(f"Leg {ship},") for said in row["travel"])]
    assert [row["day"] for row in told] == [day_title(schedule.legs[ship - 1].departs.date())]
    under_way = [row for row in rows if row["where"] == "Under way"]
    assert all(row["stop"] is None for row in under_way)
    assert {row["where"] for row in rows if row["stop"] is not None} == {"1 Maldives", "2 Tokelau"}
    assert rows[-1]["where"] == "Base"


def test_a_stop_has_one_page_of_its_own(prepared: Engine) -> None:
    one, three = (pages(written(prepared, planned(prepared, *codes), TripForm.PDF)) for codes in (("WSM",), ()))
    assert three >= one + 2


def test_a_stop_with_very_much_to_say_still_has_one_page(prepared: Engine) -> None:
    plan = planned(prepared, "WSM")
    before = pages(written(prepared, plan, TripForm.PDF))
    port = plan.stops[0].ports[0]
    long = "A long sentence that goes on about gates, guards, logs and lamps. " * 2
    with writing(prepared, who="officer", why="a test") as writer:
        for number in range(12):
            writer.create(FollowUpCreate(territory="WSM", what=f"{long}{number}", due_on=AT.date(), source="a test"))
            writer.create(
                OrganisationCreate(
                    territory="WSM", kind=OrganisationKind.OTHER, name=f"Office {number}", phone="1", source="a test"
                )
            )
            writer.create(PortFacilityCreate(name=f"Berth {number}", port_id=port, source="a test"))
    told = sheet(gathered(prepared, plan, TripForm.PDF))["briefs"][0]
    assert told["tasks"][-1] == "and 6 more"
    assert told["offices"][-1] == "and 6 more"
    assert told["ports"][0]["facilities"][-1] == "and 8 more"
    assert pages(written(prepared, plan, TripForm.PDF)) == before


@pytest.mark.parametrize(
    "text", ["#panic()", "$x$ *bold* _it_ [", "<label> @ref", '\\ ` " {', "Pape\u02bbet\u0113 Владивосток"]
)
def test_what_is_on_record_is_never_markup_and_all_its_letters_are_printed(prepared: Engine, text: str) -> None:
    plan = replace(planned(prepared, "WSM"), name=text)
    with writing(prepared, who="officer", why="a test") as writer:
        writer.update(Port, plan.stops[0].ports[0], {"name": text}, seen=1)
    export = gathered(prepared, plan, TripForm.PDF)
    inputs = {
        "trip": json.dumps(printable_sheet(sheet(export))),
        "map": paper.route_map(paper._route(export, export.paper)),
    }  # type: ignore[arg-type] # there is paper
    _, warnings = typst.compile_with_warnings(paper.TEMPLATE, format="pdf", ignore_system_fonts=True, sys_inputs=inputs)
    assert [warning.message for warning in warnings] == []


@pytest.mark.parametrize("text", ["国土交通省 港湾局", "ส่งรายงาน", "Wharf \U0001f6a2", "bell \x07", "\u202eevil =1+1"])
def test_signs_that_the_fonts_lack_or_that_nobody_sees_end_in_a_document(prepared: Engine, text: str) -> None:
    plan = replace(planned(prepared, "WSM"), name=text)
    with writing(prepared, who="officer", why="a test") as writer:
        writer.update(Port, plan.stops[0].ports[0], {"name": text}, seen=1)
        writer.create(FollowUpCreate(territory="WSM", what=text, due_on=AT.date(), source="a test"))
    told = printable_sheet(sheet(gathered(prepared, plan, TripForm.PDF)))
    assert all(sign not in json.dumps(told, ensure_ascii=False) for sign in "\u202e\x07国ส")
    assert (told["letters"] != "") == any(sign in text for sign in "国ส\U0001f6a2")
    assert written(prepared, plan, TripForm.PDF).startswith(b"%PDF-")


def test_a_stop_that_is_not_accessible_has_its_page_too(prepared: Engine) -> None:
    with writing(prepared, who="officer", why="a test") as writer:
        writer.create(AccessPeriodCreate(territory="WSM", starts_on=AT.date(), reason="Cyclone", source="a test"))
    export = gathered(prepared, planned(prepared, "WSM"), TripForm.PDF)
    assert sheet(export)["briefs"][0]["status"] == "Not accessible"
    assert paper.itinerary_pdf(export).startswith(b"%PDF-")


def test_a_colour_that_is_none_is_not_used(prepared: Engine) -> None:
    export = gathered(prepared, planned(prepared, "WSM"), TripForm.PDF)
    assert sheet(replace(export, colour="red; }"))["colour"] == PLAIN_COLOUR
    assert sheet(export)["colour"] == "#007a33"


def test_a_trip_without_a_stop_is_a_sheet_too(prepared: Engine) -> None:
    plan = replace(planned(prepared, "WSM"), stops=())
    assert written(prepared, plan, TripForm.PDF).startswith(b"%PDF-")


def test_what_was_gathered_for_another_form_is_refused(prepared: Engine) -> None:
    export = gathered(prepared, planned(prepared, "WSM"), TripForm.CSV)
    with pytest.raises(ValueError, match="gathered for paper"):
        paper.itinerary_pdf(export)


@pytest.mark.parametrize(("count", "told"), [(0, 0), (6, 6), (7, 7)])
def test_a_list_is_cut_only_where_it_is_too_long(count: int, told: int) -> None:
    lines = cut([str(number) for number in range(count)])
    assert len(lines) == told
    assert (lines[-1:] == ["and 1 more"]) is (count == 7)
