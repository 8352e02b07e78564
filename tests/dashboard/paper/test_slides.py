"""The deck of a brief: every slide titled, marked and numbered, every figure where it belongs, nothing run."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from dashboard.maps.contrast import contrast
from dashboard.paper.brief_said import UNTITLED
from dashboard.paper.slides import DEMONSTRATION, fitted, slides
from dashboard.paper.slides_package import made_on
from dashboard.paper.slides_template import TITLE
from tests.dashboard.paper.brief_samples import WHOLE, WORDS, hostile, page
from tests.dashboard.paper.deck_reading import MARKING, alt, blank_maps, deck_of, notes, shape, tables

if TYPE_CHECKING:
    from dashboard.actions.brief_content import BriefContent

BOTH = pytest.mark.parametrize("content", [WHOLE, hostile()], ids=["whole", "hostile"])
BLANK = replace(WHOLE, title="", unit="", demo=False, compared_on=None, colour="teal", outdated=(), pages=[])


def packed(content: BriefContent) -> bytes:
    return slides(content, blank_maps(content))


def members(body: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@BOTH
def test_every_slide_has_title_marking_number_and_days(content: BriefContent) -> None:
    for number, slide in enumerate(deck_of(content).slides, start=1):
        assert slide.shapes.title.text_frame.text
        assert [one.text_frame.text for one in slide.shapes if one.name.startswith("Marking")] == [MARKING] * 2
        kinds = {one.placeholder_format.type: one for one in slide.placeholders}
        field = kinds[PP_PLACEHOLDER.SLIDE_NUMBER].element.xpath(".//a:fld[@type='slidenum']/a:t")
        assert [one.text for one in field] == [str(number)]
        assert kinds[PP_PLACEHOLDER.DATE].text_frame.text == "As of 22 Nov 2026 · 220600Z NOV 26"
        assert kinds[PP_PLACEHOLDER.FOOTER].text_frame.text


@BOTH
def test_every_picture_chart_and_table_says_what_it_shows(content: BriefContent) -> None:
    shown = [one for slide in deck_of(content).slides for one in slide.shapes]
    told = [one for one in shown if one.shape_type in {MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.CHART} or one.has_table]
    assert told
    assert all(alt(one) for one in told)


@BOTH
def test_shapes_of_a_slide_have_numbers_of_their_own(content: BriefContent) -> None:
    for slide in deck_of(content).slides:
        numbers = [one.shape_id for one in slide.shapes]
        assert len(numbers) == len(set(numbers))


@BOTH
def test_no_letters_are_smaller_than_ten_points(content: BriefContent) -> None:
    parts = {name: part.decode() for name, part in members(packed(content)).items() if name.endswith(".xml")}
    sizes = [int(size) for part in parts.values() for size in re.findall(r'\bsz="(\d+)"', part)]
    assert min(sizes) >= 1000


def test_the_slide_is_wide_and_the_marking_spans_it() -> None:
    deck = deck_of(WHOLE)
    assert (deck.slide_width / 914400, deck.slide_height / 914400) == (pytest.approx(13.333, abs=0.001), 7.5)
    for slide in deck.slides:
        top, bottom = (one for one in slide.shapes if one.name.startswith("Marking"))
        assert (top.left, top.top, top.width) == (0, 0, deck.slide_width)
        assert (bottom.left, bottom.top + bottom.height, bottom.width) == (0, deck.slide_height, deck.slide_width)


@pytest.mark.parametrize("colour", ["#007a33", "#502b85", "#ffd400", "#ffffff", "#000000", "no colour"])
def test_the_marking_can_be_read_on_its_colour(colour: str) -> None:
    band = shape(deck_of(replace(WHOLE, colour=colour)).slides[0], "Marking, top")
    ground, letters = (f"#{one.get('val').lower()}" for one in band.element.xpath(".//a:srgbClr"))
    assert contrast(ground, letters) >= 4.5
    assert (ground == colour) is colour.startswith("#")


def test_the_masters_bear_the_marking_and_nothing_foreign() -> None:
    deck = deck_of(WHOLE)
    for master in (deck.slide_master, deck.notes_master):
        assert [one.text_frame.text for one in master.shapes if one.name.startswith("Marking")] == [MARKING] * 2
    assert [layout.name for layout in deck.slide_layouts] == ["Title page", "Page"]
    parts = members(packed(WHOLE))
    assert not any(word in b"".join(parts.values()) for word in (b"Microsoft Mac", b"Office Theme", b"Click to edit"))
    assert not [name for name in parts if "printer" in name or "thumbnail" in name]
    assert b'<a:latin typeface="Arial"/>' in parts["ppt/theme/theme1.xml"]


def test_a_long_marking_stays_on_its_band() -> None:
    for length, size in ((60, 12), (160, 10), (400, 10)):
        marking = "CUI " * (length // 4)
        band = shape(deck_of(replace(WHOLE, marking=marking.strip(), demo=False)).slides[0], "Marking, top")
        run = band.text_frame.paragraphs[0].runs[0]
        assert run.font.size.pt == size
        assert (run.text == marking.strip()) is (length < 400)


def test_bars_without_words_are_passed_over_by_screen_readers() -> None:
    for layout in deck_of(WHOLE).slide_layouts:
        assert shape(layout, "Rule").element.xpath("./p:nvSpPr/p:cNvPr//*[local-name()='decorative'][@val='1']")


@BOTH
def test_every_part_of_the_package_is_told_and_needed(content: BriefContent) -> None:
    parts = members(packed(content))
    needed = {"[Content_Types].xml", *(name for name in parts if name.endswith(".rels"))}
    for name in sorted(needed - {"[Content_Types].xml"}):
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for relation in ET.fromstring(parts[name]):  # noqa: S314 - as written above
            assert relation.get("TargetMode") is None
            needed.add(resolved(folder, str(relation.get("Target"))))
    assert needed == set(parts)
    types = ET.fromstring(parts["[Content_Types].xml"])  # noqa: S314 - as above
    told = {str(one.get("PartName")).lstrip("/") for one in types} | {f".{one.get('Extension')}" for one in types}
    assert all(name in told or f".{name.rpartition('.')[2]}" in told for name in parts)


def resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    path = [part for part in folder.split("/") if part]
    for part in target.split("/"):
        path = path[:-1] if part == ".." else [*path, part]
    return "/".join(path)


@BOTH
def test_the_same_brief_gives_the_same_bytes(content: BriefContent) -> None:
    assert packed(content) == packed(content)


def test_nothing_of_the_file_comes_from_the_clock() -> None:
    body = packed(WHOLE)
    with ZipFile(io.BytesIO(body)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        kinds = {one.filename.rpartition(".")[2]: one.compress_type for one in archive.infolist()}
    assert (kinds["png"], kinds["xml"]) == (ZIP_STORED, ZIP_DEFLATED)
    about = Presentation(io.BytesIO(body)).core_properties
    assert (about.title, about.author, about.keywords) == (WHOLE.title, "Staff", MARKING)
    assert about.created == about.modified == datetime(2026, 11, 22, 6)  # noqa: DTZ001 - the format holds no zone


@pytest.mark.parametrize(
    ("group", "at"),
    [
        ("312359Z DEC 99", datetime(2099, 12, 31, 23, 59)),  # noqa: DTZ001 - as above
        ("220600Z NOP 26", datetime(2026, 11, 22)),  # noqa: DTZ001 - as above
        ("", datetime(2026, 11, 22)),  # noqa: DTZ001 - as above
    ],
)
def test_a_date_time_group_is_read_back(group: str, at: datetime) -> None:
    assert made_on(group, date(2026, 11, 22)) == at


def test_the_title_slide_says_what_whose_and_of_when() -> None:
    first = deck_of(WHOLE).slides[0]
    assert first.shapes.title.text_frame.text == WHOLE.title
    said = first.placeholders[1].text_frame.text.split("\n")
    assert said[:3] == ["Staff", "As of 22 Nov 2026, compared with 24 Aug 2026", "220600Z NOV 26"]
    assert DEMONSTRATION in said
    assert WHOLE.cutoff in said


def test_a_brief_without_title_unit_and_comparison_still_has_a_title_slide() -> None:
    (first,) = deck_of(BLANK).slides
    assert first.shapes.title.text_frame.text == UNTITLED
    said = first.placeholders[1].text_frame.text.split("\n")
    assert said[:2] == ["As of 22 Nov 2026", "220600Z NOV 26"]
    assert DEMONSTRATION not in said
    assert shape(first, "Marking, top").text_frame.text == "UNCLASSIFIED"


# titles


@pytest.mark.parametrize(
    ("title", "size", "whole"), [("Melanesia", 26, True), ("long words " * 8, 18, True), ("W" * 200, 12, True)]
)
def test_a_title_takes_the_largest_letters_that_fit(title: str, size: float, *, whole: bool) -> None:
    text, taken = fitted(title.strip(), "", TITLE, (26.0, 22.0, 18.0, 14.0, 12.0))
    assert taken == size
    assert (text == title.strip()) is whole


def test_a_title_too_long_is_cut_before_what_is_said_after_it() -> None:
    text, _ = fitted("word " * 400, ", continued (2 of 3)", TITLE, (26.0, 12.0))
    assert text.endswith("…, continued (2 of 3)")
    content = replace(WHOLE, pages=[replace(page(WORDS), title="word " * 400)])
    assert len(notes(deck_of(content).slides[1])[1]) > 1900, "the notes hold it whole"


# names that mean harm


def test_hostile_names_are_words_and_nothing_else() -> None:
    parts = members(packed(hostile()))
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            root = ET.fromstring(part)  # noqa: S314 - as written above
            assert not [one for one in root.iter() if one.tag.endswith(("}script", "}hlinkClick"))]
    assert not any(b"TargetMode" in part for part in parts.values())
    assert not any("\u202e".encode() in part for part in parts.values())


def test_no_name_is_lost() -> None:
    deck = deck_of(hostile())
    cells = [row[0] for slide in deck.slides for _, rows in tables(slide) for row in rows]
    for name in (
        "</script><script>alert(1)</script>",
        "=cmd|'/c calc'!A1",
        "gnp.exe",
        "two lines and a tab",
        "x" * 200,
    ):
        assert name in cells
    assert "ab[31mc" in cells, "signs that control something are left out"
