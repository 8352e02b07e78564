"""The legend of a printed map: every count and every trip, in rows that leave the scale its room."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.brief_content import MapBlock, MapMark, MapPath
from dashboard.paper.map_legend import GAP_PT, LONGEST_PT, MOST_TRIPS, ROW_PT, SCALE_PT, entries, rows
from dashboard.paper.map_letters import text_width
from models.coverage import Status

SCALE = 146.0
BLOCK = MapBlock("map", "Map", [], "A map.")


def mark(status: Status, *, advisory: bool = False) -> MapMark:
    return MapMark("FJI", "Fiji", 178.0, -18.0, status, advisory)


def trips(count: int) -> list[MapPath]:
    return [MapPath(f"Trip {number}", [(139.0, 35.0), (178.0, -18.0)]) for number in range(count)]


def test_every_status_there_is_and_the_advisories_are_counted() -> None:
    marks = [mark(Status.CURRENT), mark(Status.OVERDUE, advisory=True), mark(Status.CURRENT)]
    found = [entry.said for entry in entries(replace(BLOCK, marks=marks))]
    assert found == ["Overdue 1", "Current 2", "! Advisory in force 1"]
    assert entries(BLOCK) == []


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, 1), (MOST_TRIPS, MOST_TRIPS), (MOST_TRIPS + 1, MOST_TRIPS + 1)]
)
def test_trips_are_told_by_name_and_the_rest_is_counted(count: int, told: int) -> None:
    found = [entry.said for entry in entries(replace(BLOCK, paths=trips(count)))]
    assert len(found) == told
    assert (found[-1:] == ["1 more trip"]) is (count > MOST_TRIPS)


@given(st.lists(st.sampled_from(Status)), st.booleans(), st.integers(0, 12), st.floats(300, 900))
def test_no_row_reaches_into_the_scale_or_over_the_edge(
    statuses: list[Status],
    advised: bool,  # noqa: FBT001 - drawn
    count: int,
    width: float,
) -> None:
    marks = [mark(status, advisory=advised) for status in statuses]
    lines = entries(replace(BLOCK, marks=marks, paths=trips(count)))
    found = rows(lines, width, scale=SCALE)
    assert [entry for row in found for entry in row] == lines
    for number, row in enumerate(found):
        beside = number * ROW_PT < SCALE_PT
        taken = sum(entry.width for entry in row) - GAP_PT
        assert taken <= (width - SCALE if beside else width) or len(row) == 1


@pytest.mark.parametrize("name", ["x" * 300, "a\nb\tc" * 60, "\u202ea" * 90, "\U0001f6a2" * 50])
def test_a_long_name_of_a_trip_is_cut(name: str) -> None:
    (entry,) = entries(replace(BLOCK, paths=[MapPath(name, [(0.0, 0.0)])]))
    assert entry.said.endswith("\u2026")
    assert text_width(entry.said, entry.size) <= LONGEST_PT
