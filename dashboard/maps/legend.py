"""The legend: what is on, and how many of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.maps.palette import (
    ADVISORY_GLYPH,
    ADVISORY_LABEL,
    FILTERED_GLYPH,
    FILTERED_LABEL,
    GLYPHS,
    LABELS,
    STATUS_ORDER,
)

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend."""

    glyph: str
    """The shape on the map."""
    colour: str
    """Its fill, `#rrggbb`."""
    outline: str
    """Around it, `#rrggbb`."""
    label: str
    """What it means."""
    count: int | None
    """How many territories; None where nothing is counted."""


def legend_entries(scene: Scene) -> tuple[LegendEntry, ...]:
    """Return what the legend of this scene shows: statuses by urgency, then the rest, and nothing that is absent."""
    return (*_statuses(scene), *_advisories(scene), *_ports(scene))


def _statuses(scene: Scene) -> list[LegendEntry]:
    if not scene.on("status"):
        return []
    palette, counts = scene.palette, Counter(mark.status for mark in scene.marks)
    entries = [
        LegendEntry(GLYPHS[status], palette.fill[status], palette.glyph_outline, LABELS[status], counts[status])
        for status in STATUS_ORDER
        if counts[status]
    ]
    left_out = LegendEntry(FILTERED_GLYPH, palette.filtered, palette.glyph_outline, FILTERED_LABEL, counts[None])
    return [*entries, left_out] if counts[None] else entries


def _advisories(scene: Scene) -> list[LegendEntry]:
    count = len(scene.with_advisory())
    if not (count and scene.on("advisories")):
        return []
    palette = scene.palette
    return [LegendEntry(ADVISORY_GLYPH, palette.on_advisory, palette.advisory, ADVISORY_LABEL, count)]


def _ports(scene: Scene) -> list[LegendEntry]:
    if not (scene.ports_url and scene.on("ports")):
        return []
    return [LegendEntry("•", scene.palette.port, scene.palette.port_outline, "Port", None)]
