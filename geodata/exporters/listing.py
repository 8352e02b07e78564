"""Listings as JSON: rows with their marking, disclaimer and dates beside them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def to_json(rows: Sequence[Mapping[str, Any]], *, note: Mapping[str, str]) -> str:
    """Write rows as the `rows` of one object, the note as its `metadata`; dates in ISO 8601.

    Raises:
        TypeError: a value has no counterpart in JSON.
        ValueError: a number is not finite.
    """
    listing = {"metadata": dict(note), "rows": [dict(row) for row in rows]}
    text = json.dumps(listing, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)
    return text.replace("<", "\\u003c")


def _plain(value: object) -> str | list[Any]:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
