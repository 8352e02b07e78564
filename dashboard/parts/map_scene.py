"""What the map shows, from records and coverage: plain values for `dashboard.maps`."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard import caching, clock
from dashboard.actions.coverage import in_force
from dashboard.maps.palette import LABELS
from dashboard.maps.scene import EngagementMark, Mark, Scene, TripPath
from dashboard.parts.advisory_words import notable
from dashboard.parts.screen import on_phone
from dashboard.parts.theme import theme
from geodata.geodesy import Point
from geodata.territories import from_frame, to_frame
from models.coverage import VISIT_INTERVAL_DAYS
from models.vocabulary import EngagementStatus
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.records import Records
    from dashboard.parts.coverage_filters import Filters
    from models.queries import Held
    from models.tables import Trip

MAP_HEIGHT_PX = 380
"""Map and key figures show together on a projector of 1280 by 720."""

NARROWEST_PX = 800
"""The width of the map on that projector, less room for labels."""

PHONE_HEIGHT_PX, PHONE_WIDTH_PX = 280, 330
"""Of the map on a phone: as wide as the narrowest leaves, and low, so that figures and map show together."""

PERIOD = timedelta(days=VISIT_INTERVAL_DAYS)
"""Engagements of this long before the as-of day are marked, unless another day is compared."""


def map_scene(records: Records, rows: Sequence[CoverageRow], kept: Sequence[CoverageRow], filters: Filters) -> Scene:
    """Gather everything that the map can show; which layers are on is for the caller to say."""
    codes = {row.territory.code for row in kept}
    ports = caching.published_ports(records)
    width, height = map_size()
    return Scene(
        marks=partner_marks(records, rows, codes),
        theme=theme(),
        layers=frozenset(),
        boundaries_url=caching.published_boundaries(records).url,
        ports_url=ports.url,
        port_sizes=ports.sizes,
        selected=filters.selected,
        engagements=_engagements(records, codes, filters),
        trips=_trips(records, codes, filters),
        width_px=width,
        height_px=height,
    )


def map_size() -> tuple[int, int]:
    """Return the width that the map is laid out for, and its height, in pixels."""
    return (PHONE_WIDTH_PX, PHONE_HEIGHT_PX) if on_phone() else (NARROWEST_PX, MAP_HEIGHT_PX)


def focus(kept: Iterable[CoverageRow], filters: Filters) -> tuple[tuple[float, float], ...]:
    """Return the points to fit the view to: the selected territory, else all that are shown."""
    shown = [row.territory for row in kept]
    chosen = [territory for territory in shown if territory.code == filters.selected] or shown
    return tuple(_place(territory.label_lon, territory.label_lat) for territory in chosen)


def partner_marks(records: Records, rows: Sequence[CoverageRow], kept: set[str]) -> tuple[Mark, ...]:
    """Mark every partner; those without a boundary are numbered past all that have one."""
    index = caching.boundaries(records).index
    without = [row.territory.code for row in rows if row.territory.code not in index]
    past = {code: len(index) + place for place, code in enumerate(without)}
    return tuple(
        _mark(row, {**index, **past}, kept=row.territory.code in kept, bounded=row.territory.code in index)
        for row in rows
    )


def _mark(row: CoverageRow, index: Mapping[str, int], *, kept: bool, bounded: bool) -> Mark:
    lon, lat = _place(row.territory.label_lon, row.territory.label_lat)
    return Mark(
        territory=row.territory.code,
        index=index[row.territory.code],
        name=row.territory.name,
        lon=lon,
        lat=lat,
        status=row.coverage.status if kept else None,
        tooltip=_hover(row),
        advisory=in_force(row),
        bounded=bounded,
    )


def _hover(row: CoverageRow) -> str:
    visit = row.coverage.visit
    status = LABELS[row.coverage.status]
    overdue = f" by {plural(row.coverage.days_overdue, 'day')}" if row.coverage.days_overdue else ""
    seen = f"Last visit {day(visit.last)}" if visit.last else "No visit on record"
    told = notable(row.advisory.answer)
    return "\n".join([f"{status}{overdue}", seen, *([f"Advisory: {told}"] if told else [])])


def _engagements(records: Records, codes: set[str], filters: Filters) -> tuple[EngagementMark, ...]:
    """Mark the engagements made in the period, where they took place, one mark for each kind and place."""
    first, last = _period(filters)
    made = Counter(
        (_where(records, engagement), engagement.kind, code)
        for code in codes
        for engagement in records.engaged_since(code, first + timedelta(days=1))
        if engagement.status is EngagementStatus.COMPLETED and engagement.ends_on <= last
    )
    return tuple(EngagementMark(*place, kind, code, count) for (place, kind, code), count in sorted(made.items()))


def _trips(records: Records, codes: set[str], filters: Filters) -> tuple[TripPath, ...]:
    """Draw the trips with a visit in the period, and unless the day is a past one those booked ahead."""
    first, last = _period(filters)
    today = clock.today(records.settings)
    drawn = []
    for number, visits in caching.visits_by_trip(records).items():
        shown = [visit for visit in visits if visit.territory in codes]
        booked = filters.with_bookings and filters.as_of >= today and any(_ahead(visit, today) for visit in shown)
        made = (visit.ends_on for visit in shown if visit.status is EngagementStatus.COMPLETED)
        if booked or any(first < day <= last for day in made):
            drawn.append(TripPath(_stops(records, records.trips[number], visits), booked))
    return tuple(drawn)


def _ahead(visit: Held, today: date) -> bool:
    return visit.status in {EngagementStatus.PLANNED, EngagementStatus.CONFIRMED} and visit.ends_on >= today


def _stops(records: Records, trip: Trip, visits: Iterable[Held]) -> tuple[Point, ...]:
    """Return the way of a trip: from its base to each visit in a territory, and back."""
    places = (_where(records, visit) for visit in visits if visit.in_territory)
    base = Point(trip.base_lon, trip.base_lat)
    return (base, *(Point(from_frame(lon), lat) for lon, lat in places), base)


def _period(filters: Filters) -> tuple[date, date]:
    other = filters.compared_with or filters.as_of - PERIOD
    return min(other, filters.as_of), max(other, filters.as_of)


def _where(records: Records, engagement: Held) -> tuple[float, float]:
    """Return the first port visited, else where the territory's glyph stands."""
    port = next((records.port(number) for number in engagement.ports), None)
    if port is not None:
        return to_frame(port.lon), port.lat
    territory = records.territories[engagement.territory]
    return _place(territory.label_lon, territory.label_lat)


def _place(lon: float | None, lat: float | None) -> tuple[float, float]:
    return to_frame(lon or 0.0), lat or 0.0
