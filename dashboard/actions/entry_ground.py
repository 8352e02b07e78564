"""What calls are resolved against and judged by: ports, facilities and advisories, laid out once for many checks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.call_resolving import Gazetteer
from models.entry_conditions import Advisories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.actions.records import Records
    from models.tables import Port, PortFacility


@dataclass(frozen=True, slots=True)
class Harbour:
    """A port in use, as far as a check reads it."""

    id: int
    name: str
    alternate_names: tuple[str, ...]
    unlocode: str | None
    territory: str
    lon: float
    """Degrees, -180 to 180."""
    lat: float


@dataclass(frozen=True, slots=True)
class Berth:
    """A port facility of the register."""

    name: str
    imo_number: str | None
    port: Harbour | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that a check rests on, besides what is asked."""

    gazetteer: Gazetteer
    advisories: Advisories
    harbours: Mapping[int, Harbour]
    """By id."""
    berths: Mapping[int, Sequence[Berth]]
    """By the id of their port."""
    names: Mapping[str, str]
    """Of territories, by code."""

    def named(self, harbour: Harbour) -> str:
        """Name a port with its territory and its code."""
        code = f" ({harbour.unlocode})" if harbour.unlocode else ""
        return f"{harbour.name}, {self.names.get(harbour.territory, harbour.territory)}{code}"

    def berth(self, number: str) -> Berth | None:
        """Return the facility of the register that bears an IMO number."""
        found = self.gazetteer.facility(number)
        return found if isinstance(found, Berth) else None


def ground_of(records: Records, facilities: Iterable[PortFacility]) -> Ground:
    """Lay out ports, facilities and advisories."""
    harbours = {port.id or 0: _harbour(port) for ports in records.ports.values() for port in ports}
    berths: defaultdict[int, list[Berth]] = defaultdict(list)
    every = []
    for facility in facilities:
        harbour = harbours.get(facility.port_id or 0)
        berth = Berth(facility.name, facility.imo_number, harbour)
        every.append(berth)
        if harbour is not None:
            berths[harbour.id].append(berth)
    return Ground(
        gazetteer=Gazetteer(harbours.values(), every),
        advisories=Advisories(records.facts),
        harbours=harbours,
        berths=dict(berths),
        names={code: territory.name for code, territory in records.territories.items()},
    )


def _harbour(port: Port) -> Harbour:
    return Harbour(
        id=port.id or 0,
        name=port.name,
        alternate_names=tuple(port.alternate_names),
        unlocode=port.unlocode,
        territory=port.territory,
        lon=port.lon,
        lat=port.lat,
    )
