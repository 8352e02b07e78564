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
    KIND_LETTERS,
    LABELS,
    STATUS_ORDER,
)
from dashboard.maps.published import UNKNOWN
from models.wording import KIND_WORDS

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene
    from models.vocabulary import EngagementKind


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
    """How many territories, or engagements; None where nothing is counted."""


def legend_entries(scene: Scene) -> tuple[LegendEntry, ...]:
    """Return what the legend of this scene shows: statuses by urgency, then the rest, and nothing that is absent."""
    return (*_statuses(scene), *_advisories(scene), *_ports(scene), *_engagements(scene), *_trips(scene))


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
    if not (scene.port_sizes and scene.on("ports")):
        return []
    words = "Port" if scene.port_sizes == (UNKNOWN,) else "Port, by size"
    return [LegendEntry("•", scene.palette.port, scene.palette.port_outline, words, None)]


def _engagements(scene: Scene) -> list[LegendEntry]:
    if not scene.on("engagements"):
        return []
    counts: Counter[EngagementKind] = Counter()
    for mark in scene.engagements:
        counts[mark.kind] += mark.count
    colour, outline = scene.palette.label, scene.palette.label_halo
    return [
        LegendEntry(letter, colour, outline, kind_label(kind), counts[kind])
        for kind, letter in KIND_LETTERS.items()
        if counts[kind]
    ]


def _trips(scene: Scene) -> list[LegendEntry]:
    if not scene.on("trips"):
        return []
    colour, counts = scene.palette.trip, Counter(trip.booked for trip in scene.trips)
    entries = (
        LegendEntry("━", colour, colour, "Trip made", counts[False]),
        LegendEntry("- -", colour, colour, "Trip booked", counts[True]),
    )
    return [entry for entry in entries if entry.count]


def kind_label(kind: EngagementKind) -> str:
    """Return the words for a kind of engagement, as an entry begins."""
    words = KIND_WORDS[kind]
    return words[0].upper() + words[1:]
