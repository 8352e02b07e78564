"""The printed map of real places: every name on it, nothing over anything."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely
from PIL import Image

from dashboard.actions.brief_content import MapBlock, MapMark, MapPath
from dashboard.maps.palette import LABELS, STATUS_ORDER
from dashboard.paper.map_frame import frame_of
from dashboard.paper.printed_map import MapNotes, PrintedMap, printed_map
from geodata.reference.read import read_territories
from geodata.territories import load_boundaries
from models.coverage import Status

if TYPE_CHECKING:
    from geodata.territories import Boundaries

SLIDE = (13.333, 7.5)
NOTES = MapNotes("UNCLASSIFIED", "#007a33", "220600Z NOV 26", "22 Nov 2026", "Facts are known.", demo=True)
PARTNERS = [one for one in read_territories() if one.partner]
MARKS = [
    MapMark(one.territory, one.name, one.label_lon or 0, one.label_lat or 0, STATUS_ORDER[n % 5], advisory=n % 7 == 0)
    for n, one in enumerate(PARTNERS)
]
ALL = MapBlock("map", "Area of responsibility", MARKS, "A map.")
SUBREGIONS = sorted({str(one.subregion) for one in PARTNERS})


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return load_boundaries()


def region(name: str) -> MapBlock:
    codes = {one.territory for one in PARTNERS if str(one.subregion) == name}
    return replace(ALL, title=name, marks=[mark for mark in MARKS if mark.code in codes])


def overlaps(drawn: PrintedMap) -> list[tuple[str, str]]:
    """Return every pair of things that cover one another; two glyphs may share the corner of their squares."""
    things = [(f"name {code}", placed.box) for code, placed in drawn.names.items()]
    things += [(f"glyph {code}", box) for code, box in drawn.glyphs.items()]
    things += [(f"furniture {n}", box) for n, box in enumerate(drawn.furniture)]
    return [
        (one, other)
        for place, (one, box) in enumerate(things)
        for other, beside in things[:place]
        if box.meets(beside) and not (one.startswith("glyph") and other.startswith("glyph"))
    ]


@pytest.mark.parametrize("alone", [True, False])
def test_all_partners_are_named_and_nothing_overlaps(boundaries: Boundaries, *, alone: bool) -> None:
    drawn = printed_map(ALL, boundaries, inches=SLIDE if alone else (9.0, 5.2), notes=NOTES if alone else None)
    assert set(drawn.names) == {mark.code for mark in MARKS}
    assert overlaps(drawn) == []


@pytest.mark.parametrize("name", SUBREGIONS)
def test_every_subregion_is_named_and_nothing_overlaps(boundaries: Boundaries, name: str) -> None:
    block = region(name)
    drawn = printed_map(block, boundaries, inches=(8.0, 5.0))
    assert set(drawn.names) == {mark.code for mark in block.marks}
    assert overlaps(drawn) == []
    assert drawn.furniture, "an inset says where the region lies"


def test_a_picture_is_as_large_as_asked_and_the_same_for_the_same_map(boundaries: Boundaries) -> None:
    one, other = (printed_map(region("Melanesia"), boundaries, inches=(4.0, 3.0)).file("png", dpi=100) for _ in "ab")
    assert one == other
    assert Image.open(io.BytesIO(one)).size == (400, 300)


def test_a_drawing_keeps_its_words_as_words(boundaries: Boundaries) -> None:
    drawn = printed_map(region("Polynesia"), boundaries, inches=(8.0, 5.0), notes=NOTES)
    svg = drawn.file("svg").decode()
    assert svg == printed_map(region("Polynesia"), boundaries, inches=(8.0, 5.0), notes=NOTES).file("svg").decode()
    for words in ("French Polynesia", "UNCLASSIFIED", "DEMO", "220600Z NOV 26", "22 Nov 2026", "authoritative", "nm"):
        assert words in svg
    assert all(LABELS[mark.status] in svg for mark in region("Polynesia").marks)


def test_a_hostile_name_stays_a_name(boundaries: Boundaries) -> None:
    hostile = ["</script><b>$\\frac{1}{0}$", "a\nb" * 20, "\u202eevil", "=cmd|' /C calc'!A0", "x" * 200]
    marks = [replace(mark, name=hostile[n % len(hostile)]) for n, mark in enumerate(region("Melanesia").marks)]
    drawn = printed_map(replace(ALL, marks=marks), boundaries, inches=(8.0, 5.0))
    assert b"<script" not in drawn.file("svg")
    assert overlaps(drawn) == []


def test_one_territory_alone_and_none_at_all_are_maps_too(boundaries: Boundaries) -> None:
    fiji = [mark for mark in MARKS if mark.code == "FJI"]
    assert set(printed_map(replace(ALL, marks=fiji), boundaries, inches=(6, 4)).names) == {"FJI"}
    assert printed_map(replace(ALL, marks=[]), boundaries, inches=(6, 4)).names == {}


def test_a_trip_over_the_date_line_is_one_stroke(boundaries: Boundaries) -> None:
    tokyo, apia, papeete = (139.35, 35.75), (-172.0, -13.8), (-149.6, -17.5)
    path = MapPath("A trip", [tokyo, apia, papeete, tokyo], booked=True)
    marks = [mark for mark in MARKS if mark.code in {"WSM", "PYF", "JPN"}]
    drawn = printed_map(replace(ALL, marks=marks, paths=[path]), boundaries, inches=(8, 5))
    assert set(drawn.names) == {"WSM", "PYF", "JPN"}


def test_the_whole_area_is_centred_on_150_east_and_a_region_on_itself() -> None:
    whole = frame_of([(mark.lon, mark.lat) for mark in MARKS], ratio=1.6)
    assert whole.whole
    assert abs(whole.project([150.0], [0.0])[0][0]) < 1e-6
    melanesia = frame_of([(mark.lon, mark.lat) for mark in region("Melanesia").marks], ratio=1.6)
    assert not melanesia.whole
    assert 140 < melanesia.middle[0] < 180


def test_the_frame_has_the_shape_of_the_sheet_and_holds_every_place() -> None:
    places = [(mark.lon, mark.lat) for mark in MARKS]
    frame = frame_of(places, ratio=1.7)
    assert abs((frame.east - frame.west) / (frame.north - frame.south) - 1.7) < 1e-9
    seen = frame.project([lon for lon, _ in places], [lat for _, lat in places])
    assert (seen[:, 0] > frame.west).all()
    assert (seen[:, 0] < frame.east).all()
    assert (seen[:, 1] > frame.south).all()
    assert (seen[:, 1] < frame.north).all()


def test_a_long_cutoff_stands_whole_below_the_map(boundaries: Boundaries) -> None:
    words = [f"word{number}" for number in range(60)]
    svg = printed_map(ALL, boundaries, inches=SLIDE, notes=replace(NOTES, cutoff=" ".join(words))).file("svg").decode()
    assert all(word in svg for word in words)


def test_areas_are_true(boundaries: Boundaries) -> None:
    """Australia covers 7.69 million square kilometres; Madagascar, on the edge of the map, 0.587."""
    frame = frame_of([(mark.lon, mark.lat) for mark in MARKS], ratio=1.6)
    ground = dict(zip(boundaries.codes, frame.ground(boundaries, points=800), strict=True))
    assert abs(ground["AUS"].area / 7.69e12 - 1) < 0.02
    assert abs(ground["MDG"].area / 0.592e12 - 1) < 0.03


def test_land_that_nobody_sees_is_left_out(boundaries: Boundaries) -> None:
    marks = [mark for mark in MARKS if mark.code in {"FJI", "TON"}]
    frame = frame_of([(mark.lon, mark.lat) for mark in marks], ratio=1.6)
    ground = dict(zip(boundaries.codes, frame.ground(boundaries, points=400), strict=True))
    assert ground["AUS"].is_empty
    assert not ground["FJI"].is_empty
    edges = shapely.box(frame.west, frame.south, frame.east, frame.north)
    beyond = 0.05 * (frame.east - frame.west)
    assert all(edges.buffer(beyond).covers(shape) for shape in ground.values() if not shape.is_empty)
    fine, coarse = (shapely.get_num_coordinates(frame.ground(boundaries, points=size)).sum() for size in (4000, 40))
    assert coarse < fine / 2


def test_a_map_is_light_enough_to_be_set_with_a_dozen_others(boundaries: Boundaries) -> None:
    assert len(printed_map(ALL, boundaries, inches=(12, 6)).file("svg")) < 1_000_000


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_shape(boundaries: Boundaries, status: Status) -> None:
    fiji = [replace(mark, status=status) for mark in MARKS if mark.code == "FJI"]
    svg = printed_map(replace(ALL, marks=fiji), boundaries, inches=(6, 4)).file("svg").decode()
    assert f"{LABELS[status]} 1" in svg
