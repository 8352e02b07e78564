"""The colours of a printed chart: apart for every eye, and in order in grey."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from dashboard.maps.contrast import Vision, difference, lightness
from dashboard.paper.series_colours import series_colours
from models.vocabulary import EngagementKind


@pytest.mark.parametrize("vision", Vision)
def test_the_kinds_of_engagement_stay_apart_for_every_eye(vision: Vision) -> None:
    colours = series_colours(len(EngagementKind))
    assert min(difference(one, other, vision) for one, other in combinations(colours, 2)) >= 8


@pytest.mark.parametrize("count", [0, 1, 2, 7, 12])
def test_the_lightness_rises_so_that_a_copy_in_grey_keeps_the_order(count: int) -> None:
    grey = [lightness(one) for one in series_colours(count)]
    assert len(grey) == count
    assert all(lighter - darker > 5 for darker, lighter in pairwise(grey))
    assert all(one < 92 for one in grey), "and the lightest is told from the page"
