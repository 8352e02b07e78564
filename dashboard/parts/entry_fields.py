"""The fields of an entry form. Each keeps the draft when it is left, and shows beside itself what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.coverage_filters import PROGRAM_BEGAN
from dashboard.parts.text import plain
from models import drafts
from models.errors import SeamarkError
from models.vocabulary import AgendaPart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.actions.records import Records
    from models.drafts import Subject

FARTHEST = timedelta(days=3 * 365)
"""How far ahead an engagement may be booked."""

LAST_DAY = date(2100, 12, 31)
KEPT_LONG = frozenset({"dispose_after"})
"""Days that may lie as far ahead as `LAST_DAY`."""

LINES = frozenset({"observations", "good_practices", "recommendations"})
"""Lists that are written one to a line."""

DAYS = frozenset({"starts_on", "ends_on", "dispose_after", "source_date"})
AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class EntryFields:
    """The widgets of one entry. Their state is the entry; `content` reads it."""

    draft: str
    """Key of the draft; it names the widgets as well."""
    subject: Subject
    records: Records
    today: date
    start: Mapping[str, Any]
    """What the entry began with."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with each field."""

    def key(self, name: str) -> str:
        """Name the widget of a field."""
        return f"entry_{self.draft}_{name}"

    @property
    def begun(self) -> bool:
        """Tell whether the widgets have their state already."""
        return self.key("territory") in st.session_state

    def fill(self, content: Mapping[str, Any]) -> None:
        """Give every widget its state."""
        for name, value in content.items():
            if name != AGENDA:
                st.session_state[self.key(name)] = _to_widget(name, value)
        for part in AgendaPart:
            items = [one["item"] for one in content.get(AGENDA, []) if one["part"] == part]
            st.session_state[self.key(f"{AGENDA}_{part}")] = items

    def content(self) -> dict[str, Any]:
        """Read what was entered, as JSON values."""
        content = {
            name: _from_widget(name, st.session_state.get(self.key(name), _to_widget(name, value)))
            for name, value in self.start.items()
            if name != AGENDA
        }
        agenda = [
            {"part": part, "item": item}
            for part in AgendaPart
            for item in st.session_state.get(self.key(f"{AGENDA}_{part}"), [])
        ]
        return {**content, AGENDA: agenda}

    def keep(self, name: str, then: Callable[[], None] | None = None) -> None:
        """Store the draft after a field was left."""
        st.session_state.setdefault(f"touched_{self.draft}", set()).add(name)
        if then:
            then()
        try:
            drafts.keep(caching.engine(), self.draft, self.subject, self.content(), at=clock.now())
        except SeamarkError as error:
            st.toast(plain(str(error)), icon=":material/error:", duration="long")

    def line(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - passed on to the widget
        """Draw a line of text."""
        st.text_input(label, key=self.key(name), on_change=self.keep, args=(name,), **options)
        self._problem(name)

    def text(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - as above
        """Draw a text of many lines."""
        st.text_area(label, key=self.key(name), on_change=self.keep, args=(name,), **options)
        self._problem(name)

    def day(self, name: str, label: str, *, then: Callable[[], None] | None = None, help: str | None = None) -> None:  # noqa: A002 - as the widget calls it
        """Draw a date. A bound gives way to what is held: Streamlit would drop a value beyond it without a word."""
        farthest = LAST_DAY if name in KEPT_LONG else self.today + FARTHEST
        held = st.session_state.get(self.key(name)) or self.today
        st.date_input(
            label,
            None,
            min_value=min(PROGRAM_BEGAN, held),
            max_value=max(farthest, held),
            format="YYYY-MM-DD",
            key=self.key(name),
            on_change=self.keep,
            args=(name, then),
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
        then: Callable[[], None] | None = None,
        help: str | None = None,  # noqa: A002 - as the widget calls it
    ) -> None:
        """Draw a choice of one; what is held stays on offer."""
        held = st.session_state.get(self.key(name))
        st.selectbox(
            label,
            [*options, *([held] if held is not None and held not in options else [])],
            None,
            format_func=words,
            key=self.key(name),
            on_change=self.keep,
            args=(name, then),
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
        held = [one for one in st.session_state.get(self.key(name), []) if one not in options]
        st.multiselect(
            label,
            [*options, *held],
            format_func=words,
            key=self.key(name),
            on_change=self.keep,
            args=(name,),
            **rest,
        )
        self._problem(name)

    def check(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - as above
        """Draw a yes or no."""
        st.checkbox(label, key=self.key(name), on_change=self.keep, args=(name,), **options)

    def number(self, name: str, label: str, **options: Any) -> None:  # noqa: ANN401 - as above
        """Draw a whole number."""
        st.number_input(label, key=self.key(name), on_change=self.keep, args=(name,), step=1, **options)
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
