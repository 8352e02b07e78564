"""Brief: build the regional status brief, look at its pages, correct its words, and give it out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.brief_content import briefing
from dashboard.parts.brief_days import brief_days, compared_words
from dashboard.parts.brief_downloads import brief_downloads
from dashboard.parts.brief_drafts import unfinished
from dashboard.parts.brief_fields import brief_fields
from dashboard.parts.brief_job import progress, running, taken_in
from dashboard.parts.brief_kept import keep_button, kept_last, kept_list
from dashboard.parts.brief_pages import brief_pages, build_button, build_where_asked
from dashboard.parts.brief_state import undo, working
from dashboard.parts.brief_templates import merging, refusals, template_acts, template_choice
from dashboard.parts.brief_words import brief_words, outdated_words
from dashboard.parts.present_link import present_link
from dashboard.parts.text import plain

records = caching.records()
today = clock.today(records.settings)
held = working(today=today)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title("Brief", anchor=False, width="content")
    build_place = st.container(horizontal=True, width="content", vertical_alignment="center", gap="small")
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    template_choice(held, today=today)
    as_of, compared_on, since = brief_days(records, today=today)
    acts_place = st.container(horizontal=True, width="content", vertical_alignment="bottom", gap="small")

taken_in()
choice = replace(held.choice, as_of=as_of, compared_on=compared_on)
brief = briefing(records, held, choice, since, today=today)
build_where_asked(brief)

with build_place:
    build_button(brief)
    brief_downloads(brief)
    keep_button(brief)
    present_link(as_of, held.choice.regions)
with acts_place:
    template_acts(brief)
    st.button("Undo", key="brief_undo", icon=":material/undo:", disabled=not held.past, on_click=undo)
    unfinished(records, held, today=today)
if running() is not None:
    progress()
else:
    unsaved = " Your changes are **not saved**, but kept as a draft." if held.unsaved else ""
    st.caption(f"{compared_words(as_of, compared_on, since)} {kept_last(records)}{unsaved}")

refusals()
if not records.engagements:
    st.info(
        "No visit is on record: every partner counts as never visited. Enter engagements, or import them under Data.",
        icon=":material/event_note:",
    )
if brief.problem:
    remedy = "Choose an earlier day to compare with." if brief.wrong("compare") else "Correct it under Contents."
    st.error(
        f"{plain(brief.problem[:1].upper() + brief.problem[1:])}. {remedy}",
        title="The brief cannot be made",
        icon=":material/error:",
    )
outdated_words(brief)
if not merging(brief):
    views = {
        "Pages": partial(brief_pages, brief),
        "Words": partial(brief_words, brief),
        "Contents": partial(brief_fields, brief),
        "Kept briefs": partial(kept_list, records, today=today),
    }
    for tab, draw in zip(st.tabs(list(views), key="view", bind="query-params"), views.values(), strict=True):
        if tab.open:
            with tab:
                draw()
