"""The printed chart: heights true to the counts, counts apart, the order of the series kept in grey."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.brief_content import ChartBlock
from dashboard.paper.brief_chart import BASE, LINE, PLOT, TOP, WIDTH, chart
from dashboard.paper.series_colours import series_colours

COUNTS = st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=9)


def block(series: dict[str, tuple[int, ...]]) -> ChartBlock:
    years = [f"FY {2024 + at}" for at in range(len(next(iter(series.values()), ())))]
    return ChartBlock("engagements", "By kind", years, series, "Bars.")


def drawn(numbers: list[list[int]]) -> list[dict[str, Any]]:
    bars: list[dict[str, Any]] = chart(block({f"Kind {at}": tuple(row) for at, row in enumerate(numbers)}))["bars"]
    return bars


@given(COUNTS)
def test_heights_are_true_to_the_counts_and_the_highest_bar_fills_the_chart(numbers: list[list[int]]) -> None:
    bars = drawn(numbers)
    highest = max(sum(row[at] for row in numbers) for at in range(3))
    for at, bar in enumerate(bars):
        shown = [row[at] for row in numbers if row[at]]
        heights = [one["height"] for one in bar["segments"]]
        assert heights == pytest.approx([count * (BASE - TOP) / max(highest, 1) for count in shown])
        ends = [BASE, *(one["y"] for one in bar["segments"])]
        assert [low - high for low, high in pairwise(ends)] == pytest.approx(heights), "one stands on the other"
    if highest:
        assert min(one["y"] for bar in bars for one in bar["segments"]) == pytest.approx(TOP)


@given(COUNTS)
def test_every_count_is_written_in_order_and_none_on_another(numbers: list[list[int]]) -> None:
    for at, bar in enumerate(drawn(numbers)):
        assert [one["count"] for one in bar["counts"]] == [str(row[at]) for row in numbers]
        places = [one["y"] for one in bar["counts"]]
        assert all(low - high >= LINE - 1e-6 for low, high in pairwise(places))
        assert all(TOP <= y <= BASE for y in places)


def test_counts_stand_where_their_part_is_unless_they_would_touch() -> None:
    (bar,) = chart(block({"One": (10,), "Two": (10,)}))["bars"]
    assert [one["y"] for one in bar["counts"]] == [one["middle"] for one in bar["counts"]]
    (bar,) = chart(block({"One": (1000,), "Two": (1,), "Three": (1,)}))["bars"]
    assert [one["y"] for one in bar["counts"]][1:] != [one["middle"] for one in bar["counts"]][1:]


def test_names_and_bars_have_one_order_and_bars_stay_beside_the_names() -> None:
    made = chart(block({"Port visit": (2, 0), "Training": (1, 3)}))
    assert [one["label"] for one in made["legend"]] == ["Training", "Port visit"]
    assert [one["fill"] for one in reversed(made["legend"])] == series_colours(2)
    first = {one["label"]: one["fill"] for one in made["legend"]}
    assert [one["fill"] for one in made["bars"][0]["segments"]] == [first["Port visit"], first["Training"]]
    assert [bar["label"] for bar in made["bars"]] == ["FY 2024", "FY 2025"]
    assert all(bar["x"] > 0 and bar["x"] + bar["width"] < PLOT < WIDTH for bar in made["bars"])


def test_a_chart_of_nothing_is_a_chart_too() -> None:
    assert chart(block({})) | {"alt": "Bars."} == chart(ChartBlock("none", "", (), {}, "Bars."))
    (bar,) = chart(block({"One": (0,)}))["bars"]
    assert bar["segments"] == []
    assert [one["count"] for one in bar["counts"]] == ["0"]
