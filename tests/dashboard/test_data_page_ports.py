"""The Data page: a file of ports or port facilities is recognised, checked, imported and taken back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dashboard.actions import initialise
from models.changes import writing
from models.database import reading
from models.tables import ColumnMapping, Port, PortEntry, PortFacility
from tests.dashboard.data_page import offered, page, press, said, table, upload, written

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("page_day")

TABLE = (
    b"Name,LOCODE,Country,Lat,Lon,Berths\n"
    b"Suva,FJSUV,Fiji,-18.1333,178.4250,7\n"
    b"Vuda Point,FJLTK,Fiji,-18.9,177.4,2\n"
    b"Example Landing,,Fiji,-17.0,179.0,1\n"
    b"Slipped,,Tonga,21.1,-175.2,1\n"
)
REJECTED = b"Nowhere,,Atlantis,-17.0,179.0,1\n"
INDEX = (
    b"World Port Index Number,Main Port Name,UN/LOCODE,Country Code,Latitude,Longitude,Harbor Size\n"
    b"56030,Suva Harbor,FJ SUV,Fiji,-18.13,178.42,Medium\n"
)
GISIS = (
    b"Country Code,Port Name,Facility Name,IMO Port Facility Number,Longitude,Latitude\n"
    b"FJ,Suva,Example Wharf,FJSUV-0001,1782600E,180800S\n"
    b"FJ,Elsewhere,Lonely Jetty,FJXXX-0001,1760000W,100000S\n"
)


@pytest.fixture
def begun(prepared: Engine) -> Engine:
    """Return a started database without engagements."""
    initialise.start_empty(prepared)
    return prepared


def entries(engine: Engine) -> dict[str, str]:
    with reading(engine) as session:
        held = session.exec(select(PortEntry).where(PortEntry.withdrawn == "")).all()
        return {entry.name: entry.state.value for entry in held}


def wizard(kind: str = "Ports") -> AppTest:
    return page(import_kind=kind)


def checked(data: bytes = TABLE, name: str = "ports.csv", kind: str = "Ports") -> AppTest:
    return press(upload(wizard(kind), data, name), "Check the file")


def test_a_table_is_checked_and_nothing_is_written(begun: Engine) -> None:
    app = checked(TABLE + REJECTED)
    line = "**5 rows** = 2 new + 1 changed + 0 unchanged + 1 to decide + 0 not needed + 1 rejected · 1 flagged"
    assert line in written(app)
    rejected, changed, queued, flagged, new = (table(app, place) for place in range(5))
    assert rejected[0]["Row"] == 6
    assert "Atlantis" in rejected[0]["Reason"]
    assert {"Record": "Suva", "Fact": "Latitude", "Becomes": "-18.1333"}.items() <= changed[-1].items()
    assert (queued[0]["In the file"], queued[0]["Perhaps"]) == ("Vuda Point", "Lautoka")
    assert (flagged[0]["Flag"], flagged[0]["Likely meant"]) == ("Coordinates likely mistaken", "21°06.0′S 175°12.0′W")
    assert [row["Name"] for row in new] == ["Example Landing", "Slipped"]
    assert entries(begun) == {}


def test_an_import_says_what_to_do_next_and_leads_there(begun: Engine) -> None:
    app = press(checked(), "Import 2 new, 1 changed and 1 to decide")
    assert "ports.csv is imported: 2 new, 1 changed" in said(app)
    assert "1 doubtful pair waits for a decision." in said(app)
    assert not app.dataframe, "the page is ready for the next file"
    assert entries(begun) == {
        "Suva": "taken",
        "Vuda Point": "doubtful",
        "Example Landing": "taken",
        "Slipped": "taken",
    }
    press(app, "Decide them")
    assert "**Vuda Point**" in written(app)


def test_the_same_file_again_has_nothing_to_import_and_its_columns_are_remembered(begun: Engine) -> None:
    app = upload(press(checked(), "Import 2 new"), TABLE, "ports.csv")
    assert "Chosen as last time" in written(app)
    press(app, "Check the file")
    assert "Nothing to import" in said(app)
    assert not any(label.startswith("Import ") for label in offered(app))
    with reading(begun) as session:
        assert session.exec(select(ColumnMapping)).one().columns["unlocode"] == "LOCODE"


def test_an_import_is_taken_back_as_a_whole(begun: Engine) -> None:
    app = press(checked(), "Import 2 new")
    app.query_params["data"] = "Undo an import"
    app.run()
    assert "Import of ports from ports.csv" in written(app)
    press(app, "Undo it")
    assert "Taken back" in said(app)
    assert entries(begun) == {}
    with reading(begun) as session:
        suva = session.exec(select(Port).where(Port.unlocode == "FJSUV")).one()
        landing = session.exec(select(Port).where(Port.name == "Example Landing")).one()
    assert suva.lat == pytest.approx(-18.11667)
    assert landing.withdrawn


def test_a_source_is_recognised_and_can_be_corrected(begun: Engine) -> None:
    assert begun
    app = upload(wizard(), INDEX, "UpdatedPub150.csv")
    source = next(box for box in app.selectbox if box.label == "Source")
    assert source.value == "wpi"
    assert app.text_input[0].value == "World Port Index, UpdatedPub150.csv"
    source.set_value("table").run()
    assert "Guessed from the headers" in written(app)
    assert len(app.selectbox) > 1


def test_title_and_date_stand_in_what_is_imported(begun: Engine) -> None:
    app = upload(wizard(), INDEX, "UpdatedPub150.csv")
    app.text_input[0].set_value("Index of November")
    app.date_input[0].set_value(date(2026, 11, 1))
    press(press(app, "Check the file"), "Import 1 changed")
    with reading(begun) as session:
        entry = session.exec(select(PortEntry)).one()
    assert (entry.source, str(entry.source_date)) == ("Index of November", "2026-11-01")


def test_a_column_is_corrected_by_hand(begun: Engine) -> None:
    app = upload(wizard(), TABLE.replace(b"Name,", b"Berth name,"), "ports.csv")
    column = next(box for box in app.selectbox if box.label == "Name (required)")
    column.set_value("Berth name")
    press(press(app, "Check the file"), "Import 2 new")
    assert "Example Landing" in entries(begun)


def test_a_required_column_that_is_missing_is_asked_for(begun: Engine) -> None:
    assert begun
    app = press(upload(wizard(), b"Where,Lat,Lon\nSuva,1,1\n", "ports.csv"), "Check the file")
    assert "Choose a column for: Name" in said(app)


def test_a_file_of_the_other_kind_is_pointed_out_and_turned_to(begun: Engine) -> None:
    assert begun
    app = upload(wizard(), GISIS, "gisis.csv")
    assert "it holds port facilities" in said(app)
    assert "Check the file" not in offered(app)
    press(app, "Import it as port facilities")
    assert app.radio[0].value == "facilities"


def test_facilities_are_imported_and_those_without_a_port_wait(begun: Engine) -> None:
    app = checked(GISIS, "gisis.csv", "Port facilities")
    assert "**2 rows** = 1 new" in written(app)
    press(app, "Import 1 new and 1 to decide")
    assert "1 port facility waits for a port to be chosen." in said(app)
    with reading(begun) as session:
        ports = {one.name: one.port_id for one in session.exec(select(PortFacility))}
    assert ports["Lonely Jetty"] is None
    assert ports["Example Wharf"] is not None


def test_a_layer_of_points_is_a_file_of_ports_too(begun: Engine) -> None:
    point = {"type": "Point", "coordinates": [179.0, -17.0]}
    feature = {"type": "Feature", "geometry": point, "properties": {"Name": "Example Landing", "Country": "Fiji"}}
    layer = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    press(checked(layer, "ports.geojson"), "Import 1 new")
    assert entries(begun) == {"Example Landing": "taken"}


def test_ports_that_changed_since_the_check_keep_the_file_out(begun: Engine) -> None:
    app = checked()
    with writing(begun, who="somebody", why="") as writer:
        suva = writer.session.exec(select(Port).where(Port.unlocode == "FJSUV")).one()
        writer.update(Port, suva.id or 0, {"name": "Suva Port"}, seen=suva.version)
    press(app, "Import 2 new")
    assert "Check the file again" in said(app)
    assert entries(begun) == {}


def test_a_file_with_nothing_but_rejected_rows_cannot_be_imported(begun: Engine) -> None:
    assert begun
    app = checked(TABLE.splitlines()[0] + b"\n" + REJECTED)
    assert "every row was rejected" in said(app)
    assert [button.proto.label for button in app.get("download_button")] == ["Rejected rows as CSV"]


def test_a_newer_file_that_says_the_same_is_noted_as_the_source(begun: Engine) -> None:
    app = press(checked(INDEX, "2025.csv"), "Import 1 changed")
    press(upload(app, INDEX + b"\n", "2026.csv"), "Check the file")
    assert "= 0 new + 0 changed + 1 unchanged" in written(app)
    press(app, "Import the newer source")
    with reading(begun) as session:
        assert session.exec(select(PortEntry)).one().source == "World Port Index, 2026.csv"


def test_a_file_that_cannot_be_read_says_why(begun: Engine) -> None:
    assert begun
    app = upload(wizard(), b"PK\x03\x04nothing", "ports.xlsx")
    assert "damaged" in said(app)


def test_the_text_of_a_file_is_never_markup(begun: Engine) -> None:
    assert begun
    app = checked(b"Name,Lat,Lon,![x](http://evil)\n![x](http://evil),1,1,1\n", "![x](y).csv")
    shown = " ".join(element.value for element in [*app.caption, *app.markdown, *app.error, *app.success])
    assert "![x](" not in shown


def test_another_kind_of_file_throws_the_check_away(begun: Engine) -> None:
    assert begun
    app = checked()
    app.radio[0].set_value("facilities").run()
    assert not app.exception
    assert not app.dataframe
