"""Coverage of all partners as plain values: the one thing that page, table, export and command line all read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.geodesy import distances_nm
from models.advisories import AdvisoryState, Answer, advisory_state, cutoff
from models.coverage import Coverage, coverage_status, deciding_records
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dashboard.actions.records import Records
    from models.coverage import Engaged
    from models.tables import Port, Territory


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One partner on one day."""

    territory: Territory
    coverage: Coverage
    advisory: AdvisoryState
    ports: int

    def flat(self) -> dict[str, str | int | None]:
        """Write the row as the plain values that tables, files and the command line show; dates in ISO form."""
        visit = self.coverage.visit
        booking = self.coverage.next_visit
        return {
            "territory": self.territory.code,
            "name": self.territory.name,
            "subregion": self.territory.subregion.value if self.territory.subregion else None,
            "status": self.coverage.status.value,
            "last_visit": visit.last.isoformat() if visit.last else None,
            "due_on": visit.due_on.isoformat() if visit.due_on else None,
            "days_overdue": self.coverage.days_overdue,
            "next_booking": booking.isoformat() if booking else None,
            "advisory": self.advisory.answer.value,
            "ports": self.ports,
            "why": self.coverage.why,
        }


def coverage_rows(records: Records, *, as_of: date, known_on: date, with_bookings: bool = True) -> list[CoverageRow]:
    """Derive coverage and advisory state of every partner, by code."""
    return [
        CoverageRow(
            territory=territory,
            coverage=coverage_of(records, territory, as_of=as_of, known_on=known_on, with_bookings=with_bookings),
            advisory=advisory_state(records.facts, territory=territory.code, as_of=as_of),
            ports=len(records.ports.get(territory.code, ())),
        )
        for territory in records.partners
    ]


def coverage_of(
    records: Records,
    territory: Territory,
    *,
    as_of: date,
    known_on: date,
    with_bookings: bool = True,
    made: Iterable[Engaged] = (),
) -> Coverage:
    """Derive the coverage of one partner.

    Args:
        records: what is on record.
        territory: the partner.
        as_of: as in `models.coverage.coverage_status`, like the next two.
        known_on: as there.
        with_bookings: as there.
        made: visits that are supposed besides.
    """
    held = records.engagements.get(territory.code, ())
    kept = deciding_records(held, as_of=as_of, known_on=known_on, with_bookings=with_bookings)
    return coverage_status(
        [*kept, *made],
        records.access_periods.get(territory.code, ()),
        as_of=as_of,
        known_on=known_on,
        interval_days=territory.visit_interval_days,
        with_bookings=with_bookings,
        assessments=records.assessments.get(territory.code, ()),
    )


def ports_from_capital(records: Records, territory: Territory) -> list[tuple[Port, float | None]]:
    """List a territory's ports with their distance from its capital, nautical miles, the nearest first.

    Without a capital the distance is None and the order is by name.
    """
    ports = records.ports.get(territory.code, ())
    if not ports or territory.capital_lon is None or territory.capital_lat is None:
        return [(port, None) for port in ports]
    distances = distances_nm(
        territory.capital_lon, territory.capital_lat, [port.lon for port in ports], [port.lat for port in ports]
    ).tolist()
    return sorted(zip(ports, distances, strict=True), key=lambda pair: pair[1])


def advisory_note(records: Records) -> str:
    """Say up to which day the advisory facts are known."""
    known_to = cutoff(records.facts)
    return f"Advisory facts are known up to {day(known_to)}." if known_to else "No full advisory list is on record."


def in_force(row: CoverageRow) -> bool:
    """Tell whether an advisory is in force for the partner."""
    return row.advisory.answer is Answer.IN_FORCE
