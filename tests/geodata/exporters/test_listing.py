"""Listings as JSON: any reader takes them, and they say what they are."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exporters.listing import to_json


class Status(StrEnum):
    """A choice, as records hold them."""

    OVERDUE = "overdue"


JSON_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.floats(allow_nan=False, allow_infinity=False)
)


def test_rows_stand_below_their_marking() -> None:
    row = {"territory": "FJI", "on": date(2026, 11, 22), "status": Status.OVERDUE, "ports": ("a", "b"), "n": None}
    assert json.loads(to_json([row], note={"marking": "DEMO DATA"})) == {
        "metadata": {"marking": "DEMO DATA"},
        "rows": [{"territory": "FJI", "on": "2026-11-22", "status": "overdue", "ports": ["a", "b"], "n": None}],
    }
    assert list(json.loads(to_json([row], note={"marking": "DEMO DATA"}))) == ["metadata", "rows"]


def test_no_rows_are_an_empty_list() -> None:
    assert json.loads(to_json([], note={})) == {"metadata": {}, "rows": []}


def test_sets_are_written_in_order() -> None:
    assert json.loads(to_json([{"a": {"c", "b", "a"}, "b": frozenset({2, 1})}], note={}))["rows"] == [
        {"a": ["a", "b", "c"], "b": [1, 2]}
    ]


def test_it_runs_no_script_when_embedded() -> None:
    written = to_json([{"</script>": "</script>"}], note={"marking": "<!--"})
    assert "<" not in written
    assert json.loads(written)["rows"] == [{"</script>": "</script>"}]


def test_letters_stay_letters() -> None:
    assert "Réunion" in to_json([{"name": "Réunion"}], note={})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json([{"n": number}], note={})


def test_what_has_no_counterpart_is_refused() -> None:
    with pytest.raises(TypeError, match="object cannot be written as JSON"):
        to_json([{"n": object()}], note={})


@given(st.lists(st.dictionaries(st.text(), JSON_VALUES)))
def test_every_row_reads_back(rows: list[dict[str, object]]) -> None:
    assert json.loads(to_json(rows, note={}))["rows"] == rows
