"""The brief of a stop and the downloads of a trip, as the planner draws them."""

# ruff: noqa: PLC0415 - AppTest runs its scripts on their own

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.actions.trip_files import TripForm
from dashboard.parts.trip_downloads import FORMS, written
from models.changes import writing
from models.tables import FollowUpCreate, Port
from tests.dashboard.actions.trip_paths import AT, changed, days_of, planned, records_of, stored
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

pytestmark = pytest.mark.usefixtures("page_day")


def brief_page(*codes: str) -> None:
    from dashboard import caching
    from dashboard.parts.trip_brief import stop_brief
    from tests.dashboard.actions.trip_paths import days_of, planned
    from tests.dashboard.conftest import AS_OF

    engine = caching.engine()
    stop_brief(days_of(engine, planned(engine, *codes)), 0, caching.records(), today=AS_OF)


def downloads_page(trip_id: int | None, *, unsaved: bool, empty: bool) -> None:
    from dataclasses import replace

    from dashboard import caching
    from dashboard.parts.trip_downloads import trip_downloads
    from models.trips import plan_of
    from tests.dashboard.actions.trip_paths import days_of, planned
    from tests.dashboard.conftest import AS_OF

    engine, records = caching.engine(), caching.records()
    trip = records.trips[trip_id] if trip_id else None
    plan = (plan_of(trip) if trip else None) or planned(engine, "WSM")
    plan = replace(plan, days=29) if unsaved else plan
    plan = replace(plan, stops=()) if empty else plan
    trip_downloads(days_of(engine, plan), records, today=AS_OF, trip=trip)


def downloads(trip_id: int | None = None, *, unsaved: bool = False, empty: bool = False) -> AppTest:
    wanted = {"unsaved": unsaved, "empty": empty}
    return AppTest.from_function(downloads_page, args=(trip_id,), kwargs=wanted).run(timeout=60)


def drawn(page: AppTest) -> str:
    assert not page.exception
    return "\n".join([*(one.value for one in page.markdown), *(one.value for one in page.caption)])


def test_the_brief_says_what_is_on_record_and_what_is_not(prepared: Engine) -> None:
    assert prepared
    text = drawn(AppTest.from_function(brief_page, args=("WSM",)).run(timeout=60)).replace("\\", "")
    assert "#### 1 Samoa" in text
    assert "Never visited" in text
    assert "**Last visit**: none on record" in text
    assert "**Follow-ups**: None is open" in text
    assert "APW Faleolo International Airport" in text
    assert "Shipped with Seamark" in text
    assert r"Jan 2027: Government" in text
    assert "Port visit: Apia" in text


def test_text_of_records_is_shown_as_it_is(prepared: Engine) -> None:
    number = planned(prepared, "WSM").stops[0].ports[0]
    with writing(prepared, who="officer", why="a test") as writer:
        writer.update(Port, number, {"name": "[Apia](http://x) **bold**"}, seen=1)
        writer.create(FollowUpCreate(territory="WSM", what="![x](http://y)", due_on=AS_OF, source=SOURCE))
    text = drawn(AppTest.from_function(brief_page, args=("WSM",)).run(timeout=60))
    assert "](http" not in text
    assert r"\*\*bold" in text
    assert "22 Nov 2026 (overdue by then)" in text.replace("\\", "")


def test_a_button_for_each_kind_of_file(prepared: Engine) -> None:
    trip = stored(prepared, planned(prepared, "WSM"))
    page = AppTest.from_function(downloads_page, args=(trip.id,), kwargs={"unsaved": False, "empty": False}).run(
        timeout=60
    )
    text = drawn(page)
    assert [one.label for one in page.get("download_button")] == [label for label, _ in FORMS.values()]
    assert set(FORMS) == set(TripForm)
    assert "block times are estimates" in text
    assert "never saved" not in text
    assert "not saved yet" not in text


@pytest.mark.parametrize(("known", "told"), [(True, "not saved yet"), (False, "never saved")])
def test_what_is_not_saved_is_said(prepared: Engine, known: bool, told: str) -> None:  # noqa: FBT001 - a parameter
    trip = stored(prepared, planned(prepared, "WSM")) if known else None
    assert told in drawn(downloads(trip.id if trip else None, unsaved=True))


def test_a_trip_without_a_stop_offers_nothing_but_says_what_to_do(prepared: Engine) -> None:
    assert prepared
    page = downloads(empty=True)
    assert not page.get("download_button")
    assert "Add a stop first" in page.info[0].value


def test_a_file_is_made_when_it_is_asked_for_from_the_plan_as_it_stands(
    prepared: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    plan = planned(prepared, "WSM")
    trip = changed(prepared, stored(prepared, plan), replace(plan, name="Renamed"))
    made = days_of(prepared, replace(plan, name="Being worked on"))
    content = written(made, records_of(prepared), trip, TripForm.CSV)
    assert content.startswith(b"# UNCLASSIFIED. Being worked on (draft)")
    assert content == written(made, records_of(prepared), trip, TripForm.CSV)
