"""What is presented, step by step: all partners, each region, the advisories, and the trips ahead.

Every step is made of what the pages of the brief are made of, so that no number on the wall differs from one on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.actions import brief_records, brief_status
from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_content import KeyFigure, KeyFigures, MapBlock, TableBlock, Words
from dashboard.actions.brief_ground import read_ground
from dashboard.actions.figures import Facet
from dashboard.actions.sets import AOR
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlmodel import Session

    from dashboard.actions.brief_content import BriefPage, MapMark, MapPath
    from dashboard.actions.brief_ground import Ground
    from dashboard.actions.records import Records

ALL = "All partners"

OUTSHONE = frozenset({"visited", "due_soon", "not_accessible"})
"""Sentences of the bottom line that say no more than the figures beside them."""

SEVERAL = " ({})"
"""Tells steps of one title apart."""


@dataclass(frozen=True, slots=True)
class Step:
    """One view of a presentation."""

    title: str
    """Unique within the presentation."""
    figures: Sequence[KeyFigure]
    sentences: Sequence[str]
    marks: Sequence[MapMark]
    """The partners that are coloured; the rest is ground."""
    region: str = ""
    """Its name on the Coverage page; blank for all partners."""
    paths: Sequence[MapPath] = ()
    whole: bool = False
    """Whether the whole area is shown, whichever partners are coloured."""


def read_steps(
    records: Records, as_of: date, regions: Sequence[str] = (), *, session: Session, known_on: date
) -> list[Step]:
    """Read what is known, and return the steps on a day.

    Args:
        records: what is known.
        as_of: the day.
        regions: the regions that get a step, in their order; without any, every subregion.
        session: reads what the records do not hold.
        known_on: the day up to which completed visits are known.

    Raises:
        InvalidRecordError: if a region is not known.
    """
    chosen = tuple(dict.fromkeys(regions)) or tuple(subregion.value for subregion in Subregion)
    choice = BriefChoice(as_of, regions=tuple(region for region in chosen if region != AOR))
    return steps(read_ground(records, choice, session=session, known_on=known_on))


def steps(ground: Ground) -> list[Step]:
    """Return the steps."""
    found = [_area(ground), *_regions(ground), _advisories(ground), _trips(ground)]
    return list(_told_apart(found))


def _area(ground: Ground) -> Step:
    figures, sentences = _bottom_line(ground)
    return Step(ALL, figures, sentences, _all(ground), whole=True)


def _regions(ground: Ground) -> Iterator[Step]:
    for drawn in (drawn for page in brief_status.region_pages(ground) for drawn in _maps(page)):
        part = replace(ground, within=frozenset(mark.code for mark in drawn.marks))
        figures, sentences = _bottom_line(part)
        yield Step(drawn.title, figures, sentences, drawn.marks, drawn.title)


def _advisories(ground: Ground) -> Step:
    (page,) = brief_records.advisories(ground)
    advised = [mark for mark in _all(ground) if mark.advisory]
    partners = "Partners: " + ", ".join(mark.name for mark in advised) + "." if advised else ""
    sentences = [*_words(page), *filter(None, [partners])]
    figures = [figure for figure in _bottom_line(ground)[0] if figure.key == Facet.ADVISORY.value]
    return Step(page.title, figures, sentences, advised, whole=True)


def _trips(ground: Ground) -> Step:
    (page,) = brief_records.trips(ground)
    table, *drafts = (block for block in page.blocks if isinstance(block, TableBlock))
    maps = _maps(page)
    sentences = [f"{name}, {first} to {last}: {territories}." for name, first, last, territories in table.rows]
    for planned in drafts:
        sentences += [
            f"{name}, {first} to {last}, not booked: {territories}." for name, first, last, territories in planned.rows
        ]
    booked = [figure for figure in _bottom_line(ground)[0] if figure.key == Facet.BOOKED.value]
    return Step(
        page.title,
        [KeyFigure("trips_ahead", page.title, len(table.rows)), *booked],
        sentences or [table.empty],
        [mark for block in maps for mark in block.marks],
        paths=[path for block in maps for path in block.paths],
        whole=not maps,
    )


def _bottom_line(ground: Ground) -> tuple[Sequence[KeyFigure], list[str]]:
    """Return the figures of the partners spoken of, and the sentences that say more than these."""
    (page,) = brief_status.bottom_line(ground)
    (figures,) = (block.figures for block in page.blocks if isinstance(block, KeyFigures))
    return figures, _words(page)


def _words(page: BriefPage) -> list[str]:
    said = (one for block in page.blocks if isinstance(block, Words) for one in block.sentences)
    return [one.text for one in said if one.key not in OUTSHONE]


def _all(ground: Ground) -> Sequence[MapMark]:
    (page,) = brief_status.area_map(ground)
    (drawn,) = _maps(page)
    return drawn.marks


def _maps(page: BriefPage) -> list[MapBlock]:
    return [block for block in page.blocks if isinstance(block, MapBlock)]


def _told_apart(found: Sequence[Step]) -> Iterator[Step]:
    """Number the steps whose title another bears: a set of territories may be called as one likes."""
    seen: set[str] = set()
    for step in found:
        title, number = step.title, 1
        while title in seen:
            number += 1
            title = step.title + SEVERAL.format(number)
        seen.add(title)
        yield replace(step, title=title)
