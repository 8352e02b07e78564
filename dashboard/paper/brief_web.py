"""The brief as one web page: a file that is opened from disk without a network and runs no script but its own.

The page's policy names the hash of each script and of the style, and forbids everything else. Text of records is
escaped into the page, or lies as JSON in a block that no browser runs.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from dashboard.maps.palette import GLYPHS
from dashboard.paper.brief_said import heading
from dashboard.paper.brief_web_blocks import PageWriter, shape, span_text, text
from dashboard.paper.brief_web_map import area_block, as_json, ground, live_map, map_data, marks_by_name
from dashboard.paper.brief_web_style import style
from dashboard.paper.typesetting import banded
from models.wording import DISCLAIMER, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.actions.brief_content import BriefContent, MapBlock
    from dashboard.paper.printed_map import PrintedMap
    from geodata.territories import Boundaries

TEMPLATE, SCRIPT = (Path(__file__).with_suffix(ending) for ending in (".html", ".js"))

DEMONSTRATION = "Demonstration data: generated records, no real visits."


def web_page(content: BriefContent, maps: Mapping[str, PrintedMap], boundaries: Boundaries) -> bytes:
    """Write a brief as one web page, the same bytes for the same brief.

    Args:
        content: the brief.
        maps: its maps, by the key of their block.
        boundaries: of the territories, in the Pacific-centred frame; the map with the most partners can be moved.
    """
    area = area_block(content)
    scripts = _scripts() if area is not None else ()
    rules = style(banded(content.marking, content.colour))
    page = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        policy=policy(scripts, rules),
        style=rules,
        symbols="".join(shape(status) for status in GLYPHS),
        marking=span_text(f"{content.marking} · DEMO DATA" if content.demo else content.marking),
        title=text(heading(content.title)),
        unit=text(content.unit),
        dates=_dates(content),
        running=" · ".join(span_text(part) for part in (content.title, content.unit, *_days(content)) if part),
        cutoff=text(content.cutoff),
        demo=f'<p class="demo">{DEMONSTRATION}</p>' if content.demo else "",
        contents="".join(_contents(content)),
        pages="\n".join(_pages(content, maps, area)),
        disclaimer=text(DISCLAIMER),
        scripts="\n".join(_blocks(content, area, boundaries, scripts)),
    )
    return page.encode("utf-8", errors="replace")


def policy(scripts: Sequence[str], rules: str) -> str:
    """Return the content security policy of a page: its own scripts and style by their hashes, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(rules)}; img-src data:; connect-src 'none'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _scripts() -> tuple[str, str]:
    """Return deck.gl, as pydeck packages it, and what starts it."""
    spec = find_spec("pydeck")  # finds it without importing it: paper knows no screens
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pydeck is not installed; it brings deck.gl")
    packed = Path(spec.origin).parent / "nbextension" / "static" / "index.js"
    library, _, _ = packed.read_text(encoding="utf-8").rpartition("//# sourceMappingURL=")
    return library, SCRIPT.read_text(encoding="utf-8")


def _dates(content: BriefContent) -> str:
    return " · ".join(text(part) for part in _days(content))


def _days(content: BriefContent) -> list[str]:
    compared = [f"Compared with {day(content.compared_on)}"] if content.compared_on else []
    return [f"As of {day(content.as_of)}", *compared, content.made_at]


def _contents(content: BriefContent) -> Iterator[str]:
    for number, page in enumerate(content.pages, start=1):
        yield f'<li><a href="#page-{number}" dir="auto">{text(heading(page.title))}</a></li>'


def _pages(content: BriefContent, maps: Mapping[str, PrintedMap], area: MapBlock | None) -> Iterator[str]:
    marks = marks_by_name(area)
    moved = live_map(content, area) if area is not None else ""
    for number, page in enumerate(content.pages, start=1):
        yield PageWriter(content, page, number, maps, {name: mark.code for name, mark in marks.items()}).written(
            {area.key: moved} if area is not None else {}
        )


def _blocks(
    content: BriefContent, area: MapBlock | None, boundaries: Boundaries, scripts: Sequence[str]
) -> Iterator[str]:
    """Write the data, which no browser runs, and after it the scripts."""
    if area is None:
        return
    for name, values in (("map-data", map_data(content, area)), ("map-ground", ground(boundaries))):
        yield f'<script type="application/json" id="{name}">{as_json(values)}</script>'
    for script in scripts:
        yield f"<script>{script}</script>"
