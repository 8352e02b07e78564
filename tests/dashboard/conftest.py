"""A prepared database, with or without demonstration records."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
import streamlit as st

from dashboard import clock
from dashboard.actions import initialise
from models import database
from tests.conftest import closed_after
from tests.dashboard.kept import Kept
from tests.dashboard.running import Seamark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import Engine

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one prepared database file; each test works on a copy."""
    path: Path = tmp_path_factory.mktemp("prepared") / "seamark.sqlite3"
    with closed_after(path) as opened:
        initialise.prepare(opened)
    return path


@pytest.fixture(scope="session")
def demo_file(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one file with demonstration records as of 22 November 2026."""
    path: Path = tmp_path_factory.mktemp("demo") / "seamark.sqlite3"
    shutil.copyfile(prepared_file, path)
    with closed_after(path) as opened:
        initialise.load_demo(opened, as_of=AS_OF)
    return path


@pytest.fixture
def prepared(prepared_file: Path, database_address: str) -> Iterator[Engine]:
    """Open a prepared database without engagements."""
    shutil.copyfile(prepared_file, database.make_url(database_address).database or "")
    opened = database.open_engine()
    yield opened
    opened.dispose()


@pytest.fixture
def demo(prepared: Engine, demo_file: Path) -> Engine:
    """Open a prepared database with demonstration records as of 22 November 2026."""
    shutil.copyfile(demo_file, prepared.url.database or "")
    return prepared


@pytest.fixture
def seamark(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Seamark:
    """Return a runner of the command."""
    return Seamark(monkeypatch, capsys)


@pytest.fixture(scope="session")
def kept_reads(prepared_file: Path, demo_file: Path) -> Kept:
    """Read what pages show of the files that tests work on copies of."""
    return Kept([demo_file, prepared_file])


@pytest.fixture
def page_day(monkeypatch: pytest.MonkeyPatch, kept_reads: Kept) -> Iterator[None]:
    """Let pages run on the day of the demonstration records, with empty caches before and after."""
    monkeypatch.setattr(clock, "today", lambda _settings: AS_OF)
    kept_reads.use(monkeypatch)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
