"""The brief that is being worked on: what it is to hold as it stands in this session, and the steps that led to it.

Every change is kept as a draft at once, so that a closed browser or a restarted server loses nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.brief_choice import BriefChoice, Edit, one_line
from dashboard.actions.brief_store import choice_of, kept_briefs, templates
from dashboard.parts.text import plain
from models import drafts
from models.database import reading
from models.drafts import Subject
from models.errors import SeamarkError
from models.tables import BriefTemplate
from models.vocabulary import BriefSection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.tables import Draft, KeptBrief

WORKING_KEY = "brief_working"
DRAFT = "draft"
"""In the page's address: the key of the draft."""

KIND = "brief_template"
"""What a draft of a brief would become."""

MOST_STEPS = 50
"""So many steps can be taken back."""

_DAYS = ("as_of", "compared_on")
"""What the page's address holds, and no template."""


@dataclass(frozen=True, slots=True)
class Working:
    """What the brief is to hold, and what it began from."""

    choice: BriefChoice
    """Its days are those on which the work began; the address says the real ones."""
    began: BriefChoice
    """As it is stored, or as the last brief was."""
    draft: str
    """Key of the draft that holds what is not saved."""
    template: int | None = None
    name: str = ""
    """Of the template."""
    seen: int | None = None
    """The version of the template that the work began from."""
    round: int = 0
    """Counts the changes that no field made: fields of another round show anew what is held."""
    past: tuple[Working, ...] = ()
    """What undo goes back to, the latest last."""

    @property
    def unsaved(self) -> bool:
        """Whether something differs from what it began from."""
        return self.choice != self.began

    def key(self, name: str) -> str:
        """Name a widget of this round."""
        return f"brief_{self.round}_{name}"

    def edited(self, choice: BriefChoice, *, typed: bool = False) -> Working:
        """Take a step.

        Args:
            choice: as it now stands; the same as before is no step.
            typed: whether the field that shows the change made it, so that fields stay as they are.
        """
        if choice == self.choice:
            return self
        return replace(self, choice=choice, round=self.round + (not typed), past=self._steps())

    def turned_to(self, other: Working) -> Working:
        """Go on with another template or brief; it is a step like any other."""
        return replace(other, draft=self.draft, round=self.round + 1, past=self._steps())

    def undone(self) -> Working:
        """Take the last step back."""
        if not self.past:
            return self
        return replace(self.past[-1], round=self.round + 1, past=self.past[:-1])

    def saved(self, row: BriefTemplate) -> Working:
        """Say that it was stored as a template; its steps can still be taken back."""
        choice = _choice(row, self.choice.as_of)
        past = [_stored(one, choice, row) if one.template == self.template else one for one in self.past]
        return replace(_stored(self, choice, row), choice=choice, past=tuple(past))

    def _steps(self) -> tuple[Working, ...]:
        return (*self.past, replace(self, past=()))[-MOST_STEPS:]


def _stored(held: Working, choice: BriefChoice, row: BriefTemplate) -> Working:
    return replace(held, began=choice, template=row.id, name=row.name, seen=row.version)


def working(*, today: date) -> Working:
    """Return what is worked on: what the address names, what this session holds, or what is as it was last time."""
    held: Working | None = st.session_state.get(WORKING_KEY)
    asked = st.query_params.get(DRAFT, "")
    if asked and (held is None or held.draft != asked):
        kept = drafts.find(caching.engine(), asked)
        if kept is None:
            st.query_params.pop(DRAFT)
            st.toast("That draft was saved or discarded. The brief is as it was last time.", icon=":material/info:")
        else:
            held = _hold(continued(kept, today=today))
    held = held or _hold(as_last_time(today=today))
    if held.unsaved:
        st.query_params[DRAFT] = held.draft
    return held


def as_last_time(*, today: date) -> Working:
    """Begin as the brief that was kept last or the template that was saved last, whichever is newer.

    Of a brief that was disposed of, only the figures are left: nothing begins with it.
    """
    with reading(caching.engine()) as session:
        kept = [one for one in kept_briefs(session=session) if one.disposed_on is None]
        found: list[BriefTemplate | KeptBrief] = [*templates(session=session), *kept]
    newest = max(found, key=lambda one: one.updated_at, default=None)
    if newest is None:
        choice = BriefChoice(today)
        return Working(choice, choice, drafts.new_key())
    return begun_from(newest, today=today)


def begun_from(stored: BriefTemplate | KeptBrief, *, today: date) -> Working:
    """Begin with what a template or a brief that was kept asks for."""
    choice = _choice(stored, today)
    begun = Working(choice, choice, drafts.new_key())
    if not isinstance(stored, BriefTemplate):
        return begun
    return replace(begun, template=stored.id, name=stored.name, seen=stored.version)


