"""What each source says of a port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.port_labels import provenance_of, source_label
from dashboard.actions.port_queue import split
from dashboard.actions.port_shipped import shipped_facts
from dashboard.parts.source_facts import POSITION, facts_in_words
from dashboard.parts.territory_lines import static_table
from dashboard.parts.text import plain
from models.errors import SeamarkError
from models.port_facts import PERSON, REFERENCE
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.port_profile import PortProfile
    from models.tables import PortEntry


def port_said(known: PortProfile) -> None:
    """Offer what each file or person says of the port, side by side, and a way to say that it is another port."""
    shipped = shipped_facts(known.port)
    if not known.entries and not known.doubtful and not shipped:
        return
    opened = st.expander(
        f"What each source says ({len(known.entries) + bool(shipped):,})",
        icon=":material/fact_check:",
        key=f"port_said_{known.port.id}",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        for entry in known.entries:
            _entry(known, entry)
        if shipped:
            with st.container(border=True, gap="small"):
                st.markdown(f"**{source_label(REFERENCE)}**: {plain(shipped[0])}")
                _says(known, REFERENCE, shipped[1])
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
            st.caption(f"Taken as this port: {plain(entry.why)}")
        _says(known, entry.importer, entry.facts)


def _says(known: PortProfile, importer: str, facts: Mapping[str, Any]) -> None:
    told = facts_in_words(facts, caching.records())
    static_table(
        {
            "Fact": list(told),
            "Says": list(told.values()),
            "Used": ["yes" if _is_taken(known, importer, name) else "" for name in told],
        },
        alt=f"What {source_label(importer)} says of {known.port.name}",
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


def _is_taken(known: PortProfile, importer: str, label: str) -> bool:
    """Tell whether the port has a fact, named by its label, from a source."""
    held = provenance_of(known.port)
    fields = {words(name): name for name in held} | {POSITION: "lon"}
    return held.get(fields.get(label, label)) == importer
