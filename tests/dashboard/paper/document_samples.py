"""Briefs made by hand, and their documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.actions.brief_content import BriefPage, TableBlock
from dashboard.paper.brief_document import document
from models.coverage import Status
from models.vocabulary import BriefSection
from tests.dashboard.paper.brief_samples import WHOLE
from tests.dashboard.paper.deck_reading import blank_maps

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.actions.brief_content import Block, BriefContent


def written(content: BriefContent, folder: Path) -> Path:
    """Write the document of a brief, with maps that show nothing."""
    path = folder / "brief.pdf"
    path.write_bytes(document(content, blank_maps(content)))
    return path


def brief_of(*pages: BriefPage) -> BriefContent:
    """Make a brief of these pages."""
    return replace(WHOLE, pages=pages)


def titled(title: str, *blocks: Block, section: BriefSection = BriefSection.TERRITORIES) -> BriefPage:
    """Make a page."""
    return BriefPage(title, section, title, blocks)


def listing(count: int) -> TableBlock:
    """Make a table of so many rows, numbered from 0."""
    rows = [(f"Row{number}", "Current", number) for number in range(count)]
    return TableBlock("listing", "Listing", ("Territory", "Status", "Days"), rows, statuses=[Status.CURRENT] * count)
