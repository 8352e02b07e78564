"""Which territory a click means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.maps import tiles
from dashboard.maps.layers import engagements, glyphs, ports, zones

CLICKABLE = (tiles.ID, engagements.ID, glyphs.ID, *ports.IDS, zones.ID)
"""Layers whose objects carry a territory's code, the most particular first."""

CODE_LENGTH = 3
"""Letters of an ISO 3166-1 alpha-3 code."""


def picked_territory(selection: object) -> str | None:
    """Read the territory's code from what `st.pydeck_chart` returns, whichever layer was clicked.

    The browser sends the selection, so nothing about its shape is taken on trust.

    Args:
        selection: The event, or its `selection`.

    Returns:
        An alpha-3 code, of a partner or not, or None.
    """
    objects = _get(_get(selection, "selection") or selection, "objects")
    codes = (_code(picked) for layer in CLICKABLE for picked in _items(_get(objects, layer)))
    return next((code for code in codes if code), None)


def _code(picked: object) -> str | None:
    code = _marked(picked) if isinstance(picked, list) else _get(_get(picked, "properties") or picked, "t")
    if isinstance(code, str) and len(code) == CODE_LENGTH and code.isascii() and code.isalpha() and code.isupper():
        return code
    return None


def _marked(row: Sequence[object]) -> object:
    """Read the code from the row of an engagement."""
    return row[engagements.TERRITORY] if len(row) > engagements.TERRITORY else None


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else ()


def _get(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, Mapping) else None
