"""The label points of the partners as the browser fetches them: name, place, and where glyph and label stand.

They are the same for everybody and for every status, so they are published like the boundaries, and what travels with a
page is one digit per territory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dashboard.maps.placing import Place, arrange
from dashboard.maps.published import PLACED, Published, publish

if TYPE_CHECKING:
    from dashboard.maps.placing import Arrangement
    from dashboard.maps.scene import Mark, Scene

POINTS = "points"
"""Name of the published points."""


def publish_points(scene: Scene) -> Published:
    """Publish the points of a scene, by index; its statuses do not enter."""
    marks = ordered(scene)
    arranged = arrangement(scene)
    rows = [_row(mark, arranged, scene) for mark in marks]
    name = PLACED if scene.placed_in_focus else POINTS
    return publish(name, json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def arrangement(scene: Scene) -> Arrangement:
    """Return where everything of a scene stands, before it is scaled; its statuses do not enter."""
    width, height = (round(pixels / scene.scale) for pixels in (scene.width_px, scene.height_px))
    return arrange(places(scene), width, height, scene.focus if scene.placed_in_focus else ())


def places(scene: Scene) -> tuple[Place, ...]:
    """Return the territories to be marked."""
    return tuple(Place(mark.territory, mark.name, mark.lon, mark.lat) for mark in ordered(scene))


def ordered(scene: Scene) -> list[Mark]:
    """Return the marks in the order in which they are published."""
    return sorted(scene.marks, key=lambda mark: mark.index)


def _row(mark: Mark, arranged: Arrangement, scene: Scene) -> dict[str, object]:
    """Short keys: territory, index, name, place; offsets of glyph and badge; offset and anchor of the label."""
    label = arranged.labels.get(mark.territory)
    row: dict[str, object] = {
        "t": mark.territory,
        "i": mark.index,
        "n": mark.name,
        "p": [round(mark.lon, 2), round(mark.lat, 2)],
        "o": [*map(scene.size, arranged.glyphs[mark.territory])],
        "b": [*map(scene.size, arranged.badges[mark.territory])],
    }
    return row if label is None else row | {"l": [scene.size(label.dx), scene.size(label.dy)], "a": label.anchor}
