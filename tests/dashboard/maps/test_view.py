"""The opening view shows the whole area of responsibility at every size a page may have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.palette import LIGHT
from dashboard.maps.view import (
    EAST,
    MAX_ZOOM,
    MIN_ZOOM,
    NORTH,
    SOUTH,
    WEST,
    fitted_view,
    map_view,
    opening_view,
    pixels,
)

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


@given(stranger=st.tuples(st.floats(-30, 330), st.floats(-70, 80)), width=WIDTHS, height=HEIGHTS)
def test_a_stranger_is_in_sight_and_nobody_leaves_it(stranger: tuple[float, float], width: int, height: int) -> None:
    view = opening_view(width, height, [stranger])
    x, y = pixels(view.longitude, view.latitude, view.zoom)
    for lon, lat in (stranger, (WEST, SOUTH), (EAST, NORTH)):
        east, south = pixels(lon, lat, view.zoom)
        if view.zoom > MIN_ZOOM:
            assert abs(east - x) <= width / 2 + 3
            assert abs(south - y) <= height / 2 + 3


def test_a_stranger_within_the_area_changes_nothing() -> None:
    one, other = opening_view(800, 380, [(144.8, 13.4)]), opening_view(800, 380)
    assert (one.longitude, one.latitude, one.zoom) == (other.longitude, other.latitude, other.zoom)


@given(width=WIDTHS, height=HEIGHTS)
def test_is_constant_and_within_reach(width: int, height: int) -> None:
    one, other = opening_view(width, height), opening_view(width, height)
    assert (one.longitude, one.latitude, one.zoom) == (other.longitude, other.latitude, other.zoom)
    assert MIN_ZOOM <= one.zoom <= MAX_ZOOM


def test_a_phone_gets_the_farthest_zoom_at_worst() -> None:
    assert opening_view(200, 300).zoom == MIN_ZOOM < opening_view(330, 280).zoom


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


POINTS = st.tuples(st.floats(-29, 329), st.floats(-70, 80))


@given(points=st.lists(POINTS, min_size=1, max_size=9), width=WIDTHS, height=HEIGHTS)
def test_fitted_view_contains_its_points(points: list[tuple[float, float]], width: int, height: int) -> None:
    view = fitted_view(points, width, height)
    assert MIN_ZOOM <= view.zoom <= MAX_ZOOM
    x, y = pixels(view.longitude, view.latitude, view.zoom)
    for lon, lat in points:
        east, south = pixels(lon, lat, view.zoom)
        if view.zoom > MIN_ZOOM:  # at the farthest zoom what does not fit stays outside
            assert abs(east - x) <= width / 2 * 0.9
            assert abs(south - y) <= height / 2 * 0.9


def test_a_single_point_is_seen_with_its_neighbours() -> None:
    for points in ([(178.4, -18.1)], [(178.4, -18.1)] * 3):
        view = fitted_view(points, 800, 400)
        assert (view.longitude, view.latitude, view.zoom) == (178.4, -18.1, 5)


def test_two_ports_of_one_town_stay_within_the_closest_zoom() -> None:
    assert fitted_view([(178.4, -18.1), (178.41, -18.1)], 800, 400).zoom == MAX_ZOOM


def test_nothing_to_fit_is_everything() -> None:
    one, other = fitted_view([], 800, 400), opening_view(800, 400)
    assert (one.longitude, one.latitude, one.zoom) == (other.longitude, other.latitude, other.zoom)


def test_a_pole_does_not_upset_the_fit() -> None:
    assert fitted_view([(0, 90), (0, -90)], 800, 400).zoom == MIN_ZOOM
