"""How long real files of ports take from file to records, beside `pandas.read_csv` and `to_sql` of the same file.

Part of `make bench`, and alone as `python -m bench.importing`, with the paths of a World Port Index and of a UN/LOCODE
list in `SEAMARK_WPI` and `SEAMARK_UNLOCODE`. The peer copies cells into a table. It finds no port again, checks no
coordinate, knows no source of a field, keeps no audit and cannot be undone: the ratio is the price of these.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bench.report import Figure, amount, lines, ratio
from dashboard.actions import initialise
from dashboard.actions.import_undo import past_imports, undo_import
from dashboard.actions.port_import import PortReading, commit_source, plan_source, read_source
from geodata.territories import load_boundaries
from models.database import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy.engine import Engine

    from dashboard.actions.source_plan import SourcePlan

Made = TypeVar("Made")

FILES = (("wpi", "SEAMARK_WPI", 5.0), ("unlocode", "SEAMARK_UNLOCODE", 30.0))
"""Importer, variable with the path, and the most seconds that reading, planning and writing should take."""

MEMORY_GOAL = 1e9
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One file, imported once, and its rows copied by the peer."""

    name: str
    goal: float
    read: float
    """Seconds, like the others."""
    planned: float
    written: float
    again: float
    """The dry run of the same file again."""
    peer: float
    plan: SourcePlan

    @property
    def whole(self) -> float:
        """Return the seconds from file to records."""
        return self.read + self.planned + self.written


def report() -> list[str]:
    """Measure, and say so line by line; without files, say how to name them."""
    unnamed = [variable for _, variable, _ in FILES if variable not in os.environ]
    if unnamed:
        return [f"Files of ports: not measured, since {' and '.join(unnamed)} name no file"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = open_engine(make_url(f"sqlite:///{folder / 'seamark.sqlite3'}"))
        initialise.prepare(engine)
        timed = [_timed(engine, source, Path(os.environ[variable]), goal, folder) for source, variable, goal in FILES]
        undone, _ = _seconds(lambda: [undo_import(engine, past.id, who="bench") for past in past_imports(engine)])
        engine.dispose()
    return list(_lines(timed, undone))


def _timed(engine: Engine, source: str, path: Path, goal: float, folder: Path) -> Timed:
    how, boundaries = PortReading(source, path.name), load_boundaries()
    read_seconds, read = _seconds(lambda: read_source(path, how, name=path.name))
    plan_seconds, plan = _seconds(lambda: plan_source(engine, read, how, name=path.name, boundaries=boundaries))
    write_seconds, _ = _seconds(lambda: commit_source(engine, plan, who="bench"))
    again, _ = _seconds(lambda: plan_source(engine, read, how, name=path.name, boundaries=boundaries))
    peer, _ = _seconds(lambda: _copy(path, folder / f"{source}.sqlite3"))
    return Timed(path.name, goal, read_seconds, plan_seconds, write_seconds, again, peer, plan)


def _copy(path: Path, target: Path) -> None:
    engine = create_engine(f"sqlite:///{target}")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, on_bad_lines="skip", encoding_errors="replace")
    frame.columns = pd.Index([f"{place}_{header}" for place, header in enumerate(frame.columns)])
    frame.to_sql("ports", engine, index=False)
    engine.dispose()


def _seconds(action: Callable[[], Made]) -> tuple[float, Made]:
    began = time.perf_counter()
    made = action()
    return time.perf_counter() - began, made


def _lines(timed: Sequence[Timed], undone: float) -> Iterator[str]:
    figures = [Figure(f"{one.name}, from file to records", one.whole, "s", one.goal) for one in timed]
    figures.append(Figure("Both taken back", undone, "s"))
    if peak := _peak():
        figures.append(Figure("Memory at most", peak, "B", MEMORY_GOAL))
    yield from lines("Files of ports", ("", "measured", "goal", ""), [figure.row for figure in figures])
    rows = [
        (
            one.name,
            *(amount(seconds, "s") for seconds in (one.read, one.planned, one.written, one.again, one.peer)),
            ratio(one.whole, one.peer),
        )
        for one in timed
    ]
    header = ("", "read", "planned", "written", "again", "pandas, to_sql", "ratio")
    yield from lines("Their parts, and the same cells copied into a table", header, rows)
    for one in timed:
        yield f"{one.name}: {', '.join(f'{count} {what}' for what, count in one.plan.counts.items())}"


def _peak() -> float:
    """Return the most bytes that this process ever had; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - Unix only

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most if sys.platform == "darwin" else most * 1024)


if __name__ == "__main__":
    print(*report(), sep="\n")
