"""The deck of a brief: every slide titled, marked and numbered, every figure where it belongs, nothing run."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from dashboard.actions.brief_content import Outdated, Sentence, TableBlock, Words
from dashboard.maps.contrast import Vision, contrast, difference
from dashboard.maps.palette import GLYPHS, LABELS, LIGHT
from dashboard.paper.slides import DEMONSTRATION, UNTITLED, fitted, slides
from dashboard.paper.slides_package import made_on
from dashboard.paper.slides_template import BODY, COLOURS, TITLE
from dashboard.paper.slides_words import EDITED_NOTE, EDITED_SIGN
from models.coverage import Status
from tests.dashboard.paper.brief_samples import CHART, FIGURES, HOSTILE, MAP, TABLE, WHOLE, WORDS, hostile, page
from tests.dashboard.paper.deck_reading import alt, blank_maps, deck_of, notes, tables, texts

if TYPE_CHECKING:
    from dashboard.actions.brief_content import BriefContent

BOTH = pytest.mark.parametrize("content", [WHOLE, hostile()], ids=["whole", "hostile"])
MARKING = "UNCLASSIFIED · DEMO DATA"
BLANK = replace(WHOLE, title="", unit="", demo=False, compared_on=None, colour="teal", outdated=(), pages=[])


def packed(content: BriefContent) -> bytes:
    return slides(content, blank_maps(content))


def members(body: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shape(slide: Any, name: str) -> Any:  # noqa: ANN401 - python-pptx has few types
    return next(one for one in slide.shapes if one.name.startswith(name))


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


def test_series_of_a_chart_stay_apart_for_every_eye() -> None:
    for vision in Vision:
        assert min(difference(one, other, vision) for one, other in combinations(COLOURS, 2)) >= 6.5


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


# figures


def test_key_figures_tell_change_and_worth_in_words() -> None:
    slide = deck_of(WHOLE).slides[1]
    tiles = [one.text_frame.text.split("\n") for one in slide.shapes if one.name.startswith("Key figure")]
    assert tiles == [["Visited", "1", "\u22121, worse"], ["Overdue", "0", "no change"]]
    assert "Changes are since 24 Aug 2026." in texts(slide)


def test_key_figures_without_comparison_tell_no_change() -> None:
    content = replace(WHOLE, compared_on=None, pages=[page(FIGURES)])
    slide = deck_of(content).slides[1]
    tiles = [one.text_frame.text.split("\n") for one in slide.shapes if one.name.startswith("Key figure")]
    assert tiles == [["Visited", "1"], ["Overdue", "0"]]
    assert not any("since" in text for text in texts(slide))


def test_many_key_figures_stand_in_rows_within_the_slide() -> None:
    many = replace(FIGURES, figures=[replace(FIGURES.figures[0], key=str(number)) for number in range(20)])
    deck = deck_of(replace(WHOLE, pages=[page(many)]))
    tiles = [one for one in deck.slides[1].shapes if one.name.startswith("Key figure")]
    assert len(tiles) == 20
    assert len({one.top for one in tiles}) == 3
    assert max(one.left + one.width for one in tiles) <= deck.slide_width


def test_a_table_is_native_and_tells_status_by_glyph_word_and_colour() -> None:
    rows = [(f"T{number}", LABELS[status]) for number, status in enumerate(Status)]
    block = TableBlock("t", "Standing", ("Territory", "Status"), rows, statuses=list(Status))
    slide = deck_of(replace(WHOLE, pages=[page(block)])).slides[1]
    (table,) = (one.table for one in slide.shapes if one.has_table)
    assert table.first_row
    assert [cell.text_frame.text for cell in table.rows[0].cells] == ["Territory", "Status"]
    for status, row in zip(Status, list(table.rows)[1:], strict=True):
        name, cell = row.cells
        assert cell.text_frame.text == f"{GLYPHS[status]} {LABELS[status]}"
        colour = f"#{cell.text_frame.paragraphs[0].runs[0].font.color.rgb}".lower()
        assert colour == LIGHT.text[status]
        assert contrast(colour, "#ffffff") >= 4.5
        assert GLYPHS[status] not in name.text_frame.text


def test_numbers_stand_under_one_another() -> None:
    (_, slide, _) = list(deck_of(WHOLE).slides)[1:]
    (table,) = (one.table for one in slide.shapes if one.has_table)
    aligned = [[cell.text_frame.paragraphs[0].alignment for cell in row.cells] for row in table.rows]
    assert {(str(left), str(right)) for left, right in aligned} == {("LEFT (1)", "RIGHT (3)")}
    assert [row.cells[1].text_frame.text for row in table.rows] == ["Days overdue", "12", ""]


@pytest.mark.parametrize("count", [20, 47, 48, 200])
def test_a_long_table_goes_on_with_its_header_and_no_row_is_lost(count: int) -> None:
    rows = [
        (f"Territory {number}", f"what changed there, at some length, in {number}", number) for number in range(count)
    ]
    block = TableBlock("long", "All", ("Territory", "What", "Days"), rows)
    found = [*deck_of(replace(WHOLE, pages=[replace(page(block), title="All")])).slides][1:]
    read = [rows for slide in found for _, rows in tables(slide)]
    assert {tuple(part[0]) for part in read} == {("Territory", "What", "Days")}
    assert [tuple(row) for part in read for row in part[1:]] == [(name, what, str(days)) for name, what, days in rows]
    assert min(len(part) - 1 for part in read) >= 3
    titles = [slide.shapes.title.text_frame.text for slide in found]
    assert titles == ["All", *(f"All, continued ({number} of {len(found)})" for number in range(2, len(found) + 1))]
    widths = {tuple(column.width for column in shape(slide, "Table").table.columns) for slide in found}
    assert len(widths) == 1, "columns stand alike on every slide"


def test_a_row_higher_than_a_slide_is_broken_by_lines() -> None:
    text = " ".join(f"word{number}" for number in range(2500))
    block = TableBlock("high", "High", ("A", "B"), [("Fiji", text), ("Tonga", "short")])
    found = [
        row
        for slide in deck_of(replace(WHOLE, pages=[page(block)])).slides
        for _, rows in tables(slide)
        for row in rows[1:]
    ]
    assert " ".join(row[1] for row in found[:-1]).split() == text.split()
    assert [row[0] for row in found if row[0]] == ["Fiji", "Tonga"]


def test_an_empty_table_says_so() -> None:
    block = TableBlock("none", "Nobody", ("A",), [], empty="No partner.")
    slide = deck_of(replace(WHOLE, pages=[page(block, WORDS)])).slides[1]
    assert "No partner." in texts(slide)
    assert not any(one.has_table for one in slide.shapes)


def test_a_title_stands_above_a_table_where_the_slide_does_not_say_it() -> None:
    block = replace(TABLE, title="Since 22 Aug 2026")
    slide = deck_of(replace(WHOLE, pages=[replace(page(block), title="What changed since 22 Aug 2026")])).slides[1]
    assert "Since 22 Aug 2026" not in texts(slide)
    assert "Overdue" in texts(deck_of(replace(WHOLE, pages=[page(TABLE)])).slides[1])


def test_a_chart_is_native_with_its_figures_in_a_workbook() -> None:
    chart = shape(deck_of(WHOLE).slides[3], "Chart").chart
    assert list(chart.plots[0].categories) == ["FY 2025", "FY 2026"]
    assert {one.name: tuple(one.values) for one in chart.plots[0].series} == CHART.series
    assert chart.has_legend
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [[cell.value for cell in row] for row in sheet] == [
        [" ", "Port visit", "Training"],
        ["FY 2025", 2, 1],
        ["FY 2026", 0, 3],
    ]


def test_a_chart_of_nothing_has_whole_numbers_on_its_axis() -> None:
    block = replace(CHART, series={"Port visit": (0, 0)})
    chart = shape(deck_of(replace(WHOLE, pages=[page(block)])).slides[1], "Chart").chart
    assert (chart.value_axis.maximum_scale, chart.value_axis.major_unit) == (1, 1)


def test_hostile_names_in_a_chart_are_no_formula_and_stay_apart() -> None:
    series = {name * 3: (number, 1) for number, name in enumerate(HOSTILE)}
    block = replace(CHART, categories=HOSTILE[:2], series=series)
    chart = shape(deck_of(replace(WHOLE, pages=[page(block)])).slides[1], "Chart").chart
    assert [tuple(one.values) for one in chart.plots[0].series] == list(series.values())
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book.active for cell in row]
    assert len(cells) == 3 * (len(HOSTILE) + 1)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_picture_is_sharp_and_as_large_as_it_was_drawn() -> None:
    picture = shape(deck_of(WHOLE).slides[2], "Map")
    assert (picture.width / 914400, picture.height / 914400) == (pytest.approx(6.6), pytest.approx(5.35))
    assert picture.image.size == (1320, 1070)
    assert alt(picture) == MAP.alt


def test_a_map_stands_left_of_a_table_that_fits_and_alone_before_one_that_does_not() -> None:
    long = replace(TABLE, rows=[("x" * 30, number) for number in range(60)], statuses=())
    beside = deck_of(WHOLE).slides[2]
    table = next(one for one in beside.shapes if one.has_table)
    assert table.left >= shape(beside, "Map").left + shape(beside, "Map").width
    alone, *after = [*deck_of(replace(WHOLE, pages=[page(MAP, long)])).slides][1:]
    assert not any(one.has_table for one in alone.shapes)
    assert sum(one.has_table for slide in after for one in slide.shapes) == len(after) > 1


# words


def test_edited_words_bear_a_sign_that_is_explained() -> None:
    slide = deck_of(WHOLE).slides[1]
    assert f"1 of 2 partners was visited.\nWell. {EDITED_SIGN}" in texts(slide)
    assert EDITED_NOTE in texts(slide)
    assert "Edited by the staff: Well. Generated from the figures: No partner is." in notes(slide)
    assert not any(EDITED_NOTE in texts(one) for one in [*deck_of(WHOLE).slides][2:])


def test_words_that_were_left_out_are_told_in_the_notes() -> None:
    outdated = [Outdated("a", "Bottom line", "Old words.", "8."), Outdated("b", "", "Gone words.", "")]
    deck = deck_of(replace(WHOLE, outdated=outdated, pages=WHOLE.pages[:1]))
    assert any(line.endswith(": Gone words.") for line in notes(deck.slides[0]))
    assert any(line.endswith(": Old words.") for line in notes(deck.slides[1]))


@pytest.mark.parametrize("count", [1, 12, 60])
def test_many_sentences_go_on_and_none_is_lost(count: int) -> None:
    said = Words(
        [Sentence(str(number), f"Sentence {number} of some length, so that lines fill.") for number in range(count)]
    )
    found = [*deck_of(replace(WHOLE, pages=[page(FIGURES, said)])).slides][1:]
    read = [
        line
        for slide in found
        for one in slide.shapes
        if one.name == "Words"
        for line in one.text_frame.text.split("\n")
    ]
    assert read == [one.text for one in said.sentences]
    for words in (one for slide in found for one in slide.shapes if one.name == "Words"):
        assert (words.top + words.height) / 914400 <= BODY.bottom + 0.001


def test_a_sentence_longer_than_a_slide_is_broken() -> None:
    text = " ".join(f"word{number}" for number in range(3000))
    found = [*deck_of(replace(WHOLE, pages=[page(Words([Sentence("a", text)]))])).slides][1:]
    read = " ".join(shape(slide, "Words").text_frame.text for slide in found)
    assert len(found) > 1
    assert read.split() == text.split()


def test_the_notes_bear_the_marking_and_the_records() -> None:
    content = replace(WHOLE, pages=[page(replace(TABLE, rows=[("x", 1)] * 60, statuses=()))])
    first, second, *after = deck_of(content).slides
    assert notes(first)[0] == notes(second)[0] == notes(after[0])[0] == MARKING
    assert "Fiji: engagement 7." in notes(second)
    assert "The records are in the notes of slide 2." in notes(after[0])


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
