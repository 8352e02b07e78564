"""Offices: the places the staff works from, the base first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import clock
from dashboard.actions.stewarding import as_base, point_or_none, point_text, time_zones, with_office, without
from dashboard.parts.record_form import Facts, Fields, Kind, Opened, edit, open_record
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
from dashboard.parts.steward_territories import POINT_HELP
from dashboard.parts.text import plain
from models.errors import InvalidRecordError
from models.settings import Office
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records

NAME = "offices"
"""Of the setting."""


def offices(records: Records) -> None:
    """Draw the offices."""
    held = records.settings.offices
    arrive(NAME)
    list_side, form_side = st.columns(SIDES, gap="large")
    with list_side:
        listed(NAME, [_columns(office, place) for place, office in enumerate(held)], noun="offices")
        base = records.settings.base
        st.markdown(
            f"The base is **{plain(base.name)}**: trips start there, and its clock decides which day is today, "
            f"{day(clock.today(records.settings))} ({plain(base.time_zone)})."
        )
        setting_history(NAME)
    with form_side:
        _form(*which(NAME, held, noun="office"))


def _columns(office: Office, place: int) -> dict[str, Any]:
    return {
        "Office": office.name,
        "Base": "Base" if place == 0 else "",
        "Position": point_text(office.lon, office.lat),
        "Time zone": office.time_zone,
    }


def _form(held: Sequence[Office], place: int | None) -> None:
    row = chosen_row(NAME)
    version = row.version if row else None
    facts = {} if place is None else {name: getattr(held[place], name) for name in Office.__slots__}
    opened = open_record(NAME, place, version, {LIST: held, **facts})
    kind = Kind(
        store=stored_as(NAME),
        draw=_draw,
        complete=lambda begun, wanted: _complete(begun, wanted, held, place),
        labels={"value": "Offices, the base first"},
    )
    edit(kind, opened, version=version, saved=go_to(NAME, Fields(opened, {}).key("name")))
    if place is not None:
        _actions(held, place, opened.seen)


def _draw(fields: Fields) -> Facts:
    name = fields.line("name", "Name", max_chars=200)
    held = point_text(fields.start("lon"), fields.start("lat"))
    point = fields.line("point", "Position", held, help=POINT_HELP)
    zone = fields.choice("time_zone", "Time zone", time_zones())
    return {"name": name, "point": point, "time_zone": zone}


def _complete(opened: Opened, wanted: Facts, held: Sequence[Office], place: int | None) -> Facts:
    before = opened.facts.get("lon"), opened.facts.get("lat")
    lon, lat = point_or_none(wanted["point"], "point", before=before)
    if lon is None or lat is None:
        raise InvalidRecordError("point: is required", fields={"point": "give the position; distances start from it"})
    if wanted["time_zone"] is None:
        raise InvalidRecordError("time_zone: is required", fields={"time_zone": "choose one"})
    return {"value": with_office(held, place, Office(wanted["name"], lon, lat, wanted["time_zone"]))}


def _actions(held: Sequence[Office], place: int, seen: int | None) -> None:
    name = held[place].name
    with st.container(horizontal=True):
        if place > 0:
            action(
                "Make it the base",
                f"Trips will start from {name}, and its clock will decide which day is today.",
                icon=":material/home_pin:",
                name=NAME,
                value=lambda: as_base(held, place),
                seen=seen,
                key=f"office_{place}_base",
            )
        if len(held) == 1:
            return
        next_base = f" {held[1].name} becomes the base." if place == 0 else ""
        action(
            "Take it off the list",
            f"{name} leaves the list.{next_base} Trips planned from it keep it. The history brings it back.",
            icon=":material/block:",
            name=NAME,
            value=lambda: without(held, place),
            seen=seen,
            key=f"office_{place}_off",
        )
