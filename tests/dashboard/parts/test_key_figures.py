"""How a share of the partners is put into words."""

from __future__ import annotations

import pytest

from dashboard.parts.key_figures import share


@pytest.mark.parametrize(
    ("count", "partners", "words"),
    [
        (34, 47, "34 of 47 :small[72%]"),
        (0, 47, "0 of 47 :small[0%]"),
        (47, 47, "47 of 47 :small[100%]"),
        (0, 0, "0 of 0"),
    ],
)
def test_a_share_says_number_and_percent(count: int, partners: int, words: str) -> None:
    assert share(count, partners) == words
