"""Measure Seamark, beside two other ways to draw the same map, and print figures, goals and ratios.

Figures are measured, not asserted: the exit code is 0 whether goals are met or missed. `bench/session.py` says what
script time is. Bytes are those that a browser receives; script time is taken without one.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from bench import briefing, entry_checking, hovering, importing, itinerary, locating, many
from bench.browsing import Traffic, chromium, traffic
from bench.report import Figure, amount, lines, ratio
from bench.serving import database_of, peer
from bench.session import Session
from dashboard.actions.coverage import coverage_rows
from dashboard.actions.records import read_records
from models.database import URL_VARIABLE, open_engine, reading
from scripts.bring_programs import find_chromium
from tests.browser.watching import AS_OF, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

    from dashboard.actions.records import Records

ADDRESS = f"as_of={AS_OF}"
TIMED = [date(2026, 1, 15) + timedelta(days=30 * step) for step in range(9)]
TYPED = [date(2025, 6, 30), date(2025, 9, 30), date(2026, 3, 31)]
"""Days that are changed to; none twice, so that no answer comes out of a cache."""

PEERS = {"inline_geojson": "GeoJSON inside the pydeck layer", "folium_map": "streamlit-folium"}
OURS = "Seamark, the whole page"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to draw the map."""

    name: str
    traffic: Traffic
    script: float
    """Seconds, the median."""


def main() -> None:
    """Measure and print."""
    browser_path = find_chromium()
    if browser_path is None:
        raise SystemExit("No browser: run `make programs`, or set SEAMARK_CHROMIUM")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with chromium(browser_path) as browser:
            ways = _ways(browser, folder)
            hover = hovering.measure(browser, folder)
        print(*_page_lines(ways[0], hover, _second_start(folder), _derivation(folder)), sep="\n")
        print(*entry_checking.report(entry_checking.measure(folder)), sep="\n")
        print(*many.report(many.measure(folder, as_of=date.fromisoformat(AS_OF))), sep="\n")
    print(*_peer_lines(ways), sep="\n")
    print(*_locating_lines(locating.measure()), sep="\n")
    print(*importing.report(), sep="\n")
    print(*itinerary.report(), sep="\n")
    print(*briefing.report(), sep="\n")


def _ways(browser: Browser, folder: Path) -> list[Way]:
    with serving(folder) as base:
        ways = [_way(browser, base, OURS)]
    for script, name in PEERS.items():
        with peer(script, folder) as base:
            ways.append(_way(browser, base, name))
    return ways


def _way(browser: Browser, base: str, name: str) -> Way:
    with Session(base) as session:
        session.load(ADDRESS)
        script = statistics.median(session.change_day(day).seconds for day in TIMED)
    return Way(name, traffic(browser, f"{base}/?{ADDRESS}", TYPED), script)


def _second_start(folder: Path) -> float:
    """Time a start on a prepared database, until a visitor has the whole first page."""
    began = time.perf_counter()
    with serving(folder, demo=False) as base, Session(base) as session:
        session.load()
        return time.perf_counter() - began


def _derivation(folder: Path) -> float:
    """Time the coverage of all partners on a day: the median."""
    engine = open_engine(make_url(database_of(folder)[URL_VARIABLE]))
    with reading(engine) as session:
        records = read_records(session=session)
    engine.dispose()
    return statistics.median(_derive(records, day) for day in TIMED)


def _derive(records: Records, day: date) -> float:
    began = time.perf_counter()
    coverage_rows(records, as_of=day, known_on=date.fromisoformat(AS_OF))
    return time.perf_counter() - began


def _page_lines(ours: Way, hover: float, start: float, derivation: float) -> Iterator[str]:
    seen = ours.traffic
    boundaries = [answer for answer in seen.fetched if "boundaries" in answer.path]
    compressed = max((int(answer.headers["content-length"]) for answer in boundaries), default=0)
    figures = [
        Figure("Websocket, first load", seen.first_load, "B", 150_000),
        Figure("Websocket, another as-of date", seen.change, "B", 40_000),
        Figure("  of which the map", seen.deck, "B"),
        Figure("Boundaries, compressed", compressed, "B", 400_000),
        Figure(f"  fetched, over a load and {len(TYPED)} changes", len(boundaries), "times", 1),
        Figure("Script, another as-of date", ours.script, "s", 0.5),
        Figure("Hover with all ports on, software WebGL", hover, "s", 0.1),
        Figure("Second start until the first page is whole", start, "s", 5),
        Figure("Coverage of all partners on one day", derivation, "s"),
    ]
    yield from lines("The Coverage page", ("", "measured", "goal", ""), [figure.row for figure in figures])


def _peer_lines(ways: Sequence[Way]) -> Iterator[str]:
    ours = ways[0]
    rows = [
        (
            way.name,
            amount(way.traffic.first_load, "B"),
            amount(way.traffic.change, "B"),
            ratio(way.traffic.change, ours.traffic.change),
            amount(way.script, "s"),
            ratio(way.script, ours.script),
        )
        for way in ways
    ]
    header = ("", "first load", "another date", "ratio", "script", "ratio")
    yield from lines("The same map drawn in other ways: date control and map only", header, rows)


def _locating_lines(both: locating.Locating) -> Iterator[str]:
    rows = [
        ("geodata.locate", amount(both.ours, "s"), amount(locating.GOAL, "s"), ""),
        ("geopandas.sjoin_nearest", amount(both.theirs, "s"), "", ratio(both.theirs, both.ours)),
    ]
    yield from lines(f"Territories of {locating.POINTS:,} points", ("", "measured", "goal", "ratio"), rows)
    near = (
        f"{both.differing_near_date_line:,} of the {both.near_date_line:,} within {locating.NEAR_DATE_LINE:g} degrees"
    )
    yield f"They differ on {both.differing:,} points, among them {near} of the date line."
    judged = both.judged
    yield (
        f"Of {judged.points:,} of these, measured along the ellipsoid to outlines cut fine, geodata.locate is right on "
        f"{judged.ours_right:,} and geopandas.sjoin_nearest on {judged.theirs_right:,}."
    )


if __name__ == "__main__":
    main()
