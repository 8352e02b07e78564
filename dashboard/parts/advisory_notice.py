"""A new notice: entered as what it adds, removes and changes, shown as the difference it makes, then saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.advisory_changes import past_notices, take_back
from dashboard.actions.advisory_entry import CHANGE_WORDS, ENTERED, Line, Notice, Proposal, propose, save_notice
from dashboard.actions.advisory_list import listed_on, with_answer
from dashboard.actions.advisory_timeline import BEGAN
from dashboard.parts.advisory_changes import draw_difference
from dashboard.parts.record_form import finish
from dashboard.parts.text import plain
from models.advisories import Answer
from models.days import LAST_DAY
from models.errors import ConflictError, InvalidRecordError, SeamarkError
from models.vocabulary import AdvisoryAction, AdvisoryScope
from models.wording import day, plural, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records

SHOWN, PROBLEMS, OVERTAKEN = "notice_shown", "notice_problems", "notice_overtaken"
"""The difference that is being looked at, what was wrong, and why it was not saved as it was looked at."""

SCOPES = (AdvisoryScope.NOT_PRINTED, AdvisoryScope.ALL_BUT_EXCEPTED, AdvisoryScope.ALL_PORTS)
"""What is assumed first: nothing."""

KEY = "notice_{}"
FIELDS = ("psa_number", "notice", "source", "conditions", "note")


def advisory_notice(records: Records, *, today: date) -> None:
    """Draw the form, or the difference it makes; and what was entered lately."""
    shown: Proposal | None = st.session_state.get(SHOWN)
    if message := st.session_state.pop(OVERTAKEN, ""):
        st.warning(plain(message), icon=":material/sync_problem:")
    if shown is None:
        _form(records, today=today)
    else:
        _look(records, shown, today=today)
    _lately()


def _form(records: Records, *, today: date) -> None:
    st.caption(
        "Say what the notice changes on the list in force. Before anything is saved you see the difference it makes. "
        "A single fact, such as a sighting on an old list, goes into Records."
    )
    problems: Mapping[str, str] = st.session_state.get(PROBLEMS, {})
    head = _head(problems)
    lines = _lines(records, today=today, problems=problems)
    whole = st.checkbox(
        "The notice prints the list whole",
        key=KEY.format("whole"),
        persist_state="session",
        help="Then the facts are known up to its day of issue, and a territory that is not on it is not listed.",
    )
    for message in _unplaced(problems):
        st.error(plain(message), icon=":material/error:")
    if st.button("Show the difference", type="primary", icon=":material/difference:"):
        _show(records, Notice(lines=tuple(lines), whole_list=whole, **head), today=today)


def _head(problems: Mapping[str, str]) -> dict[str, Any]:
    with st.grid(4, min_column_width=170, gap="small"):
        number = _line("psa_number", "PSA number", problems, placeholder="1-26")
        citation = _line("notice", "Federal Register citation", problems, placeholder="91 FR 1234")
        issued = _day("published_on", "Issued", problems)
        effective = _day("effective_on", "Effective from", problems)
    source = _line("source", "Source address", problems, placeholder="https://www.federalregister.gov/…")
    one, other = st.columns(2)
    with one:
        conditions = _line("conditions", "Conditions, where they differ from the usual ones", problems)
    with other:
        note = _line("note", "What is uncertain", problems)
    return {
        "psa_number": number,
        "notice": citation,
        "published_on": issued,
        "effective_on": effective,
        "source": source,
        "conditions": conditions,
        "note": note,
    }


def _lines(records: Records, *, today: date, problems: Mapping[str, str]) -> list[Line]:
    """Draw what is added, removed and changed; each one added or changed has its scope and exceptions."""
    on = st.session_state.get(KEY.format("effective_on")) or st.session_state.get(KEY.format("published_on")) or today
    rows = listed_on(records.facts, records.territories, as_of=on)
    held, unclear = ({row.code for row in with_answer(rows, one)} for one in (Answer.IN_FORCE, Answer.CANNOT_TELL))
    others = [code for code in records.territories if code not in held]
    found = []
    with st.grid(3, min_column_width=220, gap="small"):
        for action, codes in (
            (AdvisoryAction.IMPOSED, others),
            (AdvisoryAction.REMOVED, sorted(held | unclear)),
            (AdvisoryAction.MODIFIED, sorted(held | unclear)),
        ):
            with st.container():
                found += [(action, code) for code in _several(records, action, codes, problems)]
    return [_line_of(records, action, code) for action, code in found]


def _several(
    records: Records, action: AdvisoryAction, codes: Sequence[str], problems: Mapping[str, str]
) -> Sequence[str]:
    title = CHANGE_WORDS[action]
    chosen = st.multiselect(
        title,
        sorted(codes, key=lambda code: records.territories[code].name),
        format_func=lambda code: records.territories[code].name,
        key=KEY.format(title.lower()),
        persist_state="session",
        placeholder="None",
    )
    _problem(title.lower(), problems)
    return chosen


def _line_of(records: Records, action: AdvisoryAction, code: str) -> Line:
    if action is AdvisoryAction.REMOVED:
        return Line(code, action)
    name = records.territories[code].name
    one, other = st.columns([1, 2])
    with one:
        scope = st.selectbox(
            f"Scope, {name}",
            SCOPES,
            format_func=words,
            key=KEY.format(f"scope_{code}"),
            persist_state="session",
        )
    with other:
        excepted = st.text_input(
            f"Excepted facilities of {name}, as printed",
            key=KEY.format(f"excepted_{code}"),
            persist_state="session",
            placeholder="Toamasina MGTMM-0001; MICTSL (until 2027-01-01)",
            disabled=scope is not AdvisoryScope.ALL_BUT_EXCEPTED,
        )
    return Line(
        code,
        action,
        scope or AdvisoryScope.NOT_PRINTED,
        excepted.strip() if scope is AdvisoryScope.ALL_BUT_EXCEPTED else "",
    )


def _show(records: Records, notice: Notice, *, today: date) -> None:
    try:
        st.session_state[SHOWN] = propose(records.facts, records.territories, notice, today=today)
        st.session_state.pop(PROBLEMS, None)
    except InvalidRecordError as error:
        st.session_state.pop(SHOWN, None)
        st.session_state[PROBLEMS] = dict(error.fields) or {"": str(error)}
    st.rerun()


def _look(records: Records, shown: Proposal, *, today: date) -> None:
    """Show the difference that a notice makes, to be saved or gone back from."""
    notice = shown.notice
    st.subheader(plain(f"{notice.title}: what changes on {day(shown.as_of)}"), anchor=False)
    draw_difference(shown.difference)
    if shown.as_of < shown.today:
        st.subheader(f"What changes on the list of today, {day(shown.today)}", anchor=False)
        draw_difference(shown.effect)
    for code, parts in shown.unread.items():
        printed = f"Of what is excepted in {records.territories[code].name} this cannot be read: {'; '.join(parts)}."
        meant = "A call there that is not at another excepted facility cannot be told."
        st.warning(plain(f"{printed} {meant}"), icon=":material/help:")
    whole = " It is a whole list: facts are then known up to its day of issue." if notice.whole_list else ""
    st.caption(
        plain(
            f"Territories on the list: {shown.before} before, {shown.after} after. "
            f"{plural(len(shown.forms), 'fact')} will be recorded, read at {notice.source}.{whole}"
        )
    )
    with st.container(horizontal=True):
        if st.button("Save", type="primary", icon=":material/save:"):
            _save(shown, today=today)
        if st.button("Go back"):
            st.session_state.pop(SHOWN)
            st.rerun()


def _save(shown: Proposal, *, today: date) -> None:
    """Save what was looked at; where somebody else was faster, show what the notice does now."""
    try:
        rows = save_notice(caching.engine(), shown, who=user())
    except (ConflictError, InvalidRecordError) as error:
        st.session_state[OVERTAKEN] = f"Nothing was saved. {error}"
        _show(caching.records(), shown.notice, today=today)
        return
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    for key in [key for key in st.session_state if str(key).startswith(KEY.format(""))]:
        del st.session_state[key]
    finish(f"Recorded {plural(len(rows), 'fact')}.")


def _lately() -> None:
    """List what was entered lately, each to be taken back as a whole."""
    past = past_notices(caching.engine(), ENTERED)
    if not past:
        return
    st.markdown("**Entered lately**")
    for one in past:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                plain(f"{day(one.at.date())} · {one.who} · {one.why.removeprefix(ENTERED)} · ")
                + plural(len(one.facts), "fact"),
                width="stretch",
            )
            st.button(
                "Take back",
                key=f"take_back_{one.id}",
                icon=":material/undo:",
                help="Withdraws all that was recorded with it; nothing is deleted.",
                on_click=_take_back,
                args=(one.id,),
            )


def _take_back(number: int) -> None:
    try:
        count = take_back(caching.engine(), number, who=user())
    except SeamarkError as error:
        st.toast(plain(str(error)), icon=":material/error:", duration="long")
        return
    st.toast(f"Withdrew {plural(count, 'fact')}.", icon=":material/undo:")


def _line(name: str, label: str, problems: Mapping[str, str], **options: Any) -> str:  # noqa: ANN401 - for the widget
    with st.container():
        text: str = st.text_input(label, key=KEY.format(name), max_chars=300, persist_state="session", **options)
        _problem(name, problems)
    return text.strip()


def _day(name: str, label: str, problems: Mapping[str, str]) -> date | None:
    with st.container():
        chosen: date | None = st.date_input(
            label,
            None,
            min_value=BEGAN,
            max_value=LAST_DAY,
            key=KEY.format(name),
            persist_state="session",
            format="YYYY-MM-DD",
        )
        _problem(name, problems)
    return chosen


def _problem(name: str, problems: Mapping[str, str]) -> None:
    if message := problems.get(name):
        st.error(plain(message[0].upper() + message[1:]), icon=":material/error:")


def _unplaced(problems: Mapping[str, str]) -> list[str]:
    placed = {*FIELDS, "published_on", "effective_on", *(title.lower() for title in CHANGE_WORDS.values())}
    return [message[0].upper() + message[1:] for name, message in problems.items() if name not in placed]
