"""Stops are chosen and ordered as an exhaustive search would, within every limit, and the same way every time."""

from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import ItineraryError
from geodata.itinerary import select_and_order

BENCHMARKS = os.environ.get("SEAMARK_OPTW", "")
OPTIMA = {"c101": 320, "r101": 198, "rc101": 219}
"""Published optima of Solomon's instances as orienteering problems with time windows."""


class Small(NamedTuple):
    """A problem small enough to try every order."""

    travel: list[list[int]]
    service: list[int]
    prize: list[int]
    earliest: list[int]
    latest: list[int]
    horizon: int


@st.composite
def small_problems(draw: st.DrawFn) -> Small:
    """Make problems of up to four stops, some of them out of reach."""
    places = draw(st.integers(1, 5))
    numbers = st.lists(st.integers(0, 12), min_size=places, max_size=places)
    travel = draw(st.lists(numbers, min_size=places, max_size=places))
    windows = [sorted((draw(st.integers(0, 30)), draw(st.integers(0, 30)))) for _ in range(places)]
    return Small(
        travel=travel,
        service=draw(numbers),
        prize=draw(numbers),
        earliest=[window[0] for window in windows],
        latest=[window[1] for window in windows],
        horizon=draw(st.integers(0, 40)),
    )


def back_at(problem: Small, order: tuple[int, ...] | list[int]) -> int | None:
    """Return when one is back at the base, or None if a stop cannot begin in time."""
    now = here = 0
    for place in order:
        now = max(now + problem.travel[here][place], problem.earliest[place])
        if now > problem.latest[place]:
            return None
        now, here = now + problem.service[place], place
    return now + (problem.travel[here][0] if order else 0)


def worth(problem: Small, order: tuple[int, ...] | list[int]) -> int:
    return sum(problem.prize[place] for place in order)


def feasible(problem: Small, order: tuple[int, ...] | list[int]) -> bool:
    back = back_at(problem, order)
    return back is not None and back <= problem.horizon


def chosen(problem: Small, *, seed: int = 1) -> list[int]:
    given_parts = problem._asdict()
    horizon = given_parts.pop("horizon")
    return select_and_order(*given_parts.values(), horizon=horizon, seconds=2, seed=seed)


@settings(max_examples=40)
@given(small_problems())
def test_no_order_is_worth_more(problem: Small) -> None:
    order = chosen(problem)
    assert feasible(problem, order)
    assert len(set(order)) == len(order)
    assert 0 not in order
    stops = range(1, len(problem.service))
    every = (one for count in range(len(stops) + 1) for one in permutations(stops, count))
    assert worth(problem, order) == max(worth(problem, one) for one in every if feasible(problem, one))


def line(*, horizon: int, **changes: list[int]) -> Small:
    """Three stops on a line 10, 20 and 30 east of the base, each taking 5 and worth 7."""
    travel = [[abs(one - other) * 10 for other in range(4)] for one in range(4)]
    facts = {"service": [0, 5, 5, 5], "prize": [0, 7, 7, 7], "earliest": [0] * 4, "latest": [1_000] * 4, **changes}
    return Small(travel, **facts, horizon=horizon)


@pytest.mark.parametrize(("horizon", "count"), [(75, 3), (74, 2), (50, 2), (49, 1), (25, 1), (24, 0)])
def test_the_horizon_is_kept_to_the_minute(horizon: int, count: int) -> None:
    assert len(chosen(line(horizon=horizon))) == count


def test_a_stop_may_begin_at_the_very_end_of_its_window_and_not_after() -> None:
    assert chosen(line(horizon=1_000, latest=[0, 10, 25, 40])) == [1, 2, 3]
    assert 3 not in chosen(line(horizon=1_000, latest=[0, 10, 25, 29]))


def test_one_waits_for_a_window_to_open() -> None:
    assert chosen(line(horizon=1_000, earliest=[0, 500, 0, 0], prize=[0, 7, 0, 0])) == [1]
    assert chosen(line(horizon=514, earliest=[0, 500, 0, 0], prize=[0, 7, 0, 0])) == []


