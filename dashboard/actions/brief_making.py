"""Make a brief: read what it needs, compare it with the brief before, and build it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.actions.brief import build
from dashboard.actions.brief_ground import read_ground
from dashboard.actions.brief_store import figures_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from dashboard.actions.brief_choice import BriefChoice
    from dashboard.actions.brief_content import BriefContent
    from dashboard.actions.records import Records
    from models.tables import KeptBrief


def make(
    records: Records,
    choice: BriefChoice,
    *,
    session: Session,
    known_on: date,
    made_at: datetime,
    since: KeptBrief | None = None,
) -> BriefContent:
    """Make a brief.

    Args:
        records: what is known.
        choice: what is asked for.
        session: reads what the records do not hold.
        known_on: the day up to which completed visits are known.
        made_at: when it is made, with its zone.
        since: the brief that it is compared with, by what that one said; None compares with `choice.compared_on`, by
            what is known of that day now.

    Raises:
        InvalidRecordError: if what is asked for is not known or does not go together; see `build`.
    """
    if since is not None:
        choice = replace(choice, compared_on=since.as_of)
    kept, marking = (figures_of(since), since.marking) if since is not None else (None, "")
    ground = read_ground(records, choice, session=session, known_on=known_on, kept=kept, kept_marking=marking)
    return build(ground, made_at=made_at)
