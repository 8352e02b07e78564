"""A presentation: one step at a time, by key, and nothing on the screen that an audience does not need."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.brief_choice import TITLE
from dashboard.actions.presenting import read_steps
from dashboard.maps.deck import presented_deck
from dashboard.maps.picking import picked_territory
from dashboard.parts.coverage_map import legend
from dashboard.parts.present_link import leave_address
from dashboard.parts.present_scene import LOWEST, SCREENS, present_scene, stacked
from dashboard.parts.present_words import LETTERS, heading, panel, ways_out
from dashboard.parts.theme import palette
from dashboard.scripts import PRESENT, tag
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlmodel import Session

    from dashboard.actions.presenting import Step
    from dashboard.actions.records import Records
    from dashboard.maps.scene import Scene

STEP_KEY, SCREEN_KEY, MAP_KEY, CHOSEN_KEY = "step", "present_screen", "present_map", "present_chosen"
"""Of the step, which lives in the address; of the screen's height; of the map; and of the territory clicked on it."""


def steps_of(records: Records, as_of: date, regions: Sequence[str]) -> list[Step]:
    """Return the steps, derived once for each data version.

    Raises:
        InvalidRecordError: if a region is not known.
    """

    def presented(as_of: date, regions: Sequence[str], known_on: date, *, session: Session) -> list[Step]:
        return read_steps(records, as_of, regions, session=session, known_on=known_on)

    return caching.listing(records, presented, as_of, tuple(regions), clock.today(records.settings))


@st.fragment
def presentation(as_of: date, regions: Sequence[str]) -> None:
    """Draw the step that is shown, and what leads to the others.

    Args:
        as_of: the day.
        regions: the regions that get a step; without any, every subregion.
    """
    records = caching.records()
    steps = steps_of(records, as_of, regions)
    head, body = st.container(), st.container()
    place, screen = _controls(steps, as_of)
    with head:
        st.html(heading(steps[place], title=TITLE, as_of=as_of, at=clock.now()))
    with body:
        _step(records, as_of, steps[place], place, screen)


def _step(records: Records, as_of: date, step: Step, place: int, screen: int) -> None:
    known_on = clock.today(records.settings)
    rows = caching.rows(records, as_of=as_of, known_on=known_on, with_bookings=True)
    chosen = next((row for row in rows if row.territory.code == st.session_state.get(CHOSEN_KEY)), None)
    scene = present_scene(records, rows, step, screen, chosen.territory.code if chosen else None)
    map_side, words_side = (st.container(), st.container()) if stacked(screen) else st.columns([2.9, 1])
    with map_side:
        _map(scene, step, place, height=scene.height_px if stacked(screen) else "stretch")
    with words_side:
        st.html(panel(step, palette(), chosen, fills=not stacked(screen)))
    legend(scene, letters=LETTERS)


def _map(scene: Scene, step: Step, place: int, *, height: int | Literal["stretch"]) -> None:
    st.pydeck_chart(
        presented_deck(scene, place),
        height=height,
        on_select=_choose,
        selection_mode="single-object",
        key=MAP_KEY,
        alt=f"Map of {step.title}: {plural(len(step.marks), 'partner')}. The figures beside it say how many stand how.",
    )


def _choose() -> None:
    """Tell of the territory that was clicked; a click on the sea brings the words of the step back."""
    st.session_state[CHOSEN_KEY] = picked_territory(st.session_state[MAP_KEY])


def _controls(steps: Sequence[Step], as_of: date) -> tuple[int, int]:
    """Draw what leads to other steps, quietly; return the place of the step shown, and the height of the screen."""
    last = len(steps) - 1
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        here = st.container(horizontal=True, width="content", vertical_alignment="center", gap="medium")
        place = _list(steps)
        with here:
            _button("First", "first", "Home", 0)
            _button("Back", "back", "Left", max(place - 1, 0))
            st.markdown(f"**{place + 1}** of {last + 1}", width="content")
            _button("Next", "next", "Right", min(place + 1, last))
            _button("Last", "last", "End", last)
            st.html(tag(PRESENT), width="content", unsafe_allow_javascript=True)
        screen = _screen()
        st.html(ways_out(leave_address(as_of, steps[place].region)))
    return place, screen


def _list(steps: Sequence[Step]) -> int:
    """Draw the list of steps. It holds the step that is shown, also in the address."""
    chosen: int | None = st.selectbox(
        "Step",
        range(len(steps)),
        format_func=lambda place: steps[place].title,
        key=STEP_KEY,
        bind="query-params",
        on_change=partial(st.session_state.pop, CHOSEN_KEY, None),
        label_visibility="collapsed",
        width=230,
    )
    return chosen or 0


def _button(label: str, name: str, key: str, place: int) -> None:
    st.button(label, key=f"present_{name}", type="tertiary", shortcut=key, on_click=_go, args=(place,))


def _go(place: int) -> None:
    st.session_state[STEP_KEY] = place
    st.session_state.pop(CHOSEN_KEY, None)


def _screen() -> int:
    """Draw the choice of the screen's height, which the script of the page makes, and hides."""
    chosen: int | None = st.radio(
        "Screen, lines",
        SCREENS,
        SCREENS.index(LOWEST),
        key=SCREEN_KEY,
        horizontal=True,
        label_visibility="collapsed",
        width="content",
    )
    return chosen or LOWEST
