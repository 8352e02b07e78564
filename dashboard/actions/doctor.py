"""Examine an installation: versions, database, audit chain and data."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pysqlite3
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.actions.boundaries import boundaries_in_use, drawn_in_use
from dashboard.actions.records import Records, read_records
from geodata.errors import ReferenceDataError
from geodata.territories import unpacked_boundaries
from models import audit, database
from models.errors import DatabaseError, UnknownRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

OLDEST_PYTHON = (3, 11)
SPARE_BYTES = 500_000_000
"""Free disk space below which a busy day of writing could fill the disk."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined."""

    what: str
    ok: bool
    found: str
    remedy: str = ""


def examine(engine: Engine | None = None) -> list[Finding]:
    """Examine everything that can be examined, in the order in which remedies should be tried."""
    findings = [_python(), *_sqlite()]
    try:
        engine = engine or database.open_engine()
        findings.extend(_database(engine))
    except (DatabaseError, SQLAlchemyError) as error:
        findings.append(
            Finding("database", ok=False, found=str(error).splitlines()[0], remedy=f"check {database.URL_VARIABLE}")
        )
    return findings


def _python() -> Finding:
    found = f"Python {platform.python_version()}, Seamark {version('seamark')}, Streamlit {version('streamlit')}"
    return Finding("versions", sys.version_info >= OLDEST_PYTHON, found, "install Python 3.11 or newer")


def _sqlite() -> Iterator[Finding]:
    try:
        database.refuse_affected_sqlite()
    except DatabaseError as error:
        yield Finding("SQLite", ok=False, found=str(error), remedy="pip install --upgrade pysqlite3")
    else:
        yield Finding("SQLite", ok=True, found=pysqlite3.sqlite_version)


def _database(engine: Engine) -> Iterator[Finding]:
    where = engine.url.render_as_string(hide_password=True)
    current, head = database.revisions(engine)
    yield Finding("schema", current == head, f"{where} at revision {current or 'none'}, newest {head}", "seamark init")
    if current != head:
        return
    yield from _file(engine)
    with database.reading(engine) as session:
        broken = list(audit.problems(session))
        records = read_records(session=session)
        bounds = _boundaries(records, session)
    remedy = "restore the last good backup; the records named differ from what was audited"
    yield Finding("audit chain", not broken, "; ".join(broken[:5]) or f"{records.version:,} entries, unbroken", remedy)
    yield bounds
    yield from _data(records)


def _file(engine: Engine) -> Iterator[Finding]:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    with engine.connect() as connection:
        health = connection.execute(text("PRAGMA quick_check")).scalar_one()
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    yield Finding("database file", health == "ok", str(health), "restore the last good backup")
    yield Finding("references", not orphans, f"{len(orphans)} broken", "restore the last good backup")
    free = shutil.disk_usage(Path(engine.url.database).resolve().parent).free
    yield Finding("disk", free > SPARE_BYTES, f"{free / 1e9:,.1f} GB free", "free some space on this disk")


def _boundaries(records: Records, session: Session) -> Finding:
    """Examine the boundaries in use: that they can be read, and have every partner on the map."""
    try:
        used, shapes = drawn_in_use(session=session), boundaries_in_use(session=session)
        drawn = set(unpacked_boundaries(used.drawn, name=used.name).codes) & set(shapes.codes)
    except (UnknownRecordError, ReferenceDataError) as error:
        return Finding("boundaries", ok=False, found=str(error), remedy="seamark import boundaries --shipped")
    undrawn = [partner.code for partner in records.partners if partner.code not in drawn]
    found = f"{used.credit()}; missing: {', '.join(undrawn) or 'none'}"
    return Finding("boundaries", not undrawn, found, "import a boundary file with them")


def _data(records: Records) -> Iterator[Finding]:
    partners = records.partners
    yield Finding("partners", bool(partners), f"{len(partners)} partners", "seamark init")
    without = [partner.code for partner in partners if not records.ports.get(partner.code)]
    yield Finding("ports", not without, f"partners without a port: {', '.join(without) or 'none'}", "seamark init")
    if records.has_demo:
        yield Finding("demonstration data", ok=True, found="present (remove it with: seamark demo remove)")
