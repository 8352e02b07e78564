"""Downloads of ports: those that the filters keep, or those chosen for a trip, with source and marking in each file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.port_export import PORT_MEDIA_TYPES, PortForm, facility_rows, port_file, port_rows
from dashboard.parts.text import plain
from models.database import reading
from models.wording import DISCLAIMER, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from dashboard.actions.port_catalogue import CataloguePort
    from dashboard.actions.records import Records

FORMS = {
    PortForm.CSV: "CSV",
    PortForm.XLSX: "XLSX",
    PortForm.GEOJSON: "GeoJSON",
    PortForm.GPKG: "GeoPackage",
    PortForm.KML: "KML",
}
"""What is offered, and what it is called."""

FACILITY_FORMS = (PortForm.CSV, PortForm.XLSX)


def port_downloads(records: Records, ports: Sequence[CataloguePort], *, told: str, today: date) -> None:
    """Draw the popover that hands out what the filters keep.

    Args:
        records: what is known of the ports.
        ports: what is handed out, in this order.
        told: what the ports were narrowed to, in words.
        today: the day of advisories and last visits.
    """
    with st.popover("Download", icon=":material/download:", key="port_downloads", disabled=not ports):
        st.markdown(f"**{plural(len(ports), 'port')}**{f': {plain(told)}' if told else ''}")
        port_buttons(records, ports, told=told, today=today, key="ports")
        facilities = sum(port.facilities for port in ports)
        if facilities:
            st.markdown(f"**{facilities:,}** port facilities of these")
            _facility_buttons(records, ports, today=today)
        st.caption(f"Each file carries its marking, and for each fact its source. {DISCLAIMER} Not for navigation.")


def port_buttons(records: Records, ports: Sequence[CataloguePort], *, told: str, today: date, key: str) -> None:
    """Draw a button for each kind of file.

    Args:
        records: as `port_downloads`.
        ports: as there.
        told: as there.
        today: as there.
        key: tells these buttons from others, and names the files.
    """
    write = partial(ports_file, records, ports, told, today)
    _buttons(FORMS, write, key=key, today=today)


def _facility_buttons(records: Records, ports: Sequence[CataloguePort], *, today: date) -> None:
    numbers = frozenset(port.id for port in ports)
    _buttons(FACILITY_FORMS, partial(facilities_file, records, numbers, today), key="facilities", today=today)


def _buttons(forms: Iterable[PortForm], write: Callable[[PortForm], bytes], *, key: str, today: date) -> None:
    with st.container(horizontal=True, gap="small"):
        for form in forms:
            st.download_button(
                FORMS[form],
                partial(write, form),
                f"seamark-{key}-{today.isoformat()}.{form.value}",
                PORT_MEDIA_TYPES[form],
                key=f"{key}_{form.value}",
                on_click="ignore",
            )


def ports_file(records: Records, ports: Sequence[CataloguePort], told: str, today: date, form: PortForm) -> bytes:
    """Write ports as a file."""
    with reading(caching.engine()) as session:
        return port_file(port_rows(records, ports, session=session, as_of=today, narrowed_to=told), form)


def facilities_file(records: Records, numbers: frozenset[int], today: date, form: PortForm) -> bytes:
    """Write the facilities of some ports as a file."""
    with reading(caching.engine()) as session:
        return port_file(facility_rows(records, session=session, as_of=today, ports=numbers), form)
