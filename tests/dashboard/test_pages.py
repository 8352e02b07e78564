"""Every page runs, on a database with records, without, and on one that nobody has started."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from dashboard.actions import initialise
from dashboard.actions.figures import KEY_FACETS, Facet
from geodata.reference.read import read_territories
from models import wording
from models.changes import writing
from models.settings import choose
from models.tables import Officer
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGES = sorted((APP.parent / "app_pages").glob("*.py"))


pytestmark = pytest.mark.usefixtures("page_day")


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def deck(app: AppTest) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return made


def fills(app: AppTest) -> str:
    """Return the colour code of each partner in the fill layer."""
    layer = next(layer for layer in deck(app)["layers"] if layer["id"] == "land")
    found = re.search(r"\('(\d+)'\)\[properties", json.dumps(layer))
    assert found
    return found[1]


def shown(app: AppTest) -> set[str]:
    return set(app.dataframe[0].value["Territory"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_runs(demo: Engine, page: Path) -> None:
    assert demo
    app = opened()
    app.switch_page(f"app_pages/{page.name}").run()
    assert not app.exception
    assert "UNCLASSIFIED · DEMO DATA" in " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_runs_without_records(prepared: Engine, page: Path) -> None:
    initialise.start_empty(prepared)
    app = opened()
    app.switch_page(f"app_pages/{page.name}").run()
    assert not app.exception


def test_an_unstarted_database_offers_the_demo(prepared: Engine) -> None:
    assert prepared
    app = opened()
    assert app.title[0].value == "Welcome to Seamark"
    app.button[0].click().run()
    assert not app.exception
    assert len(shown(app)) == 47


def test_an_unstarted_database_can_start_empty(prepared: Engine) -> None:
    assert prepared
    app = opened()
    app.button[1].click().run()
    assert app.metric[3].value == "47"


def test_the_figures_the_map_and_the_table_say_the_same(demo: Engine) -> None:
    assert demo
    app = opened()
    table = app.dataframe[0].value
    overdue = int(app.metric[2].value)
    assert overdue == sum(table["Status"].str.contains("Overdue")) > 0
    assert f"{overdue} overdue" in app.get("deck_gl_json_chart")[0].proto.alt


def test_the_address_restores_what_was_on_the_page(demo: Engine) -> None:
    assert demo
    app = opened(as_of="2026-06-01", region="Melanesia", territory="Fiji")
    assert app.date_input[0].value == date(2026, 6, 1)
    assert shown(app) == {"Fiji", "New Caledonia", "Papua New Guinea", "Solomon Islands", "Vanuatu"}
    assert app.subheader[0].value == "Fiji"


def test_a_filter_narrows_table_and_figures_and_leaves_the_rest_on_the_map(demo: Engine) -> None:
    assert demo
    app = opened()
    before = fills(app)
    app.multiselect(key="region").select("Polynesia").run()
    assert len(shown(app)) == 8
    assert " of 8 " in app.metric[0].value
    after = fills(app)
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 47 - 8, "left-out partners go neutral"


def test_a_filter_that_keeps_nothing_says_so(demo: Engine) -> None:
    assert demo
    app = opened(as_of="2010-01-01", show="● Current")
    assert "No partner matches" in app.info[0].value


def test_a_forecast_can_leave_bookings_out(demo: Engine) -> None:
    assert demo
    with_bookings = opened(as_of="2027-05-01")
    without = opened(as_of="2027-05-01", bookings="false")
    assert int(with_bookings.metric[2].value) < int(without.metric[2].value)


def test_the_deck_is_small_and_asks_nobody_outside(demo: Engine) -> None:
    assert demo
    text = opened().get("deck_gl_json_chart")[0].proto.json
    assert "http" not in text
    assert len(text.encode()) <= 8_000


def test_choosing_a_territory_says_why(demo: Engine) -> None:
    assert demo
    app = opened()
    app.selectbox(key="territory").select("French Polynesia").run()
    assert app.subheader[0].value == "French Polynesia"
    assert any("The last visit" in block.value or "No visit" in block.value for block in app.markdown)


def test_a_nonsense_address_is_survived(demo: Engine) -> None:
    assert demo
    app = opened(as_of="yesterday", region="Atlantis", show="<b>", territory="</script>")
    assert not app.exception
    assert len(shown(app)) == 47


def test_a_figure_filters_map_and_table_and_gives_all_back(demo: Engine) -> None:
    assert demo
    app = opened()
    overdue = int(app.metric[2].value)
    app.button(key="only_overdue").click().run()
    assert len(shown(app)) == overdue
    assert set(app.dataframe[0].value["Status"]) == {"■ Overdue"}
    assert fills(app).count("2") == overdue
    assert int(app.metric[2].value) == overdue, "a figure does not change by its own filter"
    app.button(key="only_overdue").click().run()
    assert len(shown(app)) == 47


@pytest.mark.parametrize("facet", KEY_FACETS)
def test_every_figure_filters_to_what_it_counts(demo: Engine, facet: Facet) -> None:
    assert demo
    app = opened()
    count = int(app.metric[KEY_FACETS.index(facet)].value.split(" ")[0])
    app.button(key=f"only_{facet.value}").click().run()
    assert len(shown(app)) == count


def test_on_a_past_day_what_was_booked_is_counted_listed_and_told_alike(demo: Engine) -> None:
    """Most of it has been made since."""
    assert demo
    day = AS_OF - timedelta(days=400)
    soon = day + timedelta(days=90)
    app = opened(as_of=day.isoformat())
    app.button(key="only_booked").click().run()
    table = app.dataframe[0].value
    assert len(table)
    assert all(day < booked <= soon for booked in table["Next booking"])
    first = table.iloc[0]
    panel = opened(as_of=day.isoformat(), territory=first["Territory"])
    (booked,) = [one.value for one in panel.markdown if one.value.startswith("**Booked**")]
    assert 1 <= booked.count("\n- ") <= 4
    assert "(completed)" in booked
    (why,) = [one.value for one in panel.markdown if "Next booking" in one.value]
    assert wording.day(first["Next booking"]) in why


def test_the_longest_overdue_opens_and_closes(demo: Engine) -> None:
    assert demo
    app = opened()
    first = next(button for button in app.button if (button.key or "").startswith("open_"))
    first.click().run()
    assert app.selectbox(key="territory").value == app.subheader[0].value
    next(button for button in app.button if button.label == "Close").click().run()
    assert app.subheader[0].value == "Longest overdue"


def test_two_days_are_compared_in_words_and_on_the_map(demo: Engine) -> None:
    assert demo
    app = opened(compare="2026-03-01")
    assert app.subheader[0].value == "1 Mar 2026 to 22 Nov 2026"
    assert 0 < len(shown(app)) < 47
    assert len(shown(app)) == sum(code not in "01" for code in fills(app))
    next(button for button in app.button if button.label == "Stop comparing").click().run()
    assert len(shown(app)) == 47


def test_the_slider_and_the_date_follow_each_other(demo: Engine) -> None:
    assert demo
    app = opened()
    app.slider[0].set_value(date(2026, 6, 1)).run()
    assert app.date_input[0].value == date(2026, 6, 1)
    app.date_input[0].set_value(date(2026, 8, 1)).run()
    assert app.slider[0].value == date(2026, 8, 1)
    app.date_input[0].set_value(date(2010, 1, 1)).run()
    assert app.slider[0].value == AS_OF - timedelta(days=730), "the slider stops at its edge"
    assert app.date_input[0].value == date(2010, 1, 1)


def test_a_set_is_saved_and_offered_as_a_region(demo: Engine) -> None:
    assert demo
    app = opened(region="Melanesia")
    app.text_input[0].set_value("Mine")
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    app.multiselect(key="region").set_value(["Mine"]).run()
    assert len(shown(app)) == 5


@pytest.mark.parametrize("layer", ["labels", "graticule", "advisories", "ports", "engagements", "trips"])
def test_a_switch_changes_the_layers(demo: Engine, layer: str) -> None:
    assert demo
    app = opened()
    before = {made["id"] for made in deck(app)["layers"]}
    box = app.checkbox(key=f"layer_{layer}")
    (box.uncheck() if box.value else box.check()).run()
    assert {made["id"] for made in deck(app)["layers"]} != before


def test_tiles_show_the_same_statuses_and_open_the_same_territory(demo: Engine) -> None:
    assert demo
    app = opened(view="Tiles", territory="Nauru")
    assert "tiles" in {made["id"] for made in deck(app)["layers"]}
    assert app.subheader[0].value == "Nauru"
    assert len(app.get("deck_gl_json_chart")[0].proto.json.encode()) <= 8_000


def test_a_layer_with_nothing_to_show_is_not_offered(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    offered = {box.key for box in opened().checkbox}
    assert not offered & {"layer_engagements", "layer_trips"}
    assert {"layer_status", "layer_ports", "layer_labels", "layer_graticule"} <= offered


def test_fitting_moves_the_camera_and_nothing_else_does(demo: Engine) -> None:
    assert demo
    app = opened()
    start = deck(app)["initialViewState"]
    app.multiselect(key="region").select("Polynesia").run()
    assert deck(app)["initialViewState"] == start
    app.checkbox(key="fit").check().run()
    fitted = deck(app)["initialViewState"]
    assert fitted["zoom"] > start["zoom"]
    app.selectbox(key="territory").select("French Polynesia").run()
    assert deck(app)["initialViewState"]["longitude"] == pytest.approx(210.4, abs=1)


def test_the_share_of_partners_visited_is_said_in_percent(demo: Engine) -> None:
    assert demo
    app = opened()
    found = re.fullmatch(r"(\d+) of 47 :small\[(\d+)%\]", app.metric[0].value)
    assert found
    assert round(int(found[1]) / 47 * 100) == int(found[2])


def test_a_fall_is_written_with_a_minus_sign_and_judged(demo: Engine) -> None:
    assert demo
    metrics = opened().metric
    assert not any("-" in metric.delta for metric in metrics)
    falls = [metric.proto for metric in metrics if metric.delta.startswith("\N{MINUS SIGN}")]
    assert falls
    for fall in falls:
        assert fall.direction == fall.DOWN
        assert fall.delta_description in {"better", "worse"}


PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


def test_on_a_phone_the_map_fits_and_comes_before_the_controls(demo: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo
    desktop = opened()
    monkeypatch.setattr(type(st.context), "headers", property(lambda _: {"User-Agent": PHONE}))
    phone = opened()
    assert not phone.exception
    order = {name: [element.type for element in app.main] for name, app in (("desktop", desktop), ("phone", phone))}
    map_first = {name: kinds.index("deck_gl_json_chart") < kinds.index("date_input") for name, kinds in order.items()}
    assert map_first == {"desktop": False, "phone": True}
    assert deck(phone)["initialViewState"]["zoom"] < deck(desktop)["initialViewState"]["zoom"]
    assert shown(phone) == shown(desktop)
    assert [metric.value for metric in phone.metric] == [metric.value for metric in desktop.metric]


def _say_who(engine: Engine, name: str) -> Officer:
    with writing(engine, who="a test", why="a test") as writer:
        officer = writer.session.exec(select(Officer).where(col(Officer.name) == name)).one()
        choose(writer, "officer_id", officer.id)
        return Officer(**officer.model_dump())


def _named(officer: Officer) -> set[str]:
    names = {row.territory: row.name for row in read_territories()}
    return {names[code] for code in officer.territories}


def test_without_an_officer_nobody_has_territories_of_their_own(demo: Engine) -> None:
    assert demo
    options = opened().multiselect(key="region").options
    assert "My territories" not in options
    assert sum(option.startswith("Officer: ") for option in options) == 6
    assert len(set(options)) == len(options)


def test_an_officer_may_look_at_their_own_territories(demo: Engine) -> None:
    officer = _say_who(demo, "DEMO Liaison Officer 2")
    app = opened()
    assert app.multiselect(key="region").options[0] == "My territories"
    assert len(shown(app)) == 47, "the page opens on all partners"
    app.multiselect(key="region").select("My territories").run()
    assert shown(app) == _named(officer)
    assert f" of {len(officer.territories)}" in app.metric[0].value
    assert shown(opened(region="My territories")) == shown(app), "the address restores it"


def test_the_territories_of_another_officer_are_a_region_too(demo: Engine) -> None:
    officer = _say_who(demo, "DEMO Liaison Officer 2")
    app = opened(region="Officer: DEMO Liaison Officer 3")
    assert len(shown(app)) == 8
    assert not shown(app) & _named(officer)
    app.multiselect(key="region").select("My territories").run()
    assert len(shown(app)) == 16, "regions add up"


def test_my_territories_in_the_address_of_somebody_without_any_are_ignored(demo: Engine) -> None:
    assert demo
    app = opened(region="My territories")
    assert not app.exception
    assert len(shown(app)) == 47


def test_an_officer_without_territories_is_no_region(demo: Engine) -> None:
    officer = _say_who(demo, "DEMO Liaison Officer 2")
    with writing(demo, who="a test", why="a test") as writer:
        writer.update(Officer, officer.id or 0, {"territories": []}, seen=officer.version)
    options = opened().multiselect(key="region").options
    assert "My territories" not in options
    assert "Officer: DEMO Liaison Officer 2" not in options


def _lines(app: AppTest, layer: str) -> list[list[list[float]]]:
    found = [made["data"]["coordinates"] for made in deck(app)["layers"] if made["id"] == layer]
    return [leg for legs in found for leg in legs]


def test_trips_of_the_period_are_drawn_and_booked_ones_while_the_day_is_today(demo: Engine) -> None:
    assert demo
    now = opened(layer_trips="true")
    assert _lines(now, "trips")
    assert _lines(now, "trips-booked")
    earlier = opened(layer_trips="true", as_of="2026-06-01")
    assert _lines(earlier, "trips")
    assert not _lines(earlier, "trips-booked"), "on a past day nothing is ahead"
    forecast = opened(layer_trips="true", as_of="2026-12-31")
    assert _lines(forecast, "trips-booked")
    assert not _lines(opened(layer_trips="true", as_of="2026-12-31", bookings="false"), "trips-booked")
    for leg in _lines(now, "trips") + _lines(now, "trips-booked"):
        assert max(abs(one[0] - other[0]) for one, other in pairwise(leg)) < 90, "no path jumps across the map"


def test_trips_narrow_with_the_region_and_go_with_the_period(demo: Engine) -> None:
    assert demo
    everything = _lines(opened(layer_trips="true"), "trips")
    some = _lines(opened(layer_trips="true", region="Melanesia"), "trips")
    assert 0 < len(some) < len(everything)
    assert "layer_trips" not in {box.key for box in opened(as_of="2004-01-01").checkbox}


def test_trips_travel_with_the_page_and_are_light(demo: Engine) -> None:
    assert demo
    text = opened(layer_trips="true").get("deck_gl_json_chart")[0].proto.json
    assert "/geo/trips" not in text
    assert len(text.encode()) <= 20_000
