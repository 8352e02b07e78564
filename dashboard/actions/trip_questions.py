"""Questions about a trip: one more stop, what a stop costs, why a partner was left out, and two plans side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.actions.trip_effect import effect
from dashboard.actions.trip_ground import halt_of, journey_of
from dashboard.actions.trip_plan import scheduled
from dashboard.actions.trip_proposal import Candidates, candidates
from dashboard.actions.trip_worth import last_day, total, worth_of, worths
from geodata.geodesy import Point, distance_nm
from geodata.itinerary_days import Days, miles_of
from geodata.itinerary_improving import Task, insertions
from geodata.schedule import schedule
from models.wording import plural, with_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from geodata.journey import Schedule
    from models.tables import Port
    from models.trips import Plan, PlannedStop
    from models.worth import Worth

FURTHER_PORTS = 2
"""So many ports are looked at as a further one of a stop: the nearest to where it leads already."""

FAR_AHEAD = timedelta(days=366)
"""No trip takes longer."""


@dataclass(frozen=True, slots=True)
class Addition:
    """One more partner, or a further port of a partner that the trip visits already."""

    territory: str
    """Code."""
    name: str
    """Of the partner; of a further port with that of the partner after it."""
    at: int
    """Which stop it is, or becomes, from 0."""
    extra_nm: float
    extra_days: int
    points: int
    """What it is worth more."""
    plan: Plan
    """With it."""


@dataclass(frozen=True, slots=True)
class StopCost:
    """What a trip would save without a stop, and what the stop is worth."""

    nm: float
    days: int
    points: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a plan comes to."""

    nm: float
    days: int
    cleared: Sequence[str]
    """Codes of the partners that are due without the trip and current with it."""
    coverage_share: float
    """Share of the partners that are within their interval on the day after."""
    worth: int
    """Points of the partners visited."""


@dataclass(frozen=True, slots=True)
class _Longer:
    """A plan with one more."""

    plan: Plan
    at: int
    name: str
    points: int


def one_more(plan: Plan, records: Records, *, known_on: date) -> Sequence[Addition]:
    """List what may be added to a trip within its limits, each where it adds least travel; the least of all first.

    A partner that is visited already may get a further port; of several the one that adds least is listed.
    """
    choice = candidates(plan, records, known_on=known_on, keep_all=True)
    task = choice.task if limited(plan) else _unlimited(choice)
    if task.back(choice.planned_order) is None:
        return []
    now = choice.made(choice.planned_order)
    found = [*_partners(choice, task, records), *_further_ports(choice, task, records, known_on=known_on)]
    additions = [_addition(one, now, schedule(journey_of(one.plan, records))) for one in found]
    return sorted(additions, key=lambda one: (one.extra_nm, one.extra_days, one.name))


def why_no_more(plan: Plan, records: Records, *, known_on: date) -> str:
    """Say why nothing may be added to a trip."""
    choice = candidates(plan, records, known_on=known_on, keep_all=True)
    if len(choice.stops) == len(plan.stops):
        return "Every partner is on the trip, left out, or cannot be visited."
    task = choice.task if limited(plan) else _unlimited(choice)
    if task.back(choice.planned_order) is None:
        return "The trip as it stands does not keep its days, so nothing can be added to it."
    return "Nothing more fits into the days of this trip. Why left out? says what each partner would take."


def _partners(choice: Candidates, task: Task, records: Records) -> Iterator[_Longer]:
    order = choice.planned_order
    for place, stop in enumerate(choice.stops[len(order) :], start=len(order) + 1):
        _, best = min(insertions(task, order, place), default=(0, None))
        if best:
            name = records.territories[stop.territory].name
            yield _Longer(choice.planned(best), best.index(place), name, task.prize[place])


def _further_ports(choice: Candidates, task: Task, records: Records, *, known_on: date) -> Iterator[_Longer]:
    """Give each stop that visits ports, or none yet, a further one: the one that adds least travel."""
    plan = choice.plan
    longer = [(at, one) for at, stop in enumerate(plan.stops) for one in _with_a_port(stop, records)]
    halts = [*choice.journey.halts[: len(plan.stops)], *(halt_of(stop, records) for _, stop in longer)]
    days = Days(replace(choice.journey, halts=halts), miles_of)
    longer_task = replace(task, journeys=days, kept=frozenset(), in_order=())
    best: dict[str, tuple[int, int]] = {}
    for number, (at, stop) in enumerate(longer):
        order = choice.planned_order
        order[at] = len(order) + 1 + number
        back = longer_task.back(order)
        if back is not None:
            best[stop.territory] = min(best.get(stop.territory, (back.travelled, number)), (back.travelled, number))
    for _, number in best.values():
        at, stop = longer[number]
        yield _with_port(plan, at, stop, records, known_on=known_on)


def _with_port(plan: Plan, at: int, stop: PlannedStop, records: Records, *, known_on: date) -> _Longer:
    before = plan.stops[at]
    (number,) = set(stop.ports) - set(before.ports)
    port = records.ports_by_id[number]
    points = [worth_of(one, plan, records, known_on=known_on).points for one in (before, stop)]
    name = f"{port.name}, {records.territories[stop.territory].name}"
    return _Longer(plan.changed(at, ports=stop.ports), at, name, points[1] - points[0])


