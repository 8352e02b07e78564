"""Ports and port facilities as files: their facts, where each is from, and where they lie.

`port_rows` and `facility_rows` gather, `port_file` writes; the command line and the pages call both. The same data
gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dashboard.actions.port_labels import known_facts, provenance_of, source_label
from dashboard.actions.scope import marking_line
from geodata.exporters.delimited import to_csv
from geodata.exporters.geojson import points_to_geojson
from geodata.exporters.geopackage import to_geopackage
from geodata.exporters.kml import to_kml
from geodata.exporters.listing import to_json
from geodata.exporters.placed import Column, PlacedLayer, PlacedRow
from geodata.exporters.workbook import SheetOut, to_xlsx
from geodata.geodesy import Point
from models import queries
from models.settings import read_settings
from models.tables import AuditEntry
from models.wording import DISCLAIMER, day, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlmodel import Session

    from dashboard.actions.port_catalogue import CataloguePort
    from dashboard.actions.records import Records
    from models.tables import Port, PortFacility


class PortForm(StrEnum):
    """What a file of ports is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    KML = "kml"


PORT_MEDIA_TYPES: Mapping[PortForm, str] = {
    PortForm.CSV: "text/csv",
    PortForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PortForm.JSON: "application/json",
    PortForm.GEOJSON: "application/geo+json",
    PortForm.GPKG: "application/geopackage+sqlite3",
    PortForm.KML: "application/vnd.google-earth.kml+xml",
}
"""The type of each, as a download names it."""

_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("lon", "lat", "located_nm", "channel_m", "anchorage_m", "cargo_pier_m"), float),
    **dict.fromkeys(("oil_terminal_m", "gas_terminal_m", "vessel_length_m", "vessel_beam_m"), float),
    "vessel_draught_m": float,
    **dict.fromkeys(("facilities", "seamark_id"), int),
    **dict.fromkeys(("port_security", "first_port_of_entry", "plan_approved", "plan_withdrawn"), bool),
    **dict.fromkeys(("last_visit", "approved_on", "reviewed_on", "compliance_on", "plan_withdrawn_on"), date),
    "source_updated_on": date,
}
"""What the values of a column are, where they are not text."""

_LABELS = {
    "territory_code": "ISO code of territory",
    "located_territory": "Lies in or by",
    "located_nm": "Distance to it (nm)",
    "facilities": "Port facilities",
    "advisory": "Port Security Advisory",
    "last_visit": "Last visit",
    "sources": "Sources",
    "seamark_id": "Seamark id",
    "port_name": "Port as its source writes it",
    "port": "Port",
    "demo": "DEMO: generated",
}
"""What columns are called that are no facts of a port."""


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, _LABELS.get(name) or words(name), _KINDS.get(name, str)) for name in names)


PORT_COLUMNS = _columns(
    *("name", "alternate_names", "unlocode", "wpi_number", "territory", "territory_code", "subregion", "lat", "lon"),
    *("harbour_size", "harbour_type", "channel_m", "anchorage_m", "cargo_pier_m", "oil_terminal_m", "gas_terminal_m"),
    *("vessel_length_m", "vessel_beam_m", "vessel_draught_m", "port_security", "first_port_of_entry", "facilities"),
    *("flags", "located_territory", "located_nm", "advisory", "last_visit", "sources", "seamark_id", "demo"),
)
"""What is written of a port."""

FACILITY_FIELDS = (
    *("description", "plan_approved", "approved_on", "reviewed_on", "compliance_on"),
    *("plan_withdrawn", "plan_withdrawn_on", "source_updated_on"),
)

FACILITY_COLUMNS = _columns(
    *("name", "imo_number", "port", "unlocode", "port_name", "territory", "territory_code", "lat", "lon"),
    *(*FACILITY_FIELDS, "sources", "seamark_id", "demo"),
)
"""What is written of a port facility."""