def test_what_is_worth_nothing_is_not_visited_and_what_is_worth_most_is() -> None:
    assert chosen(line(horizon=1_000, prize=[9, 0, 0, 0])) == []
    assert chosen(line(horizon=65, prize=[0, 1, 1, 50])) in ([3], [1, 3], [2, 3], [3, 1], [3, 2])


def test_of_equal_worth_the_shorter_way_is_taken() -> None:
    square = [[0, 10, 14, 10], [10, 0, 10, 14], [14, 10, 0, 10], [10, 14, 10, 0]]
    problem = line(horizon=1_000)._replace(travel=square)
    assert chosen(problem) in ([1, 2, 3], [3, 2, 1])


def test_the_way_there_may_be_longer_than_the_way_back() -> None:
    travel = [[0, 30, 5], [5, 0, 5], [30, 5, 0]]
    problem = Small(travel, [0, 1, 1], [0, 1, 1], [0, 0, 0], [99, 99, 99], 17)
    assert chosen(problem) == [2, 1]


def test_the_same_seed_gives_the_same_order() -> None:
    rng = np.random.default_rng(3)
    spots = rng.integers(0, 100, (12, 2))
    travel = np.abs(spots[:, None] - spots[None]).sum(axis=2)
    parts = (travel, np.full(12, 5), rng.integers(1, 9, 12), np.zeros(12, int), np.full(12, 400))
    orders = [select_and_order(*parts, horizon=300, seconds=60, seed=7) for _ in range(2)]
    assert orders[0] == orders[1]
    assert orders[0]


def test_only_a_base_or_nothing_at_all_gives_no_stop() -> None:
    assert select_and_order([[0]], [0], [5], [0], [9], horizon=9, seconds=1, seed=1) == []
    assert chosen(line(horizon=0)) == []


def test_better_orders_are_told_and_the_search_can_be_stopped() -> None:
    told: list[list[int]] = []

    def enough(order: list[int]) -> bool:
        told.append(order)
        return len(told) < 3

    problem = line(horizon=1_000)
    order = select_and_order(*problem[:5], horizon=1_000, seconds=60, seed=1, better=enough)
    assert len(told) == 3
    assert order == told[-1]
    assert all(feasible(problem, one) for one in told)


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        (0, [[0, 1], [1, 0]], "travel: has shape"),
        (1, [0.5, 1, 1, 1], "service: times and prizes are integers"),
        (2, [0, -1, 1, 1], "prize: must not be negative"),
        (3, [0, 1], "earliest: must have one number for each of the 4 places"),
        (4, [[0, 1, 2, 3]], "latest: must have one number"),
    ],
)
def test_parts_that_do_not_fit_are_named(part: int, value: object, said: str) -> None:
    parts: list[object] = list(line(horizon=50)[:5])
    parts[part] = value
    with pytest.raises(ItineraryError, match=said):
        select_and_order(*parts, horizon=50, seconds=1, seed=1)  # type: ignore[arg-type] # that is the point


@pytest.mark.skipif(not BENCHMARKS, reason="SEAMARK_OPTW names no folder of Solomon's instances")
@pytest.mark.parametrize("name", OPTIMA)
def test_the_published_optima_are_reached(name: str) -> None:
    parts, horizon = solomon(Path(BENCHMARKS, f"{name}.txt"))
    order = select_and_order(*parts, horizon=horizon, seconds=10, seed=1)
    assert sum(int(parts[2][place]) for place in order) == OPTIMA[name]


def solomon(path: Path) -> tuple[tuple[np.ndarray, ...], int]:
    """Read an instance: travel is ten times the distance, rounded down, and times are ten times as printed."""
    lines = [line.split() for line in path.read_text().splitlines()]
    rows = np.array([line for line in lines if len(line) == 7 and line[0].isdigit()], dtype=float)
    away = np.sqrt(((rows[:, None, 1:3] - rows[None, :, 1:3]) ** 2).sum(axis=2))
    travel = np.floor(10 * away).astype(int)
    earliest, latest, service = (np.asarray(10 * rows[:, column]).astype(int) for column in (4, 5, 6))
    return (travel, service, rows[:, 3].astype(int), earliest, latest), int(latest[0])
