"""KML 2.2, for programs that show the Earth: a place with its name, what is said of it, and its data.

Written here rather than by GDAL, which gives a document no words of its own and its features no typed data beside
their description. Every text is escaped by the XML library; what a program shows as HTML is plain text here.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from geodata.exporters.placed import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.exporters.placed import Column, PlacedLayer, PlacedRow

NAMESPACE = "http://www.opengis.net/kml/2.2"
"""What makes an XML document a KML one."""

_TYPES = {str: "string", int: "int", float: "double", bool: "bool", date: "string"}


def to_kml(layer: PlacedLayer, *, note: Mapping[str, str], told: str) -> bytes:
    """Write a layer of points.

    Args:
        layer: what to write; it has a column `name`.
        note: marking, disclaimer and dates: the description of the document, and its data.
        told: name of the column that is each place's description.
    """
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    marking = next(iter(note.values()), "")
    _say(document, "name", " · ".join(part for part in (layer.title, marking) if part))
    _say(document, "description", escape(". ".join(note.values()) + "."))
    _write_note(document, note)
    schema = SubElement(document, "Schema", name=layer.name, id=layer.name)
    for column in _data_columns(layer):
        SubElement(schema, "SimpleField", name=column.name, type=_TYPES[column.kind])
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
    data = SubElement(SubElement(placemark, "ExtendedData"), "SchemaData", schemaUrl=f"#{layer.name}")
    for column in _data_columns(layer):
        text = plain_text(row.cells.get(column.name))
        if text is not None:
            SubElement(data, "SimpleData", name=column.name).text = text
    if row.place is not None:
        _say(SubElement(placemark, "Point"), "coordinates", f"{row.place.lon!r},{row.place.lat!r}")
