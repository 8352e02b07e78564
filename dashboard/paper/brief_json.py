"""A brief as plain values for programs: its figures by their keys, and what stands on each page."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, TableBlock, Words
from dashboard.paper.brief_tables import brief_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.brief_content import Block, BriefContent, BriefPage

KINDS: Mapping[type[Block], str] = {
    Words: "words",
    KeyFigures: "key_figures",
    TableBlock: "table",
    ChartBlock: "chart",
    MapBlock: "map",
}
"""What a block is called."""


def brief_values(content: BriefContent) -> dict[str, Any]:
    """Write a brief as plain values: dates in ISO form, each block under its kind."""
    return {
        "metadata": brief_metadata(content),
        "title": content.title,
        "unit": content.unit,
        "marking": content.marking,
        "demo": content.demo,
        "as_of": content.as_of.isoformat(),
        "compared_on": content.compared_on.isoformat() if content.compared_on else None,
        "made_at": content.made_at,
        "cutoff": content.cutoff,
        "figures": content.figures(),
        "pages": [_page(page) for page in content.pages],
        "outdated": [asdict(one) for one in content.outdated],
    }


def brief_json(content: BriefContent) -> bytes:
    """Write a brief as JSON, in which no text ends a script that it is put into."""
    text = json.dumps(brief_values(content), ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return f"{text}\n".encode()


def _page(page: BriefPage) -> dict[str, Any]:
    return {
        "key": page.key,
        "section": page.section.value,
        "title": page.title,
        "blocks": [{"kind": KINDS[type(block)], **asdict(block)} for block in page.blocks],
        "notes": list(page.notes),
    }
