"""The colours of the series of a printed chart, the same in slides and document."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.colors import to_hex

DARKEST, LIGHTEST = 0.0, 0.95
"""The part of the scale that is used: its ends are told from the ground."""


def series_colours(count: int) -> list[str]:
    """Return a colour for each series, the darkest first.

    They are taken from viridis, whose lightness rises evenly: a copy in grey and any kind of eye keeps their order.
    """
    scale = mpl.colormaps["viridis"]
    step = (LIGHTEST - DARKEST) / max(count - 1, 1)
    return [to_hex(scale(DARKEST + step * at)) for at in range(count)]
