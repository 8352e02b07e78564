"""What a trip proposal is worth and how long it takes, beside a greedy choice and PyVRP left alone with the problem.

Part of `make bench`, and alone as `python -m bench.itinerary`. The trip of four weeks from Yokota chooses among all
partners of the demonstration records. Each way is judged by the same points less the same price of travel, and by the
same days. The greedy one always goes on to the partner that is worth most for the time until its work is done. PyVRP
alone is given the windows of half-days and that price, and what it chooses beyond the true days is dropped again.

With a folder of Solomon's instances in `SEAMARK_OPTW` the published optima of three orienteering problems with time
windows are held against what `geodata.itinerary.select_and_order` reaches.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.demonstration import demonstration
from bench.report import Figure, amount, lines
from dashboard.actions.records import read_records
from dashboard.actions.trip_ground import journey_of
from dashboard.actions.trip_proposal import PRICED, candidates, propose, repaired
from dashboard.actions.trip_questions import total
from geodata.itinerary import select_and_order
from geodata.itinerary_improving import greedy
from geodata.itinerary_windows import choose_and_order
from geodata.schedule import schedule
from models.database import reading
from models.trips import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from dashboard.actions.records import Records

OPTIMA = {"c101": 320, "r101": 198, "rc101": 219}
"""Published, by instance."""

COLUMNS = 7
"""Of an instance."""

SECONDS = 10.0
"""The most that an instance may take."""

GOAL = 3.0
"""Seconds until a proposal for all partners."""

NM_PRICED = 1_000
"""The weights say what so many nautical miles cost."""

KNOWN_ON = date(2026, 11, 22)
PLAN = Plan("Four weeks", "Yokota Air Base", 139.35, 35.75, "Asia/Tokyo", date(2027, 1, 11), days=28)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to choose the stops of a trip."""

    name: str
    seconds: float
    worth: int
    """Points of the partners visited."""
    price: float
    """Points that the travel costs."""
    stops: int

    @property
    def gain(self) -> float:
        """What a proposal is to have the most of: the points less the price of travel."""
        return self.worth - self.price


@dataclass(frozen=True, slots=True)
class Proposing:
    """Ours and its peers."""

    first: float
    """Seconds until the first plan with a stop, in a process that has never proposed."""
    ways: list[Way]
    """Ours first."""


def report() -> Iterator[str]:
    """Measure, and write the figures as lines."""
    yield from _proposing_lines(measure())
    if "SEAMARK_OPTW" in os.environ:
        yield from _instance_lines(Path(os.environ["SEAMARK_OPTW"]))


def measure() -> Proposing:
    """Propose a trip in every way, with demonstration records of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder), as_of=KNOWN_ON) as engine,
        reading(engine) as session,
    ):
        records = read_records(session=session)
    told: list[tuple[float, Plan]] = []
    began = time.perf_counter()

    def better(plan: Plan) -> bool:
        told.append((time.perf_counter() - began, plan))
        return True

    propose(PLAN, records, known_on=KNOWN_ON, better=better)
    ways = {"Seamark": _ours, "Greedy, by worth for its time": _greedy, "PyVRP alone": _pyvrp}
    return Proposing(
        first=next(at for at, plan in told if plan.stops),
        ways=[_way(name, choose, records) for name, choose in ways.items()],
    )


def _way(name: str, choose: Callable[[Records], Plan], records: Records) -> Way:
    began = time.perf_counter()
    plan = choose(records)
    seconds = time.perf_counter() - began
    points = candidates(PLAN, records, known_on=KNOWN_ON).points
    nm = schedule(journey_of(plan, records)).distance_nm
    return Way(name, seconds, total(plan, points), nm * PLAN.weights.travel / NM_PRICED, len(plan.stops))


def _ours(records: Records) -> Plan:
    return propose(PLAN, records, known_on=KNOWN_ON)


def _greedy(records: Records) -> Plan:
    choice = candidates(PLAN, records, known_on=KNOWN_ON)
    return choice.planned(greedy(choice.task, []))


def _pyvrp(records: Records) -> Plan:
    choice = candidates(PLAN, records, known_on=KNOWN_ON)
    horizon = choice.task.horizon
    windows = [[], *(choice.days.windows(place, horizon) for place in range(1, len(choice.stops) + 1))]
    price = PLAN.weights.travel
    chosen = choose_and_order(
        choice.matrix,
        windows,
        [points * PRICED for points in choice.task.prize],
        cost=choice.days.far() * price,
        horizon=horizon,
        seconds=SECONDS,
        seed=1,
    )
    return choice.planned(repaired(choice, chosen))


def _proposing_lines(found: Proposing) -> Iterator[str]:
    ours, *peers = found.ways
    figures = [
        Figure("First plan, in a new process", found.first, "s", GOAL),
        Figure("Proposal", ours.seconds, "s"),
    ]
    yield from lines("A trip of four weeks, all partners", ("", "measured", "goal", ""), [one.row for one in figures])
    rows = [
        (
            way.name,
            amount(way.seconds, "s"),
            f"{way.stops}",
            f"{way.worth:,}",
            f"{way.gain:,.0f}",
            f"{way.gain / ours.gain:.1%}",
        )
        for way in (ours, *peers)
    ]
    yield from lines(
        "The same trip chosen in other ways", ("", "time", "stops", "worth", "less travel", "of ours"), rows
    )


def _instance_lines(folder: Path) -> Iterator[str]:
    rows, shares = [], []
    for name, optimum in OPTIMA.items():
        parts = solomon(folder / f"{name}.txt")
        began = time.perf_counter()
        order = select_and_order(*parts, horizon=int(parts[4][0]), seconds=SECONDS, seed=1)
        seconds = time.perf_counter() - began
        reached = int(parts[2][order].sum())
        shares.append(reached / optimum)
        rows.append((name, f"{reached}", f"{optimum}", f"{shares[-1]:.1%}", amount(seconds, "s")))
    rows.append(("mean", "", "", f"{np.mean(shares):.1%}", ""))
    yield from lines("Orienteering with time windows", ("", "reached", "optimum", "share", "time"), rows)


def solomon(path: Path) -> tuple[NDArray[np.int64], ...]:
    """Read an instance: travel is ten times the distance, rounded down, and times are ten times as printed.

    Returns:
        Travel, service, prize, earliest and latest; the latest time at the base is the horizon.
    """
    printed = [line.split() for line in path.read_text().splitlines()]
    rows = np.array([line for line in printed if len(line) == COLUMNS and line[0].isdigit()], dtype=float)
    away = np.sqrt(((rows[:, None, 1:3] - rows[None, :, 1:3]) ** 2).sum(axis=2))
    earliest, latest, service = ((10 * rows[:, column]).astype(np.int64) for column in (4, 5, 6))
    travel = np.floor(10 * away).astype(np.int64)
    return travel, service, rows[:, 3].astype(np.int64), earliest, latest


if __name__ == "__main__":
    print(*report(), sep="\n")
