"""The Ports page: what its controls find, what map and table do to one another, and the tray of a trip."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from dashboard import caching
from dashboard.actions import initialise
from dashboard.actions.port_export import PortForm
from dashboard.parts.port_chart import PER_PAGE
from dashboard.parts.port_downloads import facilities_file, ports_file
from dashboard.parts.port_table import TABLE_KEY
from dashboard.parts.port_tray import TRAY_KEY
from dashboard.parts.text import plain
from models.changes import writing
from models.database import reading
from models.tables import EngagementCreate, Port, PortCreate, PortFacilityCreate
from models.vocabulary import EngagementKind, EngagementStatus, HarbourSize, PortFlag
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/ports.py"
PAGO, SUVA = "ASPPG", "FJSUV"

pytestmark = pytest.mark.usefixtures("page_day")


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page(PAGE)
    for name, value in address.items():
        app.query_params[name] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(block.value for block in (*app.markdown, *app.warning, *app.info, *app.caption))


def number(engine: Engine, code: str) -> int:
    with reading(engine) as session:
        found = session.exec(select(Port.id).where(Port.unlocode == code)).one()
        assert found
        return found


def listed(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["Port"]) if app.dataframe else []


def ticked(app: AppTest) -> list[int]:
    return list(app.session_state[TABLE_KEY]["selection"]["rows"])


def selected(app: AppTest, proto: Any, state: object) -> AppTest:  # noqa: ANN401 - of any element
    """Let the browser tell of a selection, for which a test of the page has no method of its own."""
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=proto.id, string_value=json.dumps({"selection": state})))
    app._run(states)
    assert not app.exception
    return app


def tick(app: AppTest, *rows: int) -> AppTest:
    return selected(app, app.dataframe[0].proto, {"rows": list(rows), "columns": [], "cells": []})


def click(app: AppTest, port: int | None) -> AppTest:
    """Click a port on the map, or the sea."""
    objects = {"found-ports": [{"properties": {"p": port}}]} if port else {}
    return selected(app, app.get("deck_gl_json_chart")[0].proto, {"indices": {}, "objects": objects})


def layers(app: AppTest) -> dict[str, dict[str, Any]]:
    made = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return {layer["id"]: layer for layer in made["layers"]}


def view(app: AppTest) -> dict[str, float]:
    made: dict[str, float] = json.loads(app.get("deck_gl_json_chart")[0].proto.json)["initialViewState"]
    return made


def drawn(app: AppTest) -> int:
    """Count the ports that the map shows."""
    radius = layers(app)["found-ports"]["_subLayerProps"]["points-circle"]["getRadius"]
    digits = radius.split("('")[1].split("')")[0]
    return sum(digit != "0" for digit in digits)


def add_port(engine: Engine, name: str, **facts: Any) -> int:  # noqa: ANN401 - any field of the form
    known = {"territory": "FJI", "lon": 178.0, "lat": -18.0, "source": "a test", "source_key": f"test:{name}", **facts}
    with writing(engine, who="x", why="x") as writer:
        return int(writer.create(PortCreate(name=name, **known)).id)


def test_the_page_opens_with_the_ports_of_partners(demo: Engine) -> None:
    assert demo
    app = opened()
    records = caching.records()
    partners = sum(len(records.ports.get(one.code, ())) for one in records.partners)
    assert f"**{partners:,} ports** of partners" in said(app)
    assert drawn(app) == partners
    assert len(listed(app)) == PER_PAGE
    assert {layer.get("id") for layer in layers(app).values()}.isdisjoint({"open-port", "tray-ports", "near-circle"})


def test_what_is_typed_is_looked_for_among_all_ports(demo: Engine) -> None:
    assert demo
    app = opened()
    app.text_input(key="find").set_value("pago").run()
    assert listed(app) == ["Pago Pago"]
    assert "**1 port** in all, 0 of partners" in said(app)
    assert drawn(app) == 1
    assert app.checkbox(key="partners").disabled
    app.text_input(key="find").set_value("pgao pago").run()
    assert "Pago Pago" in listed(app), "a slip of the fingers is forgiven"


def test_an_address_restores_what_was_asked(demo: Engine) -> None:
    assert demo
    app = opened(where="Melanesia", order="Territory")
    assert set(app.dataframe[0].value["Territory"]) <= {
        "Fiji",
        "New Caledonia",
        "Papua New Guinea",
        "Solomon Islands",
        "Vanuatu",
    }
    assert list(app.dataframe[0].value["Territory"]) == sorted(app.dataframe[0].value["Territory"])


def test_a_flag_in_the_address_sets_the_filter(demo: Engine) -> None:
    add_port(demo, "Astray", flags=PortFlag.OUTSIDE_TERRITORY.value, territory="USA", lon=-150.0, lat=10.0)
    app = opened(flag=PortFlag.OUTSIDE_TERRITORY.value)
    assert app.multiselect(key="flags").value == ["Outside territory"]
    assert "Astray" in listed(app)
    assert all("Outside territory" in flags for flags in app.dataframe[0].value["Flagged"])
    assert "flag" not in app.query_params
    assert app.checkbox(key="partners").value is False, "every port with the flag, as whoever led here counted them"


def test_filters_narrow_together(demo: Engine) -> None:
    small = add_port(demo, "Narrow Quay", harbour_size=HarbourSize.VERY_SMALL)
    add_port(demo, "Wide Quay", harbour_size=HarbourSize.LARGE)
    with writing(demo, who="x", why="x") as writer:
        writer.create(PortFacilityCreate(name="Pier", port_id=small, territory="FJI", source="a test"))
    app = opened(size="Very small")
    assert listed(app) == ["Narrow Quay"]
    app.selectbox(key="facilities").set_value("Without").run()
    assert listed(app) == []
    assert "**No port**" in said(app)
    assert "No port matches" in said(app)
    app.button(key="clear_port_filters").click().run()
    assert not app.exception
    assert len(listed(app)) == PER_PAGE
    assert app.selectbox(key="facilities").value == "All"


@pytest.mark.parametrize(("days", "kept"), [(9, True), (10, True), (11, False)])
def test_days_since_the_last_visit(demo: Engine, days: int, kept: bool) -> None:  # noqa: FBT001 - a parameter of the test
    port = add_port(demo, "Seldom Quay")
    day = AS_OF - timedelta(days=10)
    visit: dict[str, Any] = {"kind": EngagementKind.PORT_VISIT, "status": EngagementStatus.COMPLETED}
    visit |= {"territory": "FJI", "starts_on": day, "ends_on": day, "source": "a test"}
    with writing(demo, who="x", why="x") as writer:
        writer.create(EngagementCreate(**visit, ports=[port]))
    app = opened(find="Seldom Quay", unvisited=str(days))
    assert ("Seldom Quay" in listed(app)) is kept


def test_near_a_point_tells_distances_and_draws_the_circle(demo: Engine) -> None:
    assert demo
    app = opened(near="18°08′S 178°25′E", within="30", partners="true")
    distances = list(app.dataframe[0].value["Distance"])
    assert listed(app)[0] == "Suva"
    assert distances == sorted(distances)
    assert max(distances) <= 30
    assert {"near-circle", "near-point"} <= set(layers(app))
    assert "Distance" not in opened().dataframe[0].value


def test_a_point_that_cannot_be_read_is_told_and_leaves_all(demo: Engine) -> None:
    assert demo
    app = opened(near="somewhere")
    assert app.error
    assert len(listed(app)) == PER_PAGE


def test_a_nonsense_address_is_survived(demo: Engine) -> None:
    assert demo
    app = opened(
        find="%00<b>",
        where="Atlantis",
        size="huge",
        flag="torn",
        near="91 S, 1 E",
        within="-3",
        order="Nearest first",
        ports_page="-3",
        port="99999999",
        unvisited="x",
    )
    assert app.title[0].value == "Ports"
    assert "There is no port 99999999" in said(app)


def test_a_row_opens_its_port_and_marks_it_on_the_map(demo: Engine) -> None:
    assert demo
    app = opened(find="suva")
    before = view(app)
    tick(app, 0)
    assert app.query_params["port"] == str(number(demo, SUVA))
    assert layers(app)["open-port"]["data"] == [{"p": [178.417, -18.117]}]
    assert view(app) == before, "the camera stays"
    tick(app)
    assert "port" not in app.query_params
    assert "open-port" not in layers(app)


def test_a_click_on_the_map_opens_the_port_and_ticks_its_row_on_its_page(demo: Engine) -> None:
    app = opened()
    before, suva = view(app), number(demo, SUVA)
    click(app, suva)
    assert app.query_params["port"] == str(suva)
    assert app.pagination[0].value > 1
    assert listed(app)[ticked(app)[0]] == "Suva"
    assert view(app) == before
    assert "Suva" in [heading.value for heading in app.subheader]
    click(app, None)
    assert "port" not in app.query_params
    assert ticked(app) == []


def test_a_click_on_a_port_that_was_not_found_is_passed_over(demo: Engine) -> None:
    app = opened(find="suva")
    click(app, number(demo, PAGO))
    assert "port" not in app.query_params


def test_a_port_of_an_address_is_brought_into_sight(demo: Engine) -> None:
    everything = view(opened())
    app = opened(port=str(number(demo, PAGO)))
    assert view(app)["zoom"] > everything["zoom"]
    assert view(app)["longitude"] == pytest.approx(189.3, abs=0.1)
    assert "open-port" in layers(app), "drawn although it is no partner's"
    assert ticked(app) == []


def test_the_row_of_the_open_port_is_ticked(demo: Engine) -> None:
    app = opened(find="suva", port=str(number(demo, SUVA)))
    assert ticked(app) == [listed(app).index("Suva")]


def test_a_withdrawn_port_opens_with_its_reason(demo: Engine) -> None:
    port = add_port(demo, "Gone Quay", withdrawn="no longer in its file")
    app = opened(port=str(port))
    assert "no longer in its file" in said(app)


def test_pages_follow_what_is_found(demo: Engine) -> None:
    assert demo
    app = opened()
    first = listed(app)
    app.pagination[0].set_value(2).run()
    assert listed(app) != first
    app.text_input(key="find").set_value("a").run()
    app.text_input(key="find").set_value("").run()
    assert listed(app) == first


def test_an_empty_list_says_how_to_fill_it(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    with writing(prepared, who="x", why="x") as writer:
        for port in writer.session.exec(select(Port).where(Port.territory == "FJI")).all():
            writer.update(Port, port.id or 0, {"withdrawn": "a test"}, seen=port.version)
    assert "No port matches" in said(opened(where="Fiji", find="suva harbour of fiji"))


def test_what_is_found_is_handed_out_and_said_in_words(demo: Engine) -> None:
    suva = number(demo, SUVA)
    with writing(demo, who="x", why="x") as writer:
        writer.create(PortFacilityCreate(name="Pier", port_id=suva, territory="FJI", source="a test"))
    app = opened(where="Fiji", within="90", near="18°08′S 178°25′E", order="Name", facilities="With facilities")
    assert [one.proto.label for one in app.get("download_button")] == [
        "CSV",
        "XLSX",
        "GeoJSON",
        "GeoPackage",
        "KML",
        "CSV",
        "XLSX",
    ]
    told = "Fiji; near 18°08.0′S 178°25.0′E within 90 nm; with facilities"
    assert f"**1 port**: {plain(told)}" in said(app)
    records = caching.records()
    found = caching.port_catalogue_of(records, as_of=AS_OF)
    kept = [one for one in found if one.id == suva]
    written = ports_file(records, kept, told, AS_OF, PortForm.CSV).decode()
    assert "DEMO" in written.splitlines()[0]
    assert told in written.splitlines()[0]
    assert "Suva" in written
    assert "Lautoka" not in written
    assert b"Pier" in facilities_file(records, frozenset({suva}), AS_OF, PortForm.CSV)
    assert b"Pier" not in facilities_file(records, frozenset(), AS_OF, PortForm.CSV)


def test_a_port_is_chosen_once_and_those_that_went_out_of_use_are_passed_over(demo: Engine) -> None:
    app = opened()
    gone, suva = add_port(demo, "Gone Quay"), number(demo, SUVA)
    app.session_state[TRAY_KEY] = [gone, suva, 99_999_999]
    with writing(demo, who="x", why="x") as writer:
        writer.update(Port, gone, {"withdrawn": "a test"}, seen=1)
    ran(app)
    assert "**0 nm** in this order" in said(app)
    assert [button.key for button in app.button if (button.key or "").startswith("tray_open_")] == [f"tray_open_{suva}"]
    app.query_params["port"] = str(suva)
    ran(app)
    assert f"tray_in_{suva}" not in {button.key for button in app.button}


def test_the_tray_keeps_ports_in_order_while_other_pages_are_shown(demo: Engine) -> None:
    app = opened()
    numbers = [number(demo, code) for code in (PAGO, SUVA)]
    app.session_state[TRAY_KEY] = numbers
    ran(app)
    assert "tray-line" in layers(app)
    assert "**670 nm** in this order" in said(app)
    app.switch_page("app_pages/help.py")
    ran(app)
    app.switch_page(PAGE)
    ran(app)
    app.button(key=f"tray_earlier_{numbers[1]}").click().run()
    assert app.session_state[TRAY_KEY] == [numbers[1], numbers[0]]
    app.button(key=f"tray_remove_{numbers[0]}").click().run()
    assert app.session_state[TRAY_KEY] == [numbers[1]]
    assert "tray-line" not in layers(app)
    app.button(key="tray_clear").click().run()
    assert app.session_state[TRAY_KEY] == []
    assert "No port is chosen" in said(app)
