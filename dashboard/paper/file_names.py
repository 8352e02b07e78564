"""Names of files that every system takes, whatever stands in a record."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 60
"""Signs of a name, so that a path stays short enough on Windows."""

_OTHER = re.compile(r"[^a-z0-9_]+")
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def safe_stem(text: str, *, blank: str) -> str:
    """Make a name of a text: small Latin letters, figures, hyphens and underscores.

    Args:
        text: any text.
        blank: the name of a text without any such letter, and what keeps a name from being that of a device.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = _OTHER.sub("-", plain).strip("-_")[:LONGEST].rstrip("-_")
    if not stem:
        return blank
    return f"{blank}-{stem}" if _DEVICES.fullmatch(stem) else stem


def distinct(names: Sequence[str]) -> list[str]:
    """Give names that occur again a number."""
    found: list[str] = []
    for name in names:
        number, given = 1, name
        while given in found:
            number += 1
            given = f"{name}-{number}"
        found.append(given)
    return found
