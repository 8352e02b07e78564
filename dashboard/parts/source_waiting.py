"""Port facilities whose port is not known: one at a time, with the port that is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.port_labels import known_facts
from dashboard.actions.port_queue import place_facility
from dashboard.parts.queue_steps import steps
from dashboard.parts.source_decision import another_port, decide
from dashboard.parts.source_facts import POSITION, facts_in_words, position
from dashboard.parts.source_pair import Pair, pair, site
from dashboard.parts.text import plain
from geodata.geodesy import Point
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.port_queue import WaitingFacility
    from dashboard.actions.records import Records
    from models.tables import PortFacility

FACILITY, LIST = "port_facility", "facility"


def waiting_steps(listed: Sequence[WaitingFacility]) -> int | None:
    """Draw the choice of one of the facilities, and return its id."""
    named = [
        (one.facility.id or 0, f"{one.facility.name} ({one.facility.imo_number or 'no number'})") for one in listed
    ]
    return steps(LIST, named, noun="facility", nouns="facilities")


def waiting(records: Records, one: WaitingFacility) -> None:
    """Draw one of the facilities that wait for their port."""
    facility, port = one.facility, one.port
    pair(
        records,
        Pair(
            key=f"facility_{facility.id}",
            said_by="The facility",
            held_by="The port proposed",
            said=_facts(records, facility),
            held=facts_in_words(known_facts(port), records) if port else {},
            said_site=site(facility.name, facility.imo_number, facility.lon, facility.lat),
            held_site=site(port.name, port.unlocode, port.lon, port.lat) if port else None,
            territory=port.territory if port else facility.territory,
        ),
        lambda: _ask(records, one),
    )


def _ask(records: Records, one: WaitingFacility) -> None:
    _question(one)
    _buttons(records, one)


def _question(one: WaitingFacility) -> None:
    name = f"**{plain(one.facility.name)}**"
    with st.container(gap=None):
        st.markdown(
            f"Does {name} belong to the port **{plain(one.port.name)}**?" if one.port else f"Which port has {name}?"
        )
        st.caption(plain(one.why[:1].upper() + one.why[1:]) if one.why else "No port of its territory is near.")


def _buttons(records: Records, one: WaitingFacility) -> None:
    facility, port = one.facility, one.port
    number = facility.id or 0
    chosen: tuple[int, str] | None = None
    with st.container(horizontal=True, vertical_alignment="center"):
        if port is not None and st.button(
            f"It belongs to {plain(port.name)}",
            icon=":material/link:",
            shortcut="Alt+S",
            key=f"place_{number}",
        ):
            chosen = port.id or 0, port.name
        near = None if facility.lon is None or facility.lat is None else Point(facility.lon, facility.lat)
        besides = port.id if port else None
        chosen = another_port(records, near=near, besides=besides, key=f"facility_{number}") or chosen
    if chosen is not None:
        port_id, name = chosen
        decide(
            lambda: place_facility(caching.engine(), number, port_id, seen=facility.version, who=user()),
            f"{facility.name} belongs to {name}.",
            list_name=LIST,
            table=FACILITY,
            record_id=number,
        )


def _facts(records: Records, facility: PortFacility) -> dict[str, str]:
    territory = records.territories.get(facility.territory or "")
    plan = {True: "approved", False: "not approved", None: ""}[facility.plan_approved]
    facts = {
        "Name": facility.port_name,
        "Facility": facility.name,
        "IMO facility number": facility.imo_number or "",
        "Territory": territory.name if territory else facility.territory or "",
        POSITION: position({"lon": facility.lon, "lat": facility.lat}),
        "Description": facility.description,
        "Security plan": plan,
        "Updated at source": day(facility.source_updated_on) if facility.source_updated_on else "",
    }
    return {label: text for label, text in facts.items() if text}
