"""A brief of all partners made by hand, for the tests of the web page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.actions.brief_content import BriefPage, MapBlock, MapMark, TableBlock
from dashboard.maps.palette import LABELS, STATUS_ORDER
from geodata.reference.read import read_territories
from models.vocabulary import BriefSection
from tests.dashboard.paper.brief_samples import HOSTILE, WHOLE, page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.brief_content import BriefContent

HITS = (
    "<img src=x onerror='window.__hit=1'>",
    "</script><script>window.__hit=1</script>",
    '" onmouseover="window.__hit=1" x="',
    "@@=window.__hit=1",
    "@@#constructor",
    "]]>--><svg onload=window.__hit=1>",
    "javascript:window.__hit=1",
)
"""Names that would set a value if anything ran them; deck.gl's JSON reads expressions after `@@=`."""

PARTNERS = [one for one in read_territories() if one.partner]
FIRST_REGION = 6


def marks(names: Mapping[int, str]) -> list[MapMark]:
    """Put all partners on a map, every status and some advisories among them, with other names for some."""
    return [
        MapMark(
            one.territory,
            names.get(at, one.name),
            one.label_lon or 0.0,
            one.label_lat or 0.0,
            STATUS_ORDER[at % 5],
            advisory=at % 7 == 0,
        )
        for at, one in enumerate(PARTNERS)
    ]


def table(chosen: Sequence[MapMark]) -> TableBlock:
    """List partners as a region's page does."""
    rows = [
        (one.name, LABELS[one.status], f"{at + 1} Mar 2026", at or None, "In force" if one.advisory else "")
        for at, one in enumerate(chosen)
    ]
    columns = ("Territory", "Status", "Last visit", "Days overdue", "Advisory")
    return TableBlock("region_first", "First region", columns, rows, statuses=[one.status for one in chosen])


def area_brief(names: Sequence[str] = ()) -> BriefContent:
    """Make a brief of a map of all partners and a page of a region, beside every other kind of block.

    Args:
        names: of the first partners, in the place of their own; titles and notes bear the first of them too.
    """
    drawn = marks(dict(enumerate(names)))
    area = BriefPage("map", BriefSection.MAP, "Area", [MapBlock("map_aor", "Area", drawn, "Map of the area.")])
    first = drawn[:FIRST_REGION]
    blocks = [MapBlock("map_first", "First region", first, "Map of a region."), table(first)]
    region = BriefPage("region_first", BriefSection.REGIONS, names[0] if names else "First region", blocks, names)
    title = names[1] if names else WHOLE.title
    return replace(WHOLE, title=title, pages=[WHOLE.pages[0], area, region, WHOLE.pages[2]])


def hostile_area() -> BriefContent:
    """Make a brief with names that mean harm."""
    content = area_brief((*HITS, *HOSTILE))
    rows = [(name, number) for number, name in enumerate((*HITS, *HOSTILE))]
    listed = TableBlock("names", HITS[1], ("Name", "Number"), rows)
    unit, cutoff = HITS[0], HOSTILE[4]
    return replace(content, unit=unit, cutoff=cutoff, pages=[*content.pages, page(listed, key="names")])
