"""What an address asks for by its number."""

from __future__ import annotations

import pytest

from dashboard.parts.asked import asked_id


@pytest.mark.parametrize(("said", "number"), [("0", 0), ("12", 12), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_number_is_an_id(said: str, number: int) -> None:
    assert asked_id(said) == number
    assert number < 2**63


@pytest.mark.parametrize("said", ["", " 1", "-1", "1.0", "one", "\u0663", "9" * 19, "9" * 5000])
def test_what_no_record_can_have_is_none(said: str) -> None:
    assert asked_id(said) is None
