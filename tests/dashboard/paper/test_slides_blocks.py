"""What stands on the slides of a brief: key figures, tables, charts, maps and words, whole and where they belong."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from dashboard.actions.brief_content import Outdated, Sentence, TableBlock, Words
from dashboard.maps.contrast import contrast
from dashboard.maps.palette import GLYPHS, LABELS, LIGHT
from dashboard.paper.brief_said import EDITED_NOTE, EDITED_SIGN
from dashboard.paper.slides_template import BODY
from models.coverage import Status
from tests.dashboard.paper.brief_samples import CHART, FIGURES, HOSTILE, MAP, TABLE, WHOLE, WORDS, page
from tests.dashboard.paper.deck_reading import MARKING, alt, deck_of, notes, shape, tables, texts

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
    outdated = [Outdated("a", WHOLE.pages[0].title, "Old words.", "8.")]
    deck = deck_of(replace(WHOLE, outdated=outdated, pages=WHOLE.pages[:1]))
    assert not any("Old words." in line for line in notes(deck.slides[0]))
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
