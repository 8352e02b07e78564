"""What rows of files say of ports, as facts of an entry, and what names a row so that the same file again finds it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geodata.reference.read import read_territories
from models.port_facts import SETTLED
from models.vocabulary import HarbourSize, HarbourType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata.importers.rows import PortRow

UNSAID: dict[str, Any] = {
    **dict.fromkeys(SETTLED),
    "alternate_names": [],
    "harbour_size": HarbourSize.UNKNOWN.value,
    "harbour_type": HarbourType.UNKNOWN.value,
}
"""Each field where no source says anything."""

MAX_TEXT = 300
"""Characters of a name or a key."""


def facts_of(row: PortRow) -> dict[str, Any]:
    """Return what a row says, as JSON values by field; what it does not say is not there."""
    depths = {f"{name}_m": value for name, value in asdict(row.depths).items()}
    said = {name: getattr(row, name) for name in SETTLED if name not in depths}
    said |= {"alternate_names": list(row.alternate_names), **depths}
    said |= {"harbour_size": row.harbour_size.value, "harbour_type": row.harbour_type.value}
    return {name: value for name, value in said.items() if value is not None and value != UNSAID[name]}


def spoken_of(facts: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the fields that a file speaks of at all: a layout without a column says nothing of any port's."""
    return {name for each in facts for name in each}


def renewed(held: Mapping[str, Any], said: Mapping[str, Any], spoken: set[str]) -> dict[str, Any]:
    """Return what an entry says once its file came again: what the file never speaks of stays as it was."""
    return {**{name: value for name, value in held.items() if name not in spoken}, **said}


def keys_of(importer: str, rows: Sequence[PortRow]) -> list[str]:
    """Name each row, uniquely within its file and alike in the next.

    That is the code or number that the source goes by; where the file has it twice, with the name as well.
    """
    first = [_own_key(importer, row) for row in rows]
    counts = Counter(first)
    named = [key if counts[key] == 1 else f"{key}|{row.name}" for key, row in zip(first, rows, strict=True)]
    seen: Counter[str] = Counter()
    keys = []
    for key in named:
        seen[key] += 1
        keys.append(_fitted(key if seen[key] == 1 else f"{key}#{seen[key]}"))
    return keys


def _own_key(importer: str, row: PortRow) -> str:
    by_name = f"{row.name}|{row.territory or row.territory_said}"
    number = row.wpi_number and (row.wpi_number if importer == "wpi" else f"WPI {row.wpi_number}")
    codes = (number, row.unlocode) if importer == "wpi" else (row.unlocode, number)
    return next((code for code in codes if code), by_name)


def _fitted(key: str) -> str:
    return key if len(key) <= MAX_TEXT else hashlib.sha256(key.encode()).hexdigest()


def shown(name: str, value: Any) -> str:  # noqa: ANN401 - a value of any field
    """Write the value of a field as a person reads it; blank where it is unknown."""
    if value is None or value == UNSAID.get(name):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    if name == "territory":
        return _territory_names().get(str(value), str(value))
    return f"{value:g}" if isinstance(value, float) and name.endswith("_m") else str(value)


@lru_cache(maxsize=1)
def _territory_names() -> dict[str, str]:
    return {row.territory: row.name for row in read_territories()}
