"""Values of records in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dashboard.actions.records import read_records
from dashboard.actions.values import Values
from models.database import reading
from models.tables import Engagement, Organisation, Port, Trip

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@pytest.fixture
def values(demo: Engine) -> Values:
    with reading(demo) as session:
        return Values(read_records(session=session), demo)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("summary", "", "none"),
        ("summary", None, "none"),
        ("team", [], "none"),
        ("in_territory", True, "yes"),
        ("demo", False, "no"),
        ("headquarters_days", 0, "0"),
        ("team", ["A", "B"], "A; B"),
        ("starts_on", "2026-11-22", "22 Nov 2026"),
        ("kind", "embassy_call", "U.S. Embassy call"),
        ("topics", ["isps", "maritime_awareness"], "ISPS; Maritime awareness"),
        ("state", "in_progress", "In progress"),
        ("lead", "in_progress", "in_progress"),
        ("territory", "FJI", "Fiji"),
        ("territories", ["FJI", "ZZZ"], "Fiji; ZZZ"),
        ("agenda", [{"part": "port", "item": "Walk"}], "Port, Walk"),
        ("organisations", [99_999], "organisations 99999, which is gone"),
    ],
)
def test_a_value_is_written_for_a_person(values: Values, field: str, value: Any, text: str) -> None:  # noqa: ANN401 - any value
    assert values.text(field, value) == text


@pytest.mark.parametrize(
    ("field", "table"), [("ports", Port), ("organisations", Organisation), ("trip_id", Trip), ("port_id", Port)]
)
def test_an_id_is_written_as_a_name(demo: Engine, values: Values, field: str, table: Any) -> None:  # noqa: ANN401 - a table
    with reading(demo) as session:
        row = session.exec(select(table)).first()
    assert row is not None
    assert values.text(field, row.id) == row.name
    assert values.text(field, [row.id, row.id]) == f"{row.name}; {row.name}"


def test_an_engagement_is_written_by_kind_day_and_id(demo: Engine, values: Values) -> None:
    with reading(demo) as session:
        row = session.get(Engagement, 1)
    assert row is not None
    assert values.text("replaced_by", 1).endswith(f"{row.ends_on.year} (1)")