@dataclass(frozen=True, slots=True)
class PortExport:
    """Ports or port facilities, ready to be written."""

    layer: PlacedLayer
    marking: str
    """The highest of the visits that the rows speak of; the lowest where they speak of none."""
    demo: bool
    """Some of them are generated, or the visits that they speak of."""
    as_of: date
    """The day of advisories and last visits."""
    version: int
    """Data version that they were read at."""
    changed_at: datetime
    """When the data was changed last."""
    changed_on: date
    """Its day at the base."""
    narrowed_to: str
    """What the rows were narrowed to, in words; blank where they are all."""

    def metadata(self) -> dict[str, str]:
        """Say what marks the file and what it holds."""
        narrowed = f" ({self.narrowed_to})" if self.narrowed_to else ""
        return {
            "marking": marking_line(self.marking, demo=self.demo),
            "holds": f"{self.layer.title}{narrowed}: {len(self.layer.rows):,}, as of {day(self.as_of)}",
            "data": f"Data version {self.version} of {day(self.changed_on)}",
            "disclaimer": DISCLAIMER.removesuffix("."),
            "use": "Not for navigation",
        }


def port_rows(
    records: Records, ports: Sequence[CataloguePort], *, session: Session, as_of: date, narrowed_to: str = ""
) -> PortExport:
    """Gather ports for an export, in the order given.

    Args:
        records: as every page reads them.
        ports: what to write, such as a filtered catalogue of the same day.
        session: for when the data was changed last.
        as_of: the day of the catalogue.
        narrowed_to: what they were narrowed to, in words.
    """
    rows = [_port_row(records, port) for port in ports]
    layer = PlacedLayer("ports", "Ports", PORT_COLUMNS, rows)
    markings = {port.marking for port in ports if port.marking}
    return _export(layer, markings, session=session, as_of=as_of, narrowed_to=narrowed_to)


def facility_rows(
    records: Records,
    *,
    session: Session,
    as_of: date,
    ports: Collection[int] | None = None,
    territories: Collection[str] = (),
) -> PortExport:
    """Gather port facilities for an export, by name; those that wait for their port too.

    Args:
        records: as every page reads them.
        session: for the facilities, and when the data was changed last.
        as_of: the day that is written into the file.
        ports: only those of these ports, by id; of all where there is none.
        territories: only those of these, by code; of all where there is none.
    """
    found = [
        (one, records.port(one.port_id))
        for one in queries.facilities(session=session)
        if ports is None or one.port_id in ports
    ]
    rows = [
        _facility_row(records, one, port)
        for one, port in found
        if not territories or _territory(one, port) in territories
    ]
    layer = PlacedLayer("facilities", "Port facilities", FACILITY_COLUMNS, rows)
    return _export(layer, set(), session=session, as_of=as_of, narrowed_to=", ".join(territories))


def _export(layer: PlacedLayer, markings: set[str], *, session: Session, as_of: date, narrowed_to: str) -> PortExport:
    settings = read_settings(session)
    version = queries.data_version(session=session)
    newest = session.get(AuditEntry, version)
    changed_at = newest.at.astimezone(UTC) if newest else datetime.fromtimestamp(0, UTC)
    return PortExport(
        layer=layer,
        marking=settings.highest(markings),
        demo=any(row.cells["demo"] for row in layer.rows),
        as_of=as_of,
        version=version,
        changed_at=changed_at,
        changed_on=settings.today(changed_at),
        narrowed_to=narrowed_to,
    )


def _port_row(records: Records, listed: CataloguePort) -> PlacedRow:
    port = records.ports_by_id[listed.id]
    facts = known_facts(port)
    cells = {
        **{column.name: facts.get(column.name) for column in PORT_COLUMNS},
        "alternate_names": "; ".join(port.alternate_names) or None,
        "territory": listed.territory_name,
        "territory_code": listed.territory,
        "subregion": listed.subregion,
        "facilities": listed.facilities,
        "flags": _flags(port, listed),
        "located_territory": port.located_territory and records.territories[port.located_territory].name,
        "located_nm": port.located_nm,
        "advisory": words(listed.advisory),
        "last_visit": listed.last_visit,
        "seamark_id": listed.id,
        "demo": "port" if port.demo else "last visit" if listed.demo else None,
    }
    return _row(Point(lon=port.lon, lat=port.lat), cells, provenance_of(port))


