"""The map of a web page that can be moved: what deck.gl is given, and its controls and table in the page.

Glyphs and names of crowded partners are moved apart in pixels, so where they stand depends on the zoom: it is worked
out here for every half zoom, and the page takes what belongs to the zoom it shows.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from math import asinh, pi, radians, tan
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from dashboard.actions.brief_content import MapBlock, TableBlock
from dashboard.maps.palette import ADVISORY_GLYPH, ADVISORY_LABEL, GLYPHS, LABELS, PALETTES, STATUS_ORDER
from dashboard.maps.spots import GLYPH_REACH, Box, Spot, box, spread, square
from dashboard.paper.brief_web_blocks import glyph, text
from dashboard.paper.hidden_signs import unhidden
from geodata.territories import FRAME_EAST, FRAME_WEST, to_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from dashboard.actions.brief_content import BriefContent, MapMark
    from dashboard.maps.palette import Palette
    from geodata.territories import Boundaries

TILE = 512
"""Pixels that the whole equator takes at zoom 0."""

ZOOMS, STEP = (0.0, 7.0), 0.5
"""How far the map can be zoomed, and how often glyphs and names are placed anew."""

AROUND = (9.0, 6.0)
"""Degrees of longitude and latitude that are shown around the partners."""

FARTHEST = 78.0
"""Latitude up to which the opening view may reach."""

LONGEST_LABEL = 26
"""Letters of a name on the map; the tip tells it whole."""

LETTER, LINE = 6.8, 15.0
"""About how much room a letter and a line of a name take, pixels."""

BADGE = 9
"""So far right of its glyph and above it the badge of an advisory stands, pixels."""

DECIMALS = 3
"""Of the coordinates of boundaries: a hundred metres, less than a pixel at the closest zoom."""

LISTED = "Last visit"
"""The column of a table of partners that the list beside the map tells too."""

HINT = "Point at a partner to see its facts; click it, or its name in the list, to keep it marked."


def area_block(content: BriefContent) -> MapBlock | None:
    """Return the map with the most partners, the first of them; None if there is no map."""
    blocks = [block for page in content.pages for block in page.blocks if isinstance(block, MapBlock)]
    return max(blocks, key=lambda block: len(block.marks), default=None)


def marks_by_name(area: MapBlock | None) -> dict[str, MapMark]:
    """Return the partners of a map by name; not those whose name another bears."""
    marks = area.marks if area is not None else ()
    counts = Counter(mark.name for mark in marks)
    return {mark.name: mark for mark in marks if counts[mark.name] == 1}


def as_json(values: object) -> str:
    """Write data so that no text in it ends the block that holds it."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def ground(boundaries: Boundaries) -> dict[str, Any]:
    """Return the boundaries as GeoJSON features, each with its code alone, and the lines where two of them meet.

    A line along every coast would be a dozen times as many, and without a graphics card each picture takes a second.
    """
    rounded = shapely.transform(boundaries.geometries, lambda lonlat: np.round(lonlat, DECIMALS))
    features = [
        {"type": "Feature", "properties": {"t": code}, "geometry": json.loads(shape)}
        for code, shape in zip(boundaries.codes, shapely.to_geojson(rounded), strict=True)
    ]
    return {"features": features, "borders": _borders(rounded)}


def _borders(polygons: NDArray[np.object_]) -> list[list[tuple[float, float]]]:
    """Return the lines that two polygons share, point by point."""
    rings = shapely.get_rings(shapely.get_parts(polygons))
    lonlats, ring = shapely.get_coordinates(rings, return_index=True)
    ends = np.stack([lonlats[:-1], lonlats[1:]], axis=1)[ring[:-1] == ring[1:]]
    backward = (ends[:, 0, 0] > ends[:, 1, 0]) | ((ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1]))
    ends[backward] = ends[backward, ::-1]
    sides, times = np.unique(ends, axis=0, return_counts=True)
    merged = shapely.line_merge(shapely.multilinestrings(sides[times > 1]))
    return [shapely.get_coordinates(line).tolist() for line in shapely.get_parts(merged)]


