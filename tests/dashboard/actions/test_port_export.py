"""Files of ports and facilities: every format read back by another reader, marked, with sources, safe to open."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest
from openpyxl import load_workbook

from dashboard.actions.port_catalogue import catalogue, facility_counts
from dashboard.actions.port_export import (
    FACILITY_COLUMNS,
    PORT_COLUMNS,
    PORT_MEDIA_TYPES,
    PortExport,
    PortForm,
    facility_rows,
    port_file,
    port_rows,
)
from dashboard.actions.records import read_records
from geodata.importers.any_table import read as read_table_of_ports
from models import queries
from models.changes import writing
from models.database import reading
from models.settings import choose
from models.tables import Port, PortFacilityCreate
from models.vocabulary import HarbourSize
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE, engagement

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

HOSTILE = "=HYPERLINK(\"http://x\") </script> & 'x'"


def exported(engine: Engine, *codes: str) -> PortExport:
    with reading(engine) as session:
        records = read_records(session=session)
        listed = catalogue(records, facility_counts(session=session), as_of=AS_OF)
        taken = [port for port in listed if port.territory in codes]
        return port_rows(records, taken, session=session, as_of=AS_OF, narrowed_to=", ".join(codes))


def facilities(engine: Engine, **chosen: Any) -> PortExport:  # noqa: ANN401 - as the function has it
    with reading(engine) as session:
        return facility_rows(read_records(session=session), session=session, as_of=AS_OF, **chosen)


def port(engine: Engine, unlocode: str) -> Port:
    with reading(engine) as session:
        return next(port for port in queries.ports(session=session) if port.unlocode == unlocode)


@pytest.fixture
def fiji(prepared: Engine) -> Engine:
    """Open a database whose Suva has facts from several sources, a hostile name, a visit and a facility."""
    suva = port(prepared, "FJSUV")
    facts = {
        "name": HOSTILE,
        "alternate_names": ["Suva", "-Tovata"],
        "wpi_number": "56100",
        "harbour_size": HarbourSize.SMALL,
        "channel_m": 12.5,
        "port_security": False,
        "flags": "likely_slip",
        "flag_notes": {"likely_slip": "swapped"},
        "provenance": {"name": "wpi", "channel_m": "wpi", "territory": "unlocode", "lon": "person", "lat": "person"},
    }
    with writing(prepared, who="x", why="x") as writer:
        writer.update(Port, suva.id or 0, facts, seen=suva.version)
        writer.create(engagement(ends_on=date(2026, 5, 1), ports=[suva.id]))
        writer.create(
            PortFacilityCreate(
                name=f"{HOSTILE} wharf",
                imo_number="FJSUV-0001",
                port_id=suva.id,
                lon=178.43,
                lat=-18.14,
                plan_approved=True,
                approved_on=date(2020, 2, 29),
                provenance={"name": "gisis", "plan_approved": "gisis"},
                source=SOURCE,
            )
        )
        writer.create(PortFacilityCreate(name="Waiting", territory="TON", source=SOURCE))
    return prepared


def table(content: bytes) -> tuple[str, list[dict[str, str]]]:
    note, rest = content.decode().split("\r\n", 1)
    return note, list(csv.DictReader(io.StringIO(rest)))


def suva_in(export: PortExport) -> dict[str, Any]:
    return next(dict(row.cells) for row in export.layer.rows if row.cells["unlocode"] == "FJSUV")


def test_every_form_has_a_media_type() -> None:
    assert set(PORT_MEDIA_TYPES) == set(PortForm)


@pytest.mark.parametrize("columns", [PORT_COLUMNS, FACILITY_COLUMNS])
def test_columns_have_names_and_labels_of_their_own(columns: Any) -> None:  # noqa: ANN401 - columns of either kind
    for each in ({column.name for column in columns}, {column.label for column in columns}):
        assert len(each) == len(columns)


def test_the_facts_of_a_port_are_written(fiji: Engine) -> None:
    found = suva_in(exported(fiji, "FJI"))
    assert found["name"] == HOSTILE
    assert found["alternate_names"] == "Suva; -Tovata"
    assert (found["territory"], found["territory_code"]) == ("Fiji", "FJI")
    assert (found["channel_m"], found["port_security"], found["anchorage_m"]) == (12.5, False, None)
    assert (found["facilities"], found["last_visit"]) == (1, date(2026, 5, 1))
    assert found["flags"] == "Likely slip: swapped"
    assert found["sources"] == (
        "World Port Index: Name, Channel depth (m); UN/LOCODE: Territory; Corrected by hand: Longitude, Latitude"
    )


@pytest.mark.parametrize("form", PortForm)
def test_the_same_data_gives_the_same_bytes(fiji: Engine, form: PortForm) -> None:
    assert port_file(exported(fiji, "FJI"), form) == port_file(exported(fiji, "FJI"), form)


@pytest.mark.parametrize("form", PortForm)
def test_nothing_at_all_can_be_written(prepared: Engine, form: PortForm) -> None:
    assert port_file(exported(prepared), form)
    assert port_file(facilities(prepared), form)


def note_of(content: bytes, form: PortForm, tmp_path: Path) -> str:
    """Read the note of a file with another reader than the program that wrote it."""
    if form is PortForm.CSV:
        return table(content)[0]
    if form is PortForm.XLSX:
        return str(load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value)
    if form in {PortForm.JSON, PortForm.GEOJSON}:
        return ". ".join(json.loads(content)["metadata"].values())
    if form is PortForm.KML:
        return next(one.text or "" for one in ET.fromstring(content).iter() if one.tag.endswith("description"))  # noqa: S314 - our own file
    path = tmp_path / "ports.gpkg"
    path.write_bytes(content)
    about = pyogrio.read_dataframe(path, layer="about")["said"]
    described = pyogrio.read_info(path, layer=0)["layer_metadata"]["DESCRIPTION"]
    assert described == ". ".join(about) + "."
    return str(described)


@pytest.mark.parametrize("form", PortForm)
def test_every_format_bears_marking_day_disclaimer_and_use(fiji: Engine, form: PortForm, tmp_path: Path) -> None:
    for export in (exported(fiji, "FJI"), facilities(fiji)):
        note = note_of(port_file(export, form), form, tmp_path)
        assert note.removeprefix("# ").startswith("UNCLASSIFIED. Port")
        assert "as of 22 Nov 2026" in note
        assert "not necessarily authoritative" in note
        assert "Not for navigation" in note
        assert "DEMO" not in note


@pytest.mark.parametrize("form", PortForm)
def test_generated_records_are_announced_in_every_format(demo: Engine, form: PortForm, tmp_path: Path) -> None:
    note = note_of(port_file(exported(demo, "FJI", "PYF", "TON"), form), form, tmp_path)
    assert note.removeprefix("# ").startswith("UNCLASSIFIED · DEMO DATA. Ports (FJI, PYF, TON): ")


def test_a_file_bears_the_marking_of_the_visits_that_it_speaks_of(fiji: Engine) -> None:
    with writing(fiji, who="x", why="x") as writer:
        choose(writer, "marking", "CUI")
        writer.create(engagement(ends_on=AS_OF, ports=[port(fiji, "FJLTK").id], marking="CUI"))
    assert exported(fiji, "FJI").marking == "CUI"
    assert exported(fiji, "TON").marking == "UNCLASSIFIED"
    assert facilities(fiji).marking == "UNCLASSIFIED"


def test_only_what_was_generated_is_called_so(fiji: Engine) -> None:
    lautoka = port(fiji, "FJLTK").id
    with writing(fiji, who="x", why="x") as writer:
        writer.create(engagement(ends_on=AS_OF, ports=[lautoka], demo=True))
        writer.create(PortFacilityCreate(name="Generated", port_id=lautoka, demo=True, source=SOURCE))
    rows = {row.cells["unlocode"]: row.cells["demo"] for row in exported(fiji, "FJI").layer.rows}
    assert {code for code, said in rows.items() if said} == {"FJLTK"}
    assert rows["FJLTK"] == "last visit"
    assert [row.cells["demo"] for row in facilities(fiji).layer.rows] == [None, "facility", None]
    assert facilities(fiji).demo


def test_csv_is_neutral_and_reads_back(fiji: Engine) -> None:
    _, rows = table(port_file(exported(fiji, "FJI"), PortForm.CSV))
    found = next(row for row in rows if row["UN/LOCODE"] == "FJSUV")
    assert found["Name"] == f"'{HOSTILE}"
    assert found["Latitude"].startswith("-18.1")
    assert (found["Channel depth (m)"], found["Anchorage depth (m)"], found["Port security"]) == ("12.5", "", "False")


def test_xlsx_is_neutral_and_reads_back(fiji: Engine) -> None:
    page = load_workbook(io.BytesIO(port_file(exported(fiji, "FJI"), PortForm.XLSX))).worksheets[0]
    headers, *rows = page.iter_rows(min_row=2, values_only=True)
    found = next(dict(zip(headers, row, strict=True)) for row in rows if HOSTILE in str(row[0]))
    assert found["Name"] == f"'{HOSTILE}"
    assert found["Latitude"] == pytest.approx(port(fiji, "FJSUV").lat)
    assert found["Last visit"].date() == date(2026, 5, 1)
    assert (found["Port security"], found["Port facilities"]) == (False, 1)


@pytest.mark.parametrize("form", [PortForm.JSON, PortForm.GEOJSON])
def test_json_holds_the_source_of_each_field(fiji: Engine, form: PortForm) -> None:
    content = port_file(exported(fiji, "FJI"), form)
    assert b"<" not in content
    read = json.loads(content)
    rows = read["rows"] if form is PortForm.JSON else [feature["properties"] for feature in read["features"]]
    found = next(row for row in rows if row["unlocode"] == "FJSUV")
    assert found["name"] == HOSTILE
    assert found["provenance"]["channel_m"] == "World Port Index"
    assert found["last_visit"] == "2026-05-01"


@pytest.mark.parametrize(("form", "layer", "name"), [(PortForm.GPKG, "ports", "name"), (PortForm.KML, "Ports", "Name")])
def test_layers_read_back_with_places_and_sources(
    fiji: Engine, tmp_path: Path, form: PortForm, layer: str, name: str
) -> None:
    path = tmp_path / f"ports.{form}"
    path.write_bytes(port_file(exported(fiji, "FJI"), form))
    frame = pyogrio.read_dataframe(path, layer=layer).set_index("unlocode")
    found = frame.loc["FJSUV"]
    assert found[name] == HOSTILE
    suva = port(fiji, "FJSUV")
    assert (found.geometry.x, found.geometry.y) == pytest.approx((suva.lon, suva.lat))
    assert (found["channel_m"], found["facilities"]) == (12.5, 1)
    assert "World Port Index: Name" in found["sources"]
    assert frame["channel_m"].isna().sum() == len(frame) - 1


@pytest.mark.parametrize("form", [PortForm.CSV, PortForm.XLSX])
def test_what_is_exported_can_be_imported_as_a_table_of_ports(fiji: Engine, tmp_path: Path, form: PortForm) -> None:
    path = tmp_path / f"ports.{form}"
    path.write_bytes(port_file(exported(fiji, "FJI"), form))
    read = read_table_of_ports(path)
    assert not read.rejected
    found = next(row for row in read.rows if row.unlocode == "FJSUV")
    assert (found.territory, found.wpi_number, found.harbour_size) == ("FJI", "56100", HarbourSize.SMALL)
    assert (found.lon, found.lat) == pytest.approx((port(fiji, "FJSUV").lon, port(fiji, "FJSUV").lat))
    assert "Suva" in found.alternate_names


def test_facilities_are_written_with_their_port_or_without(fiji: Engine) -> None:
    wharf, waiting = (row for row in facilities(fiji).layer.rows)
    assert (wharf.cells["port"], wharf.cells["unlocode"], wharf.cells["territory"]) == (HOSTILE, "FJSUV", "Fiji")
    assert (wharf.cells["plan_approved"], wharf.cells["approved_on"]) == (True, date(2020, 2, 29))
    assert wharf.provenance == {"name": "IMO GISIS port facilities", "plan_approved": "IMO GISIS port facilities"}
    assert wharf.place is not None
    assert (waiting.cells["port"], waiting.cells["territory"], waiting.place) == (None, "Tonga", None)
    assert waiting.provenance == {"name": SOURCE}


def test_facilities_are_narrowed_by_port_or_territory(fiji: Engine) -> None:
    suva = port(fiji, "FJSUV").id or 0
    assert [row.cells["name"] for row in facilities(fiji, territories=["TON"]).layer.rows] == ["Waiting"]
    assert [row.cells["imo_number"] for row in facilities(fiji, ports={suva}).layer.rows] == ["FJSUV-0001"]
    assert facilities(fiji, ports=set()).layer.rows == []
    assert "(TON)" in facilities(fiji, territories=["TON"]).metadata()["holds"]


@pytest.mark.parametrize("form", [PortForm.GPKG, PortForm.GEOJSON, PortForm.KML])
def test_facilities_read_back_from_layers(fiji: Engine, tmp_path: Path, form: PortForm) -> None:
    path = tmp_path / f"facilities.{form}"
    path.write_bytes(port_file(facilities(fiji), form))
    frame = pyogrio.read_dataframe(path, layer=0)
    wharf = frame[frame["imo_number"] == "FJSUV-0001"].iloc[0]
    assert (wharf.geometry.x, wharf.geometry.y) == pytest.approx((178.43, -18.14))
