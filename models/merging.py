"""Two changes of one record: which fields each made, and which they made differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Merge:
    """What can be said about two changes without asking anybody."""

    facts: Mapping[str, Any]
    """Every field that is clear: changed by one of them only, by both alike, or by neither."""
    disputed: tuple[str, ...]
    """Fields that both changed, and differently; a person must choose. Alphabetical."""
    changed: tuple[str, ...]
    """Fields in which the two versions differ. Alphabetical."""


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Compare two versions with the one that both began from; all three have the same fields."""
    names = sorted(theirs)
    disputed = tuple(name for name in names if mine[name] != theirs[name] and _both_changed(name, base, mine, theirs))
    facts = {
        name: mine[name] if theirs[name] == base.get(name) else theirs[name] for name in names if name not in disputed
    }
    return Merge(facts, disputed, tuple(name for name in names if mine[name] != theirs[name]))


def both(mine: Any, theirs: Any) -> Any:  # noqa: ANN401 - any value of a record
    """Keep what both wrote: lists are joined without repetition, texts one after the other.

    Raises:
        TypeError: if the two are neither lists nor texts.
    """
    if isinstance(mine, list) and isinstance(theirs, list):
        return [*theirs, *(one for one in mine if one not in theirs)]
    if isinstance(mine, str) and isinstance(theirs, str):
        return "\n".join(part for part in (theirs, mine) if part)
    raise TypeError(f"{type(mine).__name__} and {type(theirs).__name__} cannot be kept both")


def _both_changed(name: str, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    was = base.get(name)
    return bool(mine[name] != was and theirs[name] != was)
