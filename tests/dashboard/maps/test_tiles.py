"""Every partner has a tile of its own, and what is written on it can be read."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.contrast import contrast, ink
from dashboard.maps.legend import legend_entries
from dashboard.maps.palette import PALETTES
from dashboard.maps.placing import Place
from dashboard.maps.published import KEPT, find
from dashboard.maps.scene import Scene
from dashboard.maps.tile_grid import LAYOUT, NOWHERE, cells, extent, layout, strangers, vacant
from dashboard.maps.tiles import (
    LEAST,
    NAME_LETTERS,
    READABLE,
    _fills,
    _short,
    publish_tiles,
    tiles_deck,
    tiles_width,
)
from models.coverage import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.palette import Theme
    from dashboard.maps.scene import Mark

BUDGET = 8 * 1024
PROJECTOR = {"width_px": 800, "height_px": 400}
PHONE = {"width_px": 330, "height_px": 280}
POINTS = st.tuples(st.floats(-30, 330), st.floats(-90, 90))


def _sent(scene: Scene) -> dict[str, Any]:
    deck: dict[str, Any] = json.loads(tiles_deck(scene).to_json())
    return deck | {"layers": {layer["id"]: layer for layer in deck["layers"]}}


def _rows(scene: Scene) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gzip.decompress(publish_tiles(scene).body))
    return found


def test_layout_holds_every_partner_once(scene: Callable[..., Scene]) -> None:
    drawn = [word for word in LAYOUT.split() if word != NOWHERE]
    assert sorted(drawn) == sorted(mark.territory for mark in scene().marks)


def test_layout_is_compact_and_no_line_is_ragged() -> None:
    assert extent(()) == (14, 7)
    assert {len(line.split()) for line in LAYOUT.strip().splitlines()} == {14}


@pytest.mark.parametrize(
    "eastward",
    ["COM MYT IDN TLS PNG SLB TUV WLF WSM", "MDG AUS FJI COK PYF", "IND BGD MMR CHN TWN", "THA KHM VNM PHL PLW MHL"],
)
def test_layout_runs_from_west_to_east(eastward: str) -> None:
    columns = [layout()[code].column for code in eastward.split()]
    assert all(one < other for one, other in pairwise(columns))


@pytest.mark.parametrize("southward", ["RUS CHN VNM BRN AUS NZL", "JPN TWN PLW SLB VUT NCL", "IND LKA SYC COM MDG"])
def test_layout_runs_from_north_to_south(southward: str) -> None:
    tiers = [layout()[code].row for code in southward.split()]
    assert all(one <= other for one, other in pairwise(tiers))


def test_ends_of_the_layout_are_those_of_the_map() -> None:
    assert layout()["COM"].column == 0
    assert layout()["PYF"].column == 13
    assert layout()["RUS"].row == layout()["JPN"].row == 0
    assert layout()["NZL"].row == 6


def _partner(code: str, lon: float, lat: float) -> Place:
    return Place(code, code, lon, lat)


@given(st.dictionaries(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3), POINTS, max_size=80))
def test_nobody_is_lost_and_no_two_share_a_cell(points: dict[str, tuple[float, float]]) -> None:
    found = cells([_partner(code, *point) for code, point in points.items()])
    assert set(found) == set(points)
    assert len(set(found.values())) == len(points)


@pytest.mark.parametrize(
    ("code", "lon", "lat", "cell"),
    [
        ("PAK", 69.4, 30.0, (1, 0)),  # north-west of India
        ("KEN", 37.9, 0.5, (0, 3)),  # north of the Comoros
        ("USA", 250.0, 40.0, (11, 2)),  # north-east of Kiribati
        ("CHL", 289.0, -35.0, (13, 6)),  # south-east of French Polynesia
        ("GUM", 144.8, 13.4, (9, 1)),  # north of Micronesia
    ],
)
def test_a_stranger_takes_a_free_place_on_the_side_where_it_lies(
    marks: tuple[Mark, ...], code: str, lon: float, lat: float, cell: tuple[int, int]
) -> None:
    found = cells([*marks, _partner(code, lon, lat)])
    assert found.pop(code) == cell
    assert found == layout(), "nobody else moves"


def test_strangers_of_one_place_stand_side_by_side(marks: tuple[Mark, ...]) -> None:
    found = cells([*marks, *(_partner(f"X{letter}X", 250.0, 40.0) for letter in "ABC")])
    assert found["XAX"] == (11, 2)
    assert all(abs(found[code].column - 11) + abs(found[code].row - 2) <= 1 for code in ("XBX", "XCX"))
    assert len({*found.values()}) == 50
    assert extent(found.values()) == (14, 7), "the grid does not grow while there is room"


def test_a_full_layout_grows_at_the_foot(marks: tuple[Mark, ...]) -> None:
    room = len(vacant())
    added = [_partner(f"X{chr(65 + n // 26)}{chr(65 + n % 26)}", 200.0, 10.0) for n in range(room + 15)]
    found = cells([*marks, *added])
    assert len({*found.values()}) == 47 + room + 15
    assert extent(found.values()) == (14, 9)
    assert found[added[room].territory] == (0, 7)


def test_a_partner_that_left_frees_nothing_but_its_own_place(marks: tuple[Mark, ...]) -> None:
    fewer = [mark for mark in marks if mark.territory != "PYF"]
    assert cells(fewer) == {code: cell for code, cell in layout().items() if code != "PYF"}
    assert cells([*fewer, _partner("USA", 212.0, -17.5)])["USA"] != layout()["PYF"]


def test_without_any_of_the_layout_strangers_begin_in_the_corner() -> None:
    assert cells([_partner("USA", 250.0, 40.0)]) == {"USA": (0, 0)}
    assert cells([]) == {}


def test_only_strangers_widen_the_view(marks: tuple[Mark, ...]) -> None:
    assert strangers(marks) == []
    assert strangers([*marks, _partner("USA", 250.0, 40.0)]) == [(250.0, 40.0)]


def test_tiles_do_not_touch_and_fill_the_projector(scene: Callable[..., Scene]) -> None:
    squares = [row["q"] for row in _rows(scene(**PROJECTOR))]
    lefts = sorted({square[0][0] for square in squares})
    assert all(square[2][0] - square[0][0] == square[2][1] - square[0][1] >= READABLE - 3 for square in squares)
    assert all(other - one >= READABLE for one, other in pairwise(lefts))


@given(width=st.integers(320, 1600), height=st.integers(300, 900), strangers=st.integers(0, 20))
def test_everything_is_in_sight(marks: Any, width: int, height: int, strangers: int) -> None:  # noqa: ANN401 - fixture

    more = tuple(replace(marks[0], territory=f"X{chr(65 + n)}X", index=60 + n) for n in range(strangers))
    scene = Scene(
        marks=marks + more, theme="light", layers=frozenset(), boundaries_url="/", width_px=width, height_px=height
    )
    x, y, _ = _sent(scene)["initialViewState"]["target"]
    for row in _rows(scene):
        for east, south in row["q"]:
            assert abs(east - x) <= width / 2 - 1
            assert abs(south - y) <= height / 2 - 1


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_what_is_written_can_be_read(palette: Any) -> None:  # noqa: ANN401 - a palette
    assert min(contrast(ink(fill), fill) for fill in _fills(palette)) >= 4.5
    assert contrast(palette.selected, palette.ocean) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_stays_within_its_budget(scene: Callable[..., Scene], theme: Theme) -> None:
    deck = tiles_deck(scene(theme=theme, selected="FJI", **PROJECTOR))
    assert len(deck.to_json().encode()) + len(json.dumps(deck._tooltip)) <= BUDGET


def test_camera_stands_still_and_nobody_is_asked(scene: Callable[..., Scene]) -> None:
    sent = _sent(scene(selected="FJI"))
    assert sent["views"][0]["controller"] is False
    assert sent["initialViewState"] == _sent(scene(theme="dark"))["initialViewState"]
    assert "//" not in tiles_deck(scene()).to_json()


def test_published_tiles_say_where_and_never_how(scene: Callable[..., Scene]) -> None:
    usual = scene()
    filtered = scene(marks=tuple(replace(mark, status=None) for mark in usual.marks), selected="FJI")
    assert publish_tiles(usual) is publish_tiles(filtered)
    assert find("tiles", publish_tiles(usual).digest)
    for width in range(700, 700 + 20 * KEPT, 20):
        publish_tiles(scene(width_px=width))
    assert find("tiles", publish_tiles(usual).digest)
    assert all(set(row) == set("tinsqgcmb") for row in _rows(usual))
    assert [row["i"] for row in _rows(usual)] == list(range(47))


def test_status_is_one_digit_per_partner(scene: Callable[..., Scene]) -> None:
    text = _sent(scene())["layers"]["tile-glyphs"]["getText"]
    assert f"'{('12345' * 10)[:47]}'" in text
    gone = scene(marks=tuple(replace(mark, status=None) for mark in scene().marks))
    assert f"'{'0' * 47}'" in _sent(gone)["layers"]["tile-glyphs"]["getText"]


def test_without_status_tiles_are_plain(scene: Callable[..., Scene]) -> None:
    sent = _sent(scene(layers=frozenset()))["layers"]
    assert set(sent) == {"tiles", "tile-codes", "tile-names"}
    assert f"'{'0' * 47}'" in sent["tiles"]["_subLayerProps"]["fill"]["getFillColor"]


def test_badges_and_frame_are_on_the_tiles_they_belong_to(scene: Callable[..., Scene]) -> None:
    sent = _sent(scene(selected="FJI", **PROJECTOR))["layers"]
    assert sent["tile-advisories"]["data"].endswith("#" + ".".join(map(str, range(0, 47, 6))))
    assert sent["tile-selected"]["dataTransform"] == "@@=[this[6]]"
    assert "tile-selected" not in _sent(scene(selected="USA"))["layers"]


def test_only_what_streamlit_leaves_alone_is_coloured(scene: Callable[..., Scene]) -> None:
    """On a selection Streamlit fades a polygon's fill and a text's colour that stand on the layer itself."""
    for layer in _sent(scene(selected="FJI"))["layers"].values():
        assert not {"getFillColor", "getColor"} & set(layer)


def test_a_scene_without_marks_has_no_tiles(scene: Callable[..., Scene]) -> None:
    assert "None" not in tiles_deck(scene(marks=())).to_json()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Fiji", "Fiji"),
        ("Papua New Guinea", "Papua New\nGuinea"),
        ("Timor-Leste", "Timor-Leste"),
        ("Liechtenstein", ""),
        ("A Name of Too Many Short Words", ""),
        ("", ""),
    ],
)
def test_names_are_broken_or_left_out(name: str, short: str) -> None:
    assert _short(name) == short


def test_every_partner_s_name_fits(scene: Callable[..., Scene]) -> None:
    assert all(_short(mark.name) for mark in scene().marks)
    assert max(len(line) for mark in scene().marks for line in _short(mark.name).split("\n")) <= NAME_LETTERS


def test_legend_is_that_of_the_map(scene: Callable[..., Scene]) -> None:
    counts = [entry.count for entry in legend_entries(scene()) if entry.label != "Advisory in force"]
    assert sum(count or 0 for count in counts) == 47
    assert len(counts) == len(Status)


def test_on_a_phone_the_tiles_are_tall_enough_to_hold_glyph_and_code(scene: Callable[..., Scene]) -> None:
    narrow = scene(**PHONE)
    sent = _sent(narrow)["layers"]
    assert "tile-names" not in sent
    assert sent["tile-codes"]["getSize"] == sent["tile-glyphs"]["getSize"] == LEAST
    for row in _rows(narrow):
        (west, north), _, (east, south), *_ = row["q"]
        assert east - west >= 20
        assert south - north >= 3 * LEAST
        assert row["g"][0] == row["c"][0] == pytest.approx((west + east) / 2, abs=0.1)
        assert north + LEAST / 2 < row["g"][1] < row["c"][1] - LEAST < south - 1.5 * LEAST


def test_tiles_are_square_wherever_there_is_room(scene: Callable[..., Scene]) -> None:
    for size in (PROJECTOR, {"width_px": 600, "height_px": 380}):
        (west, north), _, (east, south), *_ = _rows(scene(**size))[0]["q"]
        assert east - west == south - north


@given(width=st.integers(320, 1600), height=st.integers(260, 900))
def test_the_page_knows_how_wide_the_tiles_are(marks: Any, width: int, height: int) -> None:  # noqa: ANN401 - fixture
    scene = Scene(marks=marks, theme="light", layers=frozenset(), boundaries_url="/", width_px=width, height_px=height)
    easts = [east for row in _rows(scene) for east, _ in row["q"]]
    assert max(easts) - min(easts) <= tiles_width(scene) <= width
