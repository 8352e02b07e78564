"""Stops whose time depends on when they begin are chosen as an exhaustive search would, required ones always."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import ItineraryError
from geodata.itinerary_windows import Window, choose_and_order


class Small(NamedTuple):
    """A problem small enough to try every order."""

    travel: list[list[int]]
    windows: list[list[Window]]
    prize: list[int]
    horizon: int
    required: frozenset[int] = frozenset()
    cost: list[list[int]] | None = None


@st.composite
def several_windows(draw: st.DrawFn) -> list[Window]:
    """Make up to three windows, which may overlap."""
    numbers = [sorted((draw(st.integers(0, 30)), draw(st.integers(0, 30)))) for _ in range(draw(st.integers(0, 3)))]
    return [Window(first, last, draw(st.integers(0, 9))) for first, last in numbers]


@st.composite
def small_problems(draw: st.DrawFn) -> Small:
    """Make problems of up to three stops, some of them out of reach and one perhaps required."""
    places = draw(st.integers(1, 4))
    numbers = st.lists(st.integers(0, 12), min_size=places, max_size=places)
    return Small(
        travel=draw(st.lists(numbers, min_size=places, max_size=places)),
        windows=[draw(several_windows()) for _ in range(places)],
        prize=draw(numbers),
        horizon=draw(st.integers(0, 40)),
        required=draw(st.sampled_from([frozenset(), frozenset({1}) if places > 1 else frozenset()])),
        cost=draw(st.none() | st.lists(numbers, min_size=places, max_size=places)),
    )


def ends(problem: Small, order: tuple[int, ...] | list[int]) -> set[int]:
    """Return when one can be back at the base, by every choice of windows."""
    states = {(0, 0)}
    for place in order:
        states = {
            (begins + window.service, place)
            for now, here in states
            for window in problem.windows[place]
            if (begins := max(now + problem.travel[here][place], window.earliest)) <= window.latest
        }
    return {now + (problem.travel[here][0] if order else 0) for now, here in states}


def feasible(problem: Small, order: tuple[int, ...] | list[int]) -> bool:
    return min(ends(problem, order), default=problem.horizon + 1) <= problem.horizon


def worth(problem: Small, order: tuple[int, ...] | list[int]) -> int:
    points = sum(problem.prize[place] for place in order)
    if problem.cost is None or not order:
        return points
    return points - sum(problem.cost[one][other] for one, other in pairwise([0, *order, 0]))


def chosen(problem: Small, *, seed: int = 1) -> list[int]:
    return choose_and_order(
        problem.travel,
        problem.windows,
        problem.prize,
        horizon=problem.horizon,
        required=problem.required,
        cost=problem.cost,
        seconds=2,
        seed=seed,
    )


@settings(max_examples=25, deadline=None)
@given(small_problems())
def test_no_order_is_worth_more(problem: Small) -> None:
    order = chosen(problem)
    stops = range(1, len(problem.windows))
    every = (one for count in range(len(stops) + 1) for one in permutations(stops, count))
    possible = [one for one in every if problem.required <= set(one) and feasible(problem, one)]
    if not possible:
        assert order == []
        return
    assert feasible(problem, order)
    assert problem.required <= set(order)
    assert len(set(order)) == len(order)
    assert worth(problem, order) == max(worth(problem, one) for one in possible)


def line(*, horizon: int, windows: dict[int, list[Window]], required: frozenset[int] = frozenset()) -> Small:
    """Two stops on a line, 10 and 20 east of the base, each worth 7."""
    travel = [[abs(one - other) * 10 for other in range(3)] for one in range(3)]
    return Small(travel, [[], windows.get(1, []), windows.get(2, [])], [0, 7, 7], horizon, required)


@pytest.mark.parametrize(("horizon", "order"), [(35, [1]), (34, []), (100, [1])])
def test_a_stop_takes_the_time_of_the_window_it_begins_in(horizon: int, order: list[int]) -> None:
    """Who begins at 10 needs 50 and who waits until 20 only 5."""
    assert chosen(line(horizon=horizon, windows={1: [Window(10, 10, 50), Window(20, 30, 5)]})) == order


def test_a_place_is_visited_once_however_many_windows_it_has() -> None:
    assert chosen(line(horizon=500, windows={1: [Window(first, first + 9, 1) for first in range(0, 300, 10)]})) == [1]


def test_a_place_without_a_window_is_not_visited() -> None:
    assert chosen(line(horizon=500, windows={2: [Window(0, 99, 1)]})) == [2]


def test_what_is_required_is_visited_in_place_of_what_is_worth_more() -> None:
    problem = line(horizon=20, windows={1: [Window(0, 99, 0)], 2: [Window(0, 99, 0)]})
    assert chosen(problem._replace(prize=[0, 1, 99])) == [1]
    assert chosen(problem._replace(prize=[0, 0, 99], horizon=40, required=frozenset({1, 2}))) in ([1, 2], [2, 1])


@pytest.mark.parametrize(("miles", "order"), [(3, [[1, 2], [2, 1]]), (4, [[2]]), (8, [[2]]), (9, [[]])])
def test_travel_may_cost_more_than_a_stop_is_worth(miles: int, order: list[list[int]]) -> None:
    """The first stop is worth 7 and the second 17; each is as far as the other, and no time is lost."""
    problem = line(horizon=500, windows={1: [Window(0, 99, 0)], 2: [Window(0, 99, 0)]})
    cost = [[0, miles, miles], [miles, 0, 2 * miles], [miles, 2 * miles, 0]]
    assert chosen(problem._replace(cost=cost, prize=[0, 7, 17])) in order


def test_no_order_is_made_up_where_what_is_required_cannot_be_kept() -> None:
    both = {1: [Window(0, 10, 5)], 2: [Window(0, 20, 5)]}
    assert chosen(line(horizon=500, windows=both, required=frozenset({1, 2}))) == []
    assert chosen(line(horizon=19, windows=both, required=frozenset({1}))) == []


def test_better_orders_are_told_and_the_search_can_be_stopped() -> None:
    told: list[list[int]] = []

    def enough(order: list[int]) -> bool:
        told.append(order)
        return len(told) < 3

    problem = line(horizon=500, windows={1: [Window(0, 99, 1)], 2: [Window(0, 99, 1)]})
    order = choose_and_order(*problem[:3], horizon=500, seconds=60, seed=1, better=enough)
    assert len(told) == 3
    assert order == told[-1]
    assert all(feasible(problem, one) for one in told)


def test_the_same_seed_gives_the_same_order() -> None:
    travel = [[abs(one - other) * 7 % 40 for other in range(12)] for one in range(12)]
    windows = [[Window(first, first, 6 + first % 4) for first in range(place, 300, 9)] for place in range(12)]
    prize = [place % 5 for place in range(12)]
    orders = [choose_and_order(travel, windows, prize, horizon=120, seconds=60, seed=3) for _ in range(2)]
    assert orders[0] == orders[1] != []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"travel": [[0, 1], [1, 0]]}, "travel: has shape"),
        ({"travel": [[0, 0.5, 1]] * 3}, "travel: times and prizes are integers"),
        ({"travel": [[0, -1, 1]] * 3}, "travel: must not be negative"),
        ({"cost": [[0, 1], [1, 0]]}, "cost: has shape"),
        ({"cost": [[0, -1, 1]] * 3}, "cost: must not be negative"),
        ({"cost": [[0, 0.5, 1]] * 3}, "cost: times and prizes are integers"),
        ({"prize": [0, 1]}, "prize: must have one number for each of the 3 places"),
        ({"prize": [0, -1, 1]}, "prize: must not be negative"),
        ({"windows": [[], [Window(0, 1, -1)], []]}, "windows: a service must not be negative"),
        ({"required": frozenset({3})}, "required: the places are numbered from 1 to 2"),
        ({"required": frozenset({0})}, "required: the places are numbered"),
    ],
)
def test_parts_that_do_not_fit_are_named(changed: dict[str, object], said: str) -> None:
    problem = line(horizon=50, windows={1: [Window(0, 9, 1)], 2: [Window(0, 9, 1)]})
    with pytest.raises(ItineraryError, match=said):
        chosen(problem._replace(**changed))  # type: ignore[arg-type] # that is the point