def map_data(content: BriefContent, area: MapBlock) -> dict[str, Any]:
    """Return what the map shows, as plain values."""
    facts = _facts(content, area)
    return {
        "marks": [
            {
                "at": at,
                "code": mark.code,
                "name": unhidden(mark.name),
                "label": _short(mark.name),
                "lon": float(to_frame(mark.lon)),
                "lat": mark.lat,
                "status": STATUS_ORDER.index(mark.status),
                "advisory": mark.advisory,
                "facts": facts[mark.code],
            }
            for at, mark in enumerate(area.marks)
        ],
        "glyphs": [GLYPHS[status] for status in STATUS_ORDER],
        "badge": (BADGE, -BADGE),
        "zooms": ZOOMS,
        "step": STEP,
        "levels": [_level(area.marks, zoom) for zoom in np.arange(ZOOMS[0], ZOOMS[1] + STEP / 2, STEP).tolist()],
        "bounds": _bounds(area.marks),
        "graticule": list(_graticule()),
        "palettes": {theme: _palette(palette) for theme, palette in PALETTES.items()},
        "hint": HINT,
    }


def _facts(content: BriefContent, area: MapBlock) -> dict[str, list[tuple[str, str]]]:
    """Return what the tables of the brief tell of each partner, by code; of one in no table what the map tells."""
    facts = {mark.code: _marked(mark) for mark in area.marks}
    named = marks_by_name(area)
    tables = [block for page in content.pages for block in page.blocks if isinstance(block, TableBlock)]
    for table in reversed([one for one in tables if one.statuses]):
        for row in table.rows:
            mark = named.get(str(row[0]))
            if mark is not None:
                told = zip(table.columns[1:], row[1:], strict=True)
                facts[mark.code] = [(name, unhidden(str(cell))) for name, cell in told if cell not in {None, ""}]
    return facts


def _marked(mark: MapMark) -> list[tuple[str, str]]:
    return [("Status", LABELS[mark.status]), *([("Advisory", "In force")] if mark.advisory else [])]


def _short(name: str) -> str:
    plain = " ".join(unhidden(name).split())
    return plain if len(plain) <= LONGEST_LABEL else f"{plain[: LONGEST_LABEL - 1]}…"


def _bounds(marks: Sequence[MapMark]) -> tuple[float, float, float, float]:
    """Return the edges of the opening view: west, south, east, north, degrees of the frame."""
    lons = [float(to_frame(mark.lon)) for mark in marks] or [FRAME_WEST + AROUND[0], FRAME_EAST - AROUND[0]]
    lats = [mark.lat for mark in marks] or [0.0]
    return (
        max(min(lons) - AROUND[0], FRAME_WEST),
        max(min(lats) - AROUND[1], -FARTHEST),
        min(max(lons) + AROUND[0], FRAME_EAST),
        min(max(lats) + AROUND[1], FARTHEST),
    )


@dataclass(frozen=True, slots=True)
class _Label:
    """A place for a name beside its glyph."""

    at: Spot
    anchor: str
    box: Box


def _level(marks: Sequence[MapMark], zoom: float) -> list[dict[str, Any]]:
    """Say how far glyph and name of each partner stand from its true point, pixels; no name where none fits."""
    scale = TILE * 2**zoom
    true = [Spot(float(to_frame(mark.lon)) / 360 * scale, -_northing(mark.lat) * scale) for mark in marks]
    glyphs = spread(true)
    taken = [square(spot, GLYPH_REACH + 1) for spot in glyphs]
    badges = zip(marks, glyphs, strict=True)
    taken += [square(Spot(spot.x + BADGE, spot.y - BADGE), GLYPH_REACH) for mark, spot in badges if mark.advisory]
    placed: list[dict[str, Any]] = [{"glyph": _away(*spots)} for spots in zip(true, glyphs, strict=True)]
    west, _, east, _ = (degrees / 360 * scale for degrees in _bounds(marks))
    for at in _from_the_edges(true):
        inward = -1 if true[at].x > _middle(true) else 1
        candidates = _candidates(glyphs[at], _short(marks[at].name), inward=inward)
        whole = (one for one in candidates if west <= one.box.left and one.box.right <= east)
        label = next((one for one in whole if not any(one.box.meets(other) for other in taken)), None)
        if label is not None:
            taken.append(label.box)
            placed[at] |= {"label": _away(true[at], label.at), "anchor": label.anchor}
    return placed


def _middle(spots: Sequence[Spot]) -> float:
    return (min(spot.x for spot in spots) + max(spot.x for spot in spots)) / 2


def _from_the_edges(spots: Sequence[Spot]) -> list[int]:
    """Places of the spots, those first that stand nearest to the edges: their names have the least room."""
    return sorted(range(len(spots)), key=lambda at: -abs(spots[at].x - _middle(spots)))


