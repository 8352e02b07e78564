"""What the page of a brief is drawn from: the choice on its day, and the brief that it makes, or why it makes none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching, clock
from dashboard.actions import brief_making, brief_store
from dashboard.actions.brief_content import Words
from models.errors import InvalidRecordError
from models.tables import KeptBrief

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlmodel import Session

    from dashboard.actions.brief_choice import BriefChoice
    from dashboard.actions.brief_content import BriefContent, BriefPage, Sentence
    from dashboard.actions.records import Records
    from dashboard.parts.brief_state import Working

STAMP_KEY = "brief_stamp"
"""Of what the brief was made from last, and when."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A brief that is being worked on."""

    records: Records
    working: Working
    choice: BriefChoice
    """What is asked for, with its days."""
    since: KeptBrief | None
    """The brief that it is compared with."""
    today: date
    content: BriefContent | None = None
    """The brief; None where it cannot be made."""
    generated: BriefContent | None = None
    """The same without a word that a person wrote."""
    problem: str = field(default="")
    """Why it cannot be made: the field, and what is wrong with it."""

    @property
    def digest(self) -> str:
        """Tell this content from any other."""
        return sha256(repr(self.content).encode()).hexdigest()

    def sentences(self) -> Iterator[tuple[BriefPage, Sentence]]:
        """Yield every generated sentence with its page."""
        for page in self.generated.pages if self.generated else ():
            for block in page.blocks:
                if isinstance(block, Words):
                    yield from ((page, one) for one in block.sentences)

    def wrong(self, name: str) -> str:
        """Say what is wrong with a field; blank where nothing is."""
        path, _, said = self.problem.partition(": ")
        return said[:1].upper() + said[1:] if path == name else ""


def briefing(
    records: Records, working: Working, choice: BriefChoice, since: KeptBrief | None, *, today: date
) -> Briefing:
    """Make the brief as it stands; what was made before of the same is given again, with its instant."""
    begun = Briefing(records, working, choice, since, today)
    number = since.id if since else None
    try:
        generated = _made(records, replace(choice, words={}), number, today, datetime.combine(today, time(), UTC))
        content = _made(records, choice, number, today, _stamp(records, choice, number))
    except InvalidRecordError as error:
        return replace(begun, problem=str(error))
    return replace(begun, content=content, generated=generated)


def last_kept(before: date, records: Records) -> KeptBrief | None:
    """Return the newest brief that was kept of a day before."""
    return next(iter(caching.listing(records, brief_store.kept_briefs, before=before)), None)


def made_now() -> None:
    """Let the brief bear the present instant from now on."""
    st.session_state.pop(STAMP_KEY, None)


def _stamp(records: Records, choice: BriefChoice, since: int | None) -> datetime:
    """Tell when this came to stand as it does: no rerun makes another brief of the same."""
    what = repr((records.version, choice, since))
    held: tuple[str, datetime] | None = st.session_state.get(STAMP_KEY)
    if held is None or held[0] != what:
        held = st.session_state[STAMP_KEY] = what, clock.now()
    return held[1]


def _made(records: Records, choice: BriefChoice, since: int | None, known_on: date, made_at: datetime) -> BriefContent:
    def brief(
        choice: BriefChoice, since: int | None, known_on: date, made_at: datetime, *, session: Session
    ) -> BriefContent:
        last = session.get(KeptBrief, since) if since is not None else None
        return brief_making.make(records, choice, session=session, known_on=known_on, made_at=made_at, since=last)

    return caching.listing(records, brief, choice, since, known_on, made_at)
