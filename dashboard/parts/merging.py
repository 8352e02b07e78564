"""Two changes of one record side by side, and the choice between them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.actions.values import Values
from dashboard.parts.text import plain
from models.merging import both
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.editing import Conflict


class Side(StrEnum):
    """Whose value is kept."""

    MINE = "Yours"
    THEIRS = "Theirs"
    BOTH = "Both"


def merge_screen(conflict: Conflict, *, labels: Mapping[str, str] | None = None) -> dict[str, Any] | None:
    """Draw both versions and let the user decide field by field.

    Where only one of the two changed a field, that change is chosen beforehand.

    Args:
        conflict: what was found on saving.
        labels: what fields are called, where it does not follow from their name.

    Returns:
        The merged facts once the user saves them, else None. They are saved over `conflict.theirs_version`.
    """
    st.warning(
        f"{plain(conflict.theirs_who)} saved this record while you were changing it. Nothing of yours is lost and "
        "nothing was overwritten: choose below what is to stand.",
        title="Somebody else changed this record",
        icon=":material/call_merge:",
    )
    merge = conflict.merge
    merged, open_fields = dict(merge.facts), []
    for field in merge.changed:
        side = _choice(conflict, field, (labels or {}).get(field) or words(field), disputed=field in merge.disputed)
        if side is None:
            open_fields.append(field)
        else:
            merged[field] = _value(conflict, field, side)
    st.caption(f"{len(open_fields)} still to decide." if open_fields else "Everything is decided.")
    done = st.button("Save merged", type="primary", icon=":material/call_merge:", disabled=bool(open_fields))
    return merged if done else None


def _choice(conflict: Conflict, field: str, label: str, *, disputed: bool) -> Side | None:
    values = Values(caching.records(), caching.engine())
    mine, theirs = conflict.mine[field], conflict.theirs[field]
    sides = [Side.MINE, Side.THEIRS]
    if disputed and isinstance(mine, str | list) and isinstance(theirs, type(mine)) and field not in _ONE_ONLY:
        sides.append(Side.BOTH)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{plain(label)}**" + (" · both of you changed it" if disputed else ""))
        for side, value in ((Side.MINE, mine), (Side.THEIRS, theirs)):
            st.markdown(f"{side.value}: {plain(values.text(field, value))}")
        before = None if disputed else sides.index(Side.MINE if theirs == conflict.base.get(field) else Side.THEIRS)
        return st.radio(
            f"Keep for {label}",
            sides,
            index=before,
            key=f"keep_{conflict.record_id}_{conflict.theirs_version}_{field}",
            horizontal=True,
            label_visibility="collapsed",
        )


_ONE_ONLY = frozenset({"territory", "kind", "status", "starts_on", "ends_on", "due_on", "marking", "state", "outcome"})
"""Fields of which only one value can stand."""


def _value(conflict: Conflict, field: str, side: Side) -> Any:  # noqa: ANN401 - any value of a record
    mine, theirs = conflict.mine[field], conflict.theirs[field]
    return {Side.MINE: lambda: mine, Side.THEIRS: lambda: theirs, Side.BOTH: lambda: both(mine, theirs)}[side]()
