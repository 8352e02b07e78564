"""A brief as plain values: the one thing that slides, document, web page, tables and screen are made of.

Nothing here knows how it is drawn, so that no two forms of a brief can disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.snapshot import Snapshot
    from models.coverage import Status
    from models.vocabulary import BriefSection

Cell: TypeAlias = "str | int | None"
"""What stands in a table: words, a count, or nothing."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that were generated from the figures, or written over them by a person."""

    key: str
    """Names the sentence, so that what a person wrote is found again."""
    text: str
    generated: str = ""
    """What was generated, where a person wrote something else."""

    @property
    def edited(self) -> bool:
        """Say whether a person wrote it."""
        return bool(self.generated)


@dataclass(frozen=True, slots=True)
class Outdated:
    """What a person wrote over a sentence that the figures have changed since. It is left out, and told."""

    key: str
    page: str
    """Title of its page."""
    text: str
    """What the person wrote."""
    generated: str
    """What stands there now."""


@dataclass(frozen=True, slots=True)
class Words:
    """A few sentences."""

    sentences: Sequence[Sentence]
    left_out: int = 0
    """How many more were generated, which a person left blank."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number with its meaning."""

    key: str
    label: str
    value: int
    change: int | None = None
    """Since the comparison date; None where the brief compares nothing."""
    better: bool | None = None
    """Whether the change is for the better; None if there is none."""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of numbers."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table."""

    key: str
    """Names it within the brief; its file is called so."""
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    """What is said where there is no row."""
    statuses: Sequence[Status] = ()
    """Of the rows, where the table tells one: it gives them their glyph and colour."""


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """Counts by category, stacked by series."""

    key: str
    title: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[int]]
    alt: str
    """What it shows, in words."""


@dataclass(frozen=True, slots=True)
class MapMark:
    """A partner on the printed map."""

    code: str
    name: str
    lon: float
    """EPSG:4326 degrees, where its glyph stands."""
    lat: float
    status: Status
    advisory: bool


@dataclass(frozen=True, slots=True)
class MapPath:
    """A trip ahead on a map."""

    name: str
    stops: Sequence[tuple[float, float]]
    """Longitude and latitude of the base, of every stop, and of the base again, EPSG:4326 degrees."""


@dataclass(frozen=True, slots=True)
class MapBlock:
    """A map of a region."""

    key: str
    title: str
    marks: Sequence[MapMark]
    """The partners of the region; the rest is ground."""
    alt: str
    """What it shows, in words."""
    paths: Sequence[MapPath] = ()


Block: TypeAlias = Words | KeyFigures | TableBlock | ChartBlock | MapBlock
"""What a page is made of."""


@dataclass(frozen=True, slots=True)
class BriefPage:
    """One page, or one slide."""

    key: str
    section: BriefSection
    title: str
    blocks: Sequence[Block]
    notes: Sequence[str] = ()
    """The records behind its figures, for whoever speaks to it."""


@dataclass(frozen=True, slots=True)
class BriefContent:
    """A whole brief."""

    title: str
    unit: str
    marking: str
    colour: str
    """Of the marking's band, `#rrggbb`."""
    demo: bool
    as_of: date
    compared_on: date | None
    made_at: str
    """Date-time group: `220600Z NOV 26`."""
    cutoff: str
    """Up to which day what is known, in words."""
    pages: Sequence[BriefPage]
    snapshot: Snapshot
    """What the next brief is compared with."""
    outdated: Sequence[Outdated] = ()
    """What persons wrote over sentences that the figures have changed since."""

    def figures(self) -> dict[str, int]:
        """Return every key figure, number of a table and count of a chart by its key; neither changes nor words."""
        found: dict[str, int] = {}
        for page in self.pages:
            for block in page.blocks:
                found |= _numbers(block)
        return found


def _numbers(block: Block) -> dict[str, int]:
    if isinstance(block, KeyFigures):
        return {figure.key: figure.value for figure in block.figures}
    if isinstance(block, ChartBlock):
        return {
            f"{block.key}.{name}.{category}": count
            for name, counts in block.series.items()
            for category, count in zip(block.categories, counts, strict=True)
        }
    if isinstance(block, TableBlock):
        return {
            f"{block.key}.{place}.{column}": cell
            for place, row in enumerate(block.rows)
            for column, cell in zip(block.columns, row, strict=True)
            if isinstance(cell, int)
        }
    return {}
