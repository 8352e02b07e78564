"""What holds for every layer, and what each is for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.maps.deck import coverage_deck
from dashboard.maps.derived import zones
from dashboard.maps.layers import DEFAULT_SWITCHES, LAYERS, SWITCHES, LayerSpec, build_layers, offered
from dashboard.maps.palette import KIND_LETTERS, LIGHT
from dashboard.maps.picking import CLICKABLE
from dashboard.maps.published import SIZES, find
from dashboard.maps.scene import EngagementMark, TripPath
from dashboard.maps.tiles import tile_layers
from geodata.geodesy import Point
from models.vocabulary import EngagementKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.scene import Mark, Scene

PORTS_URL = "/geo/ports-0123456789abcdef.json"
CALLS = (
    EngagementMark(178.44, -18.14, EngagementKind.PORT_VISIT, "FJI", 2),
    EngagementMark(178.44, -18.14, EngagementKind.LIAISON, "FJI"),
    EngagementMark(210.43, -17.54, EngagementKind.PORT_VISIT, "PYF"),
)
TRIPS = tuple(TripPath((Point(139.4, 35.8), Point(-149.6, -17.5)), booked) for booked in (False, True))
FADED_BY_STREAMLIT = {
    "GeoJsonLayer": {"getFillColor"},
    "TextLayer": {"getColor"},
    "PathLayer": {"getColor"},
}
"""What Streamlit fades to an opacity of 102 on a selection, by layer type."""

REGISTRY = pytest.mark.parametrize("spec", LAYERS, ids=lambda spec: f"{spec.build.__module__}.{spec.build.__name__}")


@pytest.fixture
def full(scene: Callable[..., Scene]) -> Scene:
    return scene(
        layers=frozenset(SWITCHES),
        ports_url=PORTS_URL,
        port_sizes=SIZES,
        selected="FJI",
        engagements=CALLS,
        trips=TRIPS,
    )


def _sent(scene: Scene) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(coverage_deck(scene).to_json())["layers"]}


@REGISTRY
def test_every_layer_draws_something_with_an_id(spec: LayerSpec, full: Scene) -> None:
    layers = spec.build(full)
    assert layers
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", layer.id) for layer in layers)
    assert all(json.loads(layer.to_json())["id"] == layer.id for layer in layers)


@REGISTRY
def test_every_layer_says_whether_it_can_be_picked(spec: LayerSpec, full: Scene) -> None:
    for layer in spec.build(full):
        assert layer.pickable is (layer.id in CLICKABLE)


@REGISTRY
def test_no_layer_fades_when_something_is_selected(spec: LayerSpec, full: Scene) -> None:
    for layer in (json.loads(layer.to_json()) for layer in spec.build(full)):
        for accessor in FADED_BY_STREAMLIT[layer["@@type"]] & set(layer):
            assert layer[accessor][3] <= 102


@REGISTRY
def test_every_layer_can_draw_a_scene_without_marks(spec: LayerSpec, scene: Callable[..., Scene]) -> None:
    for layer in spec.build(scene(marks=())):
        assert "None" not in layer.to_json()


@REGISTRY
def test_switches_exist(spec: LayerSpec) -> None:
    assert spec.switch is None or spec.switch in SWITCHES


def test_ids_differ(full: Scene) -> None:
    ids = [layer.id for layer in build_layers(full)]
    assert len(ids) == len(set(ids))


def test_clickable_layers_are_drawn(full: Scene) -> None:
    drawn = build_layers(full) + tile_layers(full)
    assert set(CLICKABLE) == {layer.id for layer in drawn if layer.pickable}


def test_pickable_land_is_never_stroked(full: Scene) -> None:
    for layer in _sent(full).values():
        if layer["@@type"] == "GeoJsonLayer" and layer["pickable"] and not layer["id"].startswith("ports"):
            assert layer["stroked"] is False


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_a_switch_takes_its_layers_away(switch: str, full: Scene) -> None:
    without = replace(full, layers=frozenset(SWITCHES) - {switch})
    gone = {layer.id for spec in LAYERS if spec.switch == switch for layer in spec.build(full)}
    assert gone
    assert not gone & {layer.id for layer in build_layers(without)}


def test_ports_are_off_at_first_and_without_any_there_is_no_layer(scene: Callable[..., Scene]) -> None:
    assert "ports" not in DEFAULT_SWITCHES
    assert not [name for name in _sent(scene(layers=frozenset(SWITCHES), ports_url=PORTS_URL)) if "ports" in name]


def _expression(layer: dict[str, Any], part: str, accessor: str) -> str:
    expression = layer["_subLayerProps"][part][accessor]
    assert expression.startswith("@@=(")
    return str(expression)


def test_fill_carries_one_code_per_partner(scene: Callable[..., Scene]) -> None:
    expression = _expression(_sent(scene())["land"], "polygons-fill", "getFillColor")
    codes = re.search(r"\('(\d+)'\)\[properties\.i\]\|\|0", expression)
    assert codes
    assert codes[1] == ("23456" * 10)[:47]


def test_fill_is_neutral_without_status(scene: Callable[..., Scene]) -> None:
    expression = _expression(_sent(scene(layers=frozenset()))["land"], "polygons-fill", "getFillColor")
    assert f"'{'1' * 47}'" in expression


def test_another_status_is_evaluated_anew(scene: Callable[..., Scene]) -> None:
    def trigger(layer: dict[str, Any]) -> object:
        return layer["_subLayerProps"]["polygons-fill"]["updateTriggers"]["getFillColor"]

    assert trigger(_sent(scene())["land"]) == trigger(_sent(scene())["land"])
    assert trigger(_sent(scene())["land"]) != trigger(_sent(scene(layers=frozenset()))["land"])


def test_glyphs_say_the_status_and_the_points_do_not(scene: Callable[..., Scene]) -> None:
    usual = scene()
    filtered = scene(marks=tuple(_left_out(mark) for mark in usual.marks))
    (one, drawn), (other, left_out) = (_sent(drawing)["glyphs"]["data"].split("#") for drawing in (usual, filtered))
    assert one == other, "the same points are fetched once"
    assert drawn != left_out, "other statuses are other data, or the shapes would stay as they were"
    assert f"'{'0' * 47}'" in _sent(filtered)["glyphs"]["getText"]
    assert f"'{('12345' * 10)[:47]}'" in _sent(usual)["glyphs"]["getText"]


def _left_out(mark: Mark) -> Mark:
    return replace(mark, status=None)


def test_advisories_outline_only_those_in_force(scene: Callable[..., Scene]) -> None:
    layer = _sent(scene())["advisories"]
    in_force = range(0, 47, 6)
    assert layer["data"].endswith("#" + ".".join(map(str, in_force)))
    assert layer["dataTransform"] == "@@=[" + ",".join(f"features[{index}]" for index in in_force) + "]"
    assert layer["getLineColor"][:3] == [0x11, 0x18, 0x20]


def test_nothing_is_drawn_of_advisories_that_are_filtered_out(scene: Callable[..., Scene]) -> None:
    usual = scene()
    filtered = scene(marks=tuple(_left_out(mark) for mark in usual.marks))
    assert not {"advisories", "advisory-badges"} & set(_sent(filtered))


def test_selection_of_a_stranger_draws_nothing(scene: Callable[..., Scene]) -> None:
    assert "selected" not in _sent(scene(selected="USA"))
    assert "selected" in _sent(scene(selected="FJI"))


def test_a_partner_without_a_boundary_is_shown_by_its_glyph_alone(scene: Callable[..., Scene]) -> None:
    marks = scene().marks
    holy_see = replace(marks[0], territory="VAT", index=300, bounded=False)
    drawn = _sent(scene(marks=(*marks, holy_see), selected="VAT"))
    assert "selected" not in drawn
    assert drawn["selected-ring"]["dataTransform"] == "@@=[this[47]]"
    assert "features[300]" not in json.dumps(drawn)
    assert drawn["advisory-badges"]["dataTransform"].endswith("this[47]]")


def test_date_line_is_dashed(scene: Callable[..., Scene]) -> None:
    layer = _sent(scene())["date-line"]
    assert layer["extensions"] == [{"@@type": "PathStyleExtension", "dash": True}]
    assert layer["data"] == [[180]]


def test_published_data_can_be_found(full: Scene) -> None:
    for layer in _sent(full).values():
        if isinstance(layer["data"], str) and layer["data"] != PORTS_URL:
            name, digest = re.fullmatch(r"/geo/(\w+)-([0-9a-f]{16})\.json(?:#.*)?", layer["data"]).groups()  # type: ignore[union-attr]  # the test fails either way
            assert find(name, digest)


def test_ocean_is_the_view_s_ground(scene: Callable[..., Scene]) -> None:
    view = json.loads(coverage_deck(scene()).to_json())["views"][0]
    assert view["clearColor"] == [int(LIGHT.ocean[place : place + 2], 16) for place in (1, 3, 5)]


def test_large_ports_are_seen_first_and_small_ones_from_closer_by(full: Scene) -> None:
    small, medium, large, unsized = (_sent(full)[f"ports{size}"] for size in ("-small", "-medium", "", "-unsized"))
    for key in ("getPointRadius", "pointRadiusMinPixels", "pointRadiusMaxPixels"):
        assert small[key] < medium[key] < large[key]
        assert unsized[key] == medium[key] > 0, "a source's silence hides nothing"
    assert small["pointRadiusMinPixels"] == 0
    layers = (small, medium, large, unsized)
    assert [layer["dataTransform"] for layer in layers] == ["@@=S", "@@=M", "@@=L", "@@=U"]
    assert {layer["data"] for layer in layers} == {PORTS_URL}


def test_only_sizes_that_there_are_cost_a_layer(scene: Callable[..., Scene]) -> None:
    unsized = scene(layers=frozenset({"ports"}), ports_url=PORTS_URL, port_sizes=("U",))
    assert [name for name in _sent(unsized) if name.startswith("ports")] == ["ports-unsized"]


def test_engagements_are_off_at_first_and_only_offered_if_there_are_any(full: Scene) -> None:
    assert "engagements" not in DEFAULT_SWITCHES
    assert offered(full) == SWITCHES


def test_nothing_empty_is_offered(scene: Callable[..., Scene]) -> None:
    plain = scene(marks=tuple(replace(mark, advisory=False) for mark in scene().marks))
    assert set(offered(plain)) == {"status", "labels", "graticule"}
    assert set(offered(scene(ports_url=PORTS_URL, port_sizes=("U",)))) == set(SWITCHES) - {"engagements", "trips"}
    assert set(offered(scene(engagements=CALLS, layers=frozenset()))) == set(SWITCHES) - {"ports", "trips"}


def test_engagements_carry_place_kind_and_territory(full: Scene) -> None:
    sent = _sent(full)["engagements"]
    assert [row[:4] for row in sent["data"]] == [
        [178.4, -18.1, 1, "FJI"],
        [178.4, -18.1, 6, "FJI"],
        [210.4, -17.5, 1, "PYF"],
    ]
    assert sent["getText"] == "@@=('GPETARL')[this[2]]"


def test_a_hundred_engagements_are_light(scene: Callable[..., Scene], marks: tuple[Mark, ...]) -> None:
    kinds = list(EngagementKind)
    many = tuple(
        EngagementMark(marks[n % 47].lon - n / 100, marks[n % 47].lat, kinds[n % 7], marks[n % 47].territory)
        for n in range(100)
    )
    with_and_without = (scene(layers=frozenset({"engagements"}), engagements=drawn) for drawn in (many, ()))
    one, other = (len(coverage_deck(drawn).to_json().encode()) for drawn in with_and_without)
    assert one - other <= 3 * 1024


def test_every_kind_has_a_letter_of_its_own() -> None:
    assert list(KIND_LETTERS) == list(EngagementKind)
    assert len(set(KIND_LETTERS.values())) == len(EngagementKind)
    assert all(len(letter) == 1 for letter in KIND_LETTERS.values())


def test_strokes_are_of_the_light_geometry(full: Scene) -> None:
    """Stroking a coast in full took a second without a graphics card, and clicks meanwhile were lost."""
    for layer in ("selected", "advisories"):
        assert _sent(full)[layer]["data"].startswith(zones(full.boundaries_url).url)
