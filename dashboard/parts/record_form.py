"""A form of one record, for whoever changes it.

A form holds the version of the record it was opened on, says beside a field what is wrong with it, and where somebody
else changed the record meanwhile, shows both versions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any, NoReturn

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.editing import Conflict, Saved, save
from dashboard.parts.coverage_filters import PROGRAM_BEGAN
from dashboard.parts.merging import merge_screen
from dashboard.parts.text import plain
from models.days import LAST_DAY
from models.errors import InvalidRecordError, SeamarkError
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

Facts = dict[str, Any]

WHY = "why"
"""The field of the reason; it belongs to the change, not to the record."""

_numbers = count()
_SAID = "record_form_said"


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as it was when its form was opened."""

    name: str
    """Of the table or the setting."""
    id: int | None
    """None for a new record."""
    seen: int | None
    """The version that the form shows."""
    facts: Mapping[str, Any]
    number: int = field(default_factory=lambda: next(_numbers))
    """Tells the widgets of this form from those of any other."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a form is for, and how it is stored."""

    store: Callable[[Opened, Facts, int | None, str], Saved | Conflict]
    """Stores facts over a version, with a reason."""
    draw: Callable[[Fields], Facts]
    """Draws the fields and returns what stands in them."""
    above: Callable[[Fields], Facts] = lambda _fields: {}
    """Draws fields that others depend on: what is chosen there takes effect at once, not on saving."""
    complete: Callable[[Opened, Facts], Facts] = lambda _opened, facts: facts
    """Turns that into facts of the record, or refuses it."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What fields are called where both versions are shown."""
    submit: str = "Save"
    needs_reason: bool = False
    second_look: Callable[[Opened, Facts], SecondLook | None] = lambda _opened, _facts: None
    """Says what a change means that must be confirmed."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A change that is stored once its meaning was read, and a reason given."""

    title: str
    says: str
    button: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one form."""

    opened: Opened
    problems: Mapping[str, str]
    shown: set[str] = field(default_factory=set)
    """Fields beside which a problem has its place."""

    def key(self, name: str) -> str:
        """Name the widget of a field."""
        return f"{self.opened.name}_{self.opened.number}_{name}"

    def start(self, name: str) -> Any:  # noqa: ANN401 - any value of a record
        """Return what a field held when the form was opened."""
        return self.opened.facts.get(name)

    def now(self, name: str) -> Any:  # noqa: ANN401 - as above
        """Return what a field holds that was drawn above the form."""
        return st.session_state.get(self.key(name), self.start(name))

    def line(self, name: str, label: str, value: str | None = None, **options: Any) -> str:  # noqa: ANN401 - for the widget
        """Draw a line of text."""
        begin = self.start(name) if value is None else value
        text = st.text_input(label, begin or "", key=self.key(name), **options)
        self.problem(name)
        return (text or "").strip()

    def text(self, name: str, label: str, **options: Any) -> str:  # noqa: ANN401 - as above
        """Draw a text of many lines."""
        text = st.text_area(label, self.start(name) or "", key=self.key(name), **options)
        self.problem(name)
        return (text or "").strip()

    def day(self, name: str, label: str, **options: Any) -> date | None:  # noqa: ANN401 - as above
        """Draw a date that may be left blank."""
        chosen: date | None = st.date_input(
            label,
            self.start(name),
            min_value=PROGRAM_BEGAN,
            max_value=LAST_DAY,
            key=self.key(name),
            format="YYYY-MM-DD",
            **options,
        )
        self.problem(name)
        return chosen

    def choice(
        self,
        name: str,
        label: str,
        options: Sequence[Any],
        naming: Callable[[Any], str] = str,
        **more: Any,  # noqa: ANN401 - as above
    ) -> Any:  # noqa: ANN401 - one of the options
        """Draw a choice of one, or none."""
        held = self.start(name)
        offered = [*options, *([held] if held is not None and held not in options else [])]
        index = None if held is None else offered.index(held)
        chosen = st.selectbox(label, offered, index, format_func=naming, key=self.key(name), **more)
        self.problem(name)
        return chosen

    def many(
        self,
        name: str,
        label: str,
        options: Iterable[Any],
        naming: Callable[[Any], str] = str,
        **more: Any,  # noqa: ANN401 - as above
    ) -> list[Any]:
        """Draw a choice of several."""
        held = list(self.start(name) or [])
        offered = list(dict.fromkeys([*options, *held]))
        chosen: list[Any] = st.multiselect(label, offered, held, format_func=naming, key=self.key(name), **more)
        self.problem(name)
        return chosen

    def keeping(self, allowed: Sequence[str]) -> Facts:
        """Draw how a record is kept: its marking, and when its content may be disposed of."""
        one, other = st.columns(2)
        with one:
            marking = self.choice("marking", "Marking", allowed)
        with other:
            after = self.day("dispose_after", "Dispose of after", help="After this day the content may be blanked.")
        return {"marking": marking, "dispose_after": after}

    def problem(self, name: str) -> None:
        """Say beside a field what is wrong with it."""
        self.shown.add(name)
        message = next((text for path, text in self.problems.items() if path.split(".")[0] == name), None)
        if message:
            st.error(plain(message[0].upper() + message[1:]), icon=":material/error:")


def stored_in(table: Any) -> Callable[[Opened, Facts, int | None, str], Saved | Conflict]:  # noqa: ANN401 - a table
    """Return how records of a table are stored."""

    def store(opened: Opened, facts: Facts, seen: int | None, why: str) -> Saved | Conflict:
        return save(caching.engine(), table, opened.id, facts, seen=seen, who=user(), why=why)

    return store


def open_record(name: str, record_id: int | None, version: int | None, facts: Mapping[str, Any]) -> Opened:
    """Return the record as its form was opened on it; a change made since does not slip in under what was typed."""
    held = opened_form(name)
    if held is None or held.id != record_id:
        close(name)
        held = st.session_state[_opened(name)] = Opened(name, record_id, version, dict(facts))
    return held


def opened_form(name: str) -> Opened | None:
    """Return what the form of a table or a setting is open on, if it is."""
    held: Opened | None = st.session_state.get(_opened(name))
    return held


def finish(message: str) -> NoReturn:
    """Run the page again, and tell then what was done: a toast of this run would go with it."""
    st.session_state[_SAID] = message
    st.rerun()


def tell() -> None:
    """Tell what the run before has done."""
    message = st.session_state.pop(_SAID, None)
    if message:
        st.toast(plain(message), icon=":material/check:")


def close(name: str) -> None:
    """Forget what was typed into the form of a table, so that it opens anew."""
    for key in (_opened(name), _problems(name), _conflict(name), _asked(name)):
        st.session_state.pop(key, None)


def edit(kind: Kind, opened: Opened, *, version: int | None, saved: Callable[[Any], None] | None = None) -> None:
    """Draw a form, or both versions where somebody else changed the record.

    Args:
        kind: what the form is for.
        opened: the record as the form was opened on it.
        version: the record's newest version.
        saved: told of the stored row before the page runs again.
    """
    conflict: Conflict | None = st.session_state.get(_conflict(opened.name))
    if conflict is not None:
        _merge(kind, opened, conflict, saved)
        return
    asked: tuple[Facts, SecondLook, str] | None = st.session_state.get(_asked(opened.name))
    if asked is not None:
        _look_twice(kind, opened, *asked, saved)
        return
    if version != opened.seen:
        _changed_since(opened)
    problems = st.session_state.get(_problems(opened.name), {})
    fields = Fields(opened, problems)
    above = kind.above(fields)
    with st.form(f"{opened.name}_{opened.number}", border=False):
        wanted = {**above, **kind.draw(fields)}
        why = _reason(kind, fields)
        _unplaced(fields)
        submitted = st.form_submit_button(kind.submit, type="primary", icon=":material/save:")
    if submitted:
        _submit(kind, opened, wanted, why, saved)


def _reason(kind: Kind, fields: Fields) -> str:
    if fields.opened.id is None and not kind.needs_reason:
        return ""
    label = "Reason for the change" + ("" if kind.needs_reason else " (may be blank)")
    return fields.line(WHY, label, help="Stands in the history.")


def _unplaced(fields: Fields) -> None:
    """Say what is wrong with what this form does not show."""
    for path, message in fields.problems.items():
        if path.split(".")[0] not in fields.shown:
            st.error(plain(f"{words(path)}: {message}" if path else message), icon=":material/error:")


def _submit(kind: Kind, opened: Opened, wanted: Facts, why: str, saved: Callable[[Any], None] | None) -> None:
    try:
        if kind.needs_reason and not why:
            raise InvalidRecordError("why: say why", fields={WHY: "say why; it stands in the history"})
        facts = kind.complete(opened, wanted)
        look = kind.second_look(opened, facts)
        if look is not None:
            st.session_state[_asked(opened.name)] = facts, look, why
            st.rerun()
    except SeamarkError as error:
        _refused(opened, error)
    _store(kind, opened, facts, why, saved)


def _store(kind: Kind, opened: Opened, facts: Facts, why: str, saved: Callable[[Any], None] | None) -> None:
    try:
        result = kind.store(opened, facts, opened.seen, why)
    except SeamarkError as error:
        _refused(opened, error)
    _settle(opened, result, saved)


def _refused(opened: Opened, error: SeamarkError) -> NoReturn:
    """Keep what is wrong for the form, which then says so beside its fields."""
    fields = error.fields if isinstance(error, InvalidRecordError) else {}
    st.session_state[_problems(opened.name)] = fields or {"": str(error)}
    st.rerun()


def _look_twice(
    kind: Kind,
    opened: Opened,
    facts: Facts,
    look: SecondLook,
    why: str,
    saved: Callable[[Any], None] | None,
) -> None:
    """Say what a change means, and store it once a reason was given."""
    st.warning(plain(look.says), title=look.title, icon=":material/warning:")
    with st.form(f"{opened.name}_{opened.number}_look", border=False):
        why = st.text_input("Reason for the change", why, key=f"{opened.name}_{opened.number}_look_why", max_chars=300)
        with st.container(horizontal=True):
            meant = st.form_submit_button(look.button, type="primary")
            back = st.form_submit_button("Go back")
    if back:
        _reopen(opened, {**facts, WHY: why})
    if meant and not why.strip():
        st.error("Say why; it stands in the history.", icon=":material/error:")
    elif meant:
        st.session_state.pop(_asked(opened.name))
        _store(kind, opened, facts, why.strip(), saved)


def _reopen(opened: Opened, typed: Facts) -> NoReturn:
    """Begin the form anew with what was typed, over the version that was seen: its fields were not drawn meanwhile."""
    close(opened.name)
    begun = {**opened.facts, **typed}
    st.session_state[_opened(opened.name)] = replace(opened, facts=begun, number=next(_numbers))
    st.rerun()


def _merge(kind: Kind, opened: Opened, conflict: Conflict, saved: Callable[[Any], None] | None) -> None:
    merged = merge_screen(conflict, labels=kind.labels)
    if st.button("Leave theirs", type="tertiary", icon=":material/undo:", key=f"{opened.name}_leave"):
        close(opened.name)
        st.rerun()
    if merged is None:
        return
    try:
        result = kind.store(opened, merged, conflict.theirs_version, "Merged with another change")
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _settle(opened, result, saved)


def _settle(opened: Opened, result: Saved | Conflict, saved: Callable[[Any], None] | None) -> None:
    if isinstance(result, Conflict):
        st.session_state.pop(_problems(opened.name), None)
        st.session_state[_conflict(opened.name)] = result
        st.rerun()
    close(opened.name)
    if saved is not None:
        saved(result.row)
    finish("Saved.")


def _changed_since(opened: Opened) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info("This record has changed since the form was opened. Saving shows both versions.", width="stretch")
        st.button(
            "Show the newest",
            key=f"{opened.name}_newest",
            on_click=close,
            args=(opened.name,),
            icon=":material/refresh:",
        )


def _opened(name: str) -> str:
    return f"form_opened_{name}"


def _problems(name: str) -> str:
    return f"form_problems_{name}"


def _asked(name: str) -> str:
    return f"form_asked_{name}"


def _conflict(name: str) -> str:
    return f"form_conflict_{name}"
