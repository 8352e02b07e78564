"""The printed map of real places: every name on it, nothing over anything."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
import typst
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from dashboard.actions.brief_content import MapBlock, MapMark, MapPath
from dashboard.maps.contrast import Vision, contrast, difference, lightness
from dashboard.maps.palette import LABELS, LIGHT, STATUS_ORDER
from dashboard.maps.spots import Box
from dashboard.paper.brief_maps import HALF, WIDE
from dashboard.paper.map_frame import frame_of
from dashboard.paper.map_signs import MARKERS
from dashboard.paper.printed_map import POINTS, MapNotes, PrintedMap, _frame, printed_map
from geodata.geodesy import GEOD, METRES_PER_NM, Point, great_circle
from geodata.reference.read import read_territories
from geodata.territories import load_boundaries
from models.coverage import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.paper.map_frame import MapFrame
    from geodata.territories import Boundaries

SLIDE = (13.333, 7.5)
NOTES = MapNotes("UNCLASSIFIED", "#007a33", "220600Z NOV 26", "22 Nov 2026", "Facts are known.", demo=True)
PARTNERS = [one for one in read_territories() if one.partner]
MARKS = [
    MapMark(one.territory, one.name, one.label_lon or 0, one.label_lat or 0, STATUS_ORDER[n % 5], advisory=n % 7 == 0)
    for n, one in enumerate(PARTNERS)
]
ALL = MapBlock("map", "Area of responsibility", MARKS, "A map.")
HOSTILE = (
    "</script><b>$\\frac{1}{0}$",
    "a\nb" * 20,
    "\u202eevil",
    "=cmd|' /C calc'!A0",
    "x" * 200,
    "\U0001f6a2" * 30,
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0639",
    "\x00\x1b[31m",
    "",
)
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
    things += [(f"glyph of inset {code}", box) for inset in drawn.insets for code, box in inset.glyphs.items()]
    things += [(f"furniture {n}", box) for n, box in enumerate(drawn.furniture)]
    return [
        (one, other)
        for place, (one, box) in enumerate(things)
        for other, beside in things[:place]
        if box.meets(beside) and not (one.startswith("glyph") and other.startswith("glyph"))
    ]


def texts(drawn: PrintedMap) -> list[tuple[str, Box]]:
    """Measure what is written, as it is drawn: points from the upper left corner. Halos lie beneath their texts."""
    canvas = drawn.figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    high = drawn.figure.get_size_inches()[1] * POINTS
    per = POINTS / drawn.figure.dpi
    found = []
    for text in drawn.figure.axes[0].texts:
        if not text.get_path_effects():
            box = text.get_window_extent(canvas.get_renderer())
            found.append((text.get_text(), Box(box.x0 * per, high - box.y1 * per, box.x1 * per, high - box.y0 * per)))
    return found


def collisions(drawn: PrintedMap) -> list[tuple[str, str]]:
    """Return every pair of texts of which one runs into the other, and every text that leaves the sheet."""
    width, high = (float(side) * POINTS for side in drawn.figure.get_size_inches())
    found = texts(drawn)
    pairs = [(one, other) for n, (one, box) in enumerate(found) for other, beside in found[:n] if box.meets(beside)]
    return pairs + [(one, "edge") for one, box in found if not Box(0, 0, width, high).holds(box)]


@pytest.fixture(scope="module", params=["wide", "half", "alone"])
def whole(request: pytest.FixtureRequest, boundaries: Boundaries) -> PrintedMap:
    """Draw all partners in each size that there is."""
    inches = {"wide": WIDE, "half": HALF, "alone": SLIDE}[request.param]
    return printed_map(ALL, boundaries, inches=inches, notes=NOTES if request.param == "alone" else None)


def test_all_partners_are_named_once_and_nothing_overlaps(whole: PrintedMap) -> None:
    assert set(whole.names) == {mark.code for mark in MARKS}
    assert overlaps(whole) == []
    assert collisions(whole) == []
    said = [text.rstrip(" !") for text, _ in texts(whole)]
    assert all(said.count(mark.name) == 1 for mark in MARKS)


def test_an_inset_covers_nothing_and_names_what_it_shows(whole: PrintedMap) -> None:
    for inset in whole.insets:
        assert not any(inset.box.meets(box) for box in whole.glyphs.values())
        assert not inset.box.meets(inset.window)
        assert not any(inset.box.meets(other.box) for other in whole.insets if other is not inset)
        for code, placed in whole.names.items():
            assert inset.box.holds(placed.box) is (code in inset.glyphs)
            assert inset.box.holds(placed.box) or not inset.box.meets(placed.box)
            assert code not in inset.glyphs or inset.window.holds(whole.glyphs[code])


def test_an_inset_shows_every_partner_of_its_window(whole: PrintedMap) -> None:
    for inset in whole.insets:
        assert set(inset.glyphs) == {code for code, box in whole.glyphs.items() if inset.window.meets(box)}
        assert all(inset.box.holds(box) for box in inset.glyphs.values())
    shown = [code for inset in whole.insets for code in inset.glyphs]
    assert len(shown) == len(set(shown)), "no partner is in two insets"


@pytest.mark.parametrize("codes", [set(), {"FJI"}, {"MDG", "PYF"}, {"MDG", "JPN", "AUS", "PYF", "IND", "NZL"}])
def test_few_partners_need_no_inset(boundaries: Boundaries, codes: set[str]) -> None:
    marks = [mark for mark in MARKS if mark.code in codes]
    assert {mark.code for mark in marks} == codes
    drawn = printed_map(replace(ALL, marks=marks), boundaries, inches=WIDE)
    assert drawn.insets == []
    assert set(drawn.names) == codes


def test_a_map_with_insets_is_the_same_whatever_was_drawn_before(boundaries: Boundaries) -> None:
    one = printed_map(ALL, boundaries, inches=WIDE)
    printed_map(region("Polynesia"), boundaries, inches=HALF)
    other = printed_map(ALL, boundaries, inches=WIDE)
    assert (one.names, one.glyphs, one.insets) == (other.names, other.glyphs, other.insets)
    assert one.file("svg") == other.file("svg")


def test_the_crowded_pacific_is_drawn_larger_on_a_page(boundaries: Boundaries) -> None:
    drawn = printed_map(ALL, boundaries, inches=WIDE)
    assert drawn.insets
    assert {"FJI", "TON", "WSM", "WLF"} <= {code for inset in drawn.insets for code in inset.glyphs}


def test_names_are_of_ten_points_where_a_page_has_room(boundaries: Boundaries) -> None:
    for block, inches in ((ALL, WIDE), (region("Polynesia"), HALF)):
        drawn = printed_map(block, boundaries, inches=inches)
        assert min(text.get_fontsize() for text in drawn.figure.axes[0].texts) >= 10


@pytest.mark.parametrize("name", SUBREGIONS)
def test_every_subregion_is_named_and_nothing_overlaps(boundaries: Boundaries, name: str) -> None:
    block = region(name)
    drawn = printed_map(block, boundaries, inches=HALF)
    assert set(drawn.names) == {mark.code for mark in block.marks}
    assert overlaps(drawn) == []
    assert collisions(drawn) == []
    assert len(drawn.furniture) > 1, "a small map says where the region lies"
    assert drawn.insets == []


@pytest.mark.parametrize("name", SUBREGIONS)
def test_a_map_that_stands_alone_says_where_it_lies(boundaries: Boundaries, name: str) -> None:
    drawn = printed_map(region(name), boundaries, inches=SLIDE, notes=NOTES)
    assert collisions(drawn) == []
    said = [text for text, _ in texts(drawn)]
    assert sum(text.endswith(("°E", "°W", "°")) for text in said) >= 3, "meridians"
    assert sum(text.endswith(("°N", "°S")) for text in said) >= 2, "parallels"
    assert any("authoritative" in text for text in said)


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


@pytest.mark.parametrize("alone", [True, False])
def test_a_hostile_name_stays_a_name(boundaries: Boundaries, *, alone: bool) -> None:
    """Warnings are errors here: a sign that the font lacks would end the test."""
    marks = [replace(mark, name=HOSTILE[n % len(HOSTILE)]) for n, mark in enumerate(region("Melanesia").marks)]
    base = (139.35, 35.75)
    paths = [MapPath(name, [base, (mark.lon, mark.lat), base]) for name, mark in zip(HOSTILE, marks * 3)]  # noqa: B905 - as many as there are names
    block = replace(ALL, marks=marks, paths=paths, title="x" * 200)
    notes = replace(NOTES, marking="\u202e" * 90, cutoff="y" * 900) if alone else None
    drawn = printed_map(block, boundaries, inches=SLIDE if alone else HALF, notes=notes)
    assert b"<script" not in drawn.file("svg")
    assert drawn.file("png", dpi=60)
    assert overlaps(drawn) == []
    assert collisions(drawn) == []


def test_one_territory_alone_and_none_at_all_are_maps_too(boundaries: Boundaries) -> None:
    fiji = [mark for mark in MARKS if mark.code == "FJI"]
    assert set(printed_map(replace(ALL, marks=fiji), boundaries, inches=(6, 4)).names) == {"FJI"}
    assert printed_map(replace(ALL, marks=[]), boundaries, inches=(6, 4)).names == {}


def test_a_trip_over_the_date_line_is_one_stroke(boundaries: Boundaries) -> None:
    tokyo, apia, papeete = (139.35, 35.75), (-172.0, -13.8), (-149.6, -17.5)
    path = MapPath("A trip", [tokyo, apia, papeete, tokyo])
    marks = [mark for mark in MARKS if mark.code in {"WSM", "PYF", "JPN"}]
    drawn = printed_map(replace(ALL, marks=marks, paths=[path]), boundaries, inches=(8, 5))
    assert set(drawn.names) == {"WSM", "PYF", "JPN"}
    width = 8 * POINTS
    legs = [line for line in drawn.figure.axes[0].lines if line.get_color() == LIGHT.trip and len(line.get_xdata()) > 9]
    assert len(legs) == 3
    for leg in legs:
        points = np.asarray(leg.get_xydata())
        assert np.abs(np.diff(points, axis=0)).max() < width / 8, "no stroke runs back over the map"
        assert points[:, 0].min() > 0
        assert points[:, 0].max() < width


def test_several_trips_are_numbered_on_the_map_and_in_the_legend(boundaries: Boundaries) -> None:
    base = (139.35, 35.75)
    marks = region("Melanesia").marks
    paths = [MapPath(f"Trip to {mark.name}", [base, (mark.lon, mark.lat), base]) for mark in marks]
    drawn = printed_map(replace(ALL, marks=marks, paths=paths), boundaries, inches=HALF)
    said = [text for text, _ in texts(drawn)]
    assert all(path.name in said for path in paths)
    assert all(said.count(str(number)) == 2 for number in range(1, len(paths) + 1))
    assert overlaps(drawn) == []
    assert collisions(drawn) == []
    one = printed_map(replace(ALL, marks=marks, paths=paths[:1]), boundaries, inches=HALF)
    assert "1" not in [text for text, _ in texts(one)]


def test_a_line_that_crosses_the_seam_of_the_map_is_parted(boundaries: Boundaries) -> None:
    path = MapPath("Round", [(-40.0, 0.0), (10.0, 0.0), (170.0, 0.0)])
    drawn = printed_map(replace(ALL, paths=[path]), boundaries, inches=WIDE)
    strokes = [
        line for line in drawn.figure.axes[0].lines if line.get_color() == LIGHT.trip and len(line.get_xdata()) > 2
    ]
    longest = max(float(np.abs(np.diff(np.asarray(line.get_xydata())[:, 0])).max()) for line in strokes)
    assert longest < WIDE[0] * POINTS / 4


def colours(drawn: PrintedMap) -> dict[str, tuple[int, int, int]]:
    """Read from the picture which colour each glyph has."""
    picture = Image.open(io.BytesIO(drawn.file("png", dpi=144))).convert("RGB")
    middles = {code: (box.left + box.right, box.top + box.bottom) for code, box in drawn.glyphs.items()}
    found = {code: picture.getpixel((round(x), round(y))) for code, (x, y) in middles.items()}
    return {code: tuple(pixel) for code, pixel in found.items() if isinstance(pixel, tuple)}  # type: ignore[misc] # three channels


def test_glyphs_are_told_apart_in_grey_and_by_every_eye(boundaries: Boundaries) -> None:
    drawn = printed_map(ALL, boundaries, inches=SLIDE, notes=NOTES)
    seen = {code: "#{:02x}{:02x}{:02x}".format(*pixel) for code, pixel in colours(drawn).items()}
    assert all(seen[mark.code] == LIGHT.fill[mark.status] for mark in MARKS)
    fills = sorted(set(seen.values()))
    for n, one in enumerate(fills):
        assert contrast(one, LIGHT.glyph_outline) >= 3
        for other in fills[:n]:
            assert abs(lightness(one) - lightness(other)) >= 7.5
            assert all(difference(one, other, vision) >= 6.5 for vision in Vision)
    assert len({shape for shape, _ in MARKERS.values()}) == len(Status)


def test_a_partner_under_an_advisory_has_a_dark_rim_and_its_sign(boundaries: Boundaries) -> None:
    fiji = next(mark for mark in MARKS if mark.code == "FJI")
    with_rim, without = (
        printed_map(replace(ALL, marks=[replace(fiji, advisory=advised)]), boundaries, inches=(6, 4))
        for advised in (True, False)
    )
    dark = [
        int((np.asarray(Image.open(io.BytesIO(drawn.file("png", dpi=100))).convert("L")) < 40).sum())
        for drawn in (with_rim, without)
    ]
    assert dark[0] > dark[1] + 50
    assert "Fiji !" in [text for text, _ in texts(with_rim)]
    assert "! Advisory in force 1" in [text for text, _ in texts(with_rim)]
    assert "Fiji" in [text for text, _ in texts(without)]


def test_a_drawing_with_outlined_letters_is_set_by_typst(boundaries: Boundaries) -> None:
    drawn = printed_map(ALL, boundaries, inches=WIDE)
    outlined, written = drawn.file("svg", outlined=True), drawn.file("svg")
    assert b"<text" not in outlined
    assert b"<text" in written
    assert max(len(outlined), len(written)) < 600_000
    source = b'#set document(title: "Map")\n#image(bytes(sys.inputs.map), format: "svg", alt: "Map")'
    made, warnings = typst.compile_with_warnings(
        source, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True, sys_inputs={"map": outlined.decode()}
    )
    assert bytes(made).startswith(b"%PDF-")
    assert [warning.message for warning in warnings] == []


def test_a_pdf_holds_its_fonts_and_no_clock(boundaries: Boundaries) -> None:
    made = printed_map(region("Melanesia"), boundaries, inches=HALF).file("pdf")
    assert b"DejaVuSans" in made
    assert b"CreationDate" not in made


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


@pytest.mark.parametrize("name", [None, *SUBREGIONS])
def test_the_scale_bar_is_as_long_as_it_says(name: str | None) -> None:
    """Places that are so far apart in the middle of the map lie so far apart on it."""
    marks = region(name).marks if name else MARKS
    frame = frame_of([(mark.lon, mark.lat) for mark in marks], ratio=1.7)
    lon, lat = (150.0, 0.0) if frame.whole else frame.middle
    (east_lon, east_lat, _) = GEOD.fwd(lon, lat, 90, 100 * METRES_PER_NM)
    west, east = frame.project([lon, east_lon], [lat, east_lat])
    assert np.hypot(*(east - west)) == pytest.approx(100 * frame.metres_per_nm, rel=0.003)


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


@pytest.mark.parametrize("edge", [-78, -70, 55, 61, 64, 68, 71, 74, 78, 82])
def test_no_land_spills_into_the_sea_where_the_edge_of_the_map_cuts_it(boundaries: Boundaries, edge: int) -> None:
    frame = frame_of([(mark.lon, mark.lat) for mark in MARKS], ratio=1.6)
    all_round = frame.part(-2e7, -1e7, 2e7, 1e7)
    (_, cut) = frame.project([150.0], [edge])[0]
    seen = frame.part(frame.west, cut, frame.east, frame.north) if edge < 0 else frame.part(-2e7, -3e6, 2e7, cut)
    whole, part = (one.ground(boundaries, points=4000) for one in (all_round, seen))
    assert all(of_it.area <= land.area * 1.05 + 1e9 for land, of_it in zip(whole, part, strict=True))


@pytest.mark.parametrize("codes", [{"COK", "REU"}, {"MDG", "NZL"}, {"MDG", "PYF"}, {"MYT", "REU", "NCL", "PYF", "WLF"}])
@pytest.mark.parametrize("inches", [WIDE, HALF, SLIDE])
def test_a_wide_map_of_the_south_stays_on_the_earth_and_says_its_degrees(
    boundaries: Boundaries, codes: set[str], inches: tuple[float, float]
) -> None:
    few = replace(ALL, marks=[mark for mark in MARKS if mark.code in codes])
    drawn = printed_map(few, boundaries, inches=inches)
    said = [text for text, _ in texts(drawn)]
    assert sum(text.endswith(("\N{DEGREE SIGN}E", "\N{DEGREE SIGN}W")) for text in said) >= 3
    assert 3 <= sum(text.endswith(("\N{DEGREE SIGN}N", "\N{DEGREE SIGN}S", "0\N{DEGREE SIGN}")) for text in said) <= 9
    assert collisions(drawn) == []
    area = Box(0, 0, inches[0] * 100, inches[1] * 100)
    frame = _frame(few, boundaries, area)
    least, most = frame.projection.y_limits
    assert least - 1 <= frame.south or frame.north - frame.south > most - least


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Australia and New Zealand", [(115.8, -32.0), (130.8, -12.4), (174.8, -36.8), (168.3, -46.6)]),
        ("South Asia", [(69.0, 23.0), (77.0, 34.0), (92.0, 26.0), (73.5, 4.2)]),
        ("Western Indian Ocean", [(49.3, -12.0), (45.5, -25.5), (55.5, -4.6), (63.4, -19.7)]),
    ],
)
@pytest.mark.parametrize("ratio", [1.2, 1.43, 1.9])
def test_a_region_shows_the_land_of_its_partners(
    boundaries: Boundaries, name: str, places: list[tuple[float, float]], ratio: float
) -> None:
    frame = _frame(region(name), boundaries, Box(0, 0, 500 * ratio, 500))
    assert not frame.whole
    assert shown(frame, places)


def shown(frame: MapFrame, places: Sequence[tuple[float, float]]) -> bool:
    at = frame.project([lon for lon, _ in places], [lat for _, lat in places])
    east, north = at[:, 0], at[:, 1]
    return bool(((frame.west < east) & (east < frame.east) & (frame.south < north) & (north < frame.north)).all())


def test_a_trip_is_on_its_map_all_along_its_way(boundaries: Boundaries) -> None:
    reunion, papeete = (55.5, -20.9), (-149.6, -17.5)
    few = replace(ALL, marks=[mark for mark in MARKS if mark.code in {"REU", "PYF"}])
    trip = replace(few, paths=[MapPath("South", [reunion, papeete, reunion])])
    way = [(one.lon, one.lat) for one in great_circle(Point(*reunion), Point(*papeete))]
    assert shown(_frame(trip, boundaries, Box(0, 0, 900, 300)), way)
    assert not shown(frame_of([reunion, papeete], ratio=3), way), "its way leads further south than its stops"


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_shape(boundaries: Boundaries, status: Status) -> None:
    fiji = [replace(mark, status=status) for mark in MARKS if mark.code == "FJI"]
    svg = printed_map(replace(ALL, marks=fiji), boundaries, inches=(6, 4)).file("svg").decode()
    assert f"{LABELS[status]} 1" in svg
