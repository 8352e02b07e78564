"""How far the largest part of a territory reaches."""

from __future__ import annotations

import pytest

from geodata.territories import FRAME_WEST, load_boundaries


@pytest.mark.parametrize("code", ["FJI", "NZL", "RUS", "MDG"])
def test_the_extent_holds_the_inner_point_and_lies_in_the_frame(code: str) -> None:
    boundaries = load_boundaries()
    found, point = boundaries.extent(code), boundaries.inner_point(code)
    assert found is not None
    assert point is not None
    west, south, east, north = found
    assert FRAME_WEST <= west < east <= FRAME_WEST + 360
    assert south < point[1] < north


def test_a_part_far_away_does_not_stretch_the_extent() -> None:
    boundaries = load_boundaries()
    extent = boundaries.extent("NZL")
    assert extent is not None
    assert extent[2] - extent[0] < boundaries.geometry("NZL").bounds[2] - boundaries.geometry("NZL").bounds[0]


def test_without_a_boundary_there_is_no_extent() -> None:
    assert load_boundaries().extent("XXX") is None
