"""What is kept of briefs: templates, and the figures of each brief that was given out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions.brief_choice import BriefChoice, Edit
from dashboard.actions.editing import save
from dashboard.actions.snapshot import from_json
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.tables import BriefTemplate, KeptBrief, KeptBriefCreate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.brief_content import BriefContent
    from dashboard.actions.editing import Conflict, Saved
    from dashboard.actions.snapshot import Snapshot

SOURCE = "saved in Seamark"


def templates(*, session: Session) -> Sequence[BriefTemplate]:
    """Return the templates that are in use, by name."""
    wanted = select(BriefTemplate).where(BriefTemplate.withdrawn == "", col(BriefTemplate.disposed_on).is_(None))
    return session.exec(wanted.order_by(BriefTemplate.name)).all()


def find_template(name: str, *, session: Session) -> BriefTemplate:
    """Return the template of a name.

    Raises:
        InvalidRecordError: if there is none; the message lists them.
    """
    known = {template.name: template for template in templates(session=session)}
    if name not in known:
        have = f"choose one of: {', '.join(known)}" if known else "none is saved yet"
        raise InvalidRecordError(f"template: {name!r} is no template; {have}")
    return known[name]


def kept_briefs(*, session: Session, before: date | None = None) -> Sequence[KeptBrief]:
    """Return the briefs that were kept, the newest first; only those of days before one, if it is given.

    One whose content was disposed of is among them: its figures stay, so that the next brief is compared with it.
    """
    wanted = select(KeptBrief).where(KeptBrief.withdrawn == "")
    if before is not None:
        wanted = wanted.where(KeptBrief.as_of < before)
    return session.exec(wanted.order_by(col(KeptBrief.as_of).desc(), col(KeptBrief.id).desc())).all()


def choice_of(stored: BriefTemplate | KeptBrief, *, as_of: date, compared_on: date | None = None) -> BriefChoice:
    """Return what a template or a brief that was kept asks for, on another day."""
    return BriefChoice(
        as_of=as_of,
        compared_on=compared_on,
        title=stored.title,
        unit=stored.unit,
        regions=tuple(stored.regions),
        sections=tuple(stored.sections),
        territories=tuple(stored.territories),
        marking=stored.brief_marking if isinstance(stored, BriefTemplate) else "",
        words={key: Edit(**edit) for key, edit in stored.words.items()},
        words_marking=stored.marking,
    )


def figures_of(kept: KeptBrief) -> Snapshot:
    """Return what a brief that was kept said."""
    return from_json(kept.figures)


def save_template(
    engine: Engine,
    name: str,
    choice: BriefChoice,
    *,
    marking: str,
    who: str,
    over: BriefTemplate | None = None,
) -> Saved | Conflict:
    """Save a template under a new name, or over one that was read. The name of a withdrawn one may be given again.

    Args:
        engine: of the database.
        name: of the template.
        choice: what it is to ask for; its days are not kept.
        marking: of what the words that a person wrote contain.
        who: makes the change.
        over: the template that is changed, as it was read.

    Raises:
        InvalidRecordError: if the name is blank or another template bears it.
    """
    if not name.strip():
        raise InvalidRecordError("Name: give the template a name")
    facts = {"name": name.strip(), "brief_marking": choice.marking, "marking": marking, "withdrawn": ""}
    if over is None:
        over = _withdrawn(engine, name.strip())
    return save(
        engine,
        BriefTemplate,
        over.id if over else None,
        {"source": SOURCE, **facts, **_facts(choice)},
        seen=over.version if over else None,
        who=who,
        why=f"Template of a brief saved: {name.strip()}",
    )


def _withdrawn(engine: Engine, name: str) -> BriefTemplate | None:
    with reading(engine) as session:
        wanted = select(BriefTemplate).where(BriefTemplate.name == name, BriefTemplate.withdrawn != "")
        return session.exec(wanted).one_or_none()


def keep(engine: Engine, content: BriefContent, choice: BriefChoice, *, who: str) -> KeptBrief:
    """Keep what a brief said: its figures are what the next one is compared with."""
    facts = {
        "source": SOURCE,
        "demo": content.demo,
        "marking": content.marking,
        "as_of": content.as_of,
        "compared_on": content.compared_on,
        "figures": content.snapshot.to_json(),
        **_facts(choice),
    }
    with writing(engine, who=who, why=f"Brief given out: {content.title}, as of {content.as_of}") as writer:
        row: KeptBrief = writer.create(KeptBriefCreate(**facts))
    return row


def _facts(choice: BriefChoice) -> dict[str, Any]:
    return {
        "title": choice.title,
        "unit": choice.unit,
        "regions": list(choice.regions),
        "sections": list(choice.sections),
        "territories": list(choice.territories),
        "words": {key: asdict(edit) for key, edit in choice.words.items()},
    }
