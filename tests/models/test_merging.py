"""Two changes of one record: nothing that either wrote is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.merging import both, merge

BASE = {"lead": "A", "summary": "", "team": ["x"]}

states = st.fixed_dictionaries({name: st.sampled_from(["", "one", "two", "three"]) for name in "abc"})


@given(states, states, states)
def test_every_field_is_clear_or_disputed_and_never_both(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    found = merge(base, mine, theirs)
    assert set(found.facts) | set(found.disputed) == set(base)
    assert not set(found.facts) & set(found.disputed)
    assert set(found.disputed) <= set(found.changed)


@given(states, states, states)
def test_a_change_of_one_alone_stands(base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]) -> None:
    found = merge(base, mine, theirs)
    for name, value in found.facts.items():
        if mine[name] != base[name]:
            assert value == mine[name]
        elif theirs[name] != base[name]:
            assert value == theirs[name]
        else:
            assert value == base[name]


@given(states, states, states)
def test_what_is_disputed_does_not_depend_on_who_asks(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert (one.disputed, one.changed, one.facts) == (other.disputed, other.changed, other.facts)


def test_the_same_change_twice_is_no_dispute() -> None:
    found = merge(BASE, {**BASE, "lead": "B"}, {**BASE, "lead": "B"})
    assert (found.disputed, found.changed, found.facts["lead"]) == ((), (), "B")


def test_a_field_younger_than_the_base_counts_as_changed_by_whoever_fills_it() -> None:
    found = merge({}, {"place": "Apia"}, {"place": ""})
    assert found.changed == ("place",)


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"),
    [
        (["a", "b"], ["b", "c"], ["b", "c", "a"]),
        ([], ["c"], ["c"]),
        ("mine", "theirs", "theirs\nmine"),
        ("", "theirs", "theirs"),
    ],
)
def test_both_keeps_what_both_wrote(mine: Any, theirs: Any, kept: Any) -> None:  # noqa: ANN401 - lists or texts
    assert both(mine, theirs) == kept


@pytest.mark.parametrize(("mine", "theirs"), [(1, 2), ("a", ["a"]), (None, "a")])
def test_what_cannot_be_joined_is_refused(mine: Any, theirs: Any) -> None:  # noqa: ANN401 - any values
    with pytest.raises(TypeError, match="cannot be kept both"):
        both(mine, theirs)
