"""Follow-ups, organisations and advisories of a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.coverage import advisory_note
from dashboard.actions.initialise import SHIPPED
from dashboard.actions.territory_timeline import fact_day, fact_title
from dashboard.parts.territory_lines import demo, line, link, static_table, unbroken
from dashboard.parts.territory_status import ADVISORY_WORDS
from dashboard.parts.text import plain
from models.queries import UNDONE
from models.wording import day, plural, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.territory import Dossier
    from models.advisories import AdvisoryState
    from models.tables import AdvisoryFact, FollowUp

FOLLOW_UPS_SHOWN = 6
"""On screen; the timeline holds the others."""


def territory_follow_ups(dossier: Dossier, *, today: date, printing: bool) -> None:
    """Draw what is still to be done, what is overdue first."""
    undone = [follow_up for follow_up in dossier.follow_ups if follow_up.state in UNDONE]
    overdue = sum(follow_up.due_on < today for follow_up in undone)
    st.subheader("Follow-ups", anchor=False)
    if not undone:
        st.markdown("None is open.")
        return
    st.caption(f"{len(undone):,} open, {overdue:,} overdue.")
    if printing:
        _paper(undone, today=today)
        return
    for follow_up in undone[:FOLLOW_UPS_SHOWN]:
        _line(follow_up, today=today)
    if len(undone) > FOLLOW_UPS_SHOWN:
        st.caption(f"{len(undone) - FOLLOW_UPS_SHOWN:,} more stand in the timeline under Follow-ups.")


def territory_organisations(records: Records, dossier: Dossier, *, printing: bool) -> None:
    """Draw the counterpart offices with how and when they were last reached."""
    st.subheader("Organisations", anchor=False)
    found = dossier.organisations
    if not found:
        st.markdown("No organisation is on record. Add one while entering a visit, or import them on the Data page.")
        return
    ports = [records.port(one.port_id) if one.port_id else None for one in found]
    static_table(
        {
            "Organisation": [one.name for one in found],
            "Kind": [words(one.kind) for one in found],
            "Port": [port.name if port else "" for port in ports],
            "Phone": [one.phone for one in found],
            "Mail": [one.mail for one in found],
            "Last contact": [unbroken(day(one.last_contact_on)) if one.last_contact_on else "none" for one in found],
            "Note": [" · ".join(part for part in (one.note, demo(one.demo)) if part) for one in found],
        },
        alt="Counterpart organisations by name",
        printing=printing,
    )


def territory_advisories(records: Records, code: str, state: AdvisoryState, *, printing: bool) -> None:
    """Draw whether an advisory is in force and why, every published fact with its source, and the data cut-off."""
    st.subheader("Advisories", anchor=False)
    excepted = f" Excepted: {state.exceptions}." if state.exceptions else ""
    st.markdown(f"**{plain(ADVISORY_WORDS[state.answer])}**. {plain(state.why)}{plain(excepted)}")
    st.caption(plain(advisory_note(records)))
    facts = [fact for fact in records.facts if fact.territory == code]
    if facts:
        _facts(facts, printing=printing)
    if not printing:
        asked = {"of": records.territories[code].name}
        st.page_link("app_pages/advisories.py", label="Advisories on any day", query_params=asked)


def _facts(facts: Sequence[AdvisoryFact], *, printing: bool) -> None:
    """Draw the facts. On paper a link shows nothing but its words, so there the sources are numbered and listed."""
    placed = [fact_day(fact) for fact in facts]
    sources = [fact.source.removeprefix(SHIPPED) for fact in facts]
    listed = list(dict.fromkeys(sources))
    static_table(
        {
            "Day": [unbroken(found[1] if found else "not printed") for found in placed],
            "Published fact": [fact_title(fact) for fact in facts],
            "PSA": [unbroken(fact.psa_number or "") for fact in facts],
            "Excepted": [fact.exceptions for fact in facts],
            "Note": [fact.note for fact in facts],
            "Source": [str(listed.index(one) + 1) if printing else link(one) for one in sources],
        },
        alt="Published facts about advisories",
        printing=printing,
        markdown={"Source"},
    )
    if printing:
        st.markdown("\n".join(f"{number}. {plain(source)}" for number, source in enumerate(listed, start=1)))


def _line(follow_up: FollowUp, *, today: date) -> None:
    detail = " · ".join(part for part in (follow_up.who, demo(follow_up.demo)) if part)
    late = (today - follow_up.due_on).days
    when = f"**{plural(late, 'day')} overdue**" if late > 0 else f"due {day(follow_up.due_on)}"
    line(when, plain(follow_up.what), plain(detail), follow_up.engagement_id)


def _paper(undone: list[FollowUp], *, today: date) -> None:
    static_table(
        {
            "Due": [unbroken(day(one.due_on)) for one in undone],
            "Overdue": [plural((today - one.due_on).days, "day") if one.due_on < today else "" for one in undone],
            "What": [one.what for one in undone],
            "Who": [" · ".join(part for part in (one.who, demo(one.demo)) if part) for one in undone],
        },
        alt="Open follow-ups, the earliest due first",
        printing=True,
    )
