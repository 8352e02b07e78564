"""Which port a port facility belongs to: by the code in its number, else by distance and name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from geodata.geodesy import distances_nm
from geodata.names import likeness
from geodata.reconcile import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.reconcile import Place

    Floats = NDArray[np.float64]

SAME_CODE_NM = 60.0
"""Within which a facility lies in the port whose code its number has."""

AT_THE_PORT_NM = 3.0
"""Within which a facility belongs to the nearest port."""

NEARBY_NM = 25.0
"""Within which it belongs to a port of the name that it gives; a port of another name is then doubtful."""

SAME_NAME = 90.0
"""Likeness from which the name that it gives is the port's."""


class Facility(Protocol):
    """What is known of a facility."""

    @property
    def port_code(self) -> str:
        """Return the five characters of its number that stand for its port."""

    @property
    def port_name(self) -> str:
        """Return the name of its port as written."""

    @property
    def territory(self) -> str | None:
        """Return the alpha-3 code of the declared territory."""

    @property
    def lon(self) -> float | None:
        """Return the longitude, degrees; None where no place is given."""

    @property
    def lat(self) -> float | None:
        """Return the latitude, degrees; None together with the longitude."""


@dataclass(frozen=True)
class Attachment:
    """The port of one facility."""

    facility: int
    """Where it stands among the facilities."""

    port: int | None
    """Where its port stands among the ports; None without one."""

    outcome: Outcome
    """How sure that is."""

    distance_nm: float | None = None
    """Nautical miles between the two; None where one has no place."""

    why: str = ""
    """What speaks for it, in one line."""


@dataclass(frozen=True)
class _Titled:
    name: str
    alternate_names: tuple[str, ...] = ()


def attach(facilities: Sequence[Facility], ports: Sequence[Place]) -> list[Attachment]:
    """Say of each facility which port it belongs to.

    Args:
        facilities: the facilities.
        ports: the ports that are known.

    Returns:
        One attachment per facility, in order.
    """
    by_code: dict[str, list[int]] = defaultdict(list)
    by_territory: dict[str | None, list[int]] = defaultdict(list)
    for at, port in enumerate(ports):
        by_territory[port.territory].append(at)
        if port.unlocode:
            by_code[port.unlocode].append(at)
    return [
        _by_code(at, facility, by_code[facility.port_code], ports)
        if facility.port_code in by_code
        else _by_distance(at, facility, by_territory[facility.territory], ports)
        for at, facility in enumerate(facilities)
    ]


def _by_code(at: int, facility: Facility, candidates: Sequence[int], ports: Sequence[Place]) -> Attachment:
    """Attach to the port of its code, the nearest of several; a facility far from it is doubtful."""
    away = _distances(facility, [ports[port] for port in candidates])
    best = int(np.argmin(np.nan_to_num(away, nan=np.inf)))
    distance = None if np.isnan(away[best]) else float(away[best])
    sure = distance is None or distance <= SAME_CODE_NM
    outcome = Outcome.CONFIDENT if sure else Outcome.DOUBTFUL
    return Attachment(at, candidates[best], outcome, distance, f"its number has the code {facility.port_code}")


def _by_distance(at: int, facility: Facility, candidates: Sequence[int], ports: Sequence[Place]) -> Attachment:
    away = _distances(facility, [ports[port] for port in candidates])
    near = [place for place in np.argsort(away).tolist() if away[place] <= NEARBY_NM]
    if not near:
        return Attachment(at, None, Outcome.NONE)
    titled = _Titled(facility.port_name)
    named = [place for place in near if likeness(titled, ports[candidates[place]]) >= SAME_NAME]
    best = (named or near)[0]
    sure = bool(named) or away[best] <= AT_THE_PORT_NM
    why = f"{'the port that it names' if named else 'the nearest port'}, {away[best]:.1f} nm away"
    return Attachment(at, candidates[best], Outcome.CONFIDENT if sure else Outcome.DOUBTFUL, float(away[best]), why)


def _distances(facility: Facility, ports: Sequence[Place]) -> Floats:
    """Return nautical miles to each port, not a number where one of the two has no place."""
    away = np.full(len(ports), np.nan)
    placed = [at for at, port in enumerate(ports) if port.lon is not None and facility.lon is not None]
    if placed and facility.lon is not None and facility.lat is not None:
        lons = np.array([ports[at].lon for at in placed], dtype=np.float64)
        lats = np.array([ports[at].lat for at in placed], dtype=np.float64)
        away[placed] = distances_nm(facility.lon, facility.lat, lons, lats)
    return away