def _with_a_port(stop: PlannedStop, records: Records) -> Iterator[PlannedStop]:
    """Add one of the nearest further ports to a stop, wherever it may stand among the others."""
    if not stop.port:
        return
    halt = halt_of(stop, records)
    here = [halt.seat.point, *(call.place.point for call in halt.ports)]
    others = [port for port in records.ports.get(stop.territory, ()) if port.id not in stop.ports]
    for port in sorted(others, key=lambda one: (_away(one, here), one.id))[:FURTHER_PORTS]:
        for at in range(len(stop.ports) + 1):
            yield replace(stop, ports=(*stop.ports[:at], port.id or 0, *stop.ports[at:]))


def _away(port: Port, points: Sequence[Point]) -> float:
    return min(distance_nm(Point(lon=port.lon, lat=port.lat), point) for point in points)


def _addition(one: _Longer, now: Schedule, then: Schedule) -> Addition:
    return Addition(
        territory=one.plan.stops[one.at].territory,
        name=one.name,
        at=one.at,
        extra_nm=then.distance_nm - now.distance_nm,
        extra_days=then.days - now.days,
        points=one.points,
        plan=one.plan,
    )


def cost_of(plan: Plan, at: int, records: Records, *, known_on: date) -> StopCost:
    """Say what a stop costs: how much shorter the trip is without it."""
    without = plan.without_stop(at)
    points = worths(plan, records, known_on=known_on)
    now, then = (schedule(journey_of(one, records)) for one in (plan, without))
    return StopCost(
        now.distance_nm - then.distance_nm, now.days - then.days, total(plan, points) - total(without, points)
    )


def compared(plans: Sequence[Plan], records: Records, *, known_on: date) -> Sequence[Comparison]:
    """Say of each plan what it comes to."""
    return [_compared(plan, records, known_on=known_on) for plan in plans]


def _compared(plan: Plan, records: Records, *, known_on: date) -> Comparison:
    made = scheduled(plan, records)
    found = effect(made, records, known_on=known_on)
    return Comparison(
        nm=made.schedule.distance_nm,
        days=made.schedule.days,
        cleared=found.cleared,
        coverage_share=found.share_after,
        worth=total(plan, worths(plan, records, known_on=known_on)),
    )


def why_left_out(plan: Plan, territory: str, records: Records, *, known_on: date) -> str:
    """Say in one or two sentences why a trip does not visit a partner, and what it would take."""
    name = with_article(records.territories[territory].name)
    points = worths(plan, records, known_on=known_on)
    reason = _barred(plan, territory, name, points)
    if reason is None:
        choice = candidates(plan, records, known_on=known_on, keep_all=True)
        place = next(at for at, stop in enumerate(choice.stops, start=1) if stop.territory == territory)
        reason = _in_days(choice, place, name, records)
    return reason[0].upper() + reason[1:]


def _barred(plan: Plan, territory: str, name: str, points: Mapping[str, Worth]) -> str | None:
    """Say why a partner is not visited whatever the days."""
    if territory in plan.territories():
        return f"This trip visits {name}."
    if territory in plan.excluded:
        return f"This trip excludes {name}."
    if territory not in points:
        return f"A visit to {name} counts for nothing: only partners are covered."
    if points[territory].points:
        return None
    if reasons := points[territory].reasons:
        return f"{name} cannot be visited: {reasons[0].words[0].lower()}{reasons[0].words[1:]}."
    return f"By the weights of this trip a visit to {name} is worth nothing."


def _in_days(choice: Candidates, place: int, name: str, records: Records) -> str:
    """Say how many days a partner needs, and what it would replace."""
    task, order = _unlimited(choice), choice.planned_order
    if task.back(order) is None:
        return "The trip as it stands does not keep its fixed days, so nothing can be said of a further stop."
    longer = min(
        (one for _, one in insertions(task, order, place)), key=lambda one: choice.made(one).back, default=None
    )
    if longer is None:
        return f"{name} cannot be met on any day that the trip leaves free."
    now, then = choice.made(order), choice.made(longer)
    worth = f"It is worth {plural(task.prize[place], 'point')} for {plural(max(1, then.days - now.days), 'day')}"
    over = (then.back.date() - last_day(choice.plan)).days if limited(choice.plan) else 0
    if over <= 0:
        return f"A stop in {name} would fit. {worth} more."
    needs = f"A stop in {name} does not fit: it would need {plural(over, 'day')} more"
    return f"{needs}. {worth}{_replacing(choice, place, records)}."


def _replacing(choice: Candidates, place: int, records: Records) -> str:
    """Say which stop would have to go for a partner: the one that is worth least."""
    prize, order = choice.task.prize, choice.planned_order
    free = replace(choice.task, kept=frozenset(), in_order=())
    loose = [one for one in order if not choice.stops[one - 1].kept]
    going = [one for one in loose if any(insertions(free, [each for each in order if each != one], place))]
    if not going:
        return ", and no single stop that may go makes room for it"
    gone = min(going, key=lambda one: (prize[one], one))
    compared_to = (
        "less than" if prize[place] < prize[gone] else "as much as" if prize[place] == prize[gone] else "more than"
    )
    other = with_article(records.territories[choice.stops[gone - 1].territory].name)
    return f", {compared_to} {other} ({plural(prize[gone], 'point')}), which it would replace"


def limited(plan: Plan) -> bool:
    """Tell whether a trip has to be back by some day."""
    return plan.days is not None or plan.back_by is not None


def _unlimited(choice: Candidates) -> Task:
    return replace(choice.task, horizon=choice.days.until(choice.plan.leaves_on + FAR_AHEAD))
