"""The answer of a check, large and plain, with what it rests on and the record to download."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.actions.advisory_list import cutoff_words
from dashboard.actions.entry_check import Sure
from dashboard.actions.entry_files import record_json, record_name
from dashboard.actions.entry_words import AID, ANSWERS, PARTS, REASONS
from dashboard.maps.advisory_palette import ADVISORY_PALETTES, SIGNS
from dashboard.paper.entry_record import entry_record_pdf
from dashboard.parts.territory_lines import link
from dashboard.parts.text import plain
from dashboard.parts.theme import palette, theme
from models.advisories import Answer
from models.entry_calls import EntryAnswer
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.entry_check import Checked
    from dashboard.actions.entry_ground import Ground
    from dashboard.actions.records import Records

SIGN_OF = {
    EntryAnswer.APPLIES: Answer.IN_FORCE,
    EntryAnswer.CANNOT_TELL: Answer.CANNOT_TELL,
    EntryAnswer.DOES_NOT_APPLY: Answer.NOT_IN_FORCE,
    None: Answer.NOT_IN_FORCE,
}
"""The sign and colours of each verdict are those of advisories."""


def badge(verdict: EntryAnswer | None) -> str:
    """Return the sign of a verdict as HTML."""
    colours, answer = ADVISORY_PALETTES[theme()], SIGN_OF[verdict]
    return (
        f'<span aria-hidden="true" style="background:{colours.badge[answer]};color:{colours.on_badge[answer]};'
        f'border:1px solid {colours.on_badge[answer]};border-radius:6px;padding:0 0.45em;font-weight:700">'
        f"{SIGNS[answer]}</span>"
    )


def answer_box(records: Records, checked: Checked, ground: Ground) -> None:
    """Draw the answer, what decides it, what is in doubt and up to which day advisories are known."""
    check = checked.check
    if checked.taken:
        edge = ADVISORY_PALETTES[theme()].fill[SIGN_OF[check.answer]]
        _headline(f"{badge(check.answer)} {escape(ANSWERS[check.answer])}", _because(checked, ground), edge)
    else:
        _headline(
            "No calls yet", "Paste the last ports of call or find them, and the answer stands here.", palette().land
        )
    doubtful = [
        taken
        for taken, verdict in zip(checked.taken, check.calls, strict=True)
        if (taken.sure is Sure.DOUBTFUL and verdict.verdict)
        or (taken.sure is Sure.NOT_FOUND and verdict.verdict is EntryAnswer.CANNOT_TELL)
    ]
    if doubtful:
        st.warning(f"{plural(len(doubtful), 'call')} in doubt. Put them right below: the answer may change.")
    st.caption(plain(cutoff_words(records.facts, as_of=check.arrival)))
    st.caption(plain(AID))


def _headline(title: str, said: str, edge: str) -> None:
    """Draw a title, which is HTML, and beneath it what is said."""
    st.html(
        f'<div style="border-left:8px solid {edge};padding:0.2em 0 0.2em 0.8em">'
        f'<h2 style="font-size:1.7rem;margin:0;padding:0;line-height:1.3">{title}</h2>'
        f'<div style="font-size:1rem">{escape(said)}</div></div>'
    )


def _because(checked: Checked, ground: Ground) -> str:
    check = checked.check
    said = [
        f"{f'{verdict.place}. ' if verdict.place else ''}{verdict.call.port or 'Port not known'}"
        f"{_where(verdict.call.territory, ground)}: {REASONS[verdict.reason].lower()}"
        for verdict in check.calls
        if verdict.verdict is check.answer
    ]
    arrival = f"Arrival {day(check.arrival)}."
    return f"{arrival} {'; '.join(said) or 'No call counts'}."


def _where(code: str | None, ground: Ground) -> str:
    return f", {ground.names.get(code, code)}" if code else ""


def notes(checked: Checked) -> None:
    """List what is to be noted."""
    if checked.check.notes:
        st.markdown("**To be noted**")
        st.markdown("\n".join(f"- {plain(note)}" for note in checked.check.notes))


def actions(record: Mapping[str, Any]) -> None:
    """List what to do in port, beside the answer; their sources once, below."""
    told = record["actions"]
    st.markdown(f"**{PARTS['actions']}**")
    st.markdown("\n".join(f"{number}. {plain(one['text'])}" for number, one in enumerate(told, 1)))
    st.markdown(" ".join(_source(source) for source in dict.fromkeys(one["source"] for one in told)))


def guidance(record: Mapping[str, Any]) -> None:
    """List what else the advisories say to the vessel, each with its source."""
    for name, title in PARTS.items():
        if name != "actions":
            st.markdown(f"**{title}**")
            st.markdown("\n".join(f"- {plain(one['text'])} {_source(one['source'])}" for one in record[name]))


def _source(source: str) -> str:
    words, _, address = source.rpartition(" ")
    return f":small[{plain(words)} {link(address)}]"


def downloads(record: Mapping[str, Any], records: Records, ground: Ground) -> None:
    """Draw the buttons that hand out the record."""
    colour = records.settings.marking_colour
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            "Record as PDF",
            partial(entry_record_pdf, record, territories=ground.names, colour=colour),
            record_name(record, "pdf"),
            "application/pdf",
            icon=":material/download:",
            key="entry_pdf",
            on_click="ignore",
        )
        st.download_button(
            "Record as JSON",
            partial(record_json, record),
            record_name(record, "json"),
            "application/json",
            icon=":material/download:",
            key="entry_json",
            on_click="ignore",
        )
        hashed = "SHA-256 of the record; the same inputs and data give the same."
        st.markdown(f":small[Hash {record['hash'][:16]}]", help=hashed, width="content")