def _flags(port: Port, listed: CataloguePort) -> str | None:
    said = (": ".join(filter(None, (words(flag), port.flag_notes.get(flag)))) for flag in listed.flags)
    return "; ".join(said) or None


def _facility_row(records: Records, one: PortFacility, port: Port | None) -> PlacedRow:
    code = _territory(one, port)
    cells = {
        "name": one.name,
        "imo_number": one.imo_number,
        "port": port.name if port else None,
        "unlocode": port.unlocode if port else None,
        "port_name": one.port_name or None,
        "territory": records.territories[code].name if code and code in records.territories else None,
        "territory_code": code,
        "lat": one.lat,
        "lon": one.lon,
        **{name: value if (value := getattr(one, name)) != "" else None for name in FACILITY_FIELDS},
        "seamark_id": one.id,
        "demo": "facility" if one.demo else "port" if port and port.demo else None,
    }
    place = None if one.lon is None or one.lat is None else Point(lon=one.lon, lat=one.lat)
    return _row(place, cells, one.provenance or {"name": one.source})


def _territory(one: PortFacility, port: Port | None) -> str | None:
    """Tell the territory of a facility: that of its port, else the one that its source declares."""
    return port.territory if port else one.territory


def _row(place: Point | None, cells: Mapping[str, Any], provenance: Mapping[str, str]) -> PlacedRow:
    sources = {name: source_label(source) for name, source in provenance.items()}
    return PlacedRow(place, {**cells, "sources": _told(sources) or None}, sources)


def _told(sources: Mapping[str, str]) -> str:
    """Say which fields each source is the source of: `World Port Index: Name, Latitude; UN/LOCODE: Territory`."""
    fields: dict[str, list[str]] = {}
    for name, source in sources.items():
        fields.setdefault(source, []).append(_LABELS.get(name) or words(name))
    return "; ".join(f"{source}: {', '.join(names)}" for source, names in fields.items())


def port_file(export: PortExport, form: PortForm) -> bytes:
    """Write an export under its marking; cells of CSV and XLSX are neutralised."""
    return _WRITERS[form](export)


def _csv(export: PortExport) -> bytes:
    labels = [column.label for column in export.layer.columns]
    return to_csv(_labelled(export), note=_note(export), headers=labels).encode()


def _xlsx(export: PortExport) -> bytes:
    labels = [column.label for column in export.layer.columns]
    return to_xlsx([SheetOut(export.layer.title, _labelled(export), labels)], note=_note(export))


def _json(export: PortExport) -> bytes:
    rows = [{**row.cells, "provenance": dict(row.provenance)} for row in export.layer.rows]
    return to_json(rows, note=export.metadata()).encode()


def _geojson(export: PortExport) -> bytes:
    return points_to_geojson(export.layer, metadata=export.metadata()).encode()


def _gpkg(export: PortExport) -> bytes:
    return to_geopackage(export.layer, note=export.metadata(), stamp=export.changed_at)


def _kml(export: PortExport) -> bytes:
    return to_kml(export.layer, note=export.metadata(), told="sources")


_WRITERS: Mapping[PortForm, Callable[[PortExport], bytes]] = {
    PortForm.CSV: _csv,
    PortForm.XLSX: _xlsx,
    PortForm.JSON: _json,
    PortForm.GEOJSON: _geojson,
    PortForm.GPKG: _gpkg,
    PortForm.KML: _kml,
}


def _note(export: PortExport) -> str:
    return f"{'. '.join(export.metadata().values())}."


def _labelled(export: PortExport) -> list[dict[str, Any]]:
    columns = export.layer.columns
    return [{column.label: row.cells.get(column.name) for column in columns} for row in export.layer.rows]
