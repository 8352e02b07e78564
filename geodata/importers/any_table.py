"""Ports from any table or layer of points, by a choice of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseMultipartGeometry

from geodata.errors import CoordinateError
from geodata.geodesy import Point, parse_lat_lon
from geodata.importers import places
from geodata.importers.columns import Field, MappedRow, apply, guess
from geodata.importers.layers import is_layer, layer_titles, read_layer
from geodata.importers.layout import UNKNOWN, squashed
from geodata.importers.rows import PortRow, RowError, gathered
from geodata.importers.table import Sheet, SheetRow, read_table, sheet_titles
from geodata.importers.values import as_text, parse_list
from geodata.importers.wpi import SIZES, TYPES
from models.vocabulary import HarbourSize, HarbourType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geodata.importers.layers import Feature, Layer
    from geodata.importers.rows import Read

SOURCE = "table"
"""Name in the registry."""

LABEL = "Any table or layer"
"""Name on screen."""

FIELDS = (
    Field("name", "Name", ("Port", "Port name", "Main port name", "Title"), required=True, help="The port's name"),
    Field(
        "alternate_names", "Other names", ("Alternate names", "Alternate port name", "Aliases"), help="With ; between"
    ),
    Field("unlocode", "UN/LOCODE", ("LOCODE", "Code"), help="FJSUV or FJ SUV"),
    Field("wpi_number", "World Port Index number", ("WPI number", "Index number"), help="Figures only"),
    Field("territory", "Territory", ("Country", "Country code", "ISO code", "Nation"), help="Name or ISO code"),
    Field("lat", "Latitude", ("Lat", "Y"), help="Degrees, such as -18.1"),
    Field("lon", "Longitude", ("Lon", "Long", "Lng", "X"), help="Degrees, such as 178.4"),
    Field("position", "Position", ("Coordinates", "Lat lon"), help="-18.1, 178.4 or 18°06.0′S 178°24.0′E"),
    Field("harbour_size", "Harbour size", ("Harbor size", "Size"), help="Large, medium, small or very small"),
    Field("harbour_type", "Harbour type", ("Harbor type",), help="As the World Port Index has it"),
)
"""What a column may hold."""

_AXES = ("Longitude", "Latitude")


def read_any(path: Path, *, name: str | None = None, sheet: str | None = None) -> Sheet:
    """Read a table or a layer as a table; of a layer each point gives a longitude and a latitude.

    Args:
        path: a CSV, XLSX, GeoJSON, GeoPackage, zipped Shapefile or KML file.
        name: what messages call it; its own name by default.
        sheet: which sheet of a workbook or which layer of a file.

    Raises:
        TableFileError: it cannot be read.
    """
    if is_layer(path):
        return as_sheet(read_layer(path, name=name, layer=sheet))
    return read_table(path, name=name, sheet=sheet)


def titles(path: Path, *, name: str | None = None) -> tuple[str, ...]:
    """Return the sheets of a workbook or the layers of a GeoPackage, of which one is read; none of another file.

    Raises:
        TableFileError: it cannot be read.
    """
    return layer_titles(path, name=name) if is_layer(path) else sheet_titles(path, name=name)


def as_sheet(layer: Layer) -> Sheet:
    """Lay a layer out as a table, with its points in two columns more.

    What has no shape keeps its own longitude and latitude; what has another shape is at fault and leaves them blank.
    """
    folded = [header.casefold() for header in layer.headers]
    own = [folded.index(axis.casefold()) if axis.casefold() in folded else None for axis in _AXES]
    kept = [place for place, header in enumerate(folded) if header not in {"longitude", "latitude"}]
    headers = tuple(layer.headers[place] for place in kept) + _AXES
    return Sheet(headers, tuple(_row(one, kept, own) for one in layer.features), layer.digest, "CSV", layer.kind)


def _row(feature: Feature, kept: Sequence[int], own: Sequence[int | None]) -> SheetRow:
    said = tuple(feature.values[place] for place in kept)
    shape = _single(feature.geometry)
    if shape is None or shape.is_empty:
        return SheetRow(feature.number, said + tuple(None if at is None else feature.values[at] for at in own))
    if isinstance(shape, shapely.Point):
        return SheetRow(feature.number, (*said, float(shape.x), float(shape.y)))
    fault = f"is a {shape.geom_type}, not a point. Draw one point"
    return SheetRow(feature.number, (*said, None, None), fault)


def _single(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Take the only part out of a collection, as often as there is one in another."""
    while isinstance(shape, BaseMultipartGeometry):
        parts = [part for part in shape.geoms if not part.is_empty]
        if len(parts) != 1:
            break
        shape = parts[0]
    return shape


