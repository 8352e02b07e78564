"""The table of partners: what travels to the browser, and what it says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.test_pages import APP

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

pytestmark = pytest.mark.usefixtures("page_day")

TRAVELS = 5_500
"""Bytes that the table of 47 partners may take on every rerun."""


def table(**address: str) -> tuple[bytes, pa.Table]:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    sent: bytes = app.run().dataframe[0].proto.arrow_data.data
    return sent, pa.ipc.open_stream(sent).read_all()


def test_the_table_travels_in_the_narrowest_types(demo: Engine) -> None:
    assert demo
    sent, found = table()
    assert found.num_rows == 47
    assert len(sent) <= TRAVELS
    assert not found.schema.metadata


def test_a_day_is_a_day_a_count_a_number_and_nothing_is_nothing(demo: Engine) -> None:
    assert demo
    rows = table()[1].to_pylist()
    assert {type(row["Last visit"]) for row in rows} == {date, type(None)}
    assert {type(row["Days overdue"]) for row in rows} == {int, type(None)}
    assert all(isinstance(row["Ports"], int) for row in rows)
    for row in rows:
        assert (row["Days overdue"] is not None) is (row["Status"].endswith("Overdue"))
        assert (row["Last visit"] is None) is (row["Status"].endswith("Never visited"))


def test_a_long_overdue_partner_is_told_in_full(demo: Engine) -> None:
    assert demo
    rows = table(as_of="2029-11-20", bookings="false")[1].to_pylist()
    assert max(row["Days overdue"] or 0 for row in rows) > 365
