"""Briefs made by hand: small, of every kind of block, and with names that mean harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.actions.brief_content import (
    BriefContent,
    BriefPage,
    ChartBlock,
    KeyFigure,
    KeyFigures,
    MapBlock,
    MapMark,
    Outdated,
    Sentence,
    TableBlock,
    Words,
)
from dashboard.actions.snapshot import Snapshot
from models.coverage import Status
from models.vocabulary import BriefSection

HOSTILE = (
    "</script><script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "-1+1",
    "\u202egnp.exe",
    "x" * 200,
    "\U0001f6a2" * 20,
    "a\x00b\x1b[31mc\x07",
    "two\r\nlines\tand a tab",
    '"quoted", =1+1; @SUM(A1)',
)
"""Names as records may hold them."""

WORDS = Words([Sentence("visited", "1 of 2 partners was visited."), Sentence("overdue", "Well.", "No partner is.")])
FIGURES = KeyFigures([KeyFigure("visited", "Visited", 1, -1, better=False), KeyFigure("overdue", "Overdue", 0, 0)])
TABLE = TableBlock(
    "overdue",
    "Overdue",
    ("Territory", "Days overdue"),
    [("Fiji", 12), ("Tonga", None)],
    statuses=[Status.OVERDUE, Status.NEVER],
)
CHART = ChartBlock(
    "engagements", "By kind", ("FY 2025", "FY 2026"), {"Port visit": (2, 0), "Training": (1, 3)}, "Bars."
)
MAP = MapBlock("map_region_fiji", "Fiji", [MapMark("FJI", "Fiji", 178.0, -17.8, Status.OVERDUE, advisory=True)], "Map.")
"""Of one partner, which is quick to draw."""


def page(*blocks: Words | KeyFigures | TableBlock | ChartBlock | MapBlock, key: str = "bottom_line") -> BriefPage:
    """Make a page."""
    return BriefPage(key, BriefSection.BOTTOM_LINE, "Bottom line", blocks, ["Fiji: engagement 7."])


WHOLE = BriefContent(
    title="Port security liaison: regional status",
    unit="Staff",
    marking="UNCLASSIFIED",
    colour="#007a33",
    demo=True,
    as_of=date(2026, 11, 22),
    compared_on=date(2026, 8, 24),
    made_at="220600Z NOV 26",
    cutoff="Advisories are known up to 1 Nov 2026.",
    pages=[page(FIGURES, WORDS), page(MAP, TABLE, key="region_fiji"), page(CHART, key="engagements")],
    snapshot=Snapshot(date(2026, 11, 22), {}, {}),
    outdated=[Outdated("never", "Bottom line", "None.", "1 partner.")],
)
"""A brief of every kind of block."""


def hostile() -> BriefContent:
    """Put harmful names wherever the text of a record may stand."""
    table = replace(TABLE, rows=[(name, number) for number, name in enumerate(HOSTILE)], statuses=())
    region = replace(TABLE, key=f"region_{HOSTILE[0]}", title=HOSTILE[0])
    drawn = replace(MAP, title=HOSTILE[1], marks=[replace(MAP.marks[0], name=name) for name in HOSTILE[2:]])
    said = Words([Sentence(str(number), name) for number, name in enumerate(HOSTILE)])
    pages = [replace(page(table, region, said, drawn), title=HOSTILE[2], notes=HOSTILE)]
    return replace(WHOLE, title=HOSTILE[-1], unit=HOSTILE[1], pages=pages)
