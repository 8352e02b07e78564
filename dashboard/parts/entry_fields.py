"""The fields of an entry form. Each keeps the draft when it is left, and shows beside itself what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.coverage_filters import PROGRAM_BEGAN
from dashboard.parts.rounds import next_round, rounds
from dashboard.parts.text import plain
from models import drafts
from models.days import LAST_DAY
from models.errors import SeamarkError
from models.vocabulary import AgendaPart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.actions.entering import Content
    from dashboard.actions.records import Records
    from models.drafts import Subject

FARTHEST = timedelta(days=3 * 365)
"""How far ahead an engagement may be booked."""

KEPT_LONG = frozenset({"dispose_after"})
"""Days that may lie as far ahead as `LAST_DAY`."""

LINES = frozenset({"observations", "good_practices", "recommendations"})
"""Lists that are written one to a line."""

DAYS = frozenset({"starts_on", "ends_on", "dispose_after", "source_date"})
AGENDA = "agenda"

Follows: TypeAlias = "Callable[[Content], Content]"
"""Tells what else changes when a field was changed."""


@dataclass(frozen=True, slots=True)
class EntryFields:
    """The fields of one entry. What stands in them is the entry; `content` reads it."""

    draft: str
    """Key of the draft; it names the widgets as well."""
    subject: Subject
    records: Records
    today: date
    problems: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with each field."""

    @property
    def start(self) -> Content:
        """What the fields began with in this round."""
        content: Content = st.session_state[f"start_{self.draft}"]
        return content

    @property
    def begun(self) -> bool:
        """Tell whether the fields have begun with something in this session."""
        return f"start_{self.draft}" in st.session_state

    def key(self, name: str) -> str:
        """Name the widget of a field. Each round has widgets of its own."""
        return f"entry_{self.draft}_{rounds(self.draft)}_{name}"

    def begin(self, content: Mapping[str, Any]) -> None:
        """Begin a round: every field shows this content.

        Widgets get it as their own first value, not through the session's state: a run that is broken off before it has
        drawn them all would leave the rest of them blank in the browser, and the blanks would come back.
        """
        st.session_state[f"start_{self.draft}"] = dict(content)
        next_round(self.draft)

    def held(self, name: str) -> Any:  # noqa: ANN401 - any widget's value
        """Return what stands in a field."""
        return st.session_state.get(self.key(name), self._first(name))

    def content(self) -> Content:
        """Read what was entered, as JSON values."""
        content = {name: _from_widget(name, self.held(name)) for name in self.start if name != AGENDA}
        agenda = [
            {"part": part.value, "item": item} for part in AgendaPart for item in self.held(f"{AGENDA}_{part}") or []
        ]
        return {**content, AGENDA: agenda}

    def keep(self, name: str, follows: Follows | None = None) -> None:
        """Store the draft after a field was left; what follows from the field is changed with it."""
        st.session_state.setdefault(f"touched_{self.draft}", set()).add(name)
        content = self.content()
        changes = follows(content) if follows else {}
        if changes:
            content |= changes
            self.begin(content)
        self.store(content)

    def store(self, content: Mapping[str, Any]) -> None:
        """Store content as the draft."""
        try:
            drafts.keep(caching.engine(), self.draft, self.subject, content, at=clock.now())
        except SeamarkError as error:
            st.toast(plain(str(error)), icon=":material/error:", duration="long")

    def _first(self, name: str) -> Any:  # noqa: ANN401 - any widget's value
        if name.startswith(f"{AGENDA}_"):
            return [one["item"] for one in self.start.get(AGENDA, []) if one["part"] == name.removeprefix(f"{AGENDA}_")]
        return _to_widget(name, self.start.get(name))

    def line(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - passed on to the widget
        """Draw a line of text."""
        st.text_input(label, self._first(name) or "", key=self.key(name), on_change=self.keep, args=(name,), **options)
        self._problem(name)

    def text(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - as above
        """Draw a text of many lines."""
        st.text_area(label, self._first(name) or "", key=self.key(name), on_change=self.keep, args=(name,), **options)
        self._problem(name)

    def day(self, name: str, label: str, *, follows: Follows | None = None, help: str | None = None) -> None:  # noqa: A002 - as the widget calls it
        """Draw a date. A bound gives way to what is held: Streamlit would drop a value beyond it without a word."""
        farthest = LAST_DAY if name in KEPT_LONG else self.today + FARTHEST
        days = [day for day in (self._first(name), self.held(name)) if day]
        st.date_input(
            label,
            self._first(name),
            min_value=min([PROGRAM_BEGAN, *days]),
            max_value=max([farthest, *days]),
            format="YYYY-MM-DD",
            key=self.key(name),
            on_change=self.keep,
            args=(name, follows),
            help=help,
        )
        self._problem(name)

    def choice(
        self,
        name: str,
        label: str,
        options: Sequence[Any],
        words: Callable[[Any], str] = str,
        *,
        follows: Follows | None = None,
        help: str | None = None,  # noqa: A002 - as the widget calls it
    ) -> None:
        """Draw a choice of one; what is held stays on offer."""
        first = self._first(name)
        offered = [*options, *([first] if first is not None and first not in options else [])]
        st.selectbox(
            label,
            offered,
            None if first is None else offered.index(first),
            format_func=words,
            key=self.key(name),
            on_change=self.keep,
            args=(name, follows),
            help=help,
        )
        self._problem(name)

    def many(
        self,
        name: str,
        label: str,
        options: Sequence[Any],
        words: Callable[[Any], str] = str,
        **rest: Any,  # noqa: ANN401 - passed on to the widget
    ) -> None:
        """Draw a choice of several."""
        first = self._first(name) or []
        typed = [one for one in [*first, *(self.held(name) or [])] if one not in options]
        st.multiselect(
            label,
            list(dict.fromkeys([*options, *typed])),
            first,
            format_func=words,
            key=self.key(name),
            on_change=self.keep,
            args=(name,),
            **rest,
        )
        self._problem(name)

    def check(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - as above
        """Draw a yes or no."""
        st.checkbox(label, bool(self._first(name)), key=self.key(name), on_change=self.keep, args=(name,), **options)

    def number(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - as above
        """Draw a whole number."""
        first = self._first(name)
        st.number_input(label, value=first, key=self.key(name), on_change=self.keep, args=(name,), step=1, **options)
        self._problem(name)

    def _problem(self, name: str) -> None:
        message = next((text for path, text in self.problems.items() if path.split(".")[0] == name), None)
        if message:
            st.error(plain(message[0].upper() + message[1:]), icon=":material/error:")


def _to_widget(name: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return "\n".join(value or []) if name in LINES else value


def _from_widget(name: str, value: Any) -> Any:  # noqa: ANN401 - any widget's value
    if name in LINES:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]
    return value.isoformat() if isinstance(value, date) else value
