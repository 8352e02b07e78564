"""A sentence counts nothing, one and several as one would say it."""

from __future__ import annotations

import pytest

from dashboard.actions.brief_counting import counted, of_them


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "no partner is"), (1, "1 partner is"), (2, "2 partners are"), (1_000, "1,000 partners are")],
)
def test_a_count_has_its_verb(count: int, text: str) -> None:
    assert counted(count, "partner", ("is", "are")) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 1, "it is not overdue"),
        (1, 1, "it is overdue"),
        (0, 2, "none of them is overdue"),
        (1, 2, "1 of them is overdue"),
        (2, 2, "2 of them are overdue"),
    ],
)
def test_a_part_of_what_was_counted_has_its_verb(part: int, whole: int, text: str) -> None:
    assert of_them(part, whole, one="is overdue", several="are overdue", none="is not overdue") == text
