"""Officers: who looks after which territory, when each is away, and which of them the local user is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.editing import Conflict
from dashboard.actions.entering import SOURCE
from dashboard.actions.stewarding import assigned_to, check_officer, leave_of, save_setting, setting, unassigned
from dashboard.parts.coverage_filters import PROGRAM_BEGAN
from dashboard.parts.record_form import Facts, Fields, Kind, Opened, stored_in
from dashboard.parts.steward_register import Register, register
from dashboard.parts.text import plain
from models.database import reading
from models.days import LAST_DAY
from models.errors import SeamarkError
from models.tables import Officer
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.records import Records

NOBODY = "None of the officers"
SETTING = "officer_id"


def officers(records: Records) -> None:
    """Draw the officers."""
    _about(records)
    kind = Kind(
        store=stored_in(Officer),
        draw=lambda fields: _draw(fields, records),
        complete=_complete,
        labels={"leave": "Leave"},
    )
    register(
        Register(
            table=Officer,
            noun="officer",
            title=lambda row: row.name,
            columns=lambda row: _columns(row, records),
            kind=kind,
            begin={"source": SOURCE, "marking": records.settings.allowed_markings[0]},
        )
    )


def _about(records: Records) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        _i_am(records)
        left = unassigned(records.partners, records.officers)
        if left:
            names = ", ".join(territory.name for territory in left)
            st.warning(
                plain(names), title=f"{plural(len(left), 'partner')} without an officer", icon=":material/person_off:"
            )
        else:
            st.markdown(":material/check: Every partner has an officer.")


def _i_am(records: Records) -> None:
    """Let the local user say which officer he is; Coverage then offers his own territories."""
    names = {officer.id: officer.name for officer in records.officers}
    held = records.officer()
    with reading(caching.engine()) as session:
        chosen = setting(SETTING, session=session)
    version = chosen.version if chosen else None
    key = f"i_am_{version}_{records.version}"
    st.selectbox(
        "I am",
        list(names),
        list(names).index(held.id) if held else None,
        format_func=names.__getitem__,
        placeholder=NOBODY,
        key=key,
        on_change=_say_who,
        args=(key, version),
        help="Coverage then offers the territories assigned to you.",
        width=260,
    )


def _say_who(key: str, version: int | None) -> None:
    number = st.session_state[key]
    try:
        result = save_setting(caching.engine(), SETTING, number, seen=version, who=user(), why="Who the local user is")
    except SeamarkError as error:
        st.toast(plain(str(error)), icon=":material/error:", duration="long")
        return
    if isinstance(result, Conflict):
        st.toast("Somebody else said so just now. Look at it again.", icon=":material/error:")


def _columns(row: Officer, records: Records) -> dict[str, Any]:
    return {
        "Name": row.name,
        "Territories": ", ".join(_named(records, row.territories)),
        "Leave": "; ".join(_span(one["starts_on"], one["ends_on"]) for one in row.leave),
        "Marking": row.marking,
        "Demo": "DEMO" if row.demo else "",
    }


def _named(records: Records, codes: Sequence[str]) -> list[str]:
    """Name territories, by name."""
    return sorted(records.territories[code].name if code in records.territories else code for code in codes)


def _span(first: str, last: str) -> str:
    return f"{day(date.fromisoformat(first))} to {day(date.fromisoformat(last))}"


def _draw(fields: Fields, records: Records) -> Facts:
    others = assigned_to(records.officers, besides=fields.opened.id)
    partners = [partner.code for partner in sorted(records.partners, key=lambda one: one.name)]

    def named(code: str) -> str:
        name = _named(records, [code])[0]
        return f"{name} (also {', '.join(others[code])})" if code in others else name

    name = fields.line("name", "Name or duty title", max_chars=120, help="Nothing more about a person is kept.")
    codes = fields.many("territories", "Territories", partners, named, placeholder="None yet")
    leave = _leave(fields)
    return {"name": name, "territories": codes, "leave": leave, **fields.keeping(records.settings.allowed_markings)}


def _leave(fields: Fields) -> list[Any]:
    """Draw each leave as a span of days, and a blank one; a span that is emptied is taken away."""
    held: list[Any] = [
        (date.fromisoformat(one["starts_on"]), date.fromisoformat(one["ends_on"]))
        for one in fields.start("leave") or ()
    ]
    spans = [
        st.date_input(
            f"Leave {place + 1}, first and last day" if place < len(held) else "Further leave, first and last day",
            span,
            min_value=PROGRAM_BEGAN,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=fields.key(f"leave_{place}"),
        )
        for place, span in enumerate([*held, ()])
    ]
    fields.problem("leave")
    return spans


def _complete(opened: Opened, facts: Facts) -> Facts:
    wanted = {**facts, "territories": sorted(facts["territories"]), "leave": leave_of(facts["leave"])}
    with reading(caching.engine()) as session:
        check_officer(wanted, opened.id, session=session)
    return wanted if opened.id else {"source": SOURCE, **wanted}
