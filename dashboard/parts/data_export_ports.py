"""Take ports or port facilities out on the Data page: all of them, or those of some territories."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.port_export import PORT_MEDIA_TYPES, PortForm, facility_rows, port_file
from dashboard.parts.port_downloads import FORMS, ports_file
from models.database import reading
from models.wording import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dashboard.actions.records import Records

PORTS, FACILITIES = "ports", "port-facilities"
PLACES = (PORTS, FACILITIES)
"""Kinds that are places: their files may be layers too."""

OFFERED: Mapping[PortForm, str] = {**FORMS, PortForm.JSON: "JSON"}
"""What is offered, and what it is called."""


def export_places(records: Records, kind: str, territories: Mapping[str, str]) -> None:
    """Draw a button for each kind of file.

    Args:
        records: with the ports.
        kind: one of `PLACES`.
        territories: code by name of those that were chosen; none means all.
    """
    today = clock.today(records.settings)
    label = "Ports" if kind == PORTS else "Port facilities"
    with st.container(horizontal=True):
        for form, called in OFFERED.items():
            st.download_button(
                f"{label} as {called}",
                partial(places_file, records, kind, territories, today, form),
                f"seamark-{kind}-{today.isoformat()}.{form.value}",
                PORT_MEDIA_TYPES[form],
                icon=":material/download:",
                on_click="ignore",
            )
    st.caption(
        f"Each file carries its marking, and for each fact its source. {DISCLAIMER} Not for navigation. The Ports page "
        "downloads what its search and filters find."
    )


def places_file(records: Records, kind: str, territories: Mapping[str, str], today: date, form: PortForm) -> bytes:
    """Write ports or port facilities as a file; the arguments are those of `export_places`."""
    codes = frozenset(territories.values())
    if kind == PORTS:
        listed = caching.port_catalogue_of(records, as_of=today)
        ports = [port for port in listed if not codes or port.territory in codes]
        return ports_file(records, ports, ", ".join(territories), today, form)
    with reading(caching.engine()) as session:
        return port_file(facility_rows(records, session=session, as_of=today, territories=sorted(codes)), form)
