"""The demonstration records, read once for all tests that only read them, and plans over few partners."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dashboard.actions.records import Records, read_records
from models import database
from models.trips import Plan

if TYPE_CHECKING:
    from pathlib import Path

LEAVES = date(2027, 1, 11)
PLAN = Plan("A trip", "Yokota Air Base", 139.35, 35.75, "Asia/Tokyo", LEAVES, days=14)
FEW = ("FJI", "TON", "WSM", "MDV", "LKA", "IND", "FSM", "NRU")
"""Partners of three weekends on both sides of the date line, most of them due."""


def read_once(demo_file: Path, folder: Path) -> Records:
    """Read a copy of the demonstration records."""
    copy = shutil.copyfile(demo_file, folder / "read.sqlite3")
    engine = database.open_engine(database.make_url(f"sqlite:///{copy}"))
    with database.reading(engine) as session:
        records = read_records(session=session)
    engine.dispose()
    return records


def among(records: Records, codes: tuple[str, ...] = FEW, plan: Plan = PLAN) -> Plan:
    """Exclude all partners but some from a plan."""
    return replace(plan, excluded=tuple(one.code for one in records.partners if one.code not in codes))
