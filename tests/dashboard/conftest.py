"""A prepared database, with or without demonstration records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import streamlit as st

from dashboard import clock
from dashboard.actions import initialise
from models import database
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
    opened = database.open_engine(database.make_url(f"sqlite:///{path}"))
    initialise.prepare(opened)
    with opened.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.dispose()
    return path


@pytest.fixture
def prepared(prepared_file: Path, database_address: str) -> Iterator[Engine]:
    """Open a prepared database without engagements."""
    target = database.make_url(database_address).database
    assert target
    with open(prepared_file, "rb") as source, open(target, "wb") as sink:  # noqa: PTH123 - paths from two places
        sink.write(source.read())
    opened = database.open_engine()
    yield opened
    opened.dispose()


@pytest.fixture
def demo(prepared: Engine) -> Engine:
    """Open a prepared database with demonstration records as of 22 November 2026."""
    initialise.load_demo(prepared, as_of=AS_OF)
    return prepared


@pytest.fixture
def seamark(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Seamark:
    """Return a runner of the command."""
    return Seamark(monkeypatch, capsys)


@pytest.fixture
def page_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let pages run on the day of the demonstration records, with empty caches before and after."""
    monkeypatch.setattr(clock, "today", lambda _settings: AS_OF)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
