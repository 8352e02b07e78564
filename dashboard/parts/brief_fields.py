"""What a brief is to hold: title and unit, marking, regions, territories, and its sections in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.actions.regions import regions as regions_of
from dashboard.actions.sets import AOR
from dashboard.parts.brief_state import act, change, renew
from dashboard.parts.text import plain
from models.vocabulary import BriefSection
from models.wording import plural, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.parts.brief_content import Briefing

LONGEST = 300
"""Signs of a title or a unit, as they are stored."""

HIGHEST = "Highest contained"

SECTION_WORDS = {
    BriefSection.BOTTOM_LINE: "Bottom line",
    BriefSection.MAP: "Map of all partners",
    BriefSection.REGIONS: "Regions, each with map and table",
    BriefSection.CHANGES: "What changed",
    BriefSection.DUE: "Overdue, and due within 90 days",
    BriefSection.ADVISORIES: "Port Security Advisories",
    BriefSection.TRIPS: "Trips ahead",
    BriefSection.ENGAGEMENTS: "Engagements by kind and fiscal year",
    BriefSection.FOLLOW_UPS: "Follow-ups",
    BriefSection.TERRITORIES: "Pages of territories",
    BriefSection.SOURCES: "Sources, method and data cut-off",
}

WHY_NONE = {
    BriefSection.REGIONS: "no region is chosen",
    BriefSection.CHANGES: "nothing is compared",
    BriefSection.TERRITORIES: "no territory is chosen",
}
"""Why a section has no page."""


def brief_fields(briefing: Briefing) -> None:
    """Draw what is chosen, each fact changed at once."""
    facts, order = st.columns([1, 1], gap="large")
    with facts:
        st.subheader("On every page", anchor=False)
        _line(briefing, "title", "Title", blank="The brief always has a title.")
        _line(briefing, "unit", "Unit", placeholder="Who gives the brief")
        _marking(briefing)
        st.subheader("Pages of their own", anchor=False)
        _regions(briefing)
        _territories(briefing)
    with order:
        st.subheader("Sections, in their order", anchor=False)
        _sections(briefing)


def _line(briefing: Briefing, name: str, label: str, *, blank: str = "", **options: Any) -> None:  # noqa: ANN401 - for the widget
    key = briefing.working.key(name)
    text = getattr(briefing.choice, name)
    st.text_input(label, text, key=key, max_chars=LONGEST, on_change=_take_line, args=(name, key, blank), **options)
    _problem(briefing, name)


def _marking(briefing: Briefing) -> None:
    allowed, held = briefing.records.settings.allowed_markings, briefing.choice.marking
    offered = ["", *allowed, *([held] if held and held not in allowed else [])]
    key = briefing.working.key("marking")
    now = f" ({briefing.content.marking})" if briefing.content and not held else ""
    st.selectbox(
        "Marking",
        offered,
        offered.index(held),
        format_func=lambda one: one or f"{HIGHEST}{now}",
        key=key,
        help="The highest marking of the records that the brief speaks of, or a higher one.",
        on_change=_take,
        args=("marking", key),
    )
    _problem(briefing, "marking")


def _regions(briefing: Briefing) -> None:
    _many(
        briefing,
        ("regions", "region"),
        {name: name for name in (AOR, *regions_of(briefing.records))},
        "Each gets a map and a table, in the order in which you choose them. All partners always have their map.",
    )


def _territories(briefing: Briefing) -> None:
    _many(
        briefing,
        ("territories", "territory"),
        {one.code: one.name for one in sorted(briefing.records.partners, key=lambda one: one.name)},
        "Each gets a page: why it stands as it does, its last engagements, what is open.",
    )


def _many(briefing: Briefing, named: tuple[str, str], offered: Mapping[str, str], tells: str) -> None:
    """Draw a choice of several; what is chosen and offered no more can be taken out.

    Args:
        briefing: the brief.
        named: the fact, and what its problems call one of it.
        offered: what can be chosen, with its name.
        tells: what comes of it.
    """
    name, one = named
    held: tuple[str, ...] = getattr(briefing.choice, name)
    key = briefing.working.key(name)
    st.multiselect(
        words(name),
        list(dict.fromkeys([*offered, *held])),
        held,
        format_func=lambda chosen: offered.get(chosen, chosen),
        key=key,
        placeholder="None",
        help=tells,
        on_change=_take,
        args=(name, key),
    )
    _problem(briefing, one)


def _sections(briefing: Briefing) -> None:
    chosen = briefing.choice.sections
    st.caption("Leave one out, or move it. A section takes as many pages as it needs.")
    for at, section in enumerate(chosen):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _switch(briefing, section, chosen)
            st.button(
                "Up",
                key=briefing.working.key(f"up_{section}"),
                help=f"{SECTION_WORDS[section]}: one place earlier",
                type="tertiary",
                disabled=at == 0,
                on_click=_move,
                args=(chosen, at, at - 1),
            )
            st.button(
                "Down",
                key=briefing.working.key(f"down_{section}"),
                help=f"{SECTION_WORDS[section]}: one place later",
                type="tertiary",
                disabled=at == len(chosen) - 1,
                on_click=_move,
                args=(chosen, at, at + 1),
            )
    for section in BriefSection:
        if section not in chosen:
            _switch(briefing, section, chosen)


def _switch(briefing: Briefing, section: BriefSection, chosen: Sequence[BriefSection]) -> None:
    """Draw the box that takes a section in; the last one cannot be left out."""
    held = section in chosen
    key = briefing.working.key(f"section_{section}")
    st.checkbox(
        f"{SECTION_WORDS[section]}{_count(briefing, section) if held else ''}",
        held,
        key=key,
        disabled=held and len(chosen) == 1,
        width="stretch",
        on_change=_take_section,
        args=(section, key, chosen),
    )


def _count(briefing: Briefing, section: BriefSection) -> str:
    if briefing.content is None:
        return ""
    pages = sum(page.section is section for page in briefing.content.pages)
    said = plural(pages, "page") if pages else f"no page: {WHY_NONE.get(section, 'nothing to say')}"
    return f" · {said}"


def _problem(briefing: Briefing, name: str) -> None:
    if said := briefing.wrong(name):
        st.error(plain(said), icon=":material/error:")


def _take(name: str, key: str) -> None:
    value = st.session_state[key]
    change(**{name: tuple(value) if isinstance(value, list) else value})


def _take_line(name: str, key: str, blank: str) -> None:
    text = (st.session_state[key] or "").strip()
    if not text and blank:
        st.toast(blank, icon=":material/error:")
        renew()
        return
    change(**{name: text})


def _take_section(section: BriefSection, key: str, chosen: Sequence[BriefSection]) -> None:
    """Take a section in at its usual place, or leave it out."""
    if not st.session_state[key]:
        act(sections=tuple(one for one in chosen if one is not section))
        return
    usual = list(BriefSection)
    before = [one for one in chosen if usual.index(one) < usual.index(section)]
    at = max((chosen.index(one) + 1 for one in before), default=0)
    act(sections=(*chosen[:at], section, *chosen[at:]))


def _move(chosen: Sequence[BriefSection], at: int, to: int) -> None:
    order = list(chosen)
    order.insert(to, order.pop(at))
    act(sections=tuple(order))
