"""Downloads of a brief. What takes its time is made first, with progress; what is made is there at a click."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.paper.brief_files import MEDIA_TYPES, BriefFormat, brief_file, brief_name
from dashboard.parts.brief_drawing import DECK
from dashboard.parts.brief_job import begin_file, files, running
from models.errors import InvalidRecordError

if TYPE_CHECKING:
    from dashboard.actions.brief_content import BriefContent
    from dashboard.actions.records import Records
    from dashboard.paper.brief_files import BriefFile
    from dashboard.parts.brief_content import Briefing

FORMS = {
    BriefFormat.PPTX: ("slides", ":material/co_present:"),
    BriefFormat.PDF: ("PDF", ":material/picture_as_pdf:"),
    BriefFormat.HTML: ("web page", ":material/html:"),
    BriefFormat.PNG: ("maps as PNG", ":material/image:"),
    BriefFormat.SVG: ("maps as SVG", ":material/shapes:"),
    BriefFormat.XLSX: ("tables as XLSX", ":material/table:"),
    BriefFormat.CSV: ("tables as CSV", ":material/table_rows:"),
}
"""What is offered, what it is called and its sign."""

AT_ONCE = frozenset({BriefFormat.XLSX, BriefFormat.CSV})
"""What needs no map and is made while the click lasts."""

KILO, MEGA = 1_000, 1_000_000


def brief_downloads(briefing: Briefing) -> None:
    """Draw the button of the slides, and one that opens those of the other files."""
    content = briefing.content
    if content is None:
        return
    _form(briefing, content, DECK)
    with st.popover("Other files", icon=":material/download:", key="brief_files_open"):
        st.caption("PDF, web page and maps are made first, with progress, and are then here to download.")
        for form in FORMS:
            if form is not DECK:
                _form(briefing, content, form)


def _form(briefing: Briefing, content: BriefContent, form: BriefFormat) -> None:
    made = files(briefing).files.get(form)
    if made is not None:
        _ready(made, form)
    elif why_not := _why_not(content, form):
        label, icon = FORMS[form]
        st.button(f"Make {label}", key=f"brief_make_{form}", icon=icon, disabled=True, help=why_not)
    elif form in AT_ONCE:
        _at_once(briefing, content, form)
    else:
        _to_make(briefing, form)


def _ready(made: BriefFile, form: BriefFormat) -> None:
    st.download_button(
        f"Download {FORMS[form][0]} ({_size(made)})",
        made.body,
        made.name,
        made.media_type,
        key=f"brief_download_{form}",
        icon=":material/download:",
        type="primary" if form is DECK else "secondary",
        on_click="ignore",
    )


def _to_make(briefing: Briefing, form: BriefFormat) -> None:
    label, icon = FORMS[form]
    st.button(
        f"Make {label}",
        key=f"brief_make_{form}",
        icon=icon,
        disabled=running() is not None,
        help="Made first, with progress. Then this button downloads it.",
        on_click=begin_file,
        args=(briefing, form),
    )


def _at_once(briefing: Briefing, content: BriefContent, form: BriefFormat) -> None:
    label, icon = FORMS[form]
    name = brief_name(content, form)
    st.download_button(
        f"Download {label}",
        partial(written, briefing.records, content, form),
        name,
        MEDIA_TYPES[PurePath(name).suffix],
        key=f"brief_download_{form}",
        icon=icon,
        on_click="ignore",
    )


def written(records: Records, content: BriefContent, form: BriefFormat) -> bytes:
    """Write a file that needs no map."""
    return brief_file(content, form, caching.boundaries(records)).body


def _why_not(content: BriefContent, form: BriefFormat) -> str:
    """Say why there can be no such file; blank where there can."""
    try:
        brief_name(content, form)
    except InvalidRecordError as error:
        said = str(error).partition(": ")[2]
        return f"{said[:1].upper()}{said[1:]}"
    return ""


def _size(made: BriefFile) -> str:
    size = len(made.body)
    return f"{size / MEGA:.1f} MB" if size >= MEGA else f"{max(1, round(size / KILO))} kB"
