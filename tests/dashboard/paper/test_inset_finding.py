"""Insets: where a crowd of names is, drawn larger where no glyph stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.maps.spots import Box, Spot, square
from dashboard.paper.inset_finding import LEAST_PT, Crowd, Inset, crowding, insets

AREA = Box(38, 4, 878, 330)
REACH = 6.5
CROWD = [Spot(430 + 16 * (n % 4), 150 + 15 * (n // 4)) for n in range(14)]
LONELY = [Spot(330 + 100 * n, 60 + 200 * (n % 2)) for n in range(5)]


def asked(spots: list[Spot], *, taken: tuple[Box, ...] = (), done: frozenset[int] = frozenset()) -> Crowd:
    return Crowd(spots, AREA, REACH, taken, done)


def check(found: Inset, question: Crowd) -> None:
    """Assert what is true of every inset."""
    assert AREA.holds(found.box)
    assert AREA.holds(found.window)
    assert found.scale > 1
    assert abs(found.scale - (found.box.bottom - found.box.top) / (found.window.bottom - found.window.top)) < 1e-9
    assert not found.box.meets(found.window)
    assert not any(found.box.meets(square(spot, REACH)) for spot in question.spots)
    assert not any(other.meets(found.box) or other.meets(found.window) for other in question.taken)
    for number, spot in enumerate(question.spots):
        inside = found.window.holds(square(spot, REACH))
        assert number not in found.members or inside
        assert inside == found.window.meets(square(spot, REACH)), "no glyph stands on the edge of what it shows"
    assert not found.members & question.done


def test_a_crowd_is_drawn_larger() -> None:
    question = asked([*CROWD, *LONELY])
    found = insets(question)
    assert found
    for one in found:
        check(one, question)
        assert min(one.box.right - one.box.left, one.box.bottom - one.box.top) >= LEAST_PT
    assert len(found[0].members & set(range(len(CROWD)))) >= 4


def test_few_places_far_apart_need_none() -> None:
    assert insets(asked(LONELY)) == []
    assert insets(asked(LONELY[:1])) == []
    assert insets(asked([])) == []


def test_what_is_shown_already_is_shown_no_second_time() -> None:
    spots = [*CROWD, *LONELY]
    first = insets(asked(spots))[0]
    question = asked(spots, taken=(first.box, first.window), done=frozenset(range(len(CROWD))))
    assert insets(question) == []


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(60, 860), st.floats(20, 310)), min_size=2, max_size=40))
def test_whatever_stands_on_the_map_no_inset_covers_it(places: list[tuple[float, float]]) -> None:
    question = asked([Spot(x, y) for x, y in places])
    for found in insets(question):
        check(found, question)


def test_crowding_falls_with_size_and_is_none_for_one_alone() -> None:
    assert crowding(CROWD[:1]).tolist() == [0]
    assert (crowding(CROWD, 2.0) <= crowding(CROWD)).all()
    assert crowding(CROWD, 50.0).sum() == 0
