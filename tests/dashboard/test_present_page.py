"""The presentation: steps by button and list, the address, and figures that are those of brief and Coverage page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.actions import sets
from dashboard.actions.presenting import ALL
from models.vocabulary import Subregion
from tests.dashboard.test_pages import APP

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

pytestmark = pytest.mark.usefixtures("page_day")

SUBREGIONS = [subregion.value for subregion in Subregion]
LAST = "Trips ahead"


def presented(**address: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("app_pages/present.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def title(app: AppTest) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html(app))
    assert found
    return found[1]


def figures(app: AppTest) -> dict[str, int]:
    """Return the numbers of the panel by their facet."""
    cells = re.findall(r'data-figure="(\w+)"[^>]*>(?:<span aria-hidden[^>]*>.</span> )?(\d+)', html(app))
    return {name: int(value) for name, value in cells}


def deck(app: AppTest) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return made


def press(app: AppTest, name: str) -> AppTest:
    return app.button(key=f"present_{name}").click().run()


def counter(app: AppTest) -> str:
    return next(one.value for one in app.markdown if " of " in one.value).replace("*", "")


def test_it_opens_on_all_partners(demo: Engine) -> None:
    assert demo
    app = presented()
    assert not app.exception
    assert (title(app), counter(app)) == (ALL, "1 of 11")
    assert "initialViewState" in deck(app)


def test_every_step_is_reached_one_after_the_other_under_its_marking(demo: Engine) -> None:
    assert demo
    app, seen = presented(), []
    for place in range(11):
        assert counter(app) == f"{place + 1} of 11"
        assert html(app).count("UNCLASSIFIED · DEMO DATA") == 2
        seen.append(title(app))
        press(app, "next")
        assert not app.exception
    assert seen == [ALL, *SUBREGIONS, "Port Security Advisories", LAST]
    assert title(app) == LAST, "after the last there is none"


def test_back_first_and_last(demo: Engine) -> None:
    assert demo
    app = presented()
    assert title(press(app, "back")) == ALL
    assert title(press(app, "last")) == LAST
    assert title(press(app, "back")) == "Port Security Advisories"
    assert title(press(app, "first")) == ALL


def test_the_buttons_have_the_keys_of_a_presentation(demo: Engine) -> None:
    assert demo
    app = presented()
    keys = {name: app.button(key=f"present_{name}").proto.shortcut for name in ("first", "back", "next", "last")}
    assert keys == {"first": "home", "back": "left", "next": "right", "last": "end"}


def test_the_list_and_the_address_lead_to_any_step(demo: Engine) -> None:
    assert demo
    app = presented()
    app.selectbox(key="step").select_index(6).run()
    assert title(app) == "Melanesia"
    assert title(presented(step="Melanesia", as_of="2026-06-01")) == "Melanesia"


def test_the_address_chooses_day_and_regions(demo: Engine) -> None:
    sets.save_set(demo, name="Next & <b>", territories=["FJI", "TON"], who="local")
    app = presented(as_of="2026-06-01", region=["Polynesia", "Next & <b>"])
    assert "1 Jun 2026" in html(app)
    assert counter(app) == "1 of 5"
    assert title(press(press(app, "next"), "next")) == "Next &amp; &lt;b&gt;"


@pytest.mark.parametrize("as_of", ["2025-06-30", "2026-11-22", "2027-05-01"])
def test_the_figures_of_every_region_are_those_of_the_coverage_page(demo: Engine, as_of: str) -> None:
    assert demo
    app = presented(as_of=as_of)
    coverage = AppTest.from_file(str(APP), default_timeout=60)
    coverage.query_params["as_of"] = as_of
    coverage.run()
    for region in ["", *SUBREGIONS]:
        coverage.multiselect(key="region").set_value([region] if region else []).run()
        shown = [int(re.match(r"\d+", one.value)[0]) for one in coverage.metric]  # type: ignore[index]  # each is a number
        assert list(figures(app).values()) == shown, region
        press(app, "next")


def test_the_map_moves_to_each_step_and_shows_no_partner_of_another(demo: Engine) -> None:
    assert demo
    app = presented(step="Melanesia")
    tooltip = app.get("deck_gl_json_chart")[0].proto.tooltip
    assert "FJI" in tooltip
    assert "TON" not in tooltip
    before = deck(app)["initialViewState"]
    after = deck(press(app, "next"))["initialViewState"]
    assert all(before[name] != after[name] for name in ("longitude", "latitude", "zoom"))


def test_trips_have_their_ways_on_the_map(demo: Engine) -> None:
    assert demo
    app = presented(step=LAST)
    assert "trips-booked" in [layer["id"] for layer in deck(app)["layers"]]
    assert figures(app)["trips_ahead"] == 5


def test_a_step_forgets_the_territory_that_was_clicked(demo: Engine) -> None:
    assert demo
    app = presented(step="Melanesia")
    app.session_state["present_chosen"] = "FJI"
    app.run()
    assert "<h2" in html(app)
    assert "selected" in [layer["id"] for layer in deck(app)["layers"]]
    assert "<h2" not in html(press(app, "next"))


def test_a_region_that_is_not_known_is_told(demo: Engine) -> None:
    assert demo
    app = presented(region="Atlantis")
    assert "Atlantis" in app.error[0].value
    assert not app.exception


def test_nothing_but_the_presentation_is_in_the_menu_or_on_the_page(demo: Engine) -> None:
    assert demo
    app = presented()
    assert not app.dataframe
    assert not app.multiselect
    assert not app.date_input
