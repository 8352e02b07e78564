"""What a stored trip says in words, where its history and two versions of it are shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from dashboard.actions.trip_words import FIELDS, trip_words
from dashboard.actions.values import NONE, Values

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.records import Records

RECORDS = cast(
    "Records",
    SimpleNamespace(
        territories={"FJI": SimpleNamespace(name="Fiji")},
        officers=[SimpleNamespace(id=4, name="Officer One")],
        port=lambda number: SimpleNamespace(name="Suva") if number == 7 else None,
    ),
)

STOP: dict[str, Any] = {
    "territory": "FJI",
    "ports": [7, 8],
    "government": 2,
    "port": 1,
    "embassy": 0,
    "pinned": False,
    "fixed_on": None,
}
ITEM: dict[str, Any] = {"what": "Ask for funding", "territory": None, "due_on": "2026-12-03", "done_on": None}


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("stops", [STOP], "Fiji (Suva, 4 half-days)"),
        (
            "stops",
            [STOP | {"pinned": True, "fixed_on": "2026-12-07"}],
            "Fiji (Suva, 4 half-days, from 7 Dec 2026, pinned)",
        ),
        ("stops", [STOP | {"territory": "XXX", "ports": []}], "XXX (2 half-days)"),
        ("checklist", [ITEM], "Ask for funding by 3 Dec 2026"),
        (
            "checklist",
            [ITEM | {"territory": "FJI", "done_on": "2026-12-01"}],
            "Fiji: Ask for funding by 3 Dec 2026, done on 1 Dec 2026",
        ),
        ("officers", [4, 5], "Officer One; officer 5"),
        ("excluded", ["FJI", "WSM"], "Fiji; WSM"),
        ("pace", {"speed_kn": 400, "overhead_min": 90}, "speed kn 400, overhead min 90"),
        ("weights", {"never": 1_000}, "never 1,000"),
    ],
)
def test_facts_of_a_trip_are_written_for_a_person(field: str, value: Any, text: str) -> None:  # noqa: ANN401 - JSON
    assert trip_words(field, value, RECORDS) == text
    assert Values(RECORDS, cast("Engine", None)).text(field, value) == text


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_a_blank_fact_says_so(field: str) -> None:
    assert Values(RECORDS, cast("Engine", None)).text(field, []) == NONE
