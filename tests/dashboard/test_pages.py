"""Every page runs, on a database with records, without, and on one that nobody has started."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.actions import initialise
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGES = sorted((APP.parent / "app_pages").glob("*.py"))


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with empty caches, and on the day of the demonstration records."""
    monkeypatch.setattr(clock, "today", lambda _settings: AS_OF)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


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
    assert app.metric[0].value.endswith(" of 8")
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
