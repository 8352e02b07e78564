"""What a doubtful call may be made of, and the list by its dates."""

from __future__ import annotations

import pytest

from dashboard.actions.entry_check import Checked, check_calls, pasted_calls, take
from dashboard.actions.entry_parts import newest_first, several
from dashboard.actions.entry_rows import Row, as_pasted, divided, read_rows, write_rows
from models.entry_calls import EntryAnswer
from tests.dashboard.actions.test_entry_lists import ARRIVAL, GROUND


def checked(text: str, rows: list[Row] | None = None) -> Checked:
    pasted = pasted_calls(text, GROUND)
    taken = take(pasted, rows if rows is not None else as_pasted(len(pasted.calls)), GROUND)
    return check_calls(taken, pasted, arrival=ARRIVAL, ground=GROUND)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sihanoukville, Singapore", ["Sihanoukville", "Singapore"]),
        ("Singapore/Sihanoukville/Hong Kong", ["Singapore", "Sihanoukville", "Hong Kong"]),
        ("Singapore-Sihanoukville", ["Singapore", "Sihanoukville"]),
        ("1. Singapore and Sihanoukville", ["Singapore", "Sihanoukville"]),
        ("Sihanoukville via SGSIN", ["Sihanoukville", "SGSIN"]),
        ("Sihanoukville, Vietnam", ["Sihanoukville", "Vietnam"]),
        ("Suva", []),
        ("Suva, Fiji", []),  # sure as it is
        ("Suva/Xyzzyville", []),  # a part that is nothing
    ],
)
def test_a_doubtful_call_is_made_of_what_is_known_by_itself(text: str, names: list[str]) -> None:
    assert several(checked(text).taken[0], GROUND) == names


def test_the_parts_stand_in_its_place_and_in_the_address() -> None:
    text = "Suva\nSihanoukville, Singapore\nApia"
    rows = divided(as_pasted(3), 1, ["Sihanoukville", "Singapore"])
    assert [row.at for row in rows] == [0, 1, -1, 2]
    assert read_rows(write_rows(rows, 3), 3) == rows
    found = checked(text, rows)
    assert [one.call.port for one in found.taken] == ["Suva", "Sihanoukville", "Singapore", "Apia"]
    assert found.check.answer is EntryAnswer.APPLIES
    assert not any("Taken out" in note for note in found.check.notes)


def test_a_list_is_put_newest_first_only_where_all_its_days_are_known() -> None:
    days = checked("Suva 1 Jan 2025\nApia 3 Jan 2025\nNoumea 3 Jan 2025\nNapier 2 Jan 2025").taken
    assert [row.at for row in newest_first(days)] == [1, 2, 3, 0]
    assert newest_first(checked("Suva 2 Jan 2025\nApia 1 Jan 2025").taken) == []
    assert newest_first(checked("Suva 1 Jan 2025\nApia").taken) == []
    assert newest_first([]) == []
