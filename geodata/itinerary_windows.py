"""Which stops to make and in which order, where the time that a stop takes depends on when it begins.

Work that begins on a Thursday spans the weekend, and none begins on a holiday: each place has windows of its own, and
each window its service. PyVRP is given one optional client for each window, and a group of which it may serve one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pyvrp import Model

from geodata.errors import ItineraryError
from geodata.itinerary_search import PATIENCE, connect, integers, quickest, search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import ArrayLike, NDArray

    Ints = NDArray[np.int64]


class Window(NamedTuple):
    """When a stop may begin, and the time it then takes."""

    earliest: int
    """When it may begin at the earliest; who comes before that waits."""
    latest: int
    """When it may begin at the latest."""
    service: int
    """Time from its beginning until one leaves."""


@dataclass(frozen=True)
class Problem:
    """Where one may go and what it is worth. Place 0 is the base; times are integers of one unit throughout."""

    travel: Ints
    """Time from each place to each other, shape (n, n)."""
    windows: Sequence[Sequence[Window]]
    """Of every place; what it says of place 0 is not read."""
    cost: Ints | None
    """What it costs to travel from each place to each other, shape (n, n); None where travel costs nothing."""
    prize: Ints
    """What a stop is worth, 0 or more, shape (n,)."""
    horizon: int
    """When one must be back at the base, having left it at 0 or later."""
    required: frozenset[int]
    """Places that no order leaves out."""

    def reachable(self) -> dict[int, list[Window]]:
        """Return the windows of each place that can be kept with the way back in time, as far as can be told."""
        away = quickest(self.travel)
        return {
            place: kept
            for place, windows in enumerate(self.windows)
            if place and (kept := _kept(windows, int(away[0, place]), self.horizon - int(away[place, 0])))
        }


def choose_and_order(  # noqa: PLR0913 - what the problem consists of
    travel: ArrayLike,
    windows: Sequence[Sequence[Window]],
    prize: ArrayLike,
    *,
    horizon: int,
    seconds: float,
    seed: int,
    required: Collection[int] = (),
    cost: ArrayLike | None = None,
    better: Callable[[list[int]], bool] | None = None,
    effort: int | None = None,
) -> list[int]:
    """Choose stops and put them in order, each in one of its windows.

    Args:
        travel: integer time from each place to each other, shape (n, n); place 0 is the base, left at 0 or later.
        windows: those of each place, which may overlap; what they say of place 0 is not read.
        prize: what a stop is worth, 0 or more, shape (n,).
        horizon: when one must be back at the base.
        seconds: how long to search at most.
        seed: the same problem and seed give the same order, unless the seconds run out.
        required: places that are visited in any case.
        cost: what it costs to travel from each place to each other, shape (n, n), in the unit of the prizes; the
            prizes less the costs are to be most. Without it travel only decides between orders of equal worth.
        better: is told every better order, and now and then the same again; what it answers says whether to go on.
        effort: how much is tried without a better order before the search ends; an iteration takes one for each window.

    Returns:
        The places visited in their order, without the base; empty if no order was found that keeps within the limits
        and visits what is required.

    Raises:
        ItineraryError: the sequences do not fit together, or a number is negative or no integer.

    Example:
        >>> windows = [[], [Window(0, 9, 1), Window(0, 3, 0)], [Window(8, 9, 1)]]
        >>> travel = [[0, 3, 4], [3, 0, 2], [4, 2, 0]]
        >>> choose_and_order(travel, windows, [0, 5, 5], horizon=13, seconds=1, seed=1)
        [1, 2]
    """
    problem = Problem(
        travel=integers("travel", travel),
        cost=None if cost is None else integers("cost", cost),
        windows=windows,
        prize=integers("prize", prize),
        horizon=horizon,
        required=frozenset(required),
    )
    _check(problem)
    reachable = problem.reachable()
    if not reachable or not problem.required <= reachable.keys():
        return []
    model, places = _model(problem, reachable)
    patience = PATIENCE if effort is None else effort // len(places)
    return search(model, places, seconds=seconds, seed=seed, better=better, patience=patience)


def _kept(windows: Sequence[Window], arrives: int, leaves: int) -> list[Window]:
    return [
        Window(earliest, latest, one.service)
        for one in windows
        if (earliest := max(arrives, one.earliest)) <= (latest := min(one.latest, leaves - one.service))
    ]


def _check(problem: Problem) -> None:
    places = len(problem.windows)
    if problem.travel.shape != (places, places):
        raise ItineraryError(f"travel: has shape {problem.travel.shape}, must be ({places}, {places}) like the windows")
    if problem.prize.shape != (places,):
        raise ItineraryError(f"prize: must have one number for each of the {places} places")
    if (problem.travel < 0).any():
        raise ItineraryError("travel: must not be negative")
    if (problem.prize < 0).any():
        raise ItineraryError("prize: must not be negative")
    if any(window.service < 0 for one in problem.windows for window in one):
        raise ItineraryError("windows: a service must not be negative")
    if not problem.required <= set(range(1, places)):
        raise ItineraryError(f"required: the places are numbered from 1 to {places - 1}")
    if problem.cost is not None:
        _check_cost(problem.cost, places)


def _check_cost(cost: Ints, places: int) -> None:
    if cost.shape != (places, places):
        raise ItineraryError(f"cost: has shape {cost.shape}, must be ({places}, {places}) like the travel")
    if (cost < 0).any():
        raise ItineraryError("cost: must not be negative")


def _model(problem: Problem, reachable: dict[int, list[Window]]) -> tuple[Model, list[int]]:
    """Build PyVRP's model, and tell the place of every client.

    Where travel costs nothing a unit of prize outweighs all of it.
    """
    cost, scale = (problem.travel, problem.horizon + 1) if problem.cost is None else (problem.cost, 1)
    model = Model()
    all_places = [0, *reachable]
    spots = [model.add_location(0, 0) for _ in all_places]
    base = model.add_depot(spots[0])
    model.add_vehicle_type(start_depot=base, end_depot=base, tw_late=problem.horizon)
    for spot, (place, windows) in zip(spots[1:], reachable.items(), strict=True):
        group = model.add_client_group(required=place in problem.required)
        for window in windows:
            model.add_client(
                spot,
                service_duration=window.service,
                tw_early=window.earliest,
                tw_late=window.latest,
                prize=int(problem.prize[place]) * scale,
                required=False,
                group=group,
            )
    among = np.ix_(all_places, all_places)
    connect(model, spots, problem.travel[among], cost[among])
    return model, [place for place, windows in reachable.items() for _ in windows]
