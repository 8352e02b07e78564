"""What has to be done before a trip leaves, and by which day: country clearance, visas, funding."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.actions.records import Records
    from dashboard.actions.trip_plan import Scheduled
    from geodata.journey import ScheduledStop
    from models.tables import ChecklistItem, Territory

ASSUMED_DAYS = 45
"""Days before arrival where the staff has not yet said how long something takes with a territory."""


def checklist(scheduled: Scheduled, records: Records) -> list[ChecklistItem]:
    """List what a trip needs, the most urgent first.

    The lead times are those the staff keeps with each territory; where one is blank, `ASSUMED_DAYS` are taken and the
    item says so.
    """
    stops = [(records.territories[stop.halt.territory], stop) for stop in scheduled.schedule.stops]
    items = [item for territory, stop in stops for item in _of_stop(territory, stop)]
    if stops:
        items.append(_funding(stops))
    return sorted(items, key=lambda one: (one["due_on"], one["territory"] or "", one["what"]))


def renewed(held: Iterable[ChecklistItem], standard: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    """Bring a checklist up to date: what was done stays done, days follow the plan, what somebody added stays.

    Args:
        held: the checklist as it is stored.
        standard: what `checklist` says now.
    """
    known = {_key(item): item for item in held}
    fresh = {_key(item): item for item in standard}
    kept: list[ChecklistItem] = [
        {**item, "done_on": known[key]["done_on"] if key in known else None} for key, item in fresh.items()
    ]
    kept += [item for key, item in known.items() if key not in fresh and (item["done_on"] or not _is_standard(item))]
    return sorted(kept, key=lambda one: (one["due_on"], one["territory"] or "", one["what"]))


CLEARANCE = "Ask for country clearance"
VISA = "Apply for visas"
VISA_UNKNOWN = "Find out whether visas are needed"
FUNDING = "Ask for funding"
_STANDARD = (CLEARANCE, VISA, VISA_UNKNOWN, FUNDING)


def _key(item: ChecklistItem) -> tuple[str | None, str]:
    """Tell an item by what it is about, whatever it says of its lead time."""
    return item["territory"], next((what for what in _STANDARD if item["what"].startswith(what)), item["what"])


def _is_standard(item: ChecklistItem) -> bool:
    return item["what"].startswith(_STANDARD)


def _of_stop(territory: Territory, stop: ScheduledStop) -> list[ChecklistItem]:
    visa = VISA_UNKNOWN if territory.visa_days is None else VISA
    items = [_item(CLEARANCE, territory.clearance_days, stop, territory.code)]
    if territory.visa_days != 0:
        items.append(_item(visa, territory.visa_days, stop, territory.code))
    return items


def _funding(stops: Sequence[tuple[Territory, ScheduledStop]]) -> ChecklistItem:
    """Ask once for the whole trip, as early as the first of its stops demands."""
    items = [_item(FUNDING, territory.funding_days, stop, None) for territory, stop in stops]
    return min(items, key=lambda one: one["due_on"])


def _item(what: str, days: int | None, stop: ScheduledStop, territory: str | None) -> ChecklistItem:
    assumed = "" if days is not None else f" (lead time not on record, {ASSUMED_DAYS} days assumed)"
    due: date = stop.arrives.date() - timedelta(days=ASSUMED_DAYS if days is None else days)
    return {"what": what + assumed, "territory": territory, "due_on": due.isoformat(), "done_on": None}
