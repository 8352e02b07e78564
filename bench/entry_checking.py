"""A file of 1,000 vessels checked for conditions of entry, beside looking each call up by itself in every port's names.

The peer is what most would write: for each call the likest of all names by rapidfuzz, nothing laid out first and
nothing remembered. It finds a port and no more: no code, no facility, no advisory. Its time is that of the names alone,
measured on a part of the calls and multiplied.
"""

from __future__ import annotations

import csv
import io
import random
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from sqlalchemy.engine import make_url

from bench.report import Figure, amount, lines, ratio
from bench.serving import database_of
from dashboard.actions.entry_ground import ground_of
from dashboard.actions.entry_vessels import check_file
from dashboard.actions.records import read_records
from geodata.names import folded
from models import queries
from models.database import URL_VARIABLE, open_engine, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dashboard.actions.entry_ground import Ground, Harbour

VESSELS, CALLS = 1_000, 5
GOAL = 5.0
"""Seconds."""

SEED = 20261122
PEER_CALLS = 200
SLIPS = 0.2
"""How many of the names have a letter wrong."""


@dataclass(frozen=True, slots=True)
class Checking:
    """Both ways over the same calls."""

    laying_out: float
    """Seconds to lay out ports, facilities and advisories, once for all files."""
    ours: float
    """Seconds for the whole file, from bytes to answers."""
    theirs: float
    """Seconds the peer would take for the names."""
    answered: int


def measure(folder: Path) -> Checking:
    """Check a generated file over the database in a folder, and the same calls the other way."""
    engine = open_engine(make_url(database_of(folder)[URL_VARIABLE]))
    with reading(engine) as session:
        records, facilities = read_records(session=session), queries.facilities(session=session)
    engine.dispose()
    began = time.perf_counter()
    ground = ground_of(records, facilities)
    laid_out = time.perf_counter()
    calls, data = _file(ground)
    before = time.perf_counter()
    found = check_file(data, name="bench.csv", ground=ground)
    ours = time.perf_counter() - before
    return Checking(laid_out - began, ours, _peer(calls, ground), len(found.answers))


def _file(ground: Ground) -> tuple[list[str], bytes]:
    """Write vessels whose calls are codes, names, and names with a slip, and return the calls as well."""
    dice = random.Random(SEED)  # noqa: S311 - repeatable figures, no secret
    harbours = list(ground.harbours.values())
    out, calls = io.StringIO(), []
    writer = csv.writer(out)
    writer.writerow(["Vessel", "Arrival", *(f"Call {number + 1}" for number in range(CALLS))])
    for number in range(VESSELS):
        row = [_written(dice, dice.choice(harbours), ground) for _ in range(CALLS)]
        writer.writerow([f"Vessel {number}", date(2026, 11, 22) - timedelta(days=dice.randrange(4_000)), *row])
        calls += row
    return calls, out.getvalue().encode()


def _written(dice: random.Random, harbour: Harbour, ground: Ground) -> str:
    if harbour.unlocode and dice.random() < SLIPS:
        return harbour.unlocode
    name = harbour.name
    if dice.random() < SLIPS:
        place = dice.randrange(len(name))
        name = name[:place] + name[place + 1 :]
    return f"{name}, {ground.names[harbour.territory]}"


def _peer(calls: Sequence[str], ground: Ground) -> float:
    names = [name for harbour in ground.harbours.values() for name in (harbour.name, *harbour.alternate_names)]
    began = time.perf_counter()
    for call in calls[:PEER_CALLS]:
        written = [folded(name) for name in names]
        process.extractOne(folded(call.split(",")[0]), written, scorer=fuzz.WRatio)
    return (time.perf_counter() - began) * len(calls) / PEER_CALLS


def report(both: Checking) -> Iterator[str]:
    """Lay the figures out."""
    figures = [
        Figure(f"A file of {both.answered:,} vessels, {CALLS} calls each", both.ours, "s", GOAL),
        Figure("Ports, facilities and advisories laid out once", both.laying_out, "s"),
    ]
    yield from lines("Conditions of entry", ("", "measured", "goal", ""), [figure.row for figure in figures])
    rows = [
        ("seamark entry-check", amount(both.ours, "s"), ""),
        ("the likest of all names, call by call", amount(both.theirs, "s"), ratio(both.theirs, both.ours)),
    ]
    yield from lines("The same calls looked up one by one", ("", "measured", "ratio"), rows)
