"""What is on record of a port: its facilities and their plans, and the visits that called there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.territory_choice import ENGAGEMENT_PAGE
from dashboard.parts.territory_lines import static_table, unbroken
from dashboard.parts.text import plain
from models.wording import day, plural, words

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.port_profile import PortProfile
    from dashboard.actions.records import Records
    from models.queries import Held
    from models.tables import PortFacility

VISITS_SHOWN = 5


def port_facilities(known: PortProfile) -> None:
    """Draw the port facilities with the state of their security plans."""
    st.markdown("**Port facilities**")
    found = known.facilities
    if not found:
        st.caption("None is on record. Import a facility file on the Data page.")
        return
    static_table(
        {
            "Facility": [one.name for one in found],
            "IMO number": [unbroken(one.imo_number or "") for one in found],
            "Security plan": [plan_text(one) for one in found],
            "Record": ["DEMO" if one.demo else "" for one in found],
        },
        alt=f"Port facilities of {known.port.name}",
        printing=False,
    )


def plan_text(facility: PortFacility) -> str:
    """Say how the security plan of a facility stands."""
    if facility.plan_withdrawn:
        return f"Withdrawn{_on(facility.plan_withdrawn_on)}"
    if facility.plan_approved is None:
        return "Not known"
    return f"Approved{_on(facility.approved_on)}" if facility.plan_approved else "Not approved"


def _on(when: date | None) -> str:
    return f" {day(when)}" if when else ""


def port_visits(records: Records, known: PortProfile) -> None:
    """List the engagements that name the port, the latest first."""
    st.markdown("**Visits and bookings**")
    if not known.visits:
        st.caption("None is on record.")
    with st.container(gap="xxsmall"):
        for visit in known.visits[:VISITS_SHOWN]:
            st.page_link(ENGAGEMENT_PAGE, label=_visit(records, visit), query_params={"id": str(visit.id)})
    if len(known.visits) > VISITS_SHOWN:
        st.caption(f"The latest {VISITS_SHOWN} of {plural(len(known.visits), 'engagement')}.")


def _visit(records: Records, visit: Held) -> str:
    status = "" if visit.status.value == "completed" else f" · {words(visit.status.value)}"
    shown = records.settings.allowed_markings
    marking = f" · {visit.marking}" if len(shown) > 1 else ""
    return plain(f"{day(visit.ends_on)} · {words(visit.kind.value)}{status}{marking}{' · DEMO' if visit.demo else ''}")
