"""The engine, its pragmas and its migrations. SQLite in a file by default; `SEAMARK_DATABASE_URL` names another."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
import pysqlite3
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from models.errors import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine
    from sqlalchemy.pool import Pool

URL_VARIABLE = "SEAMARK_DATABASE_URL"

SOUND_SQLITE = (3, 51, 3)
"""From here on SQLite is free of the WAL-reset bug, which can lose or corrupt a commit (sqlite.org, 3.51.3 notes)."""

SOUND_BACKPORTS = frozenset({(3, 44, 6), (3, 50, 7)})
"""Older releases that received the same fix."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",  # what was disposed of does not linger in free pages of the file
)

IMMEDIATE = {"seamark_immediate": True}
"""Execution option of a writing connection: take the write lock at once, so that two writers queue, never deadlock."""


def database_url() -> URL:
    """Tell which database this installation uses.

    Raises:
        DatabaseError: if `SEAMARK_DATABASE_URL` cannot be read as a database address.
    """
    text = os.environ.get(URL_VARIABLE) or f"sqlite:///{platformdirs.user_data_path('seamark') / 'seamark.sqlite3'}"
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise DatabaseError(
            f"{URL_VARIABLE}: not a database address; write sqlite:///FILE or postgresql://…"
        ) from error
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def refuse_affected_sqlite(version: tuple[int, ...] = pysqlite3.sqlite_version_info) -> None:
    """Refuse a SQLite that can lose a committed write.

    Raises:
        DatabaseError: if `version` has the WAL-reset bug.
    """
    if version < SOUND_SQLITE and version not in SOUND_BACKPORTS:
        found, sound = (".".join(map(str, numbers)) for numbers in (version, SOUND_SQLITE))
        raise DatabaseError(f"SQLite {found} can lose committed data; install pysqlite3 with SQLite {sound} or newer")


def open_engine(url: URL | None = None, *, poolclass: type[Pool] | None = None) -> Engine:
    """Open the database; a SQLite file and its folder are made on first use."""
    url = url or database_url()
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    refuse_affected_sqlite()
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=pysqlite3.dbapi2, poolclass=poolclass, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no type
    connection.isolation_level = None  # BEGIN is ours, below; the driver's own would always be deferred
    for pragma in PRAGMAS:
        connection.execute(pragma).close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("seamark_immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def reading(engine: Engine) -> Session:
    """Open a session for reading."""
    return Session(engine, autoflush=False)


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest revision, in one transaction."""
    with engine.execution_options(**IMMEDIATE).begin() as connection:
        config = _alembic()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revisions(engine: Engine) -> tuple[str | None, str | None]:
    """Tell the revision the database is at, and the newest one known."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, _newest()


@cache
def _newest() -> str | None:
    """Read the newest revision once: all revisions are loaded for it."""
    return ScriptDirectory.from_config(_alembic()).get_current_head()


def is_current(engine: Engine) -> bool:
    """Tell whether the database answers and has the newest schema."""
    current, head = revisions(engine)
    return current == head


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
