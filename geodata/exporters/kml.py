"""KML 2.2, for programs that show the Earth: a place with its name, what is said of it, and its data.

Written here rather than by GDAL, which gives a document no words of its own and its features no typed data beside
their description. Every text is escaped by the XML library; what a program shows as HTML is plain text here.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from geodata.exporters.placed import line_parts, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.exporters.placed import Column, PlacedLayer, PlacedRow
    from geodata.geodesy import PathPoint

NAMESPACE = "http://www.opengis.net/kml/2.2"
"""What makes an XML document a KML one."""

LINE = "line"
"""Name of the style of lines."""

LINE_COLOUR = "ff00254a"
"""Of lines: opacity, blue, green and red, as KML writes it."""

_TYPES = {str: "string", int: "int", float: "double", bool: "bool", date: "string"}


def to_kml(layer: PlacedLayer, *, note: Mapping[str, str], told: str) -> bytes:
    """Write a layer of points.

    Args:
        layer: what to write; it has a column `name`.
        note: marking, disclaimer and dates: the description of the document, and its data.
        told: name of the column that is each place's description.
    """
    return layers_to_kml([layer], title=layer.title, note=note, told=told)


def layers_to_kml(layers: Sequence[PlacedLayer], *, title: str, note: Mapping[str, str], told: str) -> bytes:
    """Write layers of points and lines, a folder for each; lines are cut at the date line.

    Args:
        layers: what to write, as `to_kml` takes one.
        title: what the document is called.
        note: as there.
        told: as there.
    """
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    marking = next(iter(note.values()), "")
    _say(document, "name", " · ".join(part for part in (title, marking) if part))
    _say(document, "description", escape(". ".join(note.values()) + "."))
    if any(row.path for layer in layers for row in layer.rows):
        style = SubElement(SubElement(document, "Style", id=LINE), "LineStyle")
        _say(style, "color", LINE_COLOUR)
        _say(style, "width", "3")
    _write_note(document, note)
    for layer in layers:
        schema = SubElement(document, "Schema", name=layer.name, id=layer.name)
        for column in _data_columns(layer):
            SubElement(schema, "SimpleField", name=column.name, type=_TYPES[column.kind])
    for layer in layers:
        folder = SubElement(document, "Folder")
        _say(folder, "name", layer.title)
        for row in layer.rows:
            _place(folder, layer, row, told)
    indent(root, " ")
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def _data_columns(layer: PlacedLayer) -> list[Column]:
    return [column for column in layer.columns if column.name != "name"]


def _say(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = plain_text(text)


def _write_note(document: Element, note: Mapping[str, str]) -> None:
    extended = SubElement(document, "ExtendedData")
    for name, text in note.items():
        _say(SubElement(extended, "Data", name=name), "value", text)


def _place(folder: Element, layer: PlacedLayer, row: PlacedRow, told: str) -> None:
    placemark = SubElement(folder, "Placemark")
    _say(placemark, "name", str(row.cells["name"]))
    _say(placemark, "description", escape(str(row.cells.get(told) or "")))
    if row.path:
        _say(placemark, "styleUrl", f"#{LINE}")
    data = SubElement(SubElement(placemark, "ExtendedData"), "SchemaData", schemaUrl=f"#{layer.name}")
    for column in _data_columns(layer):
        text = plain_text(row.cells.get(column.name))
        if text is not None:
            SubElement(data, "SimpleData", name=column.name).text = text
    if row.path:
        _lines(placemark, row.path)
    elif row.place is not None:
        _say(SubElement(placemark, "Point"), "coordinates", f"{row.place.lon!r},{row.place.lat!r}")


def _lines(placemark: Element, path: Sequence[PathPoint]) -> None:
    """Write a line that follows the ground, in several parts where the date line cuts it."""
    parts = line_parts(path)
    parent = placemark if len(parts) == 1 else SubElement(placemark, "MultiGeometry")
    for part in parts:
        line = SubElement(parent, "LineString")
        _say(line, "tessellate", "1")
        _say(line, "coordinates", " ".join(f"{lon!r},{lat!r}" for lon, lat in part))
