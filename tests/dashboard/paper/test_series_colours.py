"""The colours of a printed chart: apart for every eye, and in order in grey."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from dashboard.actions.brief_content import ChartBlock
from dashboard.maps.contrast import Vision, contrast, difference, lightness
from dashboard.paper.brief_chart import chart
from dashboard.paper.series_colours import series_colours
from models.vocabulary import EngagementKind
from tests.dashboard.paper.brief_samples import WHOLE, page
from tests.dashboard.paper.deck_reading import deck_of, shape


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


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_slides_and_document_give_a_series_one_colour_and_what_stands_on_it_is_read(count: int) -> None:
    block = ChartBlock("many", "Many", ("FY 2026",), {f"Kind {at}": (9,) for at in range(count)}, "Bars.")
    shown = shape(deck_of(replace(WHOLE, pages=[page(block)])).slides[1], "Chart").chart.plots[0].series
    printed = {one["label"]: one["fill"] for one in chart(block)["legend"]}
    assert {one.name: f"#{one.format.fill.fore_color.rgb}".lower() for one in shown} == printed
    assert all(contrast(printed[one.name], f"#{one.data_labels.font.color.rgb}") >= 4.5 for one in shown)
