"""The sources of the Data page: what came from where, which goes first, what is doubtful, and the boundaries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from sqlmodel import select

from dashboard.actions import initialise
from geodata.exporters.workbook import SheetOut, to_xlsx
from geodata.territories import load_boundaries
from models import queries
from models.database import reading
from models.settings import read_settings
from models.tables import Port
from models.vocabulary import PortFlag
from tests.dashboard.data_page import offered, page, press, said, table, upload, written

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("page_day")

INDEX = (
    b"World Port Index Number,Main Port Name,UN/LOCODE,Country Code,Latitude,Longitude,Harbor Size\n"
    b"56030,Suva Harbor,FJ SUV,Fiji,-18.13,178.42,Medium\n"
    b"56031,Slipped,,Tonga,21.1,-175.2,Small\n"
)


@pytest.fixture
def begun(prepared: Engine) -> Engine:
    """Return a started database without engagements."""
    initialise.start_empty(prepared)
    return prepared


def imported() -> AppTest:
    app = press(upload(page(import_kind="Ports"), INDEX, "UpdatedPub150.csv"), "Check the file")
    press(app, "Import 1 new and 1 changed")
    app.query_params["data"] = "Sources"
    return app.run()


def suva(engine: Engine) -> Port:
    with reading(engine) as session:
        return session.exec(select(Port).where(Port.unlocode == "FJSUV")).one()


def order(engine: Engine) -> tuple[str, ...]:
    with reading(engine) as session:
        return read_settings(session).precedence


def test_without_a_file_it_says_how_to_bring_one_and_what_ships(begun: Engine) -> None:
    assert begun
    app = page(data="Sources")
    assert "No file of ports or port facilities has been imported" in said(app)
    assert "searoute" in written(app)
    assert "Boundaries" in written(app)


def test_every_file_stands_with_its_date_and_counts(begun: Engine) -> None:
    assert begun
    line = table(imported())[0]
    assert (line["Source"], line["File"]) == ("World Port Index", "World Port Index, UpdatedPub150.csv")
    assert line["Dated"] == "no date given"
    assert [line[name] for name in ("Ports", "In use", "To decide", "Left out", "Facilities")] == [2, 2, 0, 0, 0]


def test_a_flag_is_counted_and_leads_to_its_ports(begun: Engine) -> None:
    app = imported()
    with reading(begun) as session:
        borne = [flag for port in queries.ports(session=session) for flag in port.flags.split(",")]
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    slips = borne.count(PortFlag.LIKELY_SLIP.value)
    assert slips
    assert "flag=likely_slip" in links[f"**{slips}** · Coordinates likely mistaken"]


def test_the_order_is_stored_once_it_was_asked_for_and_settles_every_port(begun: Engine) -> None:
    app = imported()
    assert suva(begun).name == "Suva Harbor", "the Index goes before what ships"
    assert "Store this order" not in offered(app)
    app.button(key="precedence_Down_wpi").click().run()
    assert order(begun).index("wpi") == 1
    press(app, "Store this order")
    assert order(begun) == ("table", "reference", "wpi", "unlocode")
    assert suva(begun).name == "Suva"
    assert "Store this order" not in offered(app)


def test_an_order_that_was_not_stored_can_be_forgotten(begun: Engine) -> None:
    before = order(begun)
    app = page(data="Sources")
    assert app.button(key="precedence_Up_table").disabled
    assert app.button(key="precedence_Down_unlocode").disabled
    app.button(key="precedence_Up_unlocode").click().run()
    press(app, "As it was")
    assert order(begun) == before
    assert "Store this order" not in offered(app)


def layer(*said: dict[str, Any]) -> bytes:
    """Write the shapes that ship as a file, with what is said of each."""
    shapes = load_boundaries()
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(shapely.simplify(shapes.geometry(one["ISO_A3"]), 0.05)))
            if one["ISO_A3"] in shapes.index
            else {"type": "Point", "coordinates": [0, 0]},
            "properties": one,
        }
        for one in said
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_boundaries_that_lack_partners_are_used_only_by_choice_and_given_up_again(begun: Engine) -> None:
    file = layer({"ISO_A3": "FJI"}, {"ISO_A3": "TON"}, {"ISO_A3": "XQX"})
    app = press(upload(page(import_kind="Boundaries"), file, "own.geojson"), "Check the file")
    assert "**2 of 47 partners** have a shape in own.geojson" in written(app)
    assert "Samoa" in said(app)
    assert "names no territory" in table(app)[0]["Reason"]
    use = next(button for button in app.button if button.label == "Use these boundaries")
    assert use.disabled
    app.checkbox[0].check().run()
    press(app, "Use these boundaries")
    with reading(begun) as session:
        assert read_settings(session).boundaries
    assert "own.geojson" in written(app)
    press(app, "Back to the boundaries that ship")
    with reading(begun) as session:
        assert read_settings(session).boundaries == ""
    assert "Back to the boundaries that ship" not in offered(app)


def test_the_column_of_the_territory_can_be_chosen(begun: Engine) -> None:
    assert begun
    app = upload(page(import_kind="Boundaries"), layer({"ISO_A3": "FJI", "Other": "TON"}), "own.geojson")
    column = next(box for box in app.selectbox if box.label == "Column with the territory")
    assert column.options == ["ISO_A3", "Other"]
    column.set_value("Other")
    press(app, "Check the file")
    missing = next(one.value for one in app.warning if "Missing" in one.value)
    assert "Fiji" in missing
    assert "Tonga" not in missing


LANDING = {"Country": "Fiji", "Lat": -17.1, "Lon": 179.1}


def test_a_sheet_of_several_is_chosen(begun: Engine) -> None:
    sheets = [SheetOut(name, [{"Name": f"{name} Landing", **LANDING}]) for name in ("First", "Second")]
    app = upload(page(import_kind="Ports"), to_xlsx(sheets, note=""), "ports.xlsx")
    box = next(box for box in app.selectbox if box.label == "Sheet")
    assert (box.options, box.value) == (["First", "Second"], "First")
    box.set_value("Second").run()
    press(app, "Check the file")
    press(app, "Import 1 new")
    with reading(begun) as session:
        found = {port.name for port in queries.ports(session=session)}
    assert "Second Landing" in found
    assert "First Landing" not in found


def test_a_layer_of_several_must_be_chosen(begun: Engine, tmp_path: Path) -> None:
    assert begun
    path = tmp_path / "ports.gpkg"
    for name in ("one", "two"):
        points = [shapely.Point(179.1, -17.1)]
        gpd.GeoDataFrame({"name": [name], "country": "Fiji"}, geometry=points, crs="EPSG:4326").to_file(
            path, layer=name
        )
    app = upload(page(import_kind="Ports"), path.read_bytes(), "ports.gpkg")
    box = next(box for box in app.selectbox if box.label == "Layer")
    assert (box.options, box.value) == (["one", "two"], None)
    assert "Check the file" not in offered(app)
    box.set_value("two").run()
    press(app, "Check the file")
    assert "Import 1 new" in offered(app)


def test_a_file_without_shapes_says_so(begun: Engine) -> None:
    assert begun
    app = upload(page(import_kind="Boundaries"), b"nothing", "own.geojson")
    assert said(app)
    assert not app.exception
