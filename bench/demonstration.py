"""A database of demonstration records for one measurement."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from dashboard.actions import initialise
from models.database import open_engine, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from sqlalchemy.engine import Engine


@contextmanager
def demonstration(folder: Path, *, as_of: date) -> Iterator[Engine]:
    """Fill a database in a folder, and close it in the end."""
    engine = open_engine(make_url(f"sqlite:///{folder / 'seamark.sqlite3'}"))
    upgrade(engine)
    initialise.prepare(engine)
    initialise.load_demo(engine, as_of=as_of)
    yield engine
    engine.dispose()
