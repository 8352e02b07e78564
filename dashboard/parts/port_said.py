"""What each source says of a port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.port_labels import field_label, source_label
from dashboard.actions.port_queue import split
from dashboard.parts.port_facts import value_text
from dashboard.parts.territory_lines import static_table
from dashboard.parts.text import plain
from geodata.geodesy import Point, lat_lon_text
from models.errors import SeamarkError
from models.port_facts import PERSON
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.port_profile import PortProfile
    from models.tables import PortEntry


def port_said(known: PortProfile) -> None:
    """Offer what each file or person says of the port, side by side, and a way to say that it is another port."""
    if not known.entries and not known.doubtful:
        return
    opened = st.expander(
        f"What each source says ({len(known.entries):,})",
        icon=":material/fact_check:",
        key=f"port_said_{known.port.id}",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        for entry in known.entries:
            _entry(known, entry)
        if known.doubtful:
            st.caption(f"{len(known.doubtful):,} more may be of this port: decide on the Data page.")


def _entry(known: PortProfile, entry: PortEntry) -> None:
    with st.container(border=True, gap="small"):
        on = f", {day(entry.source_date)}" if entry.source_date else ""
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(source_label(entry.importer))}**: {plain(entry.source)}{on}", width="content")
            if entry.importer != PERSON:
                _not_this(entry)
        if entry.why:
            st.caption(plain(entry.why))
        told = _told(entry.facts)
        static_table(
            {
                "Fact": list(told),
                "Says": list(told.values()),
                "Used": ["yes" if _is_taken(known, entry, name) else "" for name in told],
            },
            alt=f"What {source_label(entry.importer)} says of {known.port.name}",
            printing=False,
        )


def _not_this(entry: PortEntry) -> None:
    st.button(
        "Not this port",
        key=f"split_{entry.id}",
        icon=":material/call_split:",
        help="Undoes the merge: what this source says becomes a port of its own, or is set aside.",
        on_click=_split,
        args=(entry,),
    )


def _split(entry: PortEntry) -> None:
    try:
        apart = split(caching.engine(), entry.id or 0, seen=entry.version, who=user())
    except SeamarkError as error:
        st.toast(plain(str(error)), icon=":material/error:", duration="long")
        return
    made = "It is a port of its own now." if apart.port_id else "It is set aside now."
    st.toast(f"The merge was undone. {made} The history can take that back.", icon=":material/call_split:")


def _is_taken(known: PortProfile, entry: PortEntry, name: str) -> bool:
    """Tell whether the port has a fact from an entry."""
    field = {"Position": "lon"}.get(name, name)
    labels = {field_label(held): held for held in known.port.provenance}
    return known.port.provenance.get(labels.get(field, field)) == entry.importer


def _told(facts: Mapping[str, Any]) -> dict[str, str]:
    """Write what an entry says, longitude and latitude as one place."""
    told = {}
    if "lon" in facts and "lat" in facts:
        told["Position"] = lat_lon_text(Point(facts["lon"], facts["lat"]))
    return told | {field_label(name): value_text(value) for name, value in facts.items() if name not in {"lon", "lat"}}
