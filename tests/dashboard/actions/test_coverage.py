"""Coverage as plain values: what page, export and command line all read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.actions.coverage import CoverageRow, coverage_rows
from dashboard.actions.records import read_records
from models.coverage import Status
from models.database import reading
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def rows(engine: Engine, days: int = 0) -> list[CoverageRow]:
    with reading(engine) as session:
        records = read_records(session=session)
    return coverage_rows(records, as_of=AS_OF + timedelta(days=days), known_on=AS_OF)


def test_every_partner_has_one_row_and_every_status_is_present(demo: Engine) -> None:
    made = rows(demo)
    assert len({row.territory.code for row in made}) == len(made) == 47
    assert {row.coverage.status for row in made} == set(Status)


def test_a_row_is_flat_and_in_the_promised_order(demo: Engine) -> None:
    flat = rows(demo)[0].flat()
    assert list(flat) == [
        "territory",
        "name",
        "subregion",
        "status",
        "last_visit",
        "due_on",
        "days_overdue",
        "next_booking",
        "advisory",
        "ports",
        "why",
    ]
    assert all(value is None or isinstance(value, str | int) for value in flat.values())
