"""The map of a presentation: larger, placed for what it shows, and moved to its view at every step."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.maps.deck import coverage_deck, presented_deck
from dashboard.maps.points import arrangement, publish_points
from dashboard.maps.published import KEPT_OF, PLACED, find

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.scene import Mark, Scene

SIZE = {"width_px": 820, "height_px": 475}


def spec(deck: Any) -> dict[str, Any]:  # noqa: ANN401 - pydeck publishes no types
    made: dict[str, Any] = json.loads(deck.to_json())
    return made


def layer(made: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in made["layers"] if one["id"] == name)
    return found


def region(marks: tuple[Mark, ...]) -> dict[str, Any]:
    """Return what a scene of the five marks furthest east shows."""
    east = tuple(sorted(marks, key=lambda mark: -mark.lon)[:5])
    return {"marks": east, "focus": tuple((mark.lon, mark.lat) for mark in east), "placed_in_focus": True, **SIZE}


def test_every_step_moves_every_number_of_the_camera(scene: Callable[..., Scene]) -> None:
    views = [spec(presented_deck(scene(**SIZE), place))["initialViewState"] for place in range(12)]
    for name in ("longitude", "latitude", "zoom"):
        assert len({view[name] for view in views}) == len(views)
        assert max(view[name] for view in views) - min(view[name] for view in views) < 1e-4


def test_the_first_step_looks_as_the_coverage_map_does(scene: Callable[..., Scene]) -> None:
    presented, usual = spec(presented_deck(scene(**SIZE), 0)), spec(coverage_deck(scene(**SIZE)))
    assert presented["initialViewState"] == usual["initialViewState"]
    assert presented["layers"] == usual["layers"]


def test_the_arrows_are_left_to_the_page_and_the_mouse_is_not(scene: Callable[..., Scene]) -> None:
    (view,) = spec(presented_deck(scene(), 3))["views"]
    assert view["controller"]["keyboard"] is False
    assert spec(coverage_deck(scene()))["views"][0]["controller"]["keyboard"] is True
    assert view["controller"]["maxBounds"]


def test_a_larger_scale_draws_signs_words_and_what_the_pointer_tells_larger(scene: Callable[..., Scene]) -> None:
    once, twice = (spec(coverage_deck(scene(scale=scale))) for scale in (1.0, 2.0))
    for name in ("glyphs", "labels", "advisory-badges"):
        assert layer(twice, name)["getSize"] == 2 * layer(once, name)["getSize"]
    assert layer(twice, "labels")["sizeMaxPixels"] == 24


def test_a_map_twice_as_large_at_twice_the_scale_is_the_same_picture(
    scene: Callable[..., Scene], marks: tuple[Mark, ...]
) -> None:
    small = scene(**region(marks), scale=1.0)
    large = scene(**(region(marks) | {"width_px": 1640, "height_px": 950}), scale=2.0)
    assert arrangement(small) == arrangement(large)
    assert spec(coverage_deck(large))["initialViewState"]["zoom"] == pytest.approx(
        spec(coverage_deck(small))["initialViewState"]["zoom"] + 1, abs=0.011
    )


def test_in_focus_no_name_covers_another_or_a_sign(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    arranged = arrangement(scene(**region(marks)))
    assert arranged.labels
    names = [name for _, _, name in arranged.boxes.values() if name]
    assert not any(one.meets(other) for one, other in combinations(names, 2))
    assert not any(name.meets(sign) for name in names for sign, _, _ in arranged.boxes.values())


def test_out_of_focus_signs_stand_where_they_stand_on_the_whole_map(
    scene: Callable[..., Scene], marks: tuple[Mark, ...]
) -> None:
    focus = tuple((mark.lon, mark.lat) for mark in marks[:3])
    assert publish_points(scene()).url == publish_points(scene(focus=focus)).url
    assert publish_points(scene()).url != publish_points(scene(focus=focus, placed_in_focus=True)).url


def test_the_points_of_many_steps_stay_available(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    usual = publish_points(scene())
    published = [
        publish_points(scene(marks=pair, focus=((10.0, 0.0), (20.0, 9.0)), placed_in_focus=True))
        for pair in pairwise(marks)
    ]
    assert {one.name for one in published} == {PLACED}
    assert len(published) < KEPT_OF[PLACED]
    assert all(find(one.name, one.digest) is one for one in published)
    assert find(usual.name, usual.digest) is usual
