"""Which airports lie near a place, which of them serves it, and airports by what somebody types.

The table of airports knows neither how large one is nor who flies there. An IATA code stands for airline service; a
name that says `International`, or a city that is the place, for the one that travellers from abroad use. Of several
such ones the name and the distance decide, which is a rule of thumb and no fact.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from geodata.geodesy import Point, distances_nm
from geodata.importers.airports import Airport, read
from models.searching import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

REACH_NM = 100.0
"""Further away than this no airport serves a place: one goes there by ship."""

CHOICE_NM = 40.0
"""So far around a place, travellers from abroad use the greater airport and not the nearest strip."""

HERE_NM = 3.0
"""An airport so near to a point is the one that is meant by it."""

FOUND = 10
"""So many airports answer a text at most."""

LIKE = 0.75
"""From which likeness on, 0 to 1, a word counts as misspelt."""

INTERNATIONAL = "international"

MOST_GREAT = 2
"""Of an international airport of the very city."""


@dataclass(frozen=True, slots=True)
class NearAirport:
    """An airport with airline service and how far away it is."""

    airport: Airport
    nm: float


@dataclass(frozen=True, slots=True)
class _Served:
    """Airports with airline service, and where they lie."""

    airports: Sequence[Airport]
    lons: NDArray[np.float64]
    lats: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Named:
    """An airport with airline service, with its names as they are compared."""

    airport: Airport
    city: str
    name: str
    text: str
    """Both, each word after a space."""
    words: frozenset[str]
    """City and name in full, and each of their words."""

    @classmethod
    def of(cls, one: Airport) -> _Named:
        city, name = fold(one.city), fold(one.name)
        return cls(one, city, name, f" {city} {name}", frozenset({city, name, *city.split(), *name.split()} - {""}))


def point_of(one: Airport) -> Point:
    """Tell where an airport lies."""
    return Point(lon=one.lon, lat=one.lat)


def label(one: Airport) -> str:
    """Write an airport with its IATA code, where it has one: `NAN Nadi International Airport`."""
    return f"{one.iata} {one.name}" if one.iata else one.name


def airport(code: str) -> Airport | None:
    """Return the airport of an ICAO indicator or an IATA code, in capitals or not."""
    return _by_code().get(code.strip().upper())


def nearest(point: Point, *, territory: str | None = None, most: int = 1) -> list[NearAirport]:
    """List the nearest airports that have an IATA code, of one territory or of all; the nearest first."""
    served = _served().get(territory or "")
    if served is None:
        return []
    distances = distances_nm(point.lon, point.lat, served.lons, served.lats)
    return [NearAirport(served.airports[at], float(distances[at])) for at in distances.argsort(kind="stable")[:most]]


@lru_cache(maxsize=8_192)
def serving(point: Point, territory: str, name: str = "") -> Airport | None:
    """Return the airport that serves a place; None where its territory has none within reach.

    Args:
        point: where the place lies.
        territory: alpha-3 code; only airports of that territory serve it. Blank for any.
        name: what the place is called: an airport of that city goes before others around.
    """
    near = [one for one in nearest(point, territory=territory, most=FOUND) if one.nm <= REACH_NM]
    around = [one for one in near if one.nm <= CHOICE_NM]
    best = min(around or near[:1], key=lambda one: _last_choice(one, fold(name)), default=None)
    return best.airport if best else None


@lru_cache(maxsize=1_024)
def here(point: Point) -> Airport | None:
    """Return the airport with airline service that lies at a point; None where there is none."""
    near = nearest(point)
    return near[0].airport if near and near[0].nm <= HERE_NM else None


@lru_cache(maxsize=1_024)
def field_at(point: Point) -> Airport | None:
    """Return the nearest airport that lies at a point, with airline service or without; None where there is none."""
    distances = distances_nm(point.lon, point.lat, *_places(read()))
    at = int(distances.argmin())
    return read()[at] if distances[at] <= HERE_NM else None


@lru_cache(maxsize=1_024)
def overseas(point: Point) -> Airport:
    """Return the airport from which one goes to a place by ship: the nearest one that is international, anywhere."""
    served = _served()[INTERNATIONAL]
    distances = distances_nm(point.lon, point.lat, served.lons, served.lats)
    return served.airports[int(distances.argmin())]


def found(text: str) -> list[Airport]:
    """Find airports with airline service by code, name or city, the best answer first; forgiving of spelling.

    A code also finds an airport without airline service.
    """
    wanted = fold(text)
    exact = airport(text) if wanted else None
    answers = _answers(wanted) if wanted else []
    return [*([exact] if exact else []), *(one for one in answers if one != exact)][:FOUND]


def _last_choice(near: NearAirport, place: str) -> tuple[int, bool, float]:
    """Rank an airport near a place, the first choice lowest.

    Of several international ones of the city that is the place, the one called by it goes first, then the one furthest
    out: a city that has outgrown its airport builds the next one outside.
    """
    greatness = _greatness(near.airport, place)
    if greatness < MOST_GREAT:
        return -greatness, False, near.nm
    return -greatness, place not in fold(near.airport.name), -near.nm


def _greatness(one: Airport, place: str) -> int:
    """Count what speaks for an airport: it is called international, and its city is the place."""
    city = fold(one.city)
    its_city = bool(city and place) and (city in place or place in city)
    return int(INTERNATIONAL in fold(one.name).split()) + int(its_city)


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, Airport]:
    by_iata = {one.iata: one for one in read() if one.iata}
    return by_iata | {one.icao: one for one in read()}


@lru_cache(maxsize=1)
def _served() -> Mapping[str, _Served]:
    """Group the airports with airline service: by territory, all under a blank code, and the international ones."""
    groups: dict[str, list[Airport]] = defaultdict(list)
    for one in read():
        if one.iata:
            international = [INTERNATIONAL] if INTERNATIONAL in fold(one.name).split() else []
            for group in ("", one.territory, *international):
                groups[group].append(one)
    return {group: _Served(ones, *_places(ones)) for group, ones in groups.items()}


def _places(ones: Sequence[Airport]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.array([one.lon for one in ones]), np.array([one.lat for one in ones])


def _answers(wanted: str) -> list[Airport]:
    """Return the airports with the wanted city or name; else those that have all its words; else those like it."""
    scored = [(score, one) for one in _named() if (score := _score(wanted, one))]
    if not scored:
        likely = _likely(wanted)
        scored = [
            (max(map(likely.__getitem__, one.words & likely.keys())), one)
            for one in _named()
            if not one.words.isdisjoint(likely)
        ]
    scored.sort(key=lambda pair: (-pair[0], INTERNATIONAL not in pair[1].words, pair[1].name))
    return [one.airport for _, one in scored]


def _score(wanted: str, one: _Named) -> float:
    if wanted in {one.city, one.name}:
        return 3
    if one.city.startswith(wanted) or one.name.startswith(wanted):
        return 2
    return float(all(f" {word}" in one.text for word in wanted.split()))


@lru_cache(maxsize=1)
def _named() -> Sequence[_Named]:
    return [_Named.of(one) for one in _served()[""].airports]


@lru_cache(maxsize=256)
def _likely(wanted: str) -> Mapping[str, float]:
    """Return the words and names that are written like a text, with their likeness."""
    known = sorted({word for one in _named() for word in one.words})
    answers = process.extract(wanted, known, scorer=OSA.normalized_similarity, score_cutoff=LIKE, limit=FOUND)
    return {word: likeness for word, likeness, _ in answers}
