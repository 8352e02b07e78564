"""Boundaries from a person's own polygon file: checked for every partner, then used everywhere; and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.boundaries import commit_boundaries, plan_boundaries, use_shipped
from dashboard.parts.import_progress import progress
from dashboard.parts.marking import boundaries_note
from dashboard.parts.record_form import finish
from dashboard.parts.source_upload import laid_down, next_file, upload
from dashboard.parts.text import plain
from geodata.errors import GeodataError
from geodata.importers.layers import read_layer
from models.errors import SeamarkError
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from dashboard.actions.boundaries import BoundaryPlan
    from dashboard.actions.records import Records

HEADERS_KEY, PLAN_KEY = "boundaries_headers", "boundaries_plan"
"""State that no widget owns: the columns of the file, and what its check found."""

ENDINGS = ("geojson", "json", "gpkg", "zip", "kml")
NAMED = 60
"""So many territories are named."""


def import_boundaries(records: Records) -> None:
    """Draw the import of boundaries."""
    _in_use(records)
    file = upload("Polygons with a territory code or name: GeoJSON, GeoPackage, zipped Shapefile or KML", ENDINGS)
    if file is None:
        return
    try:
        _choose(file)
    except (GeodataError, SeamarkError) as error:
        st.error(plain(str(error)), icon=":material/error:")
    held: tuple[str, BoundaryPlan] | None = st.session_state.get(PLAN_KEY)
    if held is not None and held[0] == file.file_id:
        _report(held[1], records)
        _button(held[1])


def _in_use(records: Records) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(boundaries_note(records), width="content")
        if records.settings.boundaries and st.button(
            "Back to the boundaries that ship", icon=":material/undo:", key="boundaries_back"
        ):
            _back()


def _back() -> None:
    try:
        with st.spinner("Looking at every port again"):
            changed = use_shipped(caching.engine(), who=user())
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    finish(f"The boundaries that ship are in use again. {_looked(changed)}")


def _choose(file: UploadedFile) -> None:
    """Draw how the file is read, and check it once that is asked for."""
    layer = None
    if file.name.lower().endswith(".gpkg"):
        layer = (
            st.text_input("Layer", key=f"boundaries_layer_{file.file_id}", help="Where the file has several") or None
        )
    headers = _headers(file, layer)
    with st.form(f"boundaries_form_{file.file_id}", border=False):
        column = st.selectbox(
            "Column with the territory",
            headers,
            None,
            placeholder="found by itself",
            key=f"boundaries_column_{file.file_id}",
            help="Codes of three letters are surest, then names, then codes of two letters",
            width=360,
        )
        asked = st.form_submit_button("Check the file", type="primary", icon=":material/fact_check:")
    if asked:
        st.session_state.pop(PLAN_KEY, None)
        with laid_down(file) as path, progress("Checking", "steps", key="boundaries_cancel", shown_from=1) as tell:
            plan = plan_boundaries(caching.engine(), path, name=file.name, column=column, layer=layer, progress=tell)
        st.session_state[PLAN_KEY] = file.file_id, plan


def _headers(file: UploadedFile, layer: str | None) -> Sequence[str]:
    """Read the columns of the file once, not at every run of the page."""
    held: tuple[tuple[str, str | None], Sequence[str]] | None = st.session_state.get(HEADERS_KEY)
    if held is None or held[0] != (file.file_id, layer):
        with st.spinner("Reading the file"), laid_down(file) as path:
            held = (file.file_id, layer), read_layer(path, name=file.name, layer=layer).headers
        st.session_state[HEADERS_KEY] = held
    return held[1]


def _report(plan: BoundaryPlan, records: Records) -> None:
    partners = {territory.code for territory in records.partners}
    found = len(partners & set(plan.codes))
    st.markdown(
        f"**{found} of {len(partners)} partners** have a shape in {plain(plan.name)}; "
        f"{len(plan.codes):,} of all territories."
    )
    if plan.missing:
        st.warning(
            f"Missing: {plain(_names(plan.missing, records))}.",
            icon=":material/warning:",
        )
    if plan.mended:
        st.info(f"Invalid, and made valid: {plain(_names(plan.mended, records))}.", icon=":material/build:")
    if plan.rejected:
        st.markdown(f"**Rejected shapes** ({len(plan.rejected):,})")
        st.dataframe(
            pd.DataFrame(
                {"Shape": one.number, "Column": one.column, "Reason": one.reason} for one in plan.rejected[:500]
            ),
            hide_index=True,
            height="content" if len(plan.rejected) <= 8 else 300,  # noqa: PLR2004 - lines that need no scrolling
            column_config={"Reason": st.column_config.TextColumn(width=500)},
            alt=f"Table of rejected shapes of {plan.name}",
        )


def _names(codes: Iterable[str], records: Records) -> str:
    named = sorted(records.territories[code].name if code in records.territories else code for code in codes)
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return ", ".join(named[:NAMED]) + more


def _button(plan: BoundaryPlan) -> None:
    if plan.is_in_use:
        st.info("These boundaries are in use already.")
        return
    st.caption(
        "They then stand on every map, and say which territory each port lies in. The boundaries that ship can be put "
        "back at any time."
    )
    partly = bool(plan.missing) and st.checkbox(
        "Use them although partners are missing; those keep the boundaries that ship",
        key=f"boundaries_partly_{plan.digest[:12]}",
    )
    if st.button(
        "Use these boundaries",
        type="primary",
        icon=":material/upload:",
        disabled=bool(plan.missing) and not partly,
        key="boundaries_use",
    ):
        _use(plan, partly=partly)


def _use(plan: BoundaryPlan, *, partly: bool) -> None:
    try:
        with st.spinner("Looking at every port again"):
            changed = commit_boundaries(caching.engine(), plan, who=user(), partly=partly)
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    next_file()
    st.session_state.pop(PLAN_KEY, None)
    finish(f"These boundaries are in use now. {_looked(changed)}")


def _looked(changed: int) -> str:
    return f"{plural(changed, 'port')} {'is' if changed == 1 else 'are'} flagged otherwise or found to lie elsewhere."
