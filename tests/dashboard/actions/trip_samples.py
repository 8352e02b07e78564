"""A trip with its days, made by hand: three stops, each of one day of work."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dashboard.actions.trip_plan import Scheduled
from geodata.geodesy import Point
from geodata.journey import Halt, Journey, Place, Schedule, ScheduledStop, Session
from models.calendars import HostCalendar
from models.trips import Plan, PlannedStop
from models.vocabulary import AgendaPart, DayPart

LEAVES = date(2027, 1, 10)
TOKYO = ZoneInfo("Asia/Tokyo")
BASE = Place("Yokota Air Base, Japan", Point(139.35, 35.75), "Asia/Tokyo")
PLAN = Plan("Islands", BASE.name, BASE.point.lon, BASE.point.lat, BASE.zone, LEAVES)
NAMES = {"FJI": "Fiji", "TON": "Tonga", "WSM": "Samoa", "MDV": "Maldives", "KIR": "Kiribati"}


def planned(*codes: str) -> Plan:
    """Plan stops that meet the government for a day."""
    plan = PLAN
    for code in codes:
        plan = plan.with_stop(PlannedStop(code, government=2, embassy=0))
    return plan


def with_days(plan: Plan, *, begins: date = date(2027, 1, 12), days_each: int = 1) -> Scheduled:
    """Give each stop some days of work, one stop after another without a day between, and come back the day after."""
    stops = []
    for place, chosen in enumerate(plan.stops):
        first = begins + timedelta(days=place * days_each)
        stops.append(_stop(chosen, first, first + timedelta(days=days_each - 1)))
    leaves = datetime.combine(plan.leaves_on, time(8), TOKYO)
    back = datetime.combine(begins + timedelta(days=len(stops) * days_each), time(20), TOKYO)
    journey = Journey(BASE, leaves, [stop.halt for stop in stops], plan.pace)
    return Scheduled(plan, journey, Schedule(stops, [], leaves, back), [])


def _stop(chosen: PlannedStop, first: date, last: date) -> ScheduledStop:
    name = NAMES[chosen.territory]
    seat = Place(name, Point(178, -18), "Pacific/Fiji")
    halt = Halt(chosen.territory, name, HostCalendar(name), seat, government=chosen.government)
    zone = ZoneInfo("Pacific/Fiji")
    sessions = [
        Session(AgendaPart.GOVERNMENT, first + timedelta(days=day), DayPart.MORNING)
        for day in range((last - first).days + 1)
        if chosen.half_days
    ]
    arrives = datetime.combine(first - timedelta(days=1), time(18), zone)
    return ScheduledStop(halt, arrives, datetime.combine(last, time(18), zone), sessions, [])
