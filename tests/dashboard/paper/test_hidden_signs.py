"""A name that turns the direction of words, or controls a terminal, does so in no form of a brief."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.actions.brief_content import MapBlock, Outdated, Sentence, Words
from dashboard.paper.brief_files import BriefFormat, brief_name
from dashboard.paper.brief_json import brief_json
from dashboard.paper.brief_maps import map_file
from dashboard.paper.brief_said import UNTITLED
from dashboard.paper.brief_tables import brief_csvs, brief_workbook
from dashboard.paper.brief_web import web_page
from dashboard.paper.hidden_signs import unhidden
from dashboard.paper.slides import slides
from geodata.territories import load_boundaries
from tests.dashboard.paper.brief_samples import CHART, FIGURES, MAP, TABLE, WHOLE, page
from tests.dashboard.paper.deck_reading import blank_maps, deck_of
from tests.dashboard.paper.document_samples import written
from tests.dashboard.paper.office import program, run
from tests.dashboard.paper.web_reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.actions.brief_content import BriefContent

TURNING = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
CONTROL = "\x00\x07\x1b\x7f\x9b"
HARM = f"f{TURNING}i{CONTROL}j i"
"""Reads `fij i` where nothing of it turns or controls."""
HIDDEN = re.compile(f"[{re.escape(TURNING + CONTROL)}]")


def everywhere(name: str) -> BriefContent:
    """Put a name wherever the text of a record or of a person may stand."""
    table = replace(TABLE, title=name, columns=(name, "Days"), rows=[(name, 1), ("Tonga", 2)], empty=name)
    chart = replace(CHART, title=name, categories=(name,), series={name: (2,)}, alt=name)
    figures = replace(FIGURES, figures=[replace(one, label=name) for one in FIGURES.figures[:1]])
    drawn = replace(MAP, title=name, alt=name, marks=[replace(MAP.marks[0], name=name)])
    said = Words([Sentence("one", name), Sentence("two", name, name)])
    pages = [replace(page(figures, said, chart), title=name, notes=[name])]
    pages.append(replace(page(drawn, table, key="map"), title=name))
    return replace(
        WHOLE, title=name, unit=name, marking=name, cutoff=name, pages=pages, outdated=[Outdated("a", "", name, name)]
    )


def maps_of(content: BriefContent) -> tuple[bytes, bytes]:
    """Draw the map of such a brief to be handed out by itself."""
    (block,) = (block for block in content.pages[1].blocks if isinstance(block, MapBlock))
    boundaries = load_boundaries()
    return map_file(block, content, boundaries, "svg"), map_file(block, content, boundaries, "png")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        (HARM, "fij i"),
        (TURNING, ""),
        ("a\r\nb\tc\u2028d\x85e\x1ff", "a  b c d e f"),
        ("\ud800\ufffe\uffff", ""),
        ("\u200e上海\u200f \u200d Réunion 🚢", "\u200e上海\u200f \u200d Réunion 🚢"),
        ("\u2029\u202f\u2065\u206a", " \u202f\u2065\u206a"),
    ],
)
def test_signs_that_nobody_sees_are_left_out_and_letters_kept(text: str, told: str) -> None:
    assert unhidden(text) == told


@given(st.text())
def test_what_is_left_has_none_of_them_and_no_letter_is_lost(text: str) -> None:
    left = unhidden(text)
    assert unhidden(left) == left
    assert not HIDDEN.search(left)
    assert [sign for sign in left if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


def test_no_part_of_a_deck_has_them() -> None:
    content = everywhere(HARM)
    with ZipFile(io.BytesIO(slides(content, blank_maps(content)))) as deck:
        for name in deck.namelist():
            if name.endswith((".xml", ".rels")):
                assert not HIDDEN.search(deck.read(name).decode()), name
    first, *_ = deck_of(content).slides
    assert first.shapes.title.text_frame.text == "fij i"


def test_no_page_of_a_document_has_them(tmp_path: Path) -> None:
    made = written(everywhere(HARM), tmp_path)
    text = run(program("pdftotext"), str(made), "-").replace("\f", "")
    assert text.count("fij i") > 10
    assert not HIDDEN.search(text)
    assert "U+" not in text
    assert re.search(r"Title: +fij i\n", run(program("pdfinfo"), str(made)))


def test_no_word_and_no_title_and_no_data_of_a_web_page_has_them() -> None:
    content = everywhere(HARM)
    body = web_page(content, blank_maps(content), load_boundaries())
    found = read(body)
    assert "<title>fij i</title>" in body.decode()
    assert found.words.count("fij i") > 10
    assert not HIDDEN.search(found.words)
    assert not [value for _, _, value in found.attributes if HIDDEN.search(value)]
    data = json.dumps(found.block("map-data"), ensure_ascii=False)
    assert '"name": "fij i", "label": "fij i"' in data
    assert not HIDDEN.search(data)
    assert "\\u" not in data


def test_no_letter_of_a_map_is_one_of_them() -> None:
    content = everywhere(HARM)
    svg, picture = maps_of(content)
    assert svg.decode().count("fij i") >= 3
    assert not HIDDEN.search(svg.decode())
    assert (svg, picture) == maps_of(everywhere("fij i"))


def test_no_cell_and_no_name_of_a_sheet_of_a_workbook_has_them() -> None:
    book = load_workbook(io.BytesIO(brief_workbook(everywhere(HARM))))
    said = [*book.sheetnames, *(str(cell) for sheet in book for row in sheet.values for cell in row)]
    assert sum(text == "fij i" for text in said) >= 5
    assert not [text for text in said if HIDDEN.search(text)]
    assert "\ufffd" not in "".join(said)


def test_what_is_made_for_programs_keeps_them_in_its_cells_and_not_in_what_marks_it() -> None:
    content = everywhere(HARM)
    note, _, table = list(brief_csvs(content).values())[-1].decode().partition("\r\n")
    assert HARM in table
    assert not HIDDEN.search(note)
    assert json.loads(brief_json(content))["title"] == HARM


def test_a_formula_behind_a_hidden_sign_is_none_in_a_workbook() -> None:
    book = load_workbook(io.BytesIO(brief_workbook(everywhere("\u202e=1+1"))))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("form", BriefFormat)
def test_no_name_of_a_file_has_them(form: BriefFormat) -> None:
    assert re.fullmatch(r"fi-j-i-2026-11-22[-a-z]*\.[a-z]+", brief_name(everywhere(HARM), form))


@pytest.mark.parametrize("name", ["", TURNING, CONTROL, " \u202e "])
def test_a_title_of_nothing_else_is_no_blank_heading(name: str, tmp_path: Path) -> None:
    content = replace(WHOLE, title=name, unit=name, pages=[replace(page(TABLE), title=name)])
    assert [one.shapes.title.text_frame.text for one in deck_of(content).slides] == [UNTITLED, UNTITLED]
    assert UNTITLED in run(program("pdftotext"), str(written(content, tmp_path)), "-")
    assert f"<title>{UNTITLED}</title>" in web_page(content, {}, load_boundaries()).decode()
