"""The map of advisories: the fill by answer, a sign for each, the world in view, the chosen territory."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import hypot
from typing import Any

import pytest

from dashboard.maps.advisory_map import SHOWN, AdvisoryScene, advisory_deck, counted, world_view
from dashboard.maps.scene import Scene
from dashboard.maps.view import TILE, pixels
from models.advisories import Answer

MakeScene = Callable[..., Scene]


def drawn(scene: Scene, answers: dict[str, Answer]) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(advisory_deck(AdvisoryScene(scene, answers)).to_json())
    return spec


def layer(spec: dict[str, Any], layer_id: str) -> dict[str, Any]:
    return next(one for one in spec["layers"] if one["id"] == layer_id)


def answers_of(scene: Scene) -> dict[str, Answer]:
    """Give answers in turn: not in force, cannot tell, in force."""
    return {mark.territory: SHOWN[place % 3] for place, mark in enumerate(scene.marks)}


def test_the_fill_carries_one_digit_for_each_feature(scene: MakeScene) -> None:
    shown = scene()
    fill = layer(drawn(shown, answers_of(shown)), "advisory-land")
    expression = fill["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert f"('{'012' * 15}01')[properties.i]||0" in expression
    assert fill["data"] == shown.boundaries_url


def test_only_what_is_in_force_or_open_bears_a_sign(scene: MakeScene) -> None:
    shown = scene()
    answers = answers_of(shown)
    rows = layer(drawn(shown, answers), "glyphs")["data"]
    assert {row["t"]: SHOWN[1 + row["a"]] for row in rows} == {
        code: answer for code, answer in answers.items() if answer is not Answer.NOT_IN_FORCE
    }


def test_signs_do_not_cover_one_another(scene: MakeScene) -> None:
    shown = scene()
    spec = drawn(shown, dict.fromkeys((mark.territory for mark in shown.marks), Answer.IN_FORCE))
    zoom = spec["initialViewState"]["zoom"]
    spots = []
    for row in layer(spec, "glyphs")["data"]:
        x, y = pixels(*row["p"], zoom)
        spots.append((x + row["o"][0], y + row["o"][1]))
    gaps = [hypot(a - c, b - d) for place, (a, b) in enumerate(spots) for c, d in spots[:place]]
    assert min(gaps) > 9


def test_without_an_advisory_there_is_no_sign(scene: MakeScene) -> None:
    shown = scene()
    spec = drawn(shown, dict.fromkeys((mark.territory for mark in shown.marks), Answer.NOT_IN_FORCE))
    assert "glyphs" not in {one["id"] for one in spec["layers"]}


def test_the_chosen_territory_is_stroked_and_ringed(scene: MakeScene) -> None:
    shown = scene(selected="NRU")
    ids = {one["id"] for one in drawn(shown, answers_of(shown))["layers"]}
    assert {"advisory-selected", "advisory-selected-ring"} <= ids
    ids = {one["id"] for one in drawn(scene(), answers_of(shown))["layers"]}
    assert not {"advisory-selected", "advisory-selected-ring"} & ids


@pytest.mark.parametrize("width", [740, 900, 1200])
def test_a_wide_map_opens_on_the_whole_world(width: int) -> None:
    view = world_view(width, 380)
    assert view.longitude == pytest.approx(150, abs=0.1)


def test_a_narrow_map_opens_on_africa_and_what_lies_east_of_it() -> None:
    view = world_view(340, 220)
    half = 180 * 340 / (TILE * 2**view.zoom)
    assert view.longitude - half == pytest.approx(-30, abs=0.1)
    assert view.longitude + half > 166.9  # Nauru


def test_answers_are_counted_in_force_first() -> None:
    answers = {"NRU": Answer.IN_FORCE, "CUB": Answer.IN_FORCE, "FJI": Answer.CANNOT_TELL}
    assert list(counted(answers).items()) == [
        (Answer.IN_FORCE, 2),
        (Answer.CANNOT_TELL, 1),
        (Answer.NOT_IN_FORCE, 0),
    ]
