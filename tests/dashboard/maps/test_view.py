"""The opening view shows the whole area of responsibility at every size a page may have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.palette import LIGHT
from dashboard.maps.view import EAST, MAX_ZOOM, MIN_ZOOM, NORTH, SOUTH, WEST, map_view, opening_view, pixels

MADAGASCAR, MARQUESAS = 43.2, 221.5
WIDTHS, HEIGHTS = st.integers(640, 1900), st.integers(430, 700)


@given(assumed=WIDTHS, height=HEIGHTS, wider=st.integers(0, 900))
def test_everything_is_inside(assumed: int, height: int, wider: int) -> None:
    view = opening_view(assumed, height)
    x, y = pixels(view.longitude, view.latitude, view.zoom)
    width = assumed + wider
    for lon in (WEST, MADAGASCAR, MARQUESAS, EAST):
        assert abs(pixels(lon, 0, view.zoom)[0] - x) <= width / 2 + 3
    for lat in (SOUTH, NORTH):
        assert abs(pixels(0, lat, view.zoom)[1] - y) <= height / 2 + 3


@given(width=WIDTHS, height=HEIGHTS)
def test_is_constant_and_within_reach(width: int, height: int) -> None:
    one, other = opening_view(width, height), opening_view(width, height)
    assert (one.longitude, one.latitude, one.zoom) == (other.longitude, other.latitude, other.zoom)
    assert MIN_ZOOM <= one.zoom <= MAX_ZOOM


def test_a_phone_gets_the_farthest_zoom_at_worst() -> None:
    assert opening_view(200, 300).zoom == MIN_ZOOM


def test_pixels_grow_to_the_east_and_south() -> None:
    west, north = pixels(100, 10, 2)
    east, south = pixels(110, -10, 2)
    assert east > west
    assert south > north


def test_camera_moves_by_keyboard_and_stays_flat_within_the_frame() -> None:
    view = map_view(LIGHT)
    assert view.controller["keyboard"]
    assert not view.controller["dragRotate"]
    assert view.controller["maxBounds"] == [[-30, -72], [330, 82]]
    assert not hasattr(view, "repeat")
