"""An order only ever becomes better, keeps what is to be kept, and comes out the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.itinerary_improving import SHAKING, At, Score, Task, beginnings, greedy, improve, insertions


@dataclass(frozen=True)
class Times:
    """Times between places, and when each of them is open for how long a piece of work."""

    between: list[list[int]]
    work: list[int]
    opens: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The first and the last minute at which work at a place may begin."""

    def visited(self, here: At, place: int) -> At | None:
        """Work as soon as the place is open."""
        first, last = self.opens.get(place, (0, 10_000))
        away = self.between[here.spot][place]
        begins = max(first, here.now + away)
        return At(place, begins + self.work[place], here.travelled + away) if begins <= last else None

    def back(self, here: At) -> At:
        """Return to the base."""
        away = self.between[here.spot][0]
        return At(0, here.now + away, here.travelled + away)


def line(count: int, *, horizon: int, **facts: object) -> Task:
    """Places 10 apart on a line, the base in the middle; work takes 5 and is worth 7."""
    spots = [0, *(sign * 10 * (1 + place // 2) for place in range(count) for sign in [1 - 2 * (place % 2)])]
    opens = facts.pop("opens", {})
    times = Times([[abs(one - other) for other in spots] for one in spots], [5] * (count + 1), opens)  # type: ignore[arg-type]
    return Task(times, facts.pop("prize", [0] + [7] * count), horizon, **facts)  # type: ignore[arg-type]


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Task, list[int]]:
    """Make a task of some places and an order of it, possibly empty, that keeps within the limits."""
    places = draw(st.integers(1, 6))
    numbers = st.lists(st.integers(0, 20), min_size=places, max_size=places)
    opens = {
        place: tuple(sorted((draw(st.integers(0, 60)), draw(st.integers(0, 60)))))
        for place in draw(st.sets(st.integers(1, places)))
    }
    times = Times(draw(st.lists(numbers, min_size=places, max_size=places)), draw(numbers), opens)
    task = Task(times, draw(numbers), draw(st.integers(0, 120)))
    order = draw(st.lists(st.integers(1, places - 1), unique=True)) if places > 1 else []
    while task.score(order) is None:
        order.pop()
    kept = draw(st.sets(st.sampled_from(order))) if order else set()
    return Task(times, task.prize, task.horizon, frozenset(kept), [place for place in order if place in kept]), order


@settings(max_examples=150, deadline=None)
@given(tasks(), st.sampled_from([0, 1, 3 * SHAKING]))
def test_an_order_never_becomes_worse_and_stays_within_the_limits(made: tuple[Task, list[int]], effort: int) -> None:
    task, order = made
    improved = improve(task, order, effort=effort, seed=1)
    before, after = task.score(order), task.score(improved)
    assert before is not None
    assert after is not None, "within the horizon, all that is kept is there, in its order"
    assert after >= before
    assert len(set(improved)) == len(improved)
    assert improve(task, order, effort=effort, seed=1) == improved


prices = st.sampled_from([0.0, 0.25, 1.0, 8.0])


@settings(max_examples=150, deadline=None)
@given(tasks(), prices, st.sampled_from([0, 3 * SHAKING]))
def test_where_travel_has_a_price_no_insertion_nor_omission_is_left_that_gains(
    made: tuple[Task, list[int]], price: float, effort: int
) -> None:
    task, order = replace(made[0], price=price), made[1]
    improved = improve(task, order, effort=effort, seed=1)
    before, after = task.score(order), task.score(improved)
    assert before is not None
    assert after is not None
    assert after >= before
    others = [place for place, prize in enumerate(task.prize) if place and prize and place not in improved]
    assert all(
        task.scored(longer, travelled) <= after
        for place in others
        for travelled, longer in insertions(task, improved, place)
    )
    shorter = [task.score([one for one in improved if one != gone]) for gone in set(improved) - task.kept]
    assert all(score is None or score <= after for score in shorter if price)


@settings(max_examples=60, deadline=None)
@given(tasks(), prices)
def test_some_shaking_finds_the_best_order_of_a_small_task(made: tuple[Task, list[int]], price: float) -> None:
    task = replace(made[0], price=price, kept=frozenset(), in_order=())
    places = [place for place, prize in enumerate(task.prize) if place and prize]
    every = (order for count in range(len(places) + 1) for order in permutations(places, count))
    best = max(score for order in every if (score := task.score(order)))
    starts = beginnings(task, [])
    found = [task.score(improve(task, start, effort=30 * SHAKING, seed=1)) for start in starts]
    assert max(score for score in found if score).worth == pytest.approx(best.worth)


@settings(max_examples=100, deadline=None)
@given(tasks())
def test_no_single_insertion_is_left_that_gains(made: tuple[Task, list[int]]) -> None:
    task, order = made
    settled = improve(task, order, effort=0, seed=1)
    for place, prize in enumerate(task.prize):
        if place and prize and place not in settled:
            assert not list(insertions(task, settled, place))


@settings(max_examples=100, deadline=None)
@given(tasks())
def test_insertions_are_all_that_keep_within_the_limits_with_the_travel_in_all(made: tuple[Task, list[int]]) -> None:
    task, order = made
    bare = Task(task.journeys, task.prize, task.horizon)
    others = [place for place in range(1, len(task.prize)) if place not in order]
    for place in others:
        every = [[*order[:at], place, *order[at:]] for at in range(len(order) + 1)]
        possible = {tuple(one): score for one in every if (score := bare.score(one))}
        found = {tuple(one): travelled for travelled, one in insertions(bare, order, place)}
        assert found.keys() == possible.keys()
        assert all(score.less_travel == -found[one] for one, score in possible.items())


def test_a_stop_is_put_in_where_it_adds_least() -> None:
    assert improve(line(3, horizon=200), [1], effort=0, seed=1) in ([1, 3, 2], [2, 3, 1], [3, 1, 2], [2, 1, 3])


@pytest.mark.parametrize(("horizon", "visited"), [(24, set()), (25, {2}), (64, {2, 1}), (70, {1, 2})])
def test_what_is_worth_more_takes_the_place_of_what_is_worth_less(horizon: int, visited: set[int]) -> None:
    task = line(2, horizon=horizon, prize=[0, 1, 9])
    assert set(improve(task, [1] if horizon > 24 else [], effort=0, seed=1)) == visited


def test_what_is_kept_is_not_exchanged_and_keeps_its_order() -> None:
    task = line(4, horizon=75, prize=[0, 0, 9, 0, 9], kept=frozenset({1, 3}), in_order=[3, 1])
    improved = improve(task, [3, 1], effort=5 * SHAKING, seed=1)
    assert [place for place in improved if place in {1, 3}] == [3, 1]
    assert task.score([1, 3]) is None
    assert task.score([3]) is None


def test_what_is_worth_nothing_is_not_put_in() -> None:
    assert improve(line(2, horizon=500, prize=[9, 0, 0]), [], effort=3 * SHAKING, seed=1) == []


def test_of_equal_worth_the_shorter_way_is_taken() -> None:
    task = line(4, horizon=500)
    improved = improve(task, [1, 2, 3, 4], effort=0, seed=1)
    assert task.score(improved) == Score(28, -80)
    assert task.score([1, 2, 3, 4]) == Score(28, -120)


def test_work_that_cannot_begin_in_time_is_not_done() -> None:
    task = line(2, horizon=500, opens={1: (0, 9)})
    assert improve(task, [], effort=2 * SHAKING, seed=1) == [2]
    assert task.back([1]) is None
    assert task.back([2]) == At(0, 25, 20)
    assert list(task.reached([2, 1])) == [At(0, 0, 0), At(2, 15, 10)]


def test_a_horizon_is_kept_to_the_minute_also_by_nothing_at_all() -> None:
    assert line(1, horizon=25).back([1]) == At(0, 25, 20)
    assert line(1, horizon=24).back([1]) is None
    assert line(1, horizon=0).back([]) == At(0, 0, 0)


@pytest.mark.parametrize("looks", [1, 2, 3, 5])
def test_the_search_ends_when_nobody_wants_a_better_order(looks: int) -> None:
    told: list[list[int]] = []

    def enough(order: list[int]) -> bool:
        told.append(order)
        return len(told) < looks

    task = line(6, horizon=300)
    improved = improve(task, [1], effort=10**9, seed=1, go_on=enough)
    assert len(told) >= looks
    assert len(told) < looks + 8, "no further round begins"
    assert improved == told[-1] or task.score(improved) is not None
    scores = [task.score(order) for order in told]
    assert scores == sorted(scores, key=lambda score: score or Score(-1, 0)), "every order told is at least as good"


def test_shaking_up_finds_what_single_changes_do_not() -> None:
    """Two small stops in one place, each worth less than the large one, together worth more."""
    between = [[0, 10, 30, 30], [10, 0, 40, 40], [30, 40, 0, 1], [30, 40, 1, 0]]
    task = Task(Times(between, [0, 40, 5, 5]), [0, 10, 6, 6], 72)
    assert improve(task, [1], effort=0, seed=1) == [1]
    assert set(improve(task, [1], effort=20 * SHAKING, seed=1)) == {2, 3}


@settings(max_examples=100, deadline=None)
@given(tasks())
def test_an_order_made_at_once_keeps_within_the_limits_and_leaves_nothing_to_append(
    made: tuple[Task, list[int]],
) -> None:
    task, order = made
    kept = [place for place in order if place in task.kept]
    alone = Task(task.journeys, task.prize, task.horizon, task.kept, task.in_order)
    if alone.score(kept) is None:
        return
    found = greedy(task, kept)
    assert task.score(found) is not None
    for place, prize in enumerate(task.prize):
        if place and prize and place not in found:
            assert task.score([*found, place]) is None


def test_an_order_made_at_once_goes_where_the_time_is_worth_most() -> None:
    task = line(4, horizon=80, prize=[0, 30, 20, 31, 100])
    assert greedy(task, [])[0] == 4, "100 for 25, more than 30 for 15"
    assert greedy(line(2, horizon=500, prize=[0, 1, 1], kept=frozenset({2})), [2]) in ([1, 2], [2, 1])


def test_what_is_kept_is_visited_when_there_is_time_for_nothing_else_before_it() -> None:
    task = line(4, horizon=60, prize=[0, 5, 0, 5, 0], kept=frozenset({2}), in_order=[2])
    assert greedy(task, [2]) == [1, 2]


@pytest.mark.parametrize(("price", "visited"), [(0.0, {1, 2, 3, 4}), (0.34, {1, 2, 3, 4}), (0.36, set()), (5.0, set())])
def test_a_stop_that_costs_more_than_it_is_worth_is_not_made(price: float, visited: set[int]) -> None:
    """Each is worth 7 for 20 of travel, there and back."""
    task = line(4, horizon=500, price=price)
    assert set(improve(task, [], effort=0, seed=1)) == visited
    assert set(improve(task, [1, 2, 3, 4], effort=5 * SHAKING, seed=1)) == visited


def test_an_order_is_worth_its_stops_less_the_price_of_its_travel() -> None:
    task = line(2, horizon=500, price=0.5)
    assert task.score([1, 2]) == Score(14 - 0.5 * 40, -40)
    assert task.score([]) == Score(0, 0)


def test_what_is_kept_stays_whatever_its_travel_costs_and_what_lies_on_the_way_is_visited() -> None:
    task = line(4, horizon=500, price=9.0, kept=frozenset({3}), in_order=[3])
    assert set(improve(task, [3], effort=3 * SHAKING, seed=1)) == {1, 3}
    assert greedy(task, [3]) == [3]


def test_a_stop_gives_way_to_one_that_is_worth_less_and_lies_nearer() -> None:
    """There is time for one of them alone: 9 for a way of 40, or 8 for one of 20."""
    task = line(3, horizon=46, prize=[0, 0, 8, 9])
    assert improve(task, [3], effort=0, seed=1) == [3]
    assert improve(replace(task, price=0.1), [3], effort=0, seed=1) == [2]
    assert improve(replace(task, price=0.04), [3], effort=0, seed=1) == [3], "not for so little travel"


def test_nobody_sets_out_at_once_for_what_is_worth_less_than_the_way() -> None:
    assert greedy(line(1, horizon=500, price=0.69), []) == [1]
    assert greedy(line(1, horizon=500, price=0.7), []) == []


@settings(max_examples=100, deadline=None)
@given(tasks(), prices)
def test_of_the_orders_made_at_once_the_best_is_the_first(made: tuple[Task, list[int]], price: float) -> None:
    task, order = replace(made[0], price=price), made[1]
    kept = [place for place in order if place in task.kept]
    if task.score(kept) is None:
        return
    found = beginnings(task, kept)
    scores = [score for one in found if (score := task.score(one))]
    assert len(scores) == len(found) == len({tuple(one) for one in found})
    assert scores == sorted(scores, reverse=True)
    assert greedy(task, kept) in found


def test_an_order_may_be_made_from_another_first_stop() -> None:
    task = line(4, horizon=500)
    assert {greedy(task, [], first)[0] for first in (1, 2, 3, 4)} == {1, 2, 3, 4}
    assert greedy(line(2, horizon=25), [], 2) == [2]
    assert greedy(line(2, horizon=24), [], 2) == []
    assert beginnings(line(0, horizon=9), []) == [[]]
