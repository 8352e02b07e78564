"""Which stops to make and in which order: the most worth within a horizon, and of equal worth the least travel.

The problem is the orienteering problem with time windows: every stop is optional, bears a prize, takes time, and may
only begin within its window. PyVRP solves it by iterated local search, as a route of one vehicle with optional clients.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyvrp import Model

from geodata.errors import ItineraryError
from geodata.itinerary_search import connect, integers, quickest, search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Problem:
    """Where one may go and what it is worth. Place 0 is the base; times are integers of one unit throughout."""

    travel: Ints
    """Time from each place to each other, shape (n, n)."""

    service: Ints
    """Time that a stop takes, shape (n,)."""

    prize: Ints
    """What a stop is worth, 0 or more, shape (n,)."""

    earliest: Ints
    """When a stop may begin at the earliest, shape (n,); who comes before that waits."""

    latest: Ints
    """When it may begin at the latest, shape (n,)."""

    horizon: int
    """When one must be back at the base, having left it at 0 or later."""

    def reachable(self) -> list[int]:
        """Return the places at which one can stop in time and still be back in time, if need be by way of others."""
        away = quickest(self.travel)
        begin = np.maximum(away[0], self.earliest)
        in_time = (begin <= self.latest) & (begin + self.service + away[:, 0] <= self.horizon)
        return [int(place) for place in np.flatnonzero(in_time) if place]


def select_and_order(  # noqa: PLR0913 - what the problem consists of
    travel: ArrayLike,
    service: ArrayLike,
    prize: ArrayLike,
    earliest: ArrayLike,
    latest: ArrayLike,
    *,
    horizon: int,
    seconds: float,
    seed: int,
    better: Callable[[list[int]], bool] | None = None,
) -> list[int]:
    """Choose stops and put them in order.

    Args:
        travel: integer time from each place to each other, shape (n, n); place 0 is the base, left at 0 or later.
        service: integer time that a stop takes, shape (n,), like the next three; what they say of place 0 is not read.
        prize: what a stop is worth, 0 or more.
        earliest: when a stop may begin at the earliest; one may wait for it.
        latest: when it may begin at the latest.
        horizon: when one must be back at the base.
        seconds: how long to search at most.
        seed: the same problem and seed give the same order, unless the seconds run out.
        better: is told every better order, and now and then the same again; what it answers says whether to go on.

    Returns:
        The places visited in their order, without the base; empty if no stop is within reach.

    Raises:
        ItineraryError: the sequences do not fit together, or a number is negative or no integer.

    Example:
        >>> select_and_order(
        ...     [[0, 3, 4], [3, 0, 2], [4, 2, 0]], [0, 1, 1], [0, 5, 5], [0, 0, 0], [9, 9, 9],
        ...     horizon=8, seconds=1, seed=1,
        ... )
        [1]
    """
    problem = Problem(
        travel=integers("travel", travel),
        service=integers("service", service),
        prize=integers("prize", prize),
        earliest=integers("earliest", earliest),
        latest=integers("latest", latest),
        horizon=horizon,
    )
    _check(problem)
    places = problem.reachable()
    if not places:
        return []
    return search(_model(problem, places), places, seconds=seconds, seed=seed, better=better)


def _check(problem: Problem) -> None:
    places = len(problem.service)
    if problem.travel.shape != (places, places):
        raise ItineraryError(f"travel: has shape {problem.travel.shape}, must be ({places}, {places}) like the others")
    for name in ("prize", "earliest", "latest"):
        if getattr(problem, name).shape != (places,):
            raise ItineraryError(f"{name}: must have one number for each of the {places} places")
    for name in ("travel", "service", "prize"):
        if (getattr(problem, name) < 0).any():
            raise ItineraryError(f"{name}: must not be negative")


def _model(problem: Problem, places: Sequence[int]) -> Model:
    """Build PyVRP's model: a unit of prize outweighs all travel, which only decides between equals."""
    model = Model()
    all_places = [0, *places]
    spots = [model.add_location(0, 0) for _ in all_places]
    base = model.add_depot(spots[0])
    model.add_vehicle_type(start_depot=base, end_depot=base, tw_late=problem.horizon)
    for spot, place in zip(spots[1:], places, strict=True):
        model.add_client(
            spot,
            service_duration=int(problem.service[place]),
            tw_early=max(0, int(problem.earliest[place])),
            tw_late=min(int(problem.latest[place]), problem.horizon),
            prize=int(problem.prize[place]) * (problem.horizon + 1),
            required=False,
        )
    connect(model, spots, problem.travel[np.ix_(all_places, all_places)])
    return model
