"""How the sentences of a brief count: nothing, one, or several."""

from __future__ import annotations

from models.wording import plural


def counted(count: int, noun: str, verbs: tuple[str, str]) -> str:
    """Count within a sentence, with the verb for one and for several: `no partner was`, `1 partner was`."""
    return f"{plural(count, noun) if count else f'no {noun}'} {verbs[count > 1]}"


def of_them(part: int, whole: int, *, one: str, several: str, none: str) -> str:
    """Go on about a part of what was counted: `it is overdue`, `none of them is overdue`, `2 of them are overdue`.

    Args:
        part: of how many it holds.
        whole: how many were counted, at least one.
        one: what holds, said of one.
        several: said of several.
        none: that it does not hold, said of one.
    """
    if whole == 1:
        return f"it {one if part else none}"
    return f"{part or 'none'} of them {several if part > 1 else one}"
