"""Which part of a page stands where: within the body, nothing over anything, nothing lost, in the order of the page."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, Sentence, TableBlock, Words
from dashboard.paper.brief_maps import HALF, SHEET, WIDE
from dashboard.paper.brief_said import change_words
from dashboard.paper.slides_flow import NOTE_PLACE, plan
from dashboard.paper.slides_picture import ChartPicture, MapPicture
from dashboard.paper.slides_table import SIZES, TablePiece, table_piece
from dashboard.paper.slides_template import BODY, FOOT_TOP, ROOM
from dashboard.paper.slides_words import ALONE, TilesPiece, WordsPiece, words_piece
from tests.dashboard.paper.brief_samples import CHART, FIGURES, MAP, TABLE, WORDS, page
from tests.dashboard.paper.deck_reading import drawn

if TYPE_CHECKING:
    from dashboard.paper.slides_flow import SlidePlan
    from dashboard.paper.slides_xml import Place

NEAR = 1e-6


def sentences(count: int, length: int = 12) -> Words:
    return Words([Sentence(str(number), f"{number} " + "word " * length) for number in range(count)])


def rows(count: int, *, wide: bool = False) -> TableBlock:
    text = "a name of some length " * (8 if wide else 1)
    return TableBlock("t", "A table", ("Territory", "What", "Days"), [(f"T{n}", text, n) for n in range(count)])


def planned(
    *blocks: Words | KeyFigures | TableBlock | ChartBlock | MapBlock, size: tuple[float, float] = HALF
) -> list[SlidePlan]:
    maps = {block.key: drawn(size) for block in blocks if isinstance(block, MapBlock)}
    return plan(page(*blocks), maps, since="24 Aug 2026")


def within(place: Place) -> bool:
    return (
        place.left >= BODY.left - NEAR
        and place.top >= BODY.top - NEAR
        and place.left + place.width <= BODY.left + BODY.width + NEAR
        and place.bottom <= BODY.bottom + NEAR
    )


def meet(one: Place, other: Place) -> bool:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > NEAR and down > NEAR


def check(slides: list[SlidePlan]) -> None:
    for slide in slides:
        places = [place for _, place in slide.placed]
        assert places, "no slide is empty"
        assert all(map(within, places))
        assert not any(meet(one, other) for one, other in combinations(places, 2))


@settings(max_examples=60)
@given(
    first=st.sampled_from(["none", "map", "wide map", "chart", "figures"]),
    said=st.integers(0, 25),
    length=st.integers(1, 300),
    counts=st.lists(st.integers(0, 70), max_size=3),
    wide=st.booleans(),
)
def test_whatever_a_page_holds_it_fits(first: str, said: int, length: int, counts: list[int], *, wide: bool) -> None:
    begin = {"none": [], "map": [MAP], "wide map": [MAP], "chart": [CHART], "figures": [FIGURES]}[first]
    tables = [replace(rows(count, wide=wide), title=f"Table {at}") for at, count in enumerate(counts)]
    slides = planned(*begin, sentences(said, length), *tables, size=WIDE if first == "wide map" else HALF)
    if begin or said or counts:
        check(slides)
    placed = [piece for slide in slides for piece, _ in slide.placed]
    told = [one.text for piece in placed if isinstance(piece, WordsPiece) for one in piece.sentences]
    assert "".join(told).split() == "".join(one.text for one in sentences(said, length).sentences).split()
    parts = [piece for piece in placed if isinstance(piece, TablePiece)]
    found = [(part.block.title, row.cells[0]) for part in parts for row in part.rows]
    assert found == [(table.title, row[0]) for table in tables for row in table.rows]


def test_a_page_of_nothing_is_a_slide_with_its_title() -> None:
    (slide,) = planned()
    assert slide.placed == []


def test_blocks_that_hold_nothing_take_no_room() -> None:
    (slide,) = planned(Words([]), KeyFigures([]), ChartBlock("c", "C", [], {}, ""), TABLE)
    assert [type(piece) for piece, _ in slide.placed] == [TablePiece]


@pytest.mark.parametrize("size", [HALF, WIDE, SHEET, (20.0, 4.0), (3.0, 9.0)])
def test_a_picture_keeps_its_shape_and_stays_within(size: tuple[float, float]) -> None:
    (slide,) = planned(MAP, size=size)
    ((_, place),) = slide.placed
    assert within(place)
    assert place.width / place.height == pytest.approx(size[0] / size[1])
    assert place.width <= size[0] + NEAR, "it is never made coarser"
    assert place.left - BODY.left == pytest.approx(BODY.left + BODY.width - place.left - place.width), "in the middle"


def test_a_map_for_half_a_slide_and_one_for_a_whole_are_not_made_smaller() -> None:
    for size in (HALF, WIDE):
        ((_, place),) = planned(MAP, size=size)[0].placed
        assert (place.width, place.height) == pytest.approx(size), "letters of 10 points stay so"


def test_nothing_stands_beside_a_wide_map() -> None:
    first, second = planned(MAP, TABLE, size=WIDE)
    assert [type(piece) for piece, _ in first.placed] == [MapPicture]
    assert [type(piece) for piece, _ in second.placed] == [TablePiece]


def test_two_pictures_stand_on_two_slides() -> None:
    first, second = planned(MAP, CHART, TABLE)
    assert [type(piece) for piece, _ in first.placed] == [MapPicture, TablePiece]
    assert [type(piece) for piece, _ in second.placed] == [ChartPicture]


def test_what_does_not_fit_beside_a_picture_goes_on_behind_it_in_order() -> None:
    first, *after = planned(MAP, WORDS, rows(3), rows(40), rows(2))
    assert [type(piece) for piece, _ in first.placed] == [MapPicture, WordsPiece, TablePiece]
    counts = [len(piece.rows) for slide in after for piece, _ in slide.placed if isinstance(piece, TablePiece)]
    assert sum(counts) == 42
    assert counts[-1] == 2


def test_the_note_on_edited_words_stands_between_body_and_foot() -> None:
    assert BODY.bottom - NEAR <= NOTE_PLACE.top
    assert NOTE_PLACE.bottom <= FOOT_TOP


def test_a_slide_knows_whether_it_shows_edited_words() -> None:
    assert [slide.edited for slide in planned(WORDS)] == [True]
    assert [slide.edited for slide in planned(sentences(2))] == [False]
    assert [slide.edited for slide in planned(MAP, WORDS, rows(60))][:2] == [True, False]


# words


@pytest.mark.parametrize(("count", "size"), [(1, 18), (5, 18), (14, 16), (16, 14)])
def test_sentences_take_the_largest_letters_that_fit(count: int, size: float) -> None:
    (slide,) = planned(sentences(count))
    ((piece, _),) = slide.placed
    assert isinstance(piece, WordsPiece)
    assert piece.size == size


def test_one_sentence_is_no_list() -> None:
    assert not words_piece(sentences(1), ALONE).bullets
    assert words_piece(sentences(2), ALONE).bullets


def test_sentences_beside_a_table_are_set_smaller() -> None:
    (slide,) = planned(sentences(1), rows(3))
    assert [piece.size for piece, _ in slide.placed if isinstance(piece, WordsPiece)] == [14]


def test_sentences_begin_below_key_figures_and_go_on() -> None:
    first, *after = planned(FIGURES, sentences(40))
    assert [type(piece) for piece, _ in first.placed] == [TilesPiece, WordsPiece]
    assert after


@pytest.mark.parametrize(
    ("change", "better", "text"),
    [
        (None, None, "no change"),
        (0, None, "no change"),
        (3, True, "+3, better"),
        (3, False, "+3, worse"),
        (-12, True, "\u221212, better"),
        (2, None, "+2"),
    ],
)
def test_a_change_is_told_with_sign_and_word(change: int | None, better: bool | None, text: str) -> None:  # noqa: FBT001 - as the content has it
    assert change_words(replace(FIGURES.figures[0], change=change, better=better)) == text


# tables


@pytest.mark.parametrize(("count", "size"), [(5, 12), (17, 12), (19, 11), (20, 10)])
def test_a_table_takes_the_largest_letters_with_which_it_fits(count: int, size: float) -> None:
    (slide,) = planned(replace(rows(count), title="Bottom line"))
    ((piece, _),) = slide.placed
    assert isinstance(piece, TablePiece)
    assert piece.size == size
    assert piece.size in SIZES


@pytest.mark.parametrize(("above", "begins"), [(1, True), (12, False)])
def test_a_table_that_is_cut_begins_where_enough_of_the_slide_is_left(above: int, *, begins: bool) -> None:
    first = planned(sentences(above), rows(60))[0]
    assert any(isinstance(piece, TablePiece) for piece, _ in first.placed) is begins


def test_a_table_whose_words_would_be_broken_does_not_stand_beside_a_picture() -> None:
    words = TableBlock("w", "W", [f"Column{n}" for n in range(9)], [["unbreakable" for _ in range(9)]])
    first, second = planned(MAP, words)
    assert len(first.placed) == len(second.placed) == 1


def test_parts_of_a_table_say_which_rows_they_hold() -> None:
    pieces = [piece for slide in planned(rows(50)) for piece, _ in slide.placed if isinstance(piece, TablePiece)]
    begun = 0
    for piece in pieces:
        assert f"rows {begun + 1} to {begun + len(piece.rows)} of 50" in piece.alt
        begun += len(piece.rows)
    assert "rows" not in table_piece(rows(2), caption=False).alt


def test_a_name_of_a_column_takes_three_lines_at_most() -> None:
    long = replace(rows(1), columns=("Territory " * 40, "x" * 300, "Days"))
    piece = table_piece(long, caption=False)
    header = piece.heights(piece.setting(ROOM))[0]
    assert header <= (3 * 12 * 1.2 + 6) / 72 + NEAR


def test_statuses_that_no_column_tells_change_nothing() -> None:
    piece = table_piece(TABLE, caption=False)
    assert [row.cells for row in piece.rows] == [("Fiji", "12"), ("Tonga", "")]
    assert piece.setting(ROOM).widths == table_piece(replace(TABLE, statuses=()), caption=False).setting(ROOM).widths
