"""The list of trips, trips side by side, and the ways that lead to a trip from other pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from dashboard.actions import initialise
from dashboard.parts.port_tray import TRAY_KEY
from models import queries
from models.changes import writing
from models.database import reading
from models.tables import Trip, TripCreate
from models.trips import Plan, PlannedStop

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"

pytestmark = pytest.mark.usefixtures("page_day")

PLAN = Plan("Pacific", "Yokota Air Base, Japan", 139.35, 35.75, "Asia/Tokyo", date(2027, 1, 25), days=28)


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page(f"app_pages/{page}.py")
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    result: AppTest = app.run()
    assert not result.exception
    return result


def press(app: AppTest, label: str) -> AppTest:
    result: AppTest = next(one for one in app.button if one.label == label).click().run()
    assert not result.exception
    return result


def planned(engine: Engine, name: str, *codes: str) -> int:
    plan = PLAN
    for code in codes:
        plan = plan.with_stop(PlannedStop(code))
    with writing(engine, who="a test", why="") as writer:
        return writer.create(TripCreate(source="a test", **plan.facts() | {"name": name})).id or 0


def table(app: AppTest) -> dict[str, Any]:
    return {row["Trip"]: row for row in app.dataframe[0].value.to_dict("records")}


def said(app: AppTest) -> str:
    return " ".join(one.value for kind in ("markdown", "caption", "info", "title") for one in app.get(kind))


def stops(app: AppTest) -> list[str]:
    return [one.label.strip("*") for one in app.button if one.label.startswith("**")]


def test_the_list_says_of_each_trip_what_it_comes_to(demo: Engine) -> None:
    planned(demo, "Pacific", "FJI", "WSM")
    rows = table(opened("trips"))
    row = rows["Pacific"]
    assert (row["State"], row["Stops"], row["Record"]) == ("Draft", 2, "")
    assert row["Days"] > 4
    assert row["Distance"] > 7_000
    assert row["Clears"] >= 0
    recorded = [row for row in rows.values() if row["State"] == "Recorded"]
    with reading(demo) as session:
        assert len(recorded) == len(session.exec(select(Trip)).all()) - 1
    assert all(row["Record"] == "DEMO" and row["Distance"] > 0 for row in recorded)


def test_the_address_holds_the_state_that_is_listed(demo: Engine) -> None:
    planned(demo, "Pacific", "FJI")
    assert list(table(opened("trips", state="Draft"))) == ["Pacific"]
    assert "No trip is in this state" in said(opened("trips", state="Completed"))


def test_two_trips_stand_side_by_side_and_the_address_says_which(demo: Engine) -> None:
    one, other = planned(demo, "Short", "FJI"), planned(demo, "Long", "FJI", "WSM", "PYF")
    app = opened("trips", tab="Compare")
    app.multiselect(key="compare").set_value([f"{one} Short", f"{other} Long"]).run()
    assert app.query_params["compare"] == [f"{one} Short", f"{other} Long"]
    shown = app.table[0].value
    assert list(shown.columns) == ["Compared", f"{one} Short", f"{other} Long"]
    facts = shown.set_index("Compared")
    assert [text.replace("\\", "") for text in facts.loc["Stops"]] == ["1: Fiji", "3: Fiji, Samoa, French Polynesia"]
    nm = [float(text.split()[0].replace(",", "")) for text in facts.loc["Distance"]]
    assert nm[0] < nm[1]
    assert facts.loc["Coverage on the day after"].str.match(r"\d+% on \d+ \w+ 2027").all()
    assert facts.loc["Away"].str.match(r"\d+ \w* ?to \d+ \w+ 2027, \d+ days").all()


def test_side_by_side_it_is_told_whom_one_trip_alone_clears_in_the_order_of_the_trip(demo: Engine) -> None:
    one, other = planned(demo, "Short", "TON"), planned(demo, "Long", "NRU", "TON", "FSM")
    app = opened("trips", tab="Compare")
    app.multiselect(key="compare").set_value([f"{one} Short", f"{other} Long"]).run()
    facts = app.table[0].value.set_index("Compared")
    cleared, alone = (
        [text.replace("\\", "") for text in facts.loc[row]] for row in ("Partners cleared", "Cleared by this one alone")
    )
    assert cleared == ["1: Tonga", "3: Nauru, Tonga, Micronesia"]
    assert alone == ["none", "2: Nauru, Micronesia"]


def test_one_trip_is_not_compared(demo: Engine) -> None:
    planned(demo, "Alone", "FJI")
    assert "two planned trips" in said(opened("trips", tab="Compare"))


def test_a_new_trip_begins_on_its_own_page(demo: Engine) -> None:
    assert demo
    app = press(opened("trips"), "New trip")
    assert app.title[0].value == "New trip"


def test_a_territory_of_the_map_begins_a_trip_and_joins_the_one_that_is_open(demo: Engine) -> None:
    assert demo
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["territory"] = "Fiji"
    app = press(app.run(), "Add to trip")
    assert stops(app) == ["1. Fiji"]
    app.switch_page("app_pages/coverage.py").run()
    app = press(app.selectbox(key="territory").select("Samoa").run(), "Add to trip")
    assert app.subheader[0].value == "Samoa", "the planner stays on the map"
    assert "Add to trip" not in {one.label for one in app.button}
    app.switch_page("app_pages/trip.py")
    app.query_params.clear()
    app.query_params["new"] = "1"
    assert stops(app.run()) == ["1. Fiji", "2. Samoa"]


def test_the_page_of_a_territory_leads_to_a_trip(demo: Engine) -> None:
    assert demo
    assert stops(press(opened("territories", code="TON"), "Add to trip")) == ["1. Tonga"]


def test_a_territory_that_is_no_partner_is_not_offered(demo: Engine) -> None:
    assert demo
    assert "Add to trip" not in {one.label for one in opened("territories", code="FRA").button}


def test_the_ports_of_the_tray_are_planned_in_their_order(demo: Engine) -> None:
    with reading(demo) as session:
        ports = {port.name: port.id for port in queries.ports(session=session)}
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.session_state[TRAY_KEY] = [ports["Apia"], ports["Suva"]]
    app.switch_page("app_pages/ports.py").run()
    assert stops(press(app, "Plan a trip")) == ["1. Samoa", "2. Fiji"]


def test_what_waits_to_be_saved_is_said(demo: Engine) -> None:
    assert demo
    app = opened("trip", new="1", add="FJI")
    app.switch_page("app_pages/trips.py")
    app.query_params.clear()
    assert "**New trip**, 1 stop, is **not saved**" in said(app.run())


def test_without_trips_the_page_says_how_to_begin(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    assert "No trip yet" in said(opened("trips"))
