"""Fixtures that every room's tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import Engine


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what must not run beside its like in one process: browsers, and servers of PostgreSQL."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif isinstance(item, pytest.Function) and hasattr(item.module, "pgserver"):
            item.add_marker(pytest.mark.xdist_group("postgresql"))


@pytest.fixture
def database_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Point this test at a database file of its own, and return its address."""
    address = f"sqlite:///{tmp_path / 'seamark.sqlite3'}"
    monkeypatch.setenv(database.URL_VARIABLE, address)
    return address


@pytest.fixture
def engine(database_address: str) -> Iterator[Engine]:
    """Open an empty database of the newest schema."""
    assert database_address
    opened = database.open_engine()
    database.upgrade(opened)
    yield opened
    opened.dispose()
