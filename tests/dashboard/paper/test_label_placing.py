"""Names on paper: none covers another, a glyph or a frame."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.maps.spots import Box, Spot, spread
from dashboard.paper.label_placing import GAP, Named, place

SHEET = Box(0, 0, 900, 480)
REACH = 6.0

crowds = st.lists(st.tuples(st.floats(20, 880), st.floats(20, 460), st.floats(20, 130)), min_size=1, max_size=25)


def named(points: list[tuple[float, float, float]]) -> list[Named]:
    """Make glyphs that do not cover one another, with names of some widths."""
    spots = spread([Spot(x, y) for x, y, _ in points])
    return [
        Named(str(n), spot, width, 12.5, REACH) for n, (spot, (*_, width)) in enumerate(zip(spots, points, strict=True))
    ]


@settings(max_examples=30)
@given(crowds)
@example([(450.0, 240.0, 120.0)] * 20)
def test_no_name_covers_anything(points: list[tuple[float, float, float]]) -> None:
    glyphs = named(points)
    taken = Box(700, 380, 880, 470)
    placed = place(glyphs, within=SHEET, taken=[taken])
    boxes = [one.box for one in placed.values()]
    for number, box in enumerate(boxes):
        assert SHEET.holds(box)
        assert not box.meets(taken)
        assert not any(box.meets(other) for other in boxes[:number])
        assert not any(box.meets(glyph.glyph) for glyph in glyphs)


def test_a_lonely_name_stands_beside_its_glyph_without_a_line() -> None:
    (placed,) = place(named([(100, 100, 60)]), within=SHEET).values()
    assert placed.leader is None
    assert placed.box.left - (100 + REACH) == GAP


def test_a_crowd_finds_room_further_away_and_lines_tell_which_is_which() -> None:
    crowd = named([(450 + 3 * n, 240, 70) for n in range(12)])
    placed = place(crowd, within=SHEET)
    assert len(placed) == 12
    led = [(one, placed[one.key].leader) for one in crowd if placed[one.key].leader]
    assert led
    for one, leader in led:
        assert leader is not None
        start, end = leader
        assert abs(((start.x - one.spot.x) ** 2 + (start.y - one.spot.y) ** 2) ** 0.5 - REACH) < 1e-6
        assert placed[one.key].box.distance(end) == 0


def test_near_the_edge_a_name_turns_inward() -> None:
    (placed,) = place(named([(895 - REACH, 240, 80)]), within=SHEET).values()
    assert placed.box.right < 895 - REACH


def test_where_there_is_no_room_a_name_is_left_out() -> None:
    assert place(named([(50, 50, 60)]), within=Box(0, 0, 60, 60)) == {}


def test_the_same_input_gives_the_same_places() -> None:
    crowd = named([(450 + 5 * n, 240, 70) for n in range(15)])
    assert place(crowd, within=SHEET) == place(crowd, within=SHEET)
