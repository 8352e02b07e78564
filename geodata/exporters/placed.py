"""Rows that lie somewhere, at a place or along a line, as the exports of layers take them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from geodata.line_cutting import cut_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.geodesy import PathPoint, Point

_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class PlacedRow:
    """A row with its place."""

    place: Point | None
    """Where it lies; None where that is not known."""

    cells: Mapping[str, Any]
    """Text, number, yes or no, date or None, by name of column."""

    provenance: Mapping[str, str] = field(default_factory=dict)
    """Source by name of column, for formats that hold more than cells."""

    path: Sequence[PathPoint] = ()
    """The line that it is drawn as, without a jump at the date line; a row with a line needs no place."""


@dataclass(frozen=True)
class Column:
    """A column of a layer."""

    name: str
    """Its name, letters, figures and underscores only, as every program takes it."""

    label: str
    """Its name on screen and in tables."""

    kind: type = str
    """What its values are: `str`, `int`, `float`, `bool` or `date`."""


@dataclass(frozen=True)
class PlacedLayer:
    """Rows of one kind."""

    name: str
    """Its name in code: `ports`."""

    title: str
    """Its name on screen."""

    columns: Sequence[Column]
    """What its rows have, in their order."""

    rows: Sequence[PlacedRow]
    """One for each feature."""


def plain_text(value: Any) -> str | None:  # noqa: ANN401 - any value of a row
    """Write a value as text that XML can hold: dates in ISO form, yes and no as `true` and `false`."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    text = value.isoformat() if isinstance(value, date) else str(value)
    return _FORBIDDEN_IN_XML.sub("\ufffd", text)


def line_parts(path: Sequence[PathPoint]) -> list[list[tuple[float, float]]]:
    """Cut a line at the date line into pairs of longitude and latitude, to about a metre."""
    return [[(round(point.lon, 5), round(point.lat, 5)) for point in part] for part in cut_line(path)]
