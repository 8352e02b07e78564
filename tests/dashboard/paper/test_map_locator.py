"""What a map of a region shows, and where the small map stands that says where on the Earth it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.brief_content import MapBlock, MapMark
from dashboard.maps.spots import Box, Spot
from dashboard.paper.brief_maps import HALF
from dashboard.paper.map_frame import frame_of
from dashboard.paper.map_locator import NEAR_PT, WIDTHS, locator_box
from dashboard.paper.map_panel import Panel
from dashboard.paper.map_sheet import Sheet
from dashboard.paper.printed_map import printed_map
from geodata.territories import load_boundaries
from models.coverage import Status

if TYPE_CHECKING:
    from geodata.territories import Boundaries

AREA = Box(38, 4, 538, 380)
MADAGASCAR = MapMark("MDG", "Madagascar", 46.7, -19.4, Status.OVERDUE, advisory=False)
FIJI = MapMark("FJI", "Fiji", 178.0, -17.8, Status.CURRENT, advisory=False)


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return load_boundaries()


def test_it_stands_in_a_corner_where_nothing_else_does() -> None:
    assert locator_box(AREA, [], [], []) == Box(534 - WIDTHS[0], 376 - WIDTHS[0] / 2.05, 534, 376)
    lower = Box(38, 250, 538, 380)
    box = locator_box(AREA, [], [lower], [])
    assert box is not None
    assert not box.meets(lower)
    assert locator_box(AREA, [], [AREA], []) is None


def test_it_covers_land_of_partners_only_where_there_is_no_other_place() -> None:
    east = shapely.box(300, 200, 600, 400)
    box = locator_box(AREA, [], [], [east])
    assert box is not None
    assert not shapely.box(box.left, box.top, box.right, box.bottom).intersects(east)
    assert locator_box(AREA, [], [], [shapely.box(0, 0, 600, 400)]) == locator_box(AREA, [], [], [])


@given(st.lists(st.builds(Spot, st.floats(38, 538), st.floats(4, 380)), max_size=40))
def test_it_covers_no_glyph_and_stays_on_the_map(glyphs: list[Spot]) -> None:
    box = locator_box(AREA, glyphs, [], [])
    if box is not None:
        assert AREA.holds(box)
        assert min((box.distance(spot) for spot in glyphs), default=NEAR_PT) > 6.5


@pytest.mark.parametrize(("alone", "other"), [(MADAGASCAR, None), (FIJI, None), (MADAGASCAR, FIJI)])
def test_a_map_shows_all_the_land_of_a_small_partner(
    boundaries: Boundaries, alone: MapMark, other: MapMark | None
) -> None:
    marks = [alone, *([other] if other else [])]
    drawn = printed_map(MapBlock("map", "Map", marks, "A map."), boundaries, inches=HALF)
    assert set(drawn.names) == {mark.code for mark in marks}
    places = [(mark.lon, mark.lat) for mark in marks]
    if other is None:
        west, south, east, north = boundaries.geometry(alone.code).bounds
        frame = frame_of([*places, (west, south), (east, north)], ratio=1.2, least=700_000.0)
        lands = Panel(frame, AREA).lands(boundaries)[alone.code]
        assert Box(*lands.bounds).left > AREA.left
        assert lands.bounds[3] < AREA.bottom


def test_what_a_map_shows_is_found_on_the_map_of_the_earth() -> None:
    earth = Panel(frame_of([(-29.0, -50.0), (-31.0, 60.0)], ratio=2.05), AREA)
    shown = frame_of([(175.0, -20.0), (-175.0, -15.0)], ratio=1.2)
    rim = earth.rim(shown)
    assert rim.is_valid
    for lon, lat in ((175.0, -20.0), (-175.0, -15.0), shown.middle):
        (spot,) = earth.spots([(lon, lat)])
        assert rim.contains(shapely.Point(spot.x, spot.y))
    (far,) = earth.spots([(45.0, -20.0)])
    assert not rim.contains(shapely.Point(far.x, far.y))


def test_a_part_of_a_map_is_the_same_map_enlarged() -> None:
    frame = frame_of([(150.0, -20.0), (-150.0, 15.0)], ratio=500 / 376)
    whole = Panel(frame, AREA)
    window, box = Box(138, 104, 238, 204), Box(38, 4, 238, 204)
    part = whole.part(window, box, layer=20)
    places = [(170.0, -10.0), (-170.0, 0.0)]
    for here, there in zip(whole.spots(places), part.spots(places), strict=True):
        assert there.x - box.left == pytest.approx(2 * (here.x - window.left))
        assert there.y - box.top == pytest.approx(2 * (here.y - window.top))
    assert part.per_metre == pytest.approx(2 * whole.per_metre)


@pytest.mark.parametrize("ratio", [0.8, 1.2, 2.4])
def test_meridians_and_parallels_are_written_at_the_edges_they_meet(ratio: float) -> None:
    area = Box(38, 4, 38 + 300 * ratio, 304)
    sheet = Sheet((8.0, 5.0))
    Panel(frame_of([(165.0, -25.0), (-165.0, -5.0)], ratio=ratio), area).degrees(sheet)
    said = {text.get_text(): text.get_position() for text in sheet.figure.axes[0].texts}
    east = [at[0] for text, at in said.items() if text.endswith("°E")]
    west = [at[0] for text, at in said.items() if text.endswith("°W")]
    assert len(east) + len(west) + ("180°" in said) >= 3
    assert max(east) < min(west), "east of the date line lies the west"
    south = sorted((int(text.removesuffix("°S")), at[1]) for text, at in said.items() if text.endswith("°S"))
    assert len(south) >= 2
    assert (np.diff([y for _, y in south]) > 0).all()
