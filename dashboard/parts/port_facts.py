"""The facts of a port, each with its source and the day of that source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.port_labels import value_text
from dashboard.parts.territory_lines import static_table, unbroken
from geodata.geodesy import Point, lat_lon_text
from models.wording import day

if TYPE_CHECKING:
    from dashboard.actions.port_profile import Fact, PortProfile


def port_facts(known: PortProfile) -> None:
    """Draw what is known, in one table."""
    st.markdown("**Facts**")
    told = [fact for fact in known.facts if fact.name not in {"lat", "name"}]
    static_table(
        {
            "Fact": ["Position" if fact.name == "lon" else fact.label for fact in told],
            "Value": [_value(known, fact) for fact in told],
            "Source": [fact.source for fact in told],
            "As of": [unbroken(day(fact.on)) if fact.on else "" for fact in told],
        },
        alt=f"Facts of {known.port.name} with their sources",
        printing=False,
    )


def port_attributes(known: PortProfile) -> None:
    """Offer whatever else the sources say, as they word it."""
    if not known.attributes:
        return
    said = st.expander(
        f"More from its sources ({len(known.attributes):,})",
        icon=":material/list_alt:",
        key=f"port_attributes_{known.port.id}",
        on_change="rerun",
    )
    if said.open:
        with said:
            static_table(
                {
                    "What": [header for _, header, _ in known.attributes],
                    "Value": [text for _, _, text in known.attributes],
                    "Source": [source for source, _, _ in known.attributes],
                },
                alt=f"What else is said of {known.port.name}",
                printing=False,
            )


def _value(known: PortProfile, fact: Fact) -> str:
    if fact.name == "lon":
        return unbroken(lat_lon_text(Point(known.port.lon, known.port.lat)))
    if fact.name == "territory":
        return known.territory.name
    return value_text(fact.value)
