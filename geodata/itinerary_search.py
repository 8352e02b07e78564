"""PyVRP's iterated local search as the itineraries use it: repeatable for a seed, watched, and stopped on demand."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
from pyvrp import IteratedLocalSearchCallbacks, IteratedLocalSearchParams, SolveParams
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement

from geodata.errors import ItineraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray
    from pyvrp import CostEvaluator, Location, Model, Solution

    Ints = NDArray[np.int64]

PATIENCE = 12_000
"""Iterations without a better order after which the search ends. It ends there, not by the clock, wherever the time
suffices, so that the same problem and seed give the same order."""

LOOK = 200
"""Iterations between two looks at whether somebody wants the search to stop."""


def search(
    model: Model,
    places: Sequence[int],
    *,
    seconds: float,
    seed: int,
    better: Callable[[list[int]], bool] | None = None,
    patience: int = PATIENCE,
) -> list[int]:
    """Look for the best order.

    Args:
        model: the problem, of one vehicle.
        places: that of each client.
        seconds: how long to search at most.
        seed: the same model and seed give the same order, unless the seconds run out.
        better: is told every better order, and now and then the same again; what it answers says whether to go on.
        patience: iterations without a better order after which the search ends.

    Returns:
        The places of the best order found; empty if none keeps within the limits.
    """
    watch = _Watch(places, better)
    params = SolveParams(ils=IteratedLocalSearchParams(callbacks=watch))
    stop = MultipleCriteria([MaxRuntime(seconds), NoImprovement(patience)])
    with warnings.catch_warnings():
        # Of a problem with next to nothing in reach PyVRP says that it is hard; its answer is right all the same.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        try:
            best = model.solve(stop, seed=seed, collect_stats=False, display=False, params=params).best
        except _StopSearch:
            return watch.order
    return _order(best, places) if best.is_feasible() else []


def integers(name: str, values: ArrayLike) -> Ints:
    """Read numbers that must be integers.

    Raises:
        ItineraryError: they are not.
    """
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "iu":
        raise ItineraryError(f"{name}: times and prizes are integers; round them to one unit first")
    return array.astype(np.int64)


def quickest(travel: Ints) -> Ints:
    """Return the time from each place to each other, if need be by way of others."""
    found = travel.copy()
    for via in range(len(found)):
        np.minimum(found, found[:, [via]] + found[[via], :], out=found)
    return found


def connect(model: Model, spots: Sequence[Location], travel: Ints, cost: Ints | None = None) -> None:
    """Tell a model the time between its places and its cost, shape (n, n), in their order; the cost may be the time."""
    costs = travel if cost is None else cost
    for row, start in enumerate(spots):
        for column, end in enumerate(spots):
            if row != column:
                model.add_edge(start, end, distance=int(costs[row, column]), duration=int(travel[row, column]))


def _order(solution: Solution, places: Sequence[int]) -> list[int]:
    routes = solution.routes()
    return [places[stop.idx] for stop in routes[0].schedule() if stop.is_client()] if routes else []


class _StopSearch(Exception):  # noqa: N818 - no error: how a callback ends the search
    """Somebody wants no better order."""


class _Watch(IteratedLocalSearchCallbacks):
    """Tells better orders, and ends the search when nobody wants any."""

    def __init__(self, places: Sequence[int], better: Callable[[list[int]], bool] | None) -> None:
        self.order: list[int] = []
        self._places = places
        self._better = better
        self._iterations = 0

    def on_best(self, best: Solution) -> None:
        """Tell a better order."""
        if self._better and best.is_feasible():
            self.order = _order(best, self._places)
            self._tell()

    def on_iteration(
        self,
        current: Solution,  # noqa: ARG002 - PyVRP's signature, as the next three
        candidate: Solution,  # noqa: ARG002
        best: Solution,  # noqa: ARG002
        cost_evaluator: CostEvaluator,  # noqa: ARG002
    ) -> None:
        """Ask now and then whether to go on."""
        self._iterations += 1
        if self._iterations % LOOK == 0:
            self._tell()

    def _tell(self) -> None:
        if self._better and not self._better(list(self.order)):
            raise _StopSearch
