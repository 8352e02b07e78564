"""The timeline of a territory: a page of lines on screen, a table on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.actions.territory_timeline import Sort, of_sorts, timeline, told
from dashboard.parts.territory_lines import demo, line, static_table, unbroken
from dashboard.parts.text import plain
from models.database import reading
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.territory import Dossier
    from dashboard.actions.territory_timeline import Entry

SORT_KEY = "sort"
ON_A_PAGE = 20
ON_PAPER = 400
"""More entries than this are a book; the newest are printed."""

NOTHING = "Nothing is on record yet. Enter or book a visit above, or import a file on the Data page."


def territory_timeline(records: Records, code: str, dossier: Dossier, *, today: date, printing: bool) -> None:
    """Draw the timeline, the newest first."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader("Timeline", anchor=False, width="content")
        sorts = st.multiselect(
            "Show in the timeline",
            [sort.value for sort in Sort],
            key=SORT_KEY,
            bind="query-params",
            placeholder="Everything",
            label_visibility="collapsed",
            width=400,
        )
    entries = timeline(records, code, dossier, today=today)
    kept = of_sorts(entries, sorts)
    if not kept:
        st.markdown("Nothing of these sorts is on record." if entries else NOTHING)
        return
    count = f"{len(kept):,} {'entry' if len(kept) == 1 else 'entries'}"
    st.caption(f"{count}, the newest first.")
    if printing:
        _paper(kept[:ON_PAPER], records, left_out=len(kept) - ON_PAPER)
    else:
        _page(kept, f"{code}_{'_'.join(sorted(sorts))}", records, today=today)


def _page(entries: Sequence[Entry], name: str, records: Records, *, today: date) -> None:
    pages = -(-len(entries) // ON_A_PAGE)
    place = st.container(gap="small")
    page = st.pagination(pages, key=f"timeline_{name}") if pages > 1 else 1
    shown = entries[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    stories = _told(shown)
    with place:
        for before, entry in zip((None, *shown), shown, strict=False):
            if entry.on <= today and (before is None or before.on > today):
                _today(today, first=before is None and page == 1)
            _entry(entry, stories, records)


def _today(today: date, *, first: bool) -> None:
    """Set what lies ahead apart from what has been."""
    if not first:
        st.caption(f"↑ ahead · today is {day(today)} · past ↓")


def _entry(entry: Entry, stories: Mapping[int, str], records: Records) -> None:
    title = f"~~{plain(entry.title)}~~" if entry.off else plain(entry.title)
    line(entry.when, title, plain(_detail(entry, stories, records)), entry.engagement)


def _detail(entry: Entry, stories: Mapping[int, str], records: Records) -> str:
    story = stories.get(entry.engagement or 0, "") if entry.whole else ""
    raised = entry.marking if entry.marking not in records.settings.allowed_markings[:1] else ""
    return " · ".join(part for part in (raised, entry.words, story, demo(entry.demo)) if part)


def _paper(entries: Sequence[Entry], records: Records, *, left_out: int) -> None:
    stories = _told(entries)
    static_table(
        {
            "When": [unbroken(entry.when) for entry in entries],
            "What": [entry.title for entry in entries],
            "Detail": [_detail(entry, stories, records) for entry in entries],
        },
        alt="Timeline, the newest first",
        printing=True,
    )
    if left_out > 0:
        st.caption(f"The oldest {left_out:,} are left out: choose what to show in the timeline.")


def _told(entries: Sequence[Entry]) -> Mapping[int, str]:
    with reading(caching.engine()) as session:
        return told(entries, session=session)
