"""Words of a brief that every printed form writes alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.paper.hidden_signs import unhidden

if TYPE_CHECKING:
    from dashboard.actions.brief_content import KeyFigure

EDITED_SIGN = "†"
"""Stands behind a sentence that a person wrote."""

EDITED_NOTE = f"{EDITED_SIGN} Edited by the staff; not generated from the figures."
"""Explains that sign."""

UNTITLED = "Brief"
"""Stands where a title is blank: a slide or a page without one is not found by those who hear it."""

MINUS = "\u2212"
"""The sign before a number; a hyphen is shorter, and lines break at it."""


def heading(title: str) -> str:
    """Return a title, or what stands in its place where nothing of it would be seen."""
    return title if unhidden(title).strip() else UNTITLED


def left_out_note(count: int) -> str:
    """Say how many generated sentences of a block a person left blank; nothing where none is."""
    if not count:
        return ""
    return "A generated sentence was left out." if count == 1 else f"{count} generated sentences were left out."


def change_words(one: KeyFigure) -> str:
    """Say how a key figure changed, and whether that is for the better."""
    if not one.change:
        return "no change"
    sign = "+" if one.change > 0 else MINUS
    meant = {True: ", better", False: ", worse", None: ""}[one.better]
    return f"{sign}{abs(one.change)}{meant}"
