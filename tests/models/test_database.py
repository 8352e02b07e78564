"""Which database is used, and which SQLite is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from models import database
from models.errors import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (3, 44, 6), (3, 50, 7)])
def test_a_sound_sqlite_is_accepted(version: tuple[int, ...]) -> None:
    database.refuse_affected_sqlite(version)


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 50, 6), (3, 44, 5), (3, 40, 1)])
def test_an_affected_sqlite_is_refused_with_the_remedy(version: tuple[int, ...]) -> None:
    with pytest.raises(DatabaseError, match="install pysqlite3"):
        database.refuse_affected_sqlite(version)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0), ("secure_delete", 1)],
)
def test_every_connection_has_its_pragmas(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as one, engine.connect() as other:
        assert [c.execute(text(f"PRAGMA {pragma}")).scalar_one() for c in (one, other)] == [value, value]


def test_the_migrations_make_what_the_tables_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    database.upgrade(engine)
    assert database.is_current(engine)


def test_an_unreadable_address_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.URL_VARIABLE, "not an address")
    with pytest.raises(DatabaseError, match=database.URL_VARIABLE):
        database.database_url()


def test_without_the_variable_the_file_lies_in_the_data_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(database.URL_VARIABLE, raising=False)
    url = database.database_url()
    assert (url.get_backend_name(), str(url.database).endswith("seamark.sqlite3")) == ("sqlite", True)


def test_postgresql_is_reached_through_psycopg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.URL_VARIABLE, "postgresql://staff@db/seamark")
    assert database.database_url().drivername == "postgresql+psycopg"
