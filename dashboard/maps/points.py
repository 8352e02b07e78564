"""The label points of the partners as the browser fetches them: name, place, and where glyph and label stand.

They are the same for everybody and for every status, so they are published like the boundaries, and what travels with a
page is one digit per territory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dashboard.maps.placing import Place, arrange
from dashboard.maps.published import Published, publish

if TYPE_CHECKING:
    from dashboard.maps.placing import Label
    from dashboard.maps.scene import Mark, Scene

POINTS = "points"
"""Name of the published points."""


def publish_points(scene: Scene) -> Published:
    """Publish the points of a scene, by index; its statuses do not enter."""
    marks = ordered(scene)
    places = tuple(Place(mark.territory, mark.name, mark.lon, mark.lat) for mark in marks)
    glyphs, labels = arrange(places, scene.width_px, scene.height_px)
    rows = [_row(mark, glyphs[mark.territory], labels.get(mark.territory)) for mark in marks]
    return publish(POINTS, json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def ordered(scene: Scene) -> list[Mark]:
    """Return the marks in the order in which they are published."""
    return sorted(scene.marks, key=lambda mark: mark.index)


def _row(mark: Mark, glyph: tuple[int, int], label: Label | None) -> dict[str, object]:
    """Short keys: territory, index, name, place, offset of the glyph, offset and anchor of the label."""
    row: dict[str, object] = {
        "t": mark.territory,
        "i": mark.index,
        "n": mark.name,
        "p": [round(mark.lon, 2), round(mark.lat, 2)],
        "o": glyph,
    }
    return row if label is None else row | {"l": [label.dx, label.dy], "a": label.anchor}