def _candidates(spot: Spot, name: str, *, inward: int) -> Iterator[_Label]:
    """Beside a glyph, first towards the middle of the map (1 for eastward, -1 for westward), then below and above."""
    half, aside, over = len(name) * LETTER / 2, GLYPH_REACH + 4, GLYPH_REACH + LINE / 2 + 1
    for side in (inward, -inward):
        at = Spot(spot.x + side * aside, spot.y)
        yield _Label(at, "start" if side > 0 else "end", box(Spot(at.x + side * half, at.y), half, LINE / 2))
    for side in (1, -1):
        at = Spot(spot.x, spot.y + side * over)
        yield _Label(at, "middle", box(at, half, LINE / 2))


def _away(here: Spot, there: Spot) -> tuple[int, int]:
    return round(there.x - here.x), round(there.y - here.y)


def _northing(lat: float) -> float:
    """Web Mercator, in lengths of the equator."""
    return asinh(tan(radians(lat))) / (2 * pi)


def _graticule() -> Iterator[dict[str, Any]]:
    """Every 30°, and the meridian of 180° by itself."""
    for lon in range(int(FRAME_WEST) + 30, int(FRAME_EAST), 30):
        yield {"path": [(lon, -80), (lon, 80)], "dateLine": lon == 180}  # noqa: PLR2004 - the date line
    for lat in range(-60, 61, 30):
        yield {"path": [(FRAME_WEST, lat), (FRAME_EAST, lat)], "dateLine": False}


def _palette(palette: Palette) -> dict[str, Any]:
    return {
        "fill": [palette.fill[status] for status in STATUS_ORDER],
        "land": palette.land,
        "filtered": palette.filtered,
        "border": palette.border,
        "outline": palette.glyph_outline,
        "graticule": palette.graticule,
        "dateLine": palette.date_line,
        "advisory": palette.advisory,
        "onAdvisory": palette.on_advisory,
        "selected": palette.selected,
        "label": palette.label,
        "halo": palette.label_halo,
    }


def live_map(content: BriefContent, area: MapBlock) -> str:
    """Write the place of the map, its controls and its list; hidden until the map runs."""
    return (
        '<div class="live" id="live" hidden><div class="tools"><fieldset><legend>Show</legend>'
        f"{''.join(_legend(area.marks))}</fieldset>"
        '<div><button type="button" id="farther" aria-label="Zoom out">&minus;</button> '
        '<button type="button" id="closer" aria-label="Zoom in">+</button> '
        '<button type="button" id="reset">Reset</button></div></div>'
        f'<div class="stage" id="stage" data-alt="{text(area.alt)} Arrow keys move it, plus and minus zoom.">'
        '<div id="deck"></div><div class="tip" id="tip" hidden></div></div>'
        f"{_list(content, area)}"
        '<p class="said" id="said" role="status" dir="auto"></p></div>'
    )


def _legend(marks: Sequence[MapMark]) -> Iterator[str]:
    for place, status in enumerate(STATUS_ORDER):
        count = sum(mark.status is status for mark in marks)
        off = "" if count else " disabled"
        yield (
            f'<label><input type="checkbox" data-status="{place}" checked{off}>{glyph(status)}{LABELS[status]} {count}'
            "</label>"
        )
    advised = sum(mark.advisory for mark in marks)
    if advised:
        sign = f'<span class="badge" aria-hidden="true">{ADVISORY_GLYPH}</span>'
        yield f'<label><input type="checkbox" data-advisory>{sign}Only {ADVISORY_LABEL.lower()} {advised}</label>'


def _list(content: BriefContent, area: MapBlock) -> str:
    """List the partners of the map, in the order of their names, with the day of the last visit if a table tells it."""
    facts = {code: dict(told) for code, told in _facts(content, area).items()}
    has_visits = any(LISTED in told for told in facts.values())
    heads = ("Territory", "Status", *((LISTED,) if has_visits else ()))
    rows = "".join(
        f'<tr data-code="{text(mark.code)}"><th scope="row" dir="auto">{text(mark.name)}</th>'
        f'<td class="status">{glyph(mark.status)}{LABELS[mark.status]}</td>'
        f"{_visited(facts[mark.code]) if has_visits else ''}</tr>"
        for mark in sorted(area.marks, key=lambda mark: mark.name)
    )
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return (
        '<div class="partners" id="partners" tabindex="0" role="region" aria-label="Partners on the map">'
        f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _visited(facts: Mapping[str, str]) -> str:
    return f'<td class="short">{text(facts.get(LISTED, ""))}</td>'
