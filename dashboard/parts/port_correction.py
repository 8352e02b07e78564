"""Correct the facts of a port by hand: the correction goes before every file, until it is corrected again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions import port_queue
from dashboard.parts.record_form import finish
from dashboard.parts.rounds import next_round, rounds
from dashboard.parts.text import plain
from geodata.errors import CoordinateError
from geodata.geodesy import Point, lat_lon_text, parse_lat_lon
from models.errors import SeamarkError
from models.vocabulary import HarbourSize
from models.wording import words

if TYPE_CHECKING:
    from dashboard.actions.records import Records
    from models.tables import Port

FORM = "port_correction"

NAMES = "; "
"""Between two names."""


def port_correction(records: Records, port: Port) -> None:
    """Offer the form; it is drawn once it is opened, with the port as it is then."""
    if port.withdrawn:
        return
    number = port.id or 0
    opened = st.expander("Correct a fact", icon=":material/edit:", key=f"{FORM}_{number}", on_change="rerun")
    if opened.open:
        with opened:
            _form(records, port)


def _form(records: Records, port: Port) -> None:
    entry = f"{FORM}_{port.id}_{rounds(FORM)}"
    seen = st.session_state.setdefault(f"{entry}_seen", port.version)
    with st.form(entry, border=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input("Name", port.name, key=f"{entry}_name", max_chars=300)
            others = st.text_input(
                "Other names",
                NAMES.join(port.alternate_names),
                key=f"{entry}_others",
                help="A semicolon stands between two names.",
            )
            code = st.text_input("UN/LOCODE", port.unlocode or "", key=f"{entry}_code", max_chars=6)
        with right:
            place = st.text_input(
                "Place",
                lat_lon_text(Point(port.lon, port.lat)),
                key=f"{entry}_place",
                help="Latitude and longitude in degrees, or degrees and minutes.",
            )
            territory = _territory(records, port, key=f"{entry}_territory")
            sizes = [size.value for size in HarbourSize]
            size = st.selectbox(
                "Size", sizes, sizes.index(port.harbour_size.value), format_func=words, key=f"{entry}_size"
            )
        why = st.text_input("Reason (required)", key=f"{entry}_why", max_chars=300, help="Stands in the history.")
        st.caption("Only what you change is kept as corrected by hand. It goes before every file from then on.")
        if st.form_submit_button("Save the correction", type="primary", icon=":material/save:"):
            said = {"name": name.strip(), "alternate_names": _names(others), "unlocode": code.strip().upper() or None}
            said |= {"territory": territory, "harbour_size": size}
            _save(port, said, place, why=why.strip(), seen=seen)


def _territory(records: Records, port: Port, *, key: str) -> str:
    names = {one.code: one.name for one in sorted(records.territories.values(), key=lambda one: one.name)}
    codes = list(names)
    return st.selectbox("Territory", codes, codes.index(port.territory), format_func=names.__getitem__, key=key)


def _names(text: str) -> list[str]:
    return [name for one in text.split(NAMES.strip()) if (name := one.strip())]


def _save(port: Port, said: dict[str, Any], place: str, *, why: str, seen: int) -> None:
    if not why:
        st.error("Reason: say why, so that others can follow the correction.", icon=":material/error:")
        return
    try:
        changed = changes_of(port, said, place)
        if not changed:
            st.info("Nothing was changed.", icon=":material/info:")
            return
        port_queue.correct(caching.engine(), port.id or 0, changed, seen=seen, who=user(), why=why)
    except (SeamarkError, CoordinateError) as error:
        st.error(plain(str(error)), title="Not saved", icon=":material/error:")
        return
    next_round(FORM)
    finish("Corrected. Its history shows what was before, and can take it back.")


def changes_of(port: Port, said: dict[str, Any], place: str) -> dict[str, Any]:
    """Return what a form says that the port does not, as facts.

    Args:
        port: as it was when the form was opened.
        said: value by field.
        place: latitude and longitude as they stand in the form.

    Raises:
        CoordinateError: if the place is none.
    """
    changed = {name: value for name, value in said.items() if value != getattr(port, name)}
    if place.strip() != lat_lon_text(Point(port.lon, port.lat)):
        point = parse_lat_lon(place)
        changed |= {"lon": point.lon, "lat": point.lat}
    return changed
