"""`seamark import ports` and `facilities`: the counts, the rejected rows and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import Point
from sqlmodel import col, select

from geodata.exporters.workbook import SheetOut, to_xlsx
from models.database import reading
from models.tables import PortEntry, PortFacility

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark

DATA = Path(__file__).parents[1] / "data"
INDEX = str(DATA / "world_port_index.csv")
KEYS = ["source", "rows", "new", "changed", "unchanged", "queued", "unused", "rejected", "flagged"]


def entries(engine: Engine) -> list[PortEntry]:
    with reading(engine) as session:
        return list(session.exec(select(PortEntry)))


def counts(seamark: Seamark, *arguments: str) -> dict[str, object]:
    code, out, _ = seamark("import", *arguments, "--format", "json")
    assert code == 0
    found: dict[str, object] = json.loads(out)
    assert list(found) == KEYS
    return found


def test_a_world_port_index_is_recognised_counted_and_written_once(prepared: Engine, seamark: Seamark) -> None:
    first = counts(seamark, "ports", INDEX, "--dry-run")
    assert entries(prepared) == []
    assert first == counts(seamark, "ports", INDEX)
    assert (first["source"], first["rows"], first["rejected"]) == ("wpi", 5, 2)
    assert sum(int(str(first[name])) for name in KEYS[2:8]) == 5
    again = counts(seamark, "ports", INDEX, "--source", "wpi")
    assert (again["new"], again["changed"]) == (0, 0)
    assert {entry.source for entry in entries(prepared)} == {"World Port Index, world_port_index.csv"}


@pytest.mark.parametrize("option", ["--rejects", "--rejected"])
def test_rejected_rows_are_left_out_and_written_with_their_reason(
    prepared: Engine, seamark: Seamark, tmp_path: Path, option: str
) -> None:
    target = tmp_path / "rejected.csv"
    code, out, _ = seamark("import", "ports", INDEX, option, str(target), "--title", "The Index")
    assert code == 0
    assert "row 5, Country Code: 'Atlantis' is no territory" in out
    written = target.read_text(encoding="utf-8")
    assert written.startswith("# UNCLASSIFIED")
    assert "Nowhere" in written
    assert "Suva" not in written
    assert {entry.source for entry in entries(prepared)} == {"The Index"}


def test_a_list_without_headers_keeps_its_rows_in_the_rejects(
    prepared: Engine, seamark: Seamark, tmp_path: Path
) -> None:
    assert prepared
    target = tmp_path / "rejected.csv"
    found = counts(seamark, "ports", str(DATA / "unlocode_flattened.csv"), "--rejects", str(target))
    assert (found["source"], found["rejected"], found["new"]) == ("unlocode", 1, 0)
    assert "WSAPW,Apia" in target.read_text(encoding="utf-8")


def test_facilities_are_written_and_wait_for_a_port_where_none_is_sure(prepared: Engine, seamark: Seamark) -> None:
    found = counts(seamark, "facilities", str(DATA / "port_facilities.csv"), "--source-date", "2026-01-31")
    assert (found["source"], found["new"], found["queued"], found["rejected"]) == ("gisis", 1, 1, 3)
    with reading(prepared) as session:
        wharf, platform = session.exec(select(PortFacility).order_by(col(PortFacility.imo_number).desc())).all()
    assert (wharf.imo_number, wharf.port_id is None, platform.port_id) == ("FJSUV-0001", False, None)
    assert str(wharf.source_date) == "2026-01-31"


def test_columns_of_a_table_are_chosen_by_options(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    file = tmp_path / "ports.csv"
    file.write_text('Wharf,Where,Spot\nExample Landing,Fiji,"-17.1, 179.1"\n', encoding="utf-8")
    options = ("--mapping", "name=Wharf", "--mapping", "Territory=Where", "--mapping", "position=Spot")
    assert counts(seamark, "ports", str(file), "--source", "table", *options)["new"] == 1
    assert [entry.key for entry in entries(prepared)] == ["Example Landing|FJI"]


LISTED = [{"Name": "Example Landing", "Country": "Fiji", "Lat": -17.1, "Lon": 179.1}]


def workbook(tmp_path: Path) -> str:
    """Save a workbook whose second sheet has a row that is right and one that is not."""
    rows = [*LISTED, {"Name": "Nowhere", "Country": "Atlantis", "Lat": 1, "Lon": 2}]
    path = tmp_path / "ports.xlsx"
    path.write_bytes(to_xlsx([SheetOut("First", [{"Name": "Not this"}]), SheetOut("Second", rows)], note=""))
    return str(path)


def package(tmp_path: Path) -> str:
    """Save a GeoPackage of two layers."""
    path = tmp_path / "ports.gpkg"
    for name, port in (("one", "Not this"), ("two", "Example Landing")):
        frame = gpd.GeoDataFrame({"name": [port], "country": "Fiji"}, geometry=[Point(179.1, -17.1)], crs="EPSG:4326")
        frame.to_file(path, layer=name)
    return str(path)


def test_a_sheet_is_chosen_and_its_rejected_rows_are_written(
    prepared: Engine, seamark: Seamark, tmp_path: Path
) -> None:
    target = tmp_path / "rejected.csv"
    found = counts(seamark, "ports", workbook(tmp_path), "--sheet", "Second", "--rejects", str(target))
    assert (found["source"], found["new"], found["rejected"]) == ("table", 1, 1)
    assert [entry.key for entry in entries(prepared)] == ["Example Landing|FJI"]
    assert "Nowhere" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--sheet", "--layer"])
def test_a_layer_is_chosen(prepared: Engine, seamark: Seamark, tmp_path: Path, option: str) -> None:
    assert counts(seamark, "ports", package(tmp_path), option, "two")["new"] == 1
    assert [entry.key for entry in entries(prepared)] == ["Example Landing|FJI"]


def test_a_sheet_of_facilities_is_chosen(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    assert prepared
    path = tmp_path / "facilities.xlsx"
    rows = [{"Facility Name": "Wharf", "IMO Port Facility Number": "FJSUV-0001", "Country Name": "Fiji"}]
    path.write_bytes(to_xlsx([SheetOut("Notes", [{"About": "x"}]), SheetOut("List", rows)], note=""))
    found = counts(seamark, "facilities", str(path), "--sheet", "List", "--dry-run")
    assert (found["source"], found["rows"], found["rejected"]) == ("gisis", 1, 0)


def test_a_sheet_or_layer_that_is_not_there_is_refused(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    book, layers = workbook(tmp_path), package(tmp_path)
    for arguments, said in (
        ((book, "--sheet", "Nope"), "has no sheet 'Nope'. Choose one of: First, Second"),
        ((layers, "--layer", "three"), "has no layer 'three'. Choose one of: one, two"),
        ((layers,), "has several layers. Choose one of: one, two"),
        ((layers, "--layer", "two", "--sheet", "two"), "not both"),
        ((INDEX, "--sheet", "First"), "--sheet: world_port_index.csv has neither sheets nor layers"),
    ):
        code, _, err = seamark("import", "ports", *arguments)
        assert (code, err.count("\n"), entries(prepared)) == (2, 1, [])
        assert said in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ports", INDEX, "--source", "gisis"), "--source: 'gisis' is none of ports; choose one of table"),
        (("ports", str(DATA / "port_facilities.csv")), "import it as facilities"),
        (("facilities", INDEX), "no list of IMO GISIS port facilities"),
        (("ports", INDEX, "--source", "unlocode"), "no UN/LOCODE list"),
        (("ports", INDEX, "--mapping", "name=X"), "needs none"),
        (("ports", INDEX, "--source", "table", "--mapping", "colour=X"), "FIELD=COLUMN. Fields: name"),
        (("ports", "missing.csv"), "is not a file"),
        (("ports", INDEX, "--source-date", "soon"), "--source-date"),
        (("engagements", INDEX, "--format", "json"), "--format"),
    ],
)
def test_bad_input_is_one_line_that_names_the_remedy(
    prepared: Engine, seamark: Seamark, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = seamark("import", *arguments)
    assert (code, err.count("\n"), entries(prepared)) == (2, 1, [])
    assert said in err
