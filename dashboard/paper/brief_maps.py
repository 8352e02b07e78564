"""The maps of a brief: drawn once for all its forms, and each by itself to be handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dashboard.actions.brief_content import MapBlock, TableBlock
from dashboard.paper.printed_map import MapNotes, PrintedMap, printed_map
from dashboard.paper.progress import Cancelled
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.actions.brief_content import BriefContent, BriefPage
    from geodata.territories import Boundaries

WIDE = (12.33, 5.35)
"""Width and height of the map of a page on which nothing large stands but the map, inches."""

HALF = (6.6, 5.35)
"""Of a page that has a table beside it."""

SHEET = (13.33, 7.5)
"""Of a map that is handed out by itself."""


def brief_maps(
    content: BriefContent, boundaries: Boundaries, *, drawn: Callable[[int, int], bool] | None = None
) -> dict[str, PrintedMap]:
    """Draw every map of a brief.

    Args:
        content: the brief.
        boundaries: of the territories, in the Pacific-centred frame.
        drawn: told after each map how many are done and how many there are; False ends the work.

    Returns:
        The maps by the key of their block.

    Raises:
        Cancelled: if `drawn` ends the work.
    """
    asked = [(block, size_of(page)) for page in content.pages for block in page.blocks if isinstance(block, MapBlock)]
    made: dict[str, PrintedMap] = {}
    for done, (block, inches) in enumerate(asked, start=1):
        made[block.key] = printed_map(block, boundaries, inches=inches)
        if drawn is not None and not drawn(done, len(asked)):
            raise Cancelled
    return made


def size_of(page: BriefPage) -> tuple[float, float]:
    """Return width and height of the map of a page, inches."""
    return HALF if any(isinstance(block, TableBlock) for block in page.blocks) else WIDE


def map_notes(content: BriefContent) -> MapNotes:
    """Return what stands around a map of this brief that is handed out by itself."""
    return MapNotes(
        marking=content.marking,
        colour=content.colour,
        made_at=content.made_at,
        as_of=day(content.as_of),
        cutoff=content.cutoff,
        demo=content.demo,
    )


def map_file(block: MapBlock, content: BriefContent, boundaries: Boundaries, form: Literal["png", "svg"]) -> bytes:
    """Draw a map of a brief to be handed out by itself, with all that stands around it."""
    return printed_map(block, boundaries, inches=SHEET, notes=map_notes(content)).file(form)
