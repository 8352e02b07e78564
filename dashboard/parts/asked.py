"""What an address asks for by its number."""

from __future__ import annotations

import re

_ID = re.compile(r"\d{1,18}", re.ASCII)
"""What a database can hold: an id is below 2 to the power of 63."""


def asked_id(said: str) -> int | None:
    """Return the id that an address names; None where it names none that any record can have."""
    return int(said) if _ID.fullmatch(said) else None
