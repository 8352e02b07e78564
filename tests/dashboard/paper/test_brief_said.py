"""What every form of a brief says alike: how many generated sentences of a block were left out, and nothing of none."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.brief_content import Sentence, Words
from dashboard.paper.brief_json import brief_json
from dashboard.paper.brief_said import left_out_note
from dashboard.paper.brief_web import web_page
from dashboard.paper.slides_flow import plan
from dashboard.paper.slides_template import BODY
from dashboard.paper.slides_words import NOTE_PT, WordsPiece
from geodata.territories import load_boundaries
from tests.dashboard.paper.brief_samples import FIGURES, MAP, TABLE, WHOLE, page
from tests.dashboard.paper.deck_reading import blank_maps, deck_of, notes, shape
from tests.dashboard.paper.document_reading import body_of, plain
from tests.dashboard.paper.document_samples import written
from tests.dashboard.paper.office import seen
from tests.dashboard.paper.web_reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.actions.brief_content import BriefContent

ONE, TWO = "A generated sentence was left out.", "2 generated sentences were left out."
KEPT = Sentence("visited", "1 of 2 partners was visited.")
LEFT_OUT = "left out."

CASES = pytest.mark.parametrize(
    ("words", "note"),
    [
        (Words([KEPT]), ""),
        (Words([KEPT], left_out=1), ONE),
        (Words([KEPT], left_out=2), TWO),
        (Words([], left_out=1), ONE),
        (Words([], left_out=2), TWO),
    ],
    ids=["none", "one", "two", "one and no other", "two and no other"],
)


def brief_of(words: Words) -> BriefContent:
    return replace(WHOLE, pages=[page(FIGURES, words)], outdated=())


@pytest.mark.parametrize(("count", "note"), [(0, ""), (1, ONE), (2, TWO), (11, TWO.replace("2", "11"))])
def test_the_note_tells_the_number_and_nothing_of_none(count: int, note: str) -> None:
    assert left_out_note(count) == note


@CASES
def test_a_slide_says_it_quietly_below_the_words_and_in_its_notes(words: Words, note: str) -> None:
    slide = deck_of(brief_of(words)).slides[1]
    box = shape(slide, "Words").text_frame
    assert box.text.split("\n") == [text for text in (*(one.text for one in words.sentences), note) if text]
    assert [line for line in notes(slide) if LEFT_OUT in line] == [note] * bool(note)
    if note:
        assert box.paragraphs[-1].runs[0].font.size.pt == NOTE_PT


@CASES
def test_a_page_of_the_document_says_it_below_the_words(words: Words, note: str, tmp_path: Path) -> None:
    shown = seen(written(brief_of(words), tmp_path))[1]
    text = plain(" ".join(word.text for word in body_of(shown)))
    assert text.endswith(" ".join(part for part in (*(one.text for one in words.sentences), note) if part))
    assert text.count(LEFT_OUT) == bool(note)


@CASES
def test_the_web_page_says_it_below_the_words(words: Words, note: str) -> None:
    found = read(web_page(brief_of(words), {}, load_boundaries()))
    assert "".join((*(one.text for one in words.sentences), note)) in found.words
    assert found.words.count(LEFT_OUT) == bool(note)


@CASES
def test_programs_are_given_the_number(words: Words, note: str) -> None:
    _, block = json.loads(brief_json(brief_of(words)))["pages"][0]["blocks"]
    assert (block["kind"], left_out_note(block["left_out"])) == ("words", note)


def test_a_block_of_nothing_takes_no_place_on_a_slide() -> None:
    assert not [one for one in deck_of(brief_of(Words([]))).slides[1].shapes if one.name == "Words"]


@pytest.mark.parametrize("count", [1, 20, 31, 32, 33, 34, 60])
def test_words_that_go_on_bear_the_note_once_and_below_the_last(count: int) -> None:
    said = Words([Sentence(str(number), f"Sentence {number}.") for number in range(count)], left_out=2)
    slides = plan(page(FIGURES, said), {}, since="")
    pieces = [(piece, place) for slide in slides for piece, place in slide.placed if isinstance(piece, WordsPiece)]
    assert [piece.note for piece, _ in pieces] == ["" for _ in pieces[1:]] + [TWO]
    assert [one for piece, _ in pieces for one in piece.sentences] == list(said.sentences)
    assert all(place.bottom <= BODY.bottom + 1e-6 for _, place in pieces)


def test_a_sentence_as_high_as_a_slide_leaves_room_for_the_note() -> None:
    said = Words([Sentence("long", "word " * 3000)], left_out=1)
    placed = [(piece, place) for slide in plan(page(said), {}, since="") for piece, place in slide.placed]
    assert len(placed) > 1
    assert all(place.bottom <= BODY.bottom + 1e-6 for _, place in placed)


def test_the_document_parts_words_and_says_it_once_at_their_end(tmp_path: Path) -> None:
    said = Words([Sentence(str(number), f"Sentence{number} " + "and on " * 12) for number in range(40)], left_out=2)
    content = replace(WHOLE, pages=[page(said)], outdated=())
    text = [plain(" ".join(word.text for word in body_of(shown))) for shown in seen(written(content, tmp_path))]
    assert [TWO in one for one in text if "Sentence" in one] == [False] * (len(text) - 3) + [True]


def test_the_note_stands_beside_a_map_too() -> None:
    content = replace(WHOLE, pages=[page(MAP, Words([], left_out=1), TABLE)])
    (slide,) = plan(content.pages[0], blank_maps(content), since="")
    (words,) = ((piece, place) for piece, place in slide.placed if isinstance(piece, WordsPiece))
    assert (words[0].note, words[1].left > BODY.left) == (ONE, True)
