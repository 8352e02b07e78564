"""The pages over very many engagements, beside reading them all into a frame and filtering that.

Script time is that of one rerun in this process, drawn by Streamlit's own test harness: the script and the building of
its messages. Each run asks something that was not asked before, so that no answer comes out of a cache. Reading the
records when the server starts is not in it.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import streamlit as st
from sqlalchemy.engine import make_url
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from bench.report import Figure, amount, lines, ratio
from bench.serving import database_of
from dashboard import clock
from dashboard.actions import initialise
from models import queries
from models.changes import writing
from models.database import URL_VARIABLE, open_engine, reading
from models.demo import REPORT, SOURCE, SPECIFIC
from models.tables import Engagement, EngagementCreate
from models.vocabulary import EngagementKind, EngagementStatus
from tests.browser.watching import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.engine import Engine

MANY = 100_000
GOAL = 0.3
"""Seconds."""

AT_ONCE = 5_000
SEED = 20261122
YEARS = 20
AHEAD = 180
"""Days ahead of the last visit made in which there are bookings."""

LATE = 0.0002
"""How many of the bookings past their dates wait for a report."""

WORDS = ("gate", "zebra", "suva", "officer 7", "report 12", "fiji walk", "exercised")
"""Looked for one after the other: common, nowhere, a port, two words."""

KINDS = ("Port visit", "Government engagement", "Training", "Assessment", "U.S. Embassy call")
LEADS = tuple(f"DEMO liaison officer {number}" for number in range(1, 13))


def fill(engine: Engine, *, as_of: date, count: int = MANY) -> None:
    """Store generated engagements, marked DEMO, through the one way to write."""
    with reading(engine) as session:
        ports = {
            partner.code: [port.id or 0 for port in queries.ports(session=session, territory=partner.code)]
            for partner in queries.territories(session=session, partners_only=True)
        }
    forms = list(_generated(ports, as_of, count))
    for first in range(0, count, AT_ONCE):
        with writing(engine, who="bench", why="measure many engagements") as writer:
            writer.create_all(forms[first : first + AT_ONCE])


def _generated(ports: Mapping[str, Sequence[int]], as_of: date, count: int) -> Iterator[EngagementCreate]:
    dice = random.Random(SEED)  # noqa: S311 - repeatable figures, no secret
    codes = sorted(ports)
    for _ in range(count):
        code = dice.choice(codes)
        ends_on = as_of + timedelta(days=dice.randint(-YEARS * 365, AHEAD))
        yield _one(dice, code, ports[code], ends_on, past=ends_on <= as_of)


def _one(dice: random.Random, code: str, ports: Sequence[int], ends_on: date, *, past: bool) -> EngagementCreate:
    kind = dice.choice(list(EngagementKind))
    made = past and dice.random() >= LATE
    return EngagementCreate(
        source=SOURCE,
        demo=True,
        territory=code,
        kind=kind,
        status=EngagementStatus.COMPLETED if made else EngagementStatus.PLANNED,
        starts_on=ends_on - timedelta(days=dice.randint(0, 4)),
        ends_on=ends_on,
        in_territory=kind is not EngagementKind.RECIPROCAL,
        ports=sorted(dice.sample(ports, min(len(ports), 2))),
        lead=dice.choice(LEADS),
        summary=f"DEMO. Generated report {dice.randint(1, 10**6)} of a visit, with a sentence of usual length in it.",
        **(SPECIFIC.get(kind, {}) | REPORT if made else {}),
    )


@dataclass(frozen=True, slots=True)
class Many:
    """Script times over very many engagements: medians, in seconds."""

    search: float
    """The list, for another word."""
    page: float
    """The list, for another page."""
    month: float
    """The calendar, for another month."""
    matrix: float
    """The matrix, for another kind."""
    coverage: float
    """The Coverage page, for another day."""
    after_change: float
    """The list, after somebody changed a record."""
    peer_search: float
    peer_page: float
    peer_matrix: float


def measure(folder: Path, *, as_of: date) -> Many:
    """Fill a database in a folder and measure."""
    address = {URL_VARIABLE: database_of(folder)[URL_VARIABLE].replace("seamark.", "many.")}
    with patch.dict(os.environ, address), patch.object(clock, "today", lambda _settings: as_of):
        engine = open_engine(make_url(address[URL_VARIABLE]))
        initialise.prepare(engine)
        fill(engine, as_of=as_of)
        with _fresh_caches():
            return _measured(engine, as_of)


@contextmanager
def _fresh_caches() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def _measured(engine: Engine, as_of: date) -> Many:
    listed, months, matrix, coverage = _page(), _page(tab="Calendar"), _page(tab="Matrix"), _opened("dashboard/app.py")
    peer = _opened("bench/peers/frame_list.py")
    page = _median(listed, [lambda number=number: listed.pagination[0].set_value(number) for number in (2, 3, 40, 900)])
    search = _median(listed, [lambda word=word: listed.text_input[0].set_value(word) for word in WORDS])
    listed.text_input[0].set_value("").run()
    return Many(
        search=search,
        page=page,
        month=_median(months, [months.button(key="next").click] * 5),
        matrix=_median(matrix, [lambda kind=kind: matrix.multiselect[1].set_value([kind]) for kind in KINDS]),
        coverage=_median(
            coverage,
            [
                lambda back=back: coverage.date_input[0].set_value(as_of - timedelta(days=30 * back))
                for back in range(1, 6)
            ],
        ),
        after_change=_median(listed, [lambda: _change(engine)] * 5),
        peer_search=_median(peer, [lambda word=word: peer.text_input[0].set_value(word) for word in WORDS]),
        peer_page=_median(peer, [lambda number=number: peer.number_input[0].set_value(number) for number in (2, 3, 4)]),
        peer_matrix=_median(peer, [lambda: peer.toggle[0].set_value(True)] * 3),
    )


def _page(**address: str) -> AppTest:
    app = _opened("dashboard/app.py")
    app.switch_page("app_pages/engagements.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def _opened(script: str) -> AppTest:
    return AppTest.from_file(str(ROOT / script), default_timeout=120).run()


def _median(app: AppTest, steps: Sequence[Callable[[], object]]) -> float:
    return statistics.median(_timed(app, step) for step in steps)


def _timed(app: AppTest, step: Callable[[], object]) -> float:
    step()
    began = time.perf_counter()
    app.run()
    took = time.perf_counter() - began
    if app.exception:
        raise RuntimeError(app.exception[0].value)
    return took


def _change(engine: Engine) -> None:
    with writing(engine, who="bench", why="measure a change") as writer:
        row = writer.session.exec(select(Engagement).limit(1)).one()
        writer.update(Engagement, row.id or 0, {"place": f"DEMO {row.version}"}, seen=row.version)


def report(measured: Many) -> Iterator[str]:
    """Write the measurements as lines."""
    figures = [
        Figure("List, another word", measured.search, "s", GOAL),
        Figure("List, another page", measured.page, "s", GOAL),
        Figure("List, after a change of a record", measured.after_change, "s", GOAL),
        Figure("Calendar, another month", measured.month, "s", GOAL),
        Figure("Matrix, another kind", measured.matrix, "s", GOAL),
        Figure("Coverage, another as-of date", measured.coverage, "s", GOAL),
    ]
    title = f"Script time over {MANY:,} engagements"
    yield from lines(title, ("", "measured", "goal", ""), [figure.row for figure in figures])
    rows = [
        ("List, another word", measured.search, measured.peer_search),
        ("List, another page", measured.page, measured.peer_page),
        ("Matrix", measured.matrix, measured.peer_matrix),
    ]
    header = ("", "Seamark", "pandas", "ratio")
    said = [(name, amount(ours, "s"), amount(theirs, "s"), ratio(theirs, ours)) for name, ours, theirs in rows]
    yield from lines("The same, with everything read into a frame by pandas.read_sql on each run", header, said)
