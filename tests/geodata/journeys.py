"""Places, hosts and journeys for the tests of schedules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from geodata.airports import label, point_of, serving
from geodata.geodesy import Point
from geodata.journey import Halt, Journey, Place, PortCall
from geodata.zones import zone_at
from models.calendars import HostCalendar
from models.trips import Pace


@dataclass(frozen=True)
class Period:
    """An access period."""

    starts_on: date
    ends_on: date | None
    reason: str = "Runway closed."


def place(name: str, lon: float, lat: float, territory: str) -> Place:
    """Make a place with its zone and airport."""
    point = Point(lon=lon, lat=lat)
    one = serving(point, territory, name)
    if one is None:
        return Place(name, point, zone_at(point))
    return Place(name, point, zone_at(point), one.icao, label(one), point_of(one))


TOKYO = place("Tokyo", 139.69, 35.69, "JPN")
APIA = place("Apia", -171.77, -13.83, "WSM")
PAPEETE = place("Papeete", -149.57, -17.53, "PYF")
TAIOHAE = place("Taiohae", -140.1, -8.91, "PYF")
HONOLULU = place("Honolulu", -157.86, 21.31, "USA")
TARAWA = place("South Tarawa", 173.02, 1.33, "KIR")
KIRITIMATI = place("London", -157.47, 1.98, "KIR")
MALE = place("Malé", 73.51, 4.18, "MDV")
BANDAR = place("Bandar Seri Begawan", 114.94, 4.89, "BRN")
MUARA = place("Muara Harbor", 115.07, 5.02, "BRN")
FAKAOFO = place("Fakaofo", -171.22, -9.37, "TKL")
AUCKLAND = place("Auckland", 174.76, -36.85, "NZL")
SUVA = place("Suva", 178.44, -18.14, "FJI")
LABASA = place("Labasa", 179.39, -16.43, "FJI")
LAUTOKA = place("Lautoka", 177.44, -17.61, "FJI")
JAKARTA = place("Jakarta", 106.83, -6.18, "IDN")
BALI = place("Benoa", 115.21, -8.75, "IDN")
JAYAPURA = place("Jayapura", 140.72, -2.53, "IDN")
POHNPEI = place("Kolonia", 158.2, 6.97, "FSM")
CHUUK = place("Weno", 151.85, 7.45, "FSM")
PERTH = place("Fremantle", 115.74, -32.05, "AUS")
SYDNEY = place("Sydney", 151.21, -33.86, "AUS")
MOSCOW = place("Moscow", 37.62, 55.75, "RUS")
VLADIVOSTOK = place("Vladivostok", 131.89, 43.12, "RUS")
MAJURO = place("Majuro", 171.38, 7.1, "MHL")

PLACES = {
    "WSM": (APIA, "Samoa", "WS", "67"),
    "PYF": (PAPEETE, "French Polynesia", "PF", "67"),
    "KIR": (TARAWA, "Kiribati", "KI", "67"),
    "MDV": (MALE, "Maldives", "MV", "56"),
    "BRN": (BANDAR, "Brunei", "BN", "57"),
    "TKL": (FAKAOFO, "Tokelau", "TK", "67"),
    "FJI": (SUVA, "Fiji", "FJ", "67"),
    "IDN": (JAKARTA, "Indonesia", "ID", "67"),
    "FSM": (POHNPEI, "Micronesia", "FM", "67"),
    "AUS": (SYDNEY, "Australia", "AU", "67"),
    "RUS": (MOSCOW, "Russia", "RU", "67"),
    "NZL": (AUCKLAND, "New Zealand", "NZ", "67"),
    "USA": (HONOLULU, "United States", "US", "67"),
    "MHL": (MAJURO, "Marshall Islands", "MH", "67"),
}
"""By territory: the seat, the name, alpha-2 and the weekend."""

PORTS = {
    "PYF": (TAIOHAE,),
    "KIR": (KIRITIMATI,),
    "BRN": (MUARA,),
    "FJI": (SUVA, LABASA, LAUTOKA),
    "IDN": (BALI, JAYAPURA),
    "FSM": (CHUUK,),
    "AUS": (PERTH,),
    "RUS": (VLADIVOSTOK,),
}
"""Ports by territory."""


def halt(  # noqa: PLR0913 - what a stop consists of
    code: str,
    *,
    ports: int = 0,
    government: int = 2,
    port: int = 1,
    embassy: int = 1,
    fixed_on: date | None = None,
    periods: tuple[Period, ...] = (),
) -> Halt:
    """Make a stop with so many ports of its territory."""
    seat, name, alpha2, weekend = PLACES[code]
    calls = [PortCall(number, one) for number, one in enumerate(PORTS.get(code, ())[:ports], start=1)]
    calendar = HostCalendar(name, alpha2, weekend, periods)
    return Halt(code, name, calendar, seat, calls, government, port, embassy, fixed_on)


def journey(*halts: Halt, leaves: str | datetime | date, base: Place = TOKYO, pace: Pace | None = None) -> Journey:
    """Make a journey that leaves at a time of the base, `2027-02-01 08:00`, or on a day at 08:00."""
    if isinstance(leaves, str):
        leaves = datetime.fromisoformat(leaves)
    at = leaves if isinstance(leaves, datetime) else datetime.combine(leaves, time(8))
    return Journey(base, at.replace(tzinfo=ZoneInfo(base.zone)), halts, pace or Pace())
