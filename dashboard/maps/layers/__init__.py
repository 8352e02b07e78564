"""The layers of the map, bottom to top. To add one: write its file, and add a line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.maps.layers import (
    advisories,
    engagements,
    fill,
    glyphs,
    graticule,
    labels,
    outline,
    ports,
    selected,
    trips,
    zones,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pydeck as pdk

    from dashboard.maps.scene import Scene


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """A file of this folder, and the switch that governs it."""

    build: Callable[[Scene], tuple[pdk.Layer, ...]]
    """Returns what to draw, bottom to top; nothing if there is nothing."""
    switch: str | None = None
    """Key of its switch; None if it is always on."""


LAYERS = (
    LayerSpec(graticule.build, "graticule"),
    LayerSpec(fill.build),
    LayerSpec(outline.build),
    LayerSpec(zones.build),
    LayerSpec(advisories.outlines, "advisories"),
    LayerSpec(selected.build),
    LayerSpec(trips.build, "trips"),
    LayerSpec(ports.build, "ports"),
    LayerSpec(labels.build, "labels"),
    LayerSpec(engagements.build, "engagements"),
    LayerSpec(glyphs.build, "status"),
    LayerSpec(advisories.badges, "advisories"),
)
"""Every layer, bottom to top."""

SWITCHES = {
    "status": "Visit status",
    "advisories": "Advisories",
    "ports": "Ports",
    "engagements": "Engagements",
    "trips": "Trips",
    "labels": "Labels",
    "graticule": "Graticule",
}
"""What the user can switch, by key, with the words for it."""

DEFAULT_SWITCHES = frozenset(SWITCHES) - {"ports", "engagements", "trips"}
"""What is on when the map opens."""


def offered(scene: Scene) -> dict[str, str]:
    """Return the switches that have something to show in this scene, whether they are on or not."""
    empty = {
        "advisories": not scene.with_advisory(),
        "ports": not scene.port_sizes,
        "engagements": not scene.engagements,
        "trips": not scene.trips,
    }
    return {key: words for key, words in SWITCHES.items() if not empty.get(key)}


def build_layers(scene: Scene) -> list[pdk.Layer]:
    """Build every layer that is switched on."""
    on = (spec for spec in LAYERS if spec.switch is None or scene.on(spec.switch))
    return [layer for spec in on for layer in spec.build(scene)]
