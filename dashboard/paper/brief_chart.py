"""Where the bars, counts and names of a printed chart stand: points from the upper left corner, y southward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.paper.series_colours import series_colours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.brief_content import ChartBlock

WIDTH, HEIGHT = 475.0, 385.0
"""Of the whole chart: as large as a map that has a table beside it."""

PLOT = 330.0
"""Width of the part that holds the bars; the names of the series stand beside it."""

TOP, BASE = 8.0, 360.0
"""Where the highest bar ends, and where all begin."""

BAR_SHARE = 0.55
"""Of the width of a category, what its bar takes; counts stand in the rest."""

LINE = 11.0
"""Height of a line of counts: nearer they would touch."""

LEGEND_LINE = 19.0


def chart(block: ChartBlock) -> dict[str, Any]:
    """Lay out a chart: a stacked bar a category, with its counts beside it.

    The names stand in the order of the bars.
    """
    shades = series_colours(len(block.series))
    highest = max((sum(numbers) for numbers in zip(*block.series.values(), strict=True)), default=0)
    scale = (BASE - TOP) / max(highest, 1)
    pitch = PLOT / max(len(block.categories), 1)
    return {
        "kind": "chart",
        "alt": block.alt,
        "width": WIDTH,
        "height": HEIGHT,
        "plot": PLOT,
        "base": BASE,
        "bars": [
            {"label": category, "x": pitch * (at + 0.12), "width": pitch * BAR_SHARE}
            | _bar([numbers[at] for numbers in block.series.values()], shades, scale)
            for at, category in enumerate(block.categories)
        ],
        "legend": _legend(list(block.series), shades),
    }


def _bar(numbers: Sequence[int], shades: Sequence[str], scale: float) -> dict[str, Any]:
    """Stack the counts of a category, the first series lowest."""
    segments: list[dict[str, Any]] = []
    counts: list[dict[str, Any]] = []
    top = BASE
    for number, shade in zip(numbers, shades, strict=True):
        height = number * scale
        top -= height
        counts.append({"count": str(number), "middle": top + height / 2})
        if number:
            segments.append({"y": top, "height": height, "fill": shade})
    for one, y in zip(counts, _apart([one["middle"] for one in counts]), strict=True):
        one["y"] = y
    return {"segments": segments, "counts": counts}


def _apart(middles: Sequence[float]) -> list[float]:
    """Move counts as little upward as keeps them a line apart, the lowest first, and back down from the upper edge."""
    placed: list[float] = []
    for middle in middles:
        placed.append(min(middle, (placed[-1] if placed else BASE + LINE / 2) - LINE))
    floor = TOP
    for at in reversed(range(len(placed))):
        placed[at] = max(placed[at], floor)
        floor = placed[at] + LINE
    return placed


def _legend(names: Sequence[str], shades: Sequence[str]) -> list[Mapping[str, Any]]:
    """Name the series, the uppermost first, so that names and bars have one order."""
    named = list(zip(names, shades, strict=True))
    return [
        {"label": name, "fill": shade, "y": TOP + LEGEND_LINE * at} for at, (name, shade) in enumerate(reversed(named))
    ]