def read(
    path: Path, *, mapping: Mapping[str, str] | None = None, name: str | None = None, sheet: str | None = None
) -> Read[PortRow]:
    """Read ports out of any table or layer.

    Args:
        path: the file.
        mapping: header by name of field; guessed from the headers by default.
        name: what messages call the file; its own name by default.
        sheet: which sheet of a workbook or which layer of a file.

    Raises:
        TableFileError: it cannot be read.
        MappingError: the choice of columns does not fit, or none can be guessed for the name.
    """
    return read_sheet(read_any(path, name=name, sheet=sheet), mapping=mapping)


def read_sheet(sheet: Sheet, *, mapping: Mapping[str, str] | None = None) -> Read[PortRow]:
    """Read ports out of a table, as `read` does."""
    chosen = dict(guess(sheet.headers, FIELDS)) if mapping is None else dict(mapping)
    others = {place: header for place, header in enumerate(sheet.headers) if header not in chosen.values()}
    rows = zip(apply(sheet, chosen, FIELDS), sheet.rows, strict=True)
    pairs = [_Row(mapped, chosen, _attributes(row, others), row.fault) for mapped, row in rows]
    return gathered(SOURCE, pairs, _Row.port, digest=sheet.digest)


def _attributes(row: SheetRow, others: Mapping[int, str]) -> dict[str, str]:
    texts = {header: as_text(row.values[place]) for place, header in others.items()}
    return {header: text for header, text in texts.items() if text.casefold() not in UNKNOWN}


class _Row:
    """One row with the headers that its fields were chosen from."""

    def __init__(
        self, mapped: MappedRow, headers: Mapping[str, str], attributes: Mapping[str, str], fault: str
    ) -> None:
        self.number = mapped.number
        self._fault = fault
        self._values = mapped.values
        self._headers = headers
        self._attributes = attributes

    def port(self) -> PortRow:
        name = self._said("name")
        if not name:
            raise RowError(self._header("name"), "is blank. Write the port's name")
        place = self._place()
        number, said = self._text("wpi_number"), self._text("territory")
        return PortRow(
            number=self.number,
            name=name,
            alternate_names=tuple(other for other in parse_list(self._values.get("alternate_names")) if other != name),
            unlocode=self._unlocode(),
            wpi_number=places.wpi_number(number, column=self._header("wpi_number")) if number else None,
            territory=places.territory(said, column=self._header("territory")),
            territory_said=said,
            lon=place.lon if place else None,
            lat=place.lat if place else None,
            harbour_size=SIZES.get(squashed(self._text("harbour_size")), HarbourSize.UNKNOWN),
            harbour_type=TYPES.get(squashed(self._text("harbour_type")), HarbourType.UNKNOWN),
            creates=place is not None,
            attributes=self._attributes,
        )

    def _header(self, field: str) -> str:
        return self._headers.get(field, field)

    def _said(self, field: str) -> str:
        return " ".join(as_text(self._values.get(field)).split())

    def _text(self, field: str) -> str:
        text = self._said(field)
        return "" if text.casefold() in UNKNOWN else text

    def _unlocode(self) -> str | None:
        text = self._said("unlocode")
        code = places.unlocode_of(text)
        if text and code is None:
            wrong = f"{places.quoted(text)} is no UN/LOCODE. Write five characters, such as FJSUV"
            raise RowError(self._header("unlocode"), wrong)
        return code

    def _place(self) -> Point | None:
        """Return the place, by its position or by longitude and latitude; None where all are blank."""
        if position := self._text("position"):
            try:
                return parse_lat_lon(position)
            except CoordinateError as error:
                raise RowError(self._header("position"), str(error)) from error
        if self._fault and {self._header("lon"), self._header("lat")} & set(_AXES):
            raise RowError("Geometry", self._fault)
        lon, lat = self._text("lon"), self._text("lat")
        if not lon and not lat:
            return None
        for axis, text in (("lon", lon), ("lat", lat)):
            if not text:
                wrong = "is blank although the other coordinate is given. Write both or none"
                raise RowError(self._header(axis), wrong)
        return places.decimal_place(lon, lat, columns=(self._header("lon"), self._header("lat")))