def continued(kept: Draft, *, today: date) -> Working:
    """Go on with a draft."""
    began = BriefChoice(today)
    name = ""
    if kept.record_id is not None:
        with reading(caching.engine()) as session:
            row = session.get(BriefTemplate, kept.record_id)
        if row is not None:
            began, name = _choice(row, today), row.name
    return Working(_from_draft(kept.content, today), began, kept.key, kept.record_id, name, kept.seen)


def undo() -> None:
    """Take the last step back."""
    _keep(_held().undone())


def change(**facts: Any) -> None:  # noqa: ANN401 - any fact of a choice
    """Change facts: what the field of a fact calls."""
    held = _held()
    _keep(held.edited(replace(held.choice, **facts), typed=True))


def act(**facts: Any) -> None:  # noqa: ANN401 - as above
    """Change facts: what a button calls; the fields show it."""
    held = _held()
    _keep(held.edited(replace(held.choice, **facts)))


def renew() -> None:
    """Let the fields show anew what is held."""
    held = _held()
    _hold(replace(held, round=held.round + 1))


def write(key: str, text: str, *, instead_of: str, marking: str, typed: bool = True) -> None:
    """Put words in the place of a generated sentence; the generated ones themselves are no edit.

    Args:
        key: of the sentence.
        text: what a person wrote.
        instead_of: the sentence as it is generated.
        marking: of the brief in which it was written: no brief that bears the words is marked lower.
        typed: whether the field of the sentence made it.
    """
    words = {name: edit for name, edit in _held().choice.words.items() if name != key}
    if one_line(text) != one_line(instead_of):
        words[key] = Edit(text, instead_of)
    (change if typed else act)(**_words(words, marking))


def unwrite(key: str) -> None:
    """Forget what a person wrote in the place of a sentence."""
    words = {name: edit for name, edit in _held().choice.words.items() if name != key}
    act(**_words(words, _held().choice.words_marking))


def _words(words: Mapping[str, Edit], marking: str) -> dict[str, Any]:
    """Return the words with their marking; where none is left, that with which the work began."""
    return {"words": words, "words_marking": marking if words else _held().began.words_marking}


def turn_to(other: Working) -> None:
    """Go on with another template, brief or draft."""
    _keep(_held().turned_to(other))


def take_up(kept: Draft, *, today: date) -> None:
    """Go on with a draft of another session, under its own key."""
    held = _held()
    _keep(replace(held.turned_to(continued(kept, today=today)), draft=kept.key))


def settle(row: BriefTemplate) -> None:
    """Go on with the brief as it was stored."""
    _keep(_held().saved(row))


def given_out() -> None:
    """Say that the brief was kept as it stands: nothing of it waits any more."""
    held = _held()
    _keep(replace(held, began=held.choice))


def forget_template() -> None:
    """Go on with the brief, but without its template, which is no more."""
    _keep(replace(_held(), template=None, name="", seen=None))


def others(held: Working) -> Sequence[Draft]:
    """Return drafts of briefs that other sessions left, the latest touched first."""
    with reading(caching.engine()) as session:
        return [one for one in drafts.drafts(session=session) if one.kind == KIND and one.key != held.draft]


def _held() -> Working:
    held: Working = st.session_state[WORKING_KEY]
    return held


def _hold(held: Working) -> Working:
    st.session_state[WORKING_KEY] = held
    return held


def _keep(held: Working) -> None:
    """Hold it in the session, and what is not saved of it in the database."""
    before = _hold(held)
    try:
        if before.unsaved:
            subject = Subject(KIND, held.template, held.seen)
            drafts.keep(caching.engine(), held.draft, subject, _as_draft(held.choice), at=clock.now())
        else:
            drafts.discard(caching.engine(), held.draft)
            st.query_params.pop(DRAFT, None)
    except SeamarkError as error:
        st.toast(plain(str(error)), icon=":material/error:", duration="long")


def _choice(stored: BriefTemplate | KeptBrief, today: date) -> BriefChoice:
    choice = choice_of(stored, as_of=today)
    return replace(choice, sections=tuple(BriefSection(one) for one in choice.sections))


def _as_draft(choice: BriefChoice) -> dict[str, Any]:
    return {name: value for name, value in asdict(choice).items() if name not in _DAYS}


def _from_draft(content: Mapping[str, Any], today: date) -> BriefChoice:
    return BriefChoice(
        today,
        title=content["title"],
        unit=content["unit"],
        regions=tuple(content["regions"]),
        sections=tuple(BriefSection(one) for one in content["sections"]),
        territories=tuple(content["territories"]),
        marking=content["marking"],
        words={key: Edit(**edit) for key, edit in content["words"].items()},
        words_marking=content.get("words_marking", ""),
    )
