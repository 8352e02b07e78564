"""The panel beside the map of advisories: the list in force, or all that is on record of the chosen territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.advisory_list import ANSWER_WORDS, address, with_answer
from dashboard.actions.territory_timeline import fact_day, fact_title
from dashboard.maps.advisory_palette import SIGNS
from dashboard.parts.advisory_controls import choose
from dashboard.parts.territory_lines import link
from dashboard.parts.text import plain
from models.advisories import Answer
from models.wording import day, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.records import Records
    from dashboard.parts.advisory_controls import Asked
    from models.excepted import Excepted
    from models.tables import AdvisoryFact

TERRITORIES_PAGE, PORTS_PAGE = "app_pages/territories.py", "app_pages/ports.py"


def advisory_panel(records: Records, rows: Sequence[Listed], asked: Asked) -> None:
    """Draw the chosen territory, or who is on the list while none is chosen."""
    chosen = next((row for row in rows if row.code == asked.selected), None)
    if chosen is None:
        _in_force([row for row in rows if asked.keep(row)], asked)
    else:
        _territory(records, chosen, asked.on)


def _in_force(rows: Sequence[Listed], asked: Asked) -> None:
    listed = with_answer(rows, Answer.IN_FORCE)
    st.subheader(f"In force on {day(asked.on)}", anchor=False)
    if not listed:
        st.markdown("No advisory is known to be in force on that day.")
    with st.container(gap="xxsmall"):
        for row in listed:
            _row(row, row.since)
    unclear = with_answer(rows, Answer.CANNOT_TELL)
    if unclear:
        st.markdown("**Cannot tell**")
        with st.container(gap="xxsmall"):
            for row in unclear:
                _row(row, row.state.why)


def _row(row: Listed, detail: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(plain(row.name), key=f"listed_{row.code}", type="tertiary", on_click=choose, args=(row.name,))
        st.caption(plain(detail))


def _territory(records: Records, row: Listed, on: date) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(plain(row.name), anchor=False)
        st.button("Close", type="tertiary", icon=":material/close:", on_click=choose, args=(None,))
    sign = SIGNS[row.state.answer]
    st.markdown(f"**{plain(sign)} {ANSWER_WORDS[row.state.answer]}.** {plain(row.state.why)}")
    _exceptions(row)
    _links(records, row)
    facts = [fact for fact in records.facts if fact.territory == row.code]
    st.markdown("**Published facts**, the newest first" if facts else "No published fact speaks of it.")
    for fact in reversed(facts):
        _fact(fact, on)


def _exceptions(row: Listed) -> None:
    if row.state.answer is not Answer.IN_FORCE:
        return
    scope = row.scope
    lines = [f"- {plain(_facility(one))}" for one in scope.facilities]
    lines += [f"- {plain(reason)}" for reason in scope.unseen]
    if lines:
        st.markdown("**Excepted**, as last printed\n\n" + "\n".join(lines))
    else:
        st.markdown("No exceptions are on record.")


def _facility(one: Excepted) -> str:
    """Write a facility as printed, with its number where another fact printed that."""
    told = not one.numbers or one.numbers[0] in one.printed
    return one.printed if told else f"{one.printed} ({', '.join(one.numbers)})"


def _links(records: Records, row: Listed) -> None:
    with st.container(horizontal=True):
        st.page_link(TERRITORIES_PAGE, label="Open territory", query_params={"code": row.code})
        if records.ports.get(row.code):
            st.page_link(PORTS_PAGE, label="Its ports", query_params={"where": row.name})


def _fact(fact: AdvisoryFact, on: date) -> None:
    """Draw a fact; one from after the day asked about says so, since it may not bear on the answer."""
    placed = fact_day(fact)
    number = f"PSA {fact.psa_number}" if fact.psa_number else ""
    cited = " · ".join(part for part in (number, fact.notice, "whole list" if fact.full_list else "") if part)
    title = f"{fact_title(fact)} ({cited})" if cited else fact_title(fact)
    title += f"; after {day(on)}" if placed and placed[0] > on else ""
    with st.container(gap=None):
        st.markdown(f"**{plain(placed[1] if placed else 'Day not printed')}** · {plain(title)}")
        for line in _details(fact):
            st.caption(plain(line))
        st.markdown(f"Source: {link(address(fact))}")  # in a caption the link would be too faint


def _details(fact: AdvisoryFact) -> list[str]:
    issued = f"Issued {fact.published_on}. " if fact.published_on and fact.effective_on else ""
    excepted = f" Excepted: {fact.exceptions}." if fact.exceptions else ""
    lines = [f"{issued}Scope: {words(fact.scope).lower()}.{excepted}"]
    lines += [f"Conditions: {fact.conditions}"] if fact.conditions else []
    return [*lines, f"Certainty: {fact.note}"] if fact.note else lines
