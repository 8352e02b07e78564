"""Build a brief: from what is known and what was asked for to pages of plain values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.actions import brief_records, brief_status
from dashboard.actions.advisory_list import cutoff_words
from dashboard.actions.brief_choice import check_marking
from dashboard.actions.brief_content import BriefContent, BriefPage, Outdated, Sentence, Words
from dashboard.actions.sets import MINE, OFFICER
from dashboard.actions.snapshot import taken
from dashboard.actions.spellings import spoken
from models.errors import InvalidRecordError
from models.vocabulary import BriefSection
from models.wording import date_time_group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from dashboard.actions.brief_choice import Edit
    from dashboard.actions.brief_content import Block
    from dashboard.actions.brief_ground import Ground
    from models.tables import Officer

_SECTIONS: Mapping[BriefSection, Callable[[Ground], list[BriefPage]]] = {
    BriefSection.BOTTOM_LINE: brief_status.bottom_line,
    BriefSection.MAP: brief_status.area_map,
    BriefSection.REGIONS: brief_status.region_pages,
    BriefSection.CHANGES: brief_status.changes,
    BriefSection.DUE: brief_status.due,
    BriefSection.ADVISORIES: brief_records.advisories,
    BriefSection.TRIPS: brief_records.trips,
    BriefSection.ENGAGEMENTS: brief_records.engagements,
    BriefSection.FOLLOW_UPS: brief_records.follow_ups,
    BriefSection.TERRITORIES: brief_records.territories,
    BriefSection.SOURCES: brief_records.sources,
}


def build(ground: Ground, *, made_at: datetime) -> BriefContent:
    """Build a brief.

    Args:
        ground: what is known and what was asked for.
        made_at: when it is made, with its zone.

    Raises:
        InvalidRecordError: if a region, a territory or the marking is not known, or the dates are in the wrong order.
    """
    choice, records = ground.choice, ground.records
    _check(ground)
    marking = check_marking(records, _markings(ground), choice.marking)
    colours = {level.name: level.colour for level in records.settings.markings}
    pages = [page for section in choice.sections for page in _SECTIONS[section](ground)]
    return BriefContent(
        title=choice.title,
        unit=choice.unit,
        marking=marking,
        colour=colours.get(marking, records.settings.marking_colour),
        demo=records.has_demo,
        as_of=choice.as_of,
        compared_on=ground.before.on if ground.before else None,
        made_at=date_time_group(made_at),
        cutoff=cutoff_words(records.facts, as_of=choice.as_of),
        pages=[_with_words(page, choice.words) for page in pages],
        snapshot=taken(ground.rows, on=choice.as_of),
        outdated=list(_outdated(pages, choice.words)),
    )


def _check(ground: Ground) -> None:
    choice = ground.choice
    if choice.compared_on is not None and choice.compared_on >= choice.as_of:
        raise InvalidRecordError(
            f"compare: {choice.compared_on} does not lie before the day of the brief, {choice.as_of}"
        )
    partners = {partner.code for partner in ground.records.partners}
    for code in choice.territories:
        if code not in partners:
            raise InvalidRecordError(f"territory: {code!r} is no partner; give an ISO code such as FJI")


def _markings(ground: Ground) -> Iterator[str]:
    """Return the markings of what the brief speaks of: records, the brief before, and what persons wrote in it."""
    choice, records = ground.choice, ground.records
    if choice.words and choice.words_marking:
        yield choice.words_marking
    if ground.kept_marking:
        yield ground.kept_marking
    for held in records.engagements.values():
        yield from (one.marking for one in held)
    for periods in records.access_periods.values():  # the reason of a closure stands in the notes
        yield from (one.marking for one in periods)
    yield from (trip.marking for trip in records.trips.values())
    yield from (one.follow_up.marking for one in ground.follow_ups)
    yield from (officer.marking for officer in _officers(ground))


def _officers(ground: Ground) -> Iterator[Officer]:
    """Return the officers whom the brief names: over a region, or beside what is to be followed up."""
    choice, records = ground.choice, ground.records
    chosen = choice.regions if BriefSection.REGIONS in choice.sections else ()
    regions = {ground.region(region)[0] for region in chosen}
    doers = {spoken(one.follow_up.who) for one in ground.follow_ups}
    own = records.officer() if MINE in regions else None
    for one in records.officers:
        if OFFICER + one.name in regions or spoken(one.name) in doers or one is own:
            yield one


def _with_words(page: BriefPage, written: Mapping[str, Edit]) -> BriefPage:
    """Put what a person wrote in the place of the sentences it was written for; one left blank is left out."""
    return replace(page, blocks=[_block(block, written) for block in page.blocks])


def _block(block: Block, written: Mapping[str, Edit]) -> Block:
    if not isinstance(block, Words):
        return block
    said = [_sentence(one, written.get(one.key)) for one in block.sentences]
    kept = [one for one in said if one.text]
    return Words(kept, left_out=len(said) - len(kept))


def _sentence(one: Sentence, edit: Edit | None) -> Sentence:
    if edit is None or edit.instead_of != one.text or edit.text.strip() == one.text:
        return one
    return Sentence(one.key, edit.text.strip(), generated=one.text)


def _outdated(pages: Sequence[BriefPage], written: Mapping[str, Edit]) -> Iterator[Outdated]:
    """Return what persons wrote in the place of a sentence that is another now.

    What belongs to a page that the brief has not is no matter of its figures.
    """
    for page in pages:
        for one in (one for block in page.blocks if isinstance(block, Words) for one in block.sentences):
            edit = written.get(one.key)
            if edit is not None and edit.instead_of != one.text:
                yield Outdated(one.key, page.title, edit.text, one.text)
