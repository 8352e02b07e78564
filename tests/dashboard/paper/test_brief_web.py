"""The web page of a brief, read as a browser reads it: every figure in it, no script but its own, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.brief_content import ChartBlock, KeyFigure, KeyFigures, Sentence, TableBlock, Words
from dashboard.maps.palette import LABELS, LIGHT, STATUS_ORDER
from dashboard.maps.spots import Box, Spot, box, square
from dashboard.paper import brief_web_map
from dashboard.paper.brief_maps import brief_maps
from dashboard.paper.brief_web import policy, web_page
from dashboard.paper.brief_web_blocks import text
from dashboard.paper.brief_web_map import STEP, ZOOMS, area_block, as_json, map_data, marks_by_name
from geodata.territories import load_boundaries
from models.wording import DISCLAIMER
from tests.dashboard.conftest import AS_OF
from tests.dashboard.paper.brief_samples import CHART, FIGURES, HOSTILE, WHOLE, WORDS, hostile, page
from tests.dashboard.paper.web_reading import Read, read
from tests.dashboard.paper.web_samples import FIRST_REGION, HITS, PARTNERS, area_brief, hostile_area

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent
    from geodata.territories import Boundaries


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return load_boundaries()


def written(content: BriefContent, boundaries: Boundaries) -> Read:
    return read(web_page(content, brief_maps(content, boundaries), boundaries))


@pytest.fixture(scope="module")
def area(boundaries: Boundaries) -> Read:
    return written(area_brief(), boundaries)


@pytest.fixture(scope="module")
def harmful(boundaries: Boundaries) -> Read:
    return written(hostile_area(), boundaries)


def without_maps(*blocks: Words | KeyFigures | TableBlock | ChartBlock) -> BriefContent:
    return replace(WHOLE, pages=[page(*blocks)])


def sha256(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def test_every_figure_stands_in_the_page_as_it_is(area: Read) -> None:
    assert area.figures == {key: str(value) for key, value in area_brief().figures().items()}


def test_every_figure_of_the_demonstration_stands_in_the_page(demo: Engine, boundaries: Boundaries) -> None:
    from tests.dashboard.actions.test_brief import CHOICE, brief  # noqa: PLC0415 - the brief of those tests

    content = brief(demo, replace(CHOICE, compared_on=AS_OF - timedelta(days=90), territories=("FJI",)))
    body = web_page(content, brief_maps(content, boundaries), boundaries)
    found = read(body)
    assert found.figures == {key: str(value) for key, value in content.figures().items()}
    assert len(body) < 10_000_000
    for one in content.pages:
        assert one.title in found.words


def test_hostile_figures_and_keys_stand_there_too(boundaries: Boundaries) -> None:
    content = hostile()
    assert written(content, boundaries).figures == {key: str(value) for key, value in content.figures().items()}


def test_the_policy_allows_the_pages_own_scripts_and_style_and_nothing_else(area: Read) -> None:
    (said,) = [value for value in area.values("content") if value.startswith("default-src")]
    rules = dict(rule.split(" ", 1) for rule in said.split("; "))
    run = [source for kind, source in area.scripts if not kind]
    assert rules == {
        "default-src": "'none'",
        "script-src": " ".join(map(sha256, run)),
        "style-src": sha256("".join(area.styles)),
        "img-src": "data:",
        "connect-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(run) == 2
    assert {kind for kind, _ in area.scripts} == {"", "application/json"}
    assert "unsafe" not in said


def test_a_page_without_a_map_runs_no_script(boundaries: Boundaries) -> None:
    body = web_page(without_maps(FIGURES, WORDS, CHART), {}, boundaries)
    found = read(body)
    assert found.tags["script"] == 0
    assert "script-src 'none'" in policy((), "")
    assert "script-src &#x27;none&#x27;" in body.decode() or "script-src 'none'" in body.decode()
    assert len(body) < 50_000


@pytest.mark.parametrize("which", ["area", "harmful"])
def test_nothing_is_fetched_and_no_attribute_runs(which: str, request: pytest.FixtureRequest) -> None:
    found: Read = request.getfixturevalue(which)
    for name in ("src", "href"):
        assert all(value.startswith(("data:image/png;base64,", "#")) for value in found.values(name))
    names = {name for _, name, _ in found.attributes}
    assert not names & {"action", "formaction", "srcset", "poster", "background", "ping", "style"}
    assert not any(name.startswith("on") for name in names)
    assert not set(found.tags) & {"link", "iframe", "object", "embed", "base", "form"}
    assert all("url(" not in rules and "@import" not in rules for rules in found.styles)


def test_hostile_text_is_text(harmful: Read, area: Read) -> None:
    assert harmful.tags["script"] == area.tags["script"]
    assert harmful.tags["img"] == area.tags["img"]
    for name in HITS:
        assert name in harmful.words
    for sign in "\x00\x1b\x07":
        assert sign not in harmful.words


def test_no_data_ends_its_block() -> None:
    said = as_json({"name": "</script><!--", "line": "\u2028"})
    assert "<" not in said
    assert json.loads(said) == {"name": "</script><!--", "line": "\u2028"}


def test_the_library_has_nothing_that_would_end_its_script(area: Read) -> None:
    library, own = [source for kind, source in area.scripts if not kind]
    assert len(library) > 1_000_000
    for source in (library, own):
        assert not re.search(r"</script|<!--", source, re.IGNORECASE)
        assert "\r" not in source, "a browser would hash another text"
        assert "sourceMappingURL" not in source


def test_our_script_writes_text_and_never_markup(area: Read) -> None:
    _, own = [source for kind, source in area.scripts if not kind]
    assert "textContent" in own
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", own)


def test_the_same_brief_is_the_same_bytes(boundaries: Boundaries) -> None:
    one, other = (web_page(WHOLE, brief_maps(WHOLE, boundaries), boundaries) for _ in "ab")
    assert one == other


def test_the_marking_stands_above_and_below_with_the_word_of_the_demonstration(area: Read) -> None:
    assert area.words.count("UNCLASSIFIED · DEMO DATA") == 2
    assert "Demonstration data: generated records, no real visits." in area.words
    assert "--band:#007a33;--on-band:#ffffff" in "".join(area.styles)


def test_real_records_bear_no_word_of_a_demonstration(boundaries: Boundaries) -> None:
    found = read(web_page(replace(without_maps(WORDS), demo=False, marking="CUI"), {}, boundaries))
    assert "emo" not in found.words
    assert found.words.count("CUI") == 2


@pytest.mark.parametrize(
    ("colour", "band"),
    [
        ("#ffff00", "--band:#ffff00;--on-band:#000000"),
        ("red;}body{display:none", "--band:#3d4a56;--on-band:#ffffff"),
    ],
)
def test_the_band_can_be_read_in_any_colour_and_a_colour_is_no_rule(
    boundaries: Boundaries, colour: str, band: str
) -> None:
    found = read(web_page(replace(without_maps(WORDS), colour=colour), {}, boundaries))
    assert band in "".join(found.styles)
    assert "display:none}" not in "".join(found.styles)


def test_the_page_says_what_it_is(area: Read) -> None:
    for words in ("Staff", "22 Nov 2026", "Compared with 24 Aug 2026", "220600Z NOV 26", DISCLAIMER, WHOLE.cutoff):
        assert words in area.words
    assert area.words.count(WHOLE.title) >= 2
    assert ("html", "lang", "en") in area.attributes


def test_the_contents_lead_to_every_page(area: Read) -> None:
    places = set(area.values("id"))
    assert {value[1:] for value in area.values("href")} <= places
    assert [f"#page-{n}" for n in range(1, 5)] == [value for value in area.values("href") if "page-" in value][:4]
    assert len(places) == len(area.values("id")), "an id stands twice"


def test_an_edited_sentence_is_marked_and_the_mark_explained(boundaries: Boundaries) -> None:
    found = read(web_page(without_maps(WORDS), {}, boundaries))
    assert "Well. †" in found.words
    assert "Edited by the staff; not generated from the figures." in found.words
    assert "was visited. †" not in found.words
    assert "No partner is." not in found.words
    plain = read(web_page(without_maps(Words([Sentence("a", "As generated.")])), {}, boundaries))
    assert "†" not in plain.words


def test_a_change_is_said_in_words_too(boundaries: Boundaries) -> None:
    found = read(web_page(without_maps(FIGURES), {}, boundaries))
    assert "−1, worse since 24 Aug 2026" in found.words  # noqa: RUF001 - the sign of a negative number
    assert "no change since 24 Aug 2026" in found.words
    nothing = KeyFigures([KeyFigure("visited", "Visited", 1)])
    assert "since" not in read(web_page(replace(without_maps(nothing), compared_on=None), {}, boundaries)).words


def test_a_table_names_its_columns_and_rows(area: Read) -> None:
    scopes = Counter(area.values("scope"))
    assert scopes["row"] == len(PARTNERS) + FIRST_REGION + len(CHART.series)
    assert scopes["col"] == 3 + 5 + 3
    assert area.tags["table"] == 3


def test_an_empty_table_says_so(boundaries: Boundaries) -> None:
    empty = TableBlock("trips", "Trips ahead", ("Trip",), [], empty="No trip is booked.")
    found = read(web_page(without_maps(empty), {}, boundaries))
    assert "No trip is booked." in found.words
    assert found.tags["table"] == 0


def test_a_chart_has_one_equal_table(boundaries: Boundaries) -> None:
    rows = [(name, *counts) for name, counts in CHART.series.items()]
    equal = TableBlock("engagements_table", CHART.title, ("Kind", *CHART.categories), rows)
    for blocks in ((CHART,), (CHART, equal)):
        found = read(web_page(without_maps(*blocks), {}, boundaries))
        assert found.tags["table"] == 1
        assert "Port visit: FY 2025 2, FY 2026 0" in found.values("aria-label")
        assert found.figures["engagements.Training.FY 2026"] == "3"


def test_a_chart_of_nothing_is_drawn_too(boundaries: Boundaries) -> None:
    nothing = ChartBlock("engagements", "By kind", ("FY 2026",), {"Training": (0,)}, "Nothing.")
    found = read(web_page(without_maps(nothing), {}, boundaries))
    assert found.figures == {"engagements.Training.FY 2026": "0"}
    assert {value for tag, name, value in found.attributes if (tag, name) == ("rect", "height")} == {"0"}


def test_every_picture_says_what_it_shows(area: Read) -> None:
    assert area.values("alt") == ["Map of the area.", "Map of a region."]


def test_the_legend_counts_every_status(area: Read) -> None:
    counts = Counter(one.status for one in area_brief().pages[1].blocks[0].marks)  # type: ignore[union-attr]
    for status in STATUS_ORDER:
        assert f"{LABELS[status]} {counts[status]}" in area.words
    assert "Only advisory in force 7" in area.words


def test_the_map_knows_what_the_tables_tell(area: Read) -> None:
    data = area.block("map-data")
    assert isinstance(data, dict)
    first, second = data["marks"][:2]
    assert first["facts"] == [["Status", "Overdue"], ["Last visit", "1 Mar 2026"], ["Advisory", "In force"]]
    assert second["facts"] == [["Status", "Never visited"], ["Last visit", "2 Mar 2026"], ["Days overdue", "1"]]
    assert data["marks"][7]["facts"] == [["Status", LABELS[STATUS_ORDER[2]]], ["Advisory", "In force"]]
    assert data["palettes"]["light"]["fill"] == [LIGHT.fill[status] for status in STATUS_ORDER]


def test_rows_and_map_name_partners_alike(area: Read) -> None:
    codes = Counter(area.values("data-code"))
    assert set(codes) == {one.territory for one in PARTNERS}
    assert sum(count == 2 for count in codes.values()) == FIRST_REGION


def test_two_partners_of_one_name_are_not_taken_for_one_another() -> None:
    content = area_brief(("Twin", "Twin"))
    block = area_block(content)
    assert block is not None
    assert "Twin" not in marks_by_name(block)
    facts = [one["facts"] for one in map_data(content, block)["marks"][:2]]
    assert facts == [[("Status", "Overdue"), ("Advisory", "In force")], [("Status", "Never visited")]]


def test_the_map_with_the_most_partners_is_the_one_that_moves() -> None:
    content = area_brief()
    block = area_block(content)
    assert block is not None
    assert block.key == "map_aor"
    assert area_block(replace(content, pages=[content.pages[0]])) is None


def test_the_ground_is_every_territory_with_its_code_alone(area: Read, boundaries: Boundaries) -> None:
    ground = area.block("map-ground")
    assert isinstance(ground, dict)
    assert [one["properties"] for one in ground["features"]] == [{"t": code} for code in boundaries.codes]


def test_the_pacific_is_whole(area: Read) -> None:
    data = area.block("map-data")
    assert isinstance(data, dict)
    west, south, east, north = data["bounds"]
    assert 30 < west < 45
    assert 205 < east < 240
    assert all(west < one["lon"] < east and south < one["lat"] < north for one in data["marks"])
    assert [line["path"][0][0] for line in data["graticule"] if line["dateLine"]] == [180]


def label_box(name: str, true: Spot, placed: dict[str, Any]) -> Box | None:
    """Return what a name covers, a pixel less on each side for what is rounded; None where it is left out."""
    if "label" not in placed:
        return None
    half = len(name) * brief_web_map.LETTER / 2
    aside = {"start": half, "end": -half, "middle": 0.0}[placed["anchor"]]
    spot = Spot(true.x + placed["label"][0] + aside, true.y + placed["label"][1])
    return box(spot, half - 1, brief_web_map.LINE / 2 - 1)


@pytest.mark.parametrize("zoom", [1.0, 3.5, 6.0])
def test_glyphs_and_names_stand_apart_at_every_zoom(zoom: float) -> None:
    block = area_block(area_brief())
    assert block is not None
    scale = 512 * 2**zoom
    true = [
        Spot(float(brief_web_map.to_frame(one.lon)) / 360 * scale, -brief_web_map._northing(one.lat) * scale)
        for one in block.marks
    ]
    placed = brief_web_map._level(block.marks, zoom)
    glyphs = [Spot(at.x + one["glyph"][0], at.y + one["glyph"][1]) for at, one in zip(true, placed, strict=True)]
    boxes = [label_box(mark.name, at, one) for mark, at, one in zip(block.marks, true, placed, strict=True)]
    boxes = [one for one in boxes if one is not None]
    assert len(boxes) > 5
    for place, name in enumerate(boxes):
        assert not any(name.meets(other) for other in boxes[:place])
        assert not any(name.meets(square(spot, 5)) for spot in glyphs)
    west, _, east, _ = (degrees / 360 * scale for degrees in brief_web_map._bounds(block.marks))
    assert all(west - 1 <= name.left and name.right <= east + 1 for name in boxes), "the opening view cuts a name"


def test_more_names_are_told_the_closer_one_looks(area: Read) -> None:
    data = area.block("map-data")
    assert isinstance(data, dict)
    named = [sum("label" in one for one in level) for level in data["levels"]]
    assert len(named) == (ZOOMS[1] - ZOOMS[0]) / STEP + 1
    assert named[0] < named[4] < len(PARTNERS)
    assert named[-1] >= len(PARTNERS) - 1


@pytest.mark.parametrize("value", HOSTILE)
def test_an_escaped_text_ends_no_element_and_no_attribute(value: str) -> None:
    assert not set(text(value)) & set("<>\"'\x00\x1b\x07")
