"""What takes its time with a brief: its maps, the pictures of its pages, and its files. Runs beside the page."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.actions.brief_content import MapBlock, Words
from dashboard.paper.brief_files import BriefFormat, brief_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.actions.brief_content import BriefContent, BriefPage
    from dashboard.actions.records import Records
    from dashboard.jobs import Job
    from dashboard.paper.brief_document import Preview
    from dashboard.paper.brief_files import BriefFile
    from dashboard.paper.printed_map import PrintedMap

WIDTH = 1280
"""Of a picture, pixels."""

DECK = BriefFormat.PPTX
"""What is made along with the pictures: it is what is given out most."""

MAPS_ALONE = frozenset({BriefFormat.PNG, BriefFormat.SVG})
"""Forms in which each map is drawn anew, with its title and its notes."""

TITLE_PAGE, RECORDS = "Title and contents", "Records behind the figures"

DRAWING = Lock()
"""One brief is drawn at a time: matplotlib holds settings that all threads share, and two at once are no faster."""

PATIENCE = 0.2
"""Seconds between two looks at whether somebody gave up waiting."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as it will be given out."""

    png: bytes
    title: str
    alt: str
    key: str = ""
    """Of the page of the brief; blank for the title page and the records at the end."""


@dataclass(slots=True)
class Drawn:
    """What was drawn of a brief; it grows while the work goes on."""

    digest: str
    """Of the content."""
    pictures: list[Picture] = field(default_factory=list)
    of: int = 0
    """How many pictures there will be."""
    files: dict[BriefFormat, BriefFile] = field(default_factory=dict)


def draw(job: Job[Drawn], drawn: Drawn, content: BriefContent, records: Records) -> Drawn:
    """Draw every page, then make the deck.

    Raises:
        Cancelled: if the job was cancelled.
    """
    with _alone(job):
        maps = _maps(job, content, records, for_pages=True)
        _pictures(job, drawn, content, maps)
        job.step("Writing the slides")
        drawn.files[DECK] = brief_file(content, DECK, caching.boundaries(records), maps=maps)
    return drawn


def write(job: Job[Drawn], drawn: Drawn, content: BriefContent, records: Records, form: BriefFormat) -> Drawn:
    """Write one file.

    Raises:
        Cancelled: if the job was cancelled.
    """
    with _alone(job):
        maps = None if form in MAPS_ALONE else _maps(job, content, records, for_pages=form is BriefFormat.PDF)
        job.step("Writing the file")
        boundaries = caching.boundaries(records)
        drawn.files[form] = brief_file(content, form, boundaries, maps=maps, drawn=partial(job.tell, "Map"))
    return drawn


def page_alt(page: BriefPage) -> str:
    """Say in words what a page shows: its title, its sentences, and its maps and charts."""
    said = [f"{page.title}."]
    for block in page.blocks:
        if isinstance(block, Words):
            said += [one.text for one in block.sentences]
        elif alt := getattr(block, "alt", ""):
            said.append(alt)
    return " ".join(said)


@contextmanager
def _alone(job: Job[Drawn]) -> Iterator[None]:
    """Wait until no other brief is being drawn; whoever gives up is not kept waiting."""
    while not DRAWING.acquire(timeout=PATIENCE):
        job.step("Waiting until another brief is drawn")
    try:
        yield
    finally:
        DRAWING.release()


def _maps(job: Job[Drawn], content: BriefContent, records: Records, *, for_pages: bool) -> Mapping[str, PrintedMap]:
    """Draw the maps, page by page: those of an earlier brief that show the same are not drawn again.

    Args:
        job: told of each.
        content: the brief.
        records: for the boundaries in use.
        for_pages: whether pages are set with them, which takes as long again.
    """
    from dashboard.paper.brief_document import drawing  # noqa: PLC0415 - setting is needed here only
    from dashboard.paper.brief_maps import brief_maps, size_of  # noqa: PLC0415 - as above

    pages = [page for page in content.pages if any(isinstance(block, MapBlock) for block in page.blocks)]
    boundaries = caching.boundaries(records)
    made: dict[str, PrintedMap] = {}
    for done, page in enumerate(pages):
        job.step("Map", done + 1, len(pages))
        alone = replace(content, pages=[page])
        blocks = [block for block in page.blocks if isinstance(block, MapBlock)]
        found = caching.printed_maps(records, (blocks, size_of(page)), partial(brief_maps, alone, boundaries))
        made |= found
        for one in found.values() if for_pages else ():
            drawing(one)
    return made


def _pictures(job: Job[Drawn], drawn: Drawn, content: BriefContent, maps: Mapping[str, PrintedMap]) -> None:
    from dashboard.paper.brief_document import previews  # noqa: PLC0415 - setting is needed here only

    job.step("Setting the pages")
    for one in previews(content, maps, width=WIDTH):
        drawn.of = one.of
        drawn.pictures.append(_picture(one, content))
        job.step("Page", one.number, one.of)


def _picture(one: Preview, content: BriefContent) -> Picture:
    if one.page is not None:
        page = content.pages[one.page]
        return Picture(one.png, page.title, page_alt(page), page.key)
    title = TITLE_PAGE if one.number == 1 else RECORDS
    return Picture(one.png, title, f"{title}: {content.title}, page {one.number} of {one.of}.")
