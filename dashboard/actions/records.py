"""What most pages read, held in memory once for each data version and refreshed by what changed since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeVar

from models import queries
from models.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from models.queries import Held
    from models.tables import AccessPeriod, AdvisoryFact, Assessment, Officer, Port, Territory, TerritorySet, Trip

Placed = TypeVar("Placed", "Held", "AccessPeriod", "Assessment", "Port")

ENGAGEMENT, PORT = "engagement", "port"
MANY = 1_000
"""From so many changed engagements on, all are read anew."""


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that coverage is derived from. Treat it as read-only: it is shared."""

    version: int
    settings: Settings
    territories: Mapping[str, Territory]
    """All territories by code, partners or not."""
    engagements: Mapping[str, Sequence[Held]]
    """By territory, the latest first."""
    access_periods: Mapping[str, Sequence[AccessPeriod]]
    """By territory, like the assessments; none that was withdrawn."""
    assessments: Mapping[str, Sequence[Assessment]]
    follow_ups: Mapping[str, Sequence[date]]
    """Days on which follow-ups still to be done fall due, by territory, the earliest first."""
    facts: Sequence[AdvisoryFact]
    ports: Mapping[str, Sequence[Port]]
    """By declared territory, those in use."""
    ports_by_id: Mapping[int, Port]
    """All of them, also those that were withdrawn: visits speak of them."""
    ports_version: int
    """The data version of the last change to a port."""
    sets: Sequence[TerritorySet]
    """Named sets of territories."""
    officers: Sequence[Officer]
    """By name."""
    trips: Mapping[int, Trip]
    """By id."""
    has_demo: bool

    @property
    def partners(self) -> list[Territory]:
        """The partners, by code."""
        return [territory for territory in self.territories.values() if territory.partner]

    def engaged_since(self, territory: str, first: date) -> Iterator[Held]:
        """Return the engagements of a territory that last to a day or beyond, the latest first."""
        return takewhile(lambda one: one.ends_on >= first, self.engagements.get(territory, ()))

    def port(self, number: int | None) -> Port | None:
        """Return a port by its id; None has none."""
        return None if number is None else self.ports_by_id.get(number)

    def officer(self) -> Officer | None:
        """Return who the local user is, if that was said."""
        return next((officer for officer in self.officers if officer.id == self.settings.officer_id), None)


def read_records(*, session: Session, previous: Records | None = None) -> Records:
    """Read the records; where an earlier reading is given, only what changed since is read again."""
    version = queries.data_version(session=session)
    changed = None if previous is None else queries.changed_since(previous.version, session=session)
    parts: dict[str, Any] = {"version": version, "has_demo": queries.has_demo(session=session)}
    for name, (table, read) in _PARTS.items():
        if previous is not None and changed is not None and table not in changed:
            parts[name] = getattr(previous, name)
        else:
            parts[name] = read(session)
    parts |= _ports(session, previous, version, None if changed is None else changed.get(PORT, set()))
    known = previous.engagements if previous else None
    parts["engagements"] = _engagements(session, known, None if changed is None else changed.get(ENGAGEMENT, set()))
    return Records(**parts)


_PARTS = {
    "settings": ("setting", read_settings),
    "territories": ("territory", lambda session: {t.code: t for t in queries.territories(session=session)}),
    "access_periods": ("access_period", lambda session: by_territory(queries.access_periods(session=session))),
    "assessments": ("assessment", lambda session: by_territory(queries.assessments(session=session))),
    "follow_ups": ("follow_up", lambda session: queries.follow_up_days(session=session)),
    "facts": ("advisory_fact", lambda session: queries.advisory_facts(session=session)),
    "sets": ("territory_set", lambda session: queries.territory_sets(session=session)),
    "officers": ("officer", lambda session: queries.officers(session=session)),
    "trips": ("trip", lambda session: {trip.id: trip for trip in queries.trips(session=session)}),
}
"""Each part of the records: the table it comes from, and how it is read."""


def _ports(session: Session, previous: Records | None, version: int, changed: set[int] | None) -> dict[str, Any]:
    """Read the ports, group those in use by territory, and say since when they are as they are."""
    if previous is None or changed is None:
        read = {port.id or 0: port for port in queries.ports(session=session, withdrawn=True)}
    elif changed:
        read = {**previous.ports_by_id, **queries.ports_by_id(changed, session=session)}
    else:
        return {name: getattr(previous, name) for name in ("ports_by_id", "ports", "ports_version")}
    listed = sorted(read.values(), key=lambda port: (port.territory, port.name, port.id))
    in_use = by_territory(port for port in listed if not port.withdrawn)
    return {"ports_by_id": {port.id or 0: port for port in listed}, "ports": in_use, "ports_version": version}


def _engagements(
    session: Session, known: Mapping[str, Sequence[Held]] | None, changed: set[int] | None
) -> Mapping[str, Sequence[Held]]:
    if known is None or changed is None or len(changed) > MANY:
        return by_territory(queries.held_engagements(session=session))
    if not changed:
        return known
    fresh = by_territory(queries.held_engagements(session=session, ids=changed))
    touched = fresh.keys() | {code for code, held in known.items() if any(one.id in changed for one in held)}
    renewed = {
        code: sorted(
            [*(one for one in known.get(code, ()) if one.id not in changed), *fresh.get(code, ())],
            key=lambda one: (-one.ends_on.toordinal(), one.id),
        )
        for code in touched
    }
    return {code: held for code, held in {**known, **renewed}.items() if held}


def by_territory(rows: Iterable[Placed]) -> dict[str, list[Placed]]:
    """Group rows by their territory; the order within one stays."""
    grouped: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        grouped[row.territory].append(row)
    return dict(grouped)
