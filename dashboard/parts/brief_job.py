"""The work on a brief in this session: begun by a button, told while it goes on, cancelled, and its outcome kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.jobs import Job
from dashboard.parts.brief_drawing import Drawn, draw, write
from dashboard.parts.text import plain

if TYPE_CHECKING:
    from dashboard.paper.brief_files import BriefFormat
    from dashboard.parts.brief_content import Briefing

JOB_KEY, DRAWING_KEY, DRAWN_KEY, FILES_KEY = "brief_job", "brief_drawing", "brief_drawn", "brief_files"
"""Of the work that goes on, of what it draws, of the pictures drawn last, and of the files of one brief."""

FRESH_PX = 176
"""Width of a picture that has just been drawn, pixels."""

TICK = 0.5
"""Seconds between two looks at the work."""


def running() -> Job[Drawn] | None:
    """Return the work that goes on."""
    job: Job[Drawn] | None = st.session_state.get(JOB_KEY)
    return job


def drawn() -> Drawn | None:
    """Return what was drawn last, of whichever content."""
    found: Drawn | None = st.session_state.get(DRAWN_KEY)
    return found


def files(briefing: Briefing) -> Drawn:
    """Return the files that were made of the brief as it stands."""
    held: Drawn | None = st.session_state.get(FILES_KEY)
    if held is None or held.digest != briefing.digest:
        held = st.session_state[FILES_KEY] = Drawn(briefing.digest)
    return held


def begin_drawing(briefing: Briefing) -> None:
    """Begin to draw the pages: what a button calls."""
    content, records = briefing.content, briefing.records
    if content is None or running() is not None:
        return
    fresh = st.session_state[DRAWING_KEY] = Drawn(briefing.digest)
    st.session_state[JOB_KEY] = Job[Drawn](lambda job: draw(job, fresh, content, records), name="brief-pages").start()


def begin_file(briefing: Briefing, form: BriefFormat) -> None:
    """Begin to write a file: what a button calls."""
    content, records = briefing.content, briefing.records
    if content is None or running() is not None:
        return
    held = files(briefing)
    job = Job[Drawn](lambda job: write(job, held, content, records, form), name=f"brief-{form}")
    st.session_state[JOB_KEY] = job.start()


def taken_in() -> None:
    """Keep the outcome of work that has ended, and say what went wrong with it."""
    job = running()
    if job is None or not job.ended:
        return
    del st.session_state[JOB_KEY]
    fresh: Drawn | None = st.session_state.pop(DRAWING_KEY, None)
    if job.error:
        st.error(plain(job.error), title="The brief could not be drawn", icon=":material/error:")
    elif job.cancelled:
        st.toast("Cancelled. Maps that were drawn already need not be drawn again.", icon=":material/cancel:")
    elif fresh is not None:
        st.session_state[DRAWN_KEY] = st.session_state[FILES_KEY] = fresh


@st.fragment(run_every=TICK)
def progress() -> None:
    """Tell how far the work has come, with a button that cancels it; at its end the page is drawn anew."""
    job = running()
    if job is None:
        return
    if job.ended:
        st.rerun()
    told = job.told
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(told.share, text=told.words)
        st.button("Cancel", key="brief_cancel", icon=":material/cancel:", on_click=job.cancel)
    fresh: Drawn | None = st.session_state.get(DRAWING_KEY)
    if fresh is not None and drawn() is None:
        with st.container(horizontal=True, gap="small"):
            for picture in list(fresh.pictures):
                st.image(picture.png, width=FRESH_PX, alt=picture.alt)
