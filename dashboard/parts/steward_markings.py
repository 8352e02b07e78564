"""Markings: the levels that are known, the lowest first, and the highest that a record of this database may bear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.actions.stewarding import READABLE, contrast_with_white, with_level, without
from dashboard.parts.record_form import Facts, Fields, Kind, edit, open_record
from dashboard.parts.steward_register import SIDES
from dashboard.parts.steward_setting import (
    LIST,
    action,
    arrive,
    chosen_row,
    go_to,
    listed,
    setting_history,
    stored_as,
    which,
)
from models.database import reading
from models.settings import MarkingLevel, borne_markings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.records import Records
    from models.settings import Settings

NAME = "markings"
"""Of the setting of the levels."""

MAXIMUM = "marking"
"""Of the setting of the highest one."""

LOWEST = "No other: it is the lowest"
USUAL_COLOUR = "#1f4e79"


def markings(records: Records) -> None:
    """Draw the markings."""
    held = records.settings.markings
    arrive(NAME)
    with reading(caching.engine()) as session:
        borne = borne_markings(session=session)
    list_side, form_side = st.columns(SIDES, gap="large")
    with list_side:
        lines = [_columns(level, records.settings, borne) for level in reversed(held)]
        listed(NAME, lines, noun="markings, the highest first")
        _maximum(records.settings)
        setting_history(MAXIMUM)
    with form_side:
        _form(*which(NAME, held, noun="marking"))
        setting_history(NAME)


def _columns(level: MarkingLevel, settings: Settings, borne: Mapping[str, int]) -> dict[str, Any]:
    found = contrast_with_white(level.colour)
    return {
        "Marking": level.name,
        "Allowed": "Maximum" if level.name == settings.marking else "Yes" if _allowed(level, settings) else "No",
        "Records": borne.get(level.name, 0),
        "Colour": level.colour,
        "Contrast": f"{found:.1f}" if found else "unknown",
    }


def _allowed(level: MarkingLevel, settings: Settings) -> bool:
    return level.name in settings.allowed_markings


def _maximum(settings: Settings) -> None:
    """Draw the choice of the highest marking."""
    row = chosen_row(MAXIMUM)
    version = row.version if row else None
    opened = open_record(MAXIMUM, row.id if row else None, version, {"value": settings.marking})
    names = [level.name for level in settings.markings]
    kind = Kind(
        store=stored_as(MAXIMUM),
        draw=lambda fields: _draw_maximum(fields, names),
        labels={"value": "Maximum"},
        submit="Set the maximum",
        needs_reason=True,
    )
    st.subheader("Maximum of this database", anchor=False)
    st.caption(
        "Every page carries it, and no record may bear a higher one. It can be lowered once no record bears more. "
        "An export carries the highest marking that it contains."
    )
    edit(kind, opened, version=version)


def _draw_maximum(fields: Fields, names: Sequence[str]) -> Facts:
    held = fields.start("value")
    index = names.index(held) if held in names else None
    chosen = st.radio("Maximum", names, index, key=fields.key("value"), horizontal=True)
    fields.problem("marking")
    fields.problem("markings")
    return {"value": chosen}


def _form(held: Sequence[MarkingLevel], place: int | None) -> None:
    row = chosen_row(NAME)
    version = row.version if row else None
    level = MarkingLevel("", USUAL_COLOUR) if place is None else held[place]
    below = held[-1].name if place is None else held[place - 1].name if place > 0 else LOWEST
    facts = {LIST: held, "name": level.name, "colour": level.colour, "above": below}
    opened = open_record(NAME, place, version, facts)
    kind = Kind(
        store=stored_as(NAME),
        draw=lambda fields: _draw(fields, [one.name for number, one in enumerate(held) if number != place]),
        complete=lambda _opened, wanted: _complete(wanted, held, place),
        labels={"value": "Markings, the lowest first"},
    )
    edit(kind, opened, version=version, saved=go_to(NAME, Fields(opened, {}).key("name")))
    if place is not None and len(held) > 1:
        action(
            "Take it off the list",
            f"{held[place].name} can then not be chosen any more. It stays while records bear it or it is the maximum.",
            icon=":material/block:",
            name=NAME,
            value=lambda: without(held, place),
            seen=opened.seen,
            key=f"marking_{place}_off",
        )


def _draw(fields: Fields, others: Sequence[str]) -> Facts:
    name = fields.line("name", "Name", max_chars=60, placeholder="CUI//SP-SSI")
    one, other = st.columns(2)
    with one:
        held = fields.start("colour")
        colour = st.color_picker("Colour of the banner", held, key=fields.key("colour"))
        fields.problem("colour")
    with other:
        above = fields.choice("above", "Right above", [LOWEST, *others])
    st.caption(f"The banner writes in white: its colour needs a contrast of {READABLE} to it.")
    return {"name": name, "colour": colour, "above": above}


def _complete(wanted: Facts, held: Sequence[MarkingLevel], place: int | None) -> Facts:
    above = None if wanted["above"] == LOWEST else wanted["above"]
    return {"value": with_level(held, place, MarkingLevel(wanted["name"], wanted["colour"]), above=above)}
