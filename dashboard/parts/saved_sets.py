"""Named sets of territories: a choice saved under a name, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.sets import save_set
from dashboard.parts.text import plain
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.records import Records


def saved_sets(records: Records, kept: Sequence[CoverageRow]) -> None:
    """Draw the popover that saves a set; it begins with the territories that are shown."""
    names = {partner.name: partner.code for partner in records.partners}
    with st.popover("Save as set", icon=":material/bookmark_add:"), st.form("save_set", border=False):
        name = st.text_input("Name", max_chars=60, placeholder="Compact states")
        chosen = st.multiselect("Territories", sorted(names), sorted(row.territory.name for row in kept))
        if st.form_submit_button("Save", type="primary"):
            _save(name, [names[territory] for territory in chosen])


def _save(name: str, codes: Sequence[str]) -> None:
    try:
        save_set(caching.engine(), name=name, territories=codes, who=user())
    except SeamarkError as error:
        st.error(plain(str(error)))
        return
    st.toast(f"Saved. Choose “{name.strip()}” under Region.")
    st.rerun()
