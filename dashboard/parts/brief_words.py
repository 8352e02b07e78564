"""The words of a brief: each generated sentence can be written over in its place, and taken back."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.brief_state import unwrite, write
from dashboard.parts.text import plain
from models.wording import plural

if TYPE_CHECKING:
    from dashboard.actions.brief_content import Outdated, Sentence
    from dashboard.parts.brief_content import Briefing

LONGEST = 2_000
"""Signs of a sentence that a person writes."""

LINE = 46
"""About so many signs stand in a line of a field beside a page."""

LINE_PX, FRAME_PX = 24, 26
LEAST_PX, MOST_PX = 74, 220
"""Heights of a field, pixels."""

NEVER_SAID = "No sentence of the brief stands on this page: it has figures, a table or a map."


def brief_words(briefing: Briefing) -> None:
    """Draw all sentences, page by page."""
    said = list(briefing.sentences())
    if not said:
        st.info("The chosen sections have no words. Take in the bottom line under Contents.", icon=":material/notes:")
        return
    edits = sum(_edited(briefing, one) for _, one in said)
    st.markdown(
        f"**{plural(len(said), 'sentence')}, {edits} edited.** What you write counts as long as its figures stay as "
        "they are, and is marked with † in every form. An empty field leaves its sentence out."
    )
    title = ""
    for page, one in said:
        if page.title != title:
            title = page.title
            st.subheader(plain(title), anchor=False)
        _sentence(briefing, one, place="all")


def page_words(briefing: Briefing, key: str) -> None:
    """Draw the sentences of one page."""
    said = [one for page, one in briefing.sentences() if page.key == key]
    for one in said:
        _sentence(briefing, one, place="page")
    if not said:
        st.caption(NEVER_SAID)


def outdated_words(briefing: Briefing) -> None:
    """Show what persons wrote over sentences that the figures have changed since."""
    found = briefing.content.outdated if briefing.content else ()
    if not found:
        return
    count = f"{len(found)} of your sentences do" if len(found) > 1 else "1 of your sentences does"
    with st.container(border=True):
        st.markdown(
            f":material/history_edu: **{count} not count any more**: the figures have changed since you wrote. The "
            "brief has the generated words until you decide."
        )
        for one in found:
            _outdated(briefing, one)


def _outdated(briefing: Briefing, one: Outdated) -> None:
    mine, now = st.columns(2)
    mine.markdown(f"**You wrote** ({plain(one.page)})  \n{plain(one.text) or '*left out*'}")
    now.markdown(f"**Generated now**  \n{plain(one.generated)}")
    name = plain(one.page)
    with st.container(horizontal=True):
        st.button(
            "Use again",
            key=briefing.working.key(f"again_{one.key}"),
            icon=":material/redo:",
            help=f"{name}: your words stand in the place of those generated now",
            on_click=write,
            args=(one.key, one.text),
            kwargs={"instead_of": one.generated, "marking": _marking(briefing), "typed": False},
        )
        st.button(
            "Drop",
            key=briefing.working.key(f"drop_{one.key}"),
            icon=":material/delete:",
            help=f"{name}: your words are forgotten. Undo brings them back.",
            on_click=unwrite,
            args=(one.key,),
        )


def _sentence(briefing: Briefing, one: Sentence, *, place: str) -> None:
    """Draw a sentence in a field; beneath one that a person wrote, what was generated."""
    edited = _edited(briefing, one)
    text = briefing.choice.words[one.key].text if edited else one.text
    digest = sha256(one.text.encode()).hexdigest()[:8]
    key = briefing.working.key(f"words_{place}_{one.key}_{digest}")
    with st.container(gap="xsmall"):
        st.text_area(
            _label(one, edited=edited, text=text),
            text,
            key=key,
            height=_height(text),
            max_chars=LONGEST,
            on_change=_take,
            args=(key, one, _marking(briefing)),
        )
        if edited:
            st.caption(f"Generated: {plain(one.text)}")
            st.button(
                "Back to the generated words",
                key=f"{key}_back",
                type="tertiary",
                icon=":material/undo:",
                help=plain(f"{_name(one)}: forgets what was written here"),
                on_click=unwrite,
                args=(one.key,),
            )


def _label(one: Sentence, *, edited: bool, text: str) -> str:
    if not edited:
        return plain(_name(one))
    return f"{plain(_name(one))} · :material/edit: **{'edited †' if text else 'left out'}**"


def _name(one: Sentence) -> str:
    """Name a sentence by its key, which is made of words."""
    name = one.key.replace("_", " ")
    return name[:1].upper() + name[1:]


def _edited(briefing: Briefing, one: Sentence) -> bool:
    edit = briefing.choice.words.get(one.key)
    return edit is not None and edit.instead_of == one.text


def _height(text: str) -> int:
    lines = sum(1 + len(line) // LINE for line in (text or " ").splitlines())
    return max(LEAST_PX, min(MOST_PX, lines * LINE_PX + FRAME_PX))


def _marking(briefing: Briefing) -> str:
    return briefing.content.marking if briefing.content else briefing.choice.words_marking


def _take(key: str, one: Sentence, marking: str) -> None:
    write(one.key, st.session_state[key] or "", instead_of=one.text, marking=marking)
