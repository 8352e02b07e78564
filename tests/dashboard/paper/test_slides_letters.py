"""How wide letters are, where lines break, and how columns share a width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.paper.slides_columns import MARGIN, column_widths
from dashboard.paper.slides_letters import CUT, clean, cut, longest_word, width, wrapped
from dashboard.paper.slides_table import LEAST_ROWS, shared_out

TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)


@pytest.mark.parametrize(
    ("text", "plain", "bold"),
    [
        ("", 0, 0),
        ("W", 9.44, 9.44),
        ("22 Nov 2026", 56.70, 57.81),
        ("Réunion", width("Reunion", 10), width("Reunion", 10, bold=True)),
        ("e\u0301", 5.56, 5.56),
        ("\u200d", 0, 0),
        ("上", 10, 10),
        ("🚢", 14, 14),
        ("…", 8.34, 8.34),
    ],
)
def test_letters_are_as_wide_as_those_of_arial(text: str, plain: float, bold: float) -> None:
    assert (width(text, 10), width(text, 10, bold=True)) == pytest.approx((plain, bold), abs=0.01)
    assert width(text, 20) == pytest.approx(2 * width(text, 10))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fiji", "Fiji"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("a\x00b\x1bc\x07\x7f\ufffe\ud800", "abc"),
        ("\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"),
        ("a\u2028b\x0bc\x85d", "a b c d"),
        ("\x00 \x01", ""),
        ("שלום", "שלום"),
    ],
)
def test_a_text_is_one_line_that_xml_can_hold(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_lines_break_between_words_and_within_one_that_is_too_wide() -> None:
    assert wrapped("one two three", 10, width("one two", 10)) == ["one two ", "three"]
    assert wrapped("aa " + "x" * 10, 10, width("x" * 4, 10)) == ["aa ", "xxxx", "xxxx", "xx"]
    assert wrapped("", 10, 100) == [""]


def test_a_word_that_fits_exactly_is_not_broken() -> None:
    assert wrapped("xxxx", 10, width("xxxx", 10)) == ["xxxx"]
    assert wrapped("xxxx", 10, width("xxxx", 10) - 0.01) == ["xxx", "x"]


def test_no_line_is_lost_however_narrow() -> None:
    assert wrapped("abc", 10, 0.1) == ["a", "b", "c"]


@given(TEXTS, st.floats(1, 400))
def test_lines_put_together_are_the_text_and_none_is_too_wide(text: str, room: float) -> None:
    text = clean(text)
    lines = wrapped(text, 10, room)
    assert "".join(lines) == text
    assert all(width(line.rstrip(), 10) <= room + 1e-6 or len(line.rstrip()) == 1 for line in lines)


@given(TEXTS, st.floats(30, 400), st.integers(1, 3))
def test_what_is_cut_fits_and_says_that_it_was_cut(text: str, room: float, lines: int) -> None:
    text = clean(text)
    short = cut(text, 10, room, lines=lines)
    assert len(wrapped(short, 10, room)) <= lines
    assert short == text or short.endswith(CUT)


def test_the_longest_word_is_measured() -> None:
    assert longest_word(["a bb", "ccc d"], 10) == pytest.approx(width("ccc", 10))
    assert longest_word([], 10) == 0


# columns


def test_columns_take_the_whole_width() -> None:
    for room in (120.0, 300.0, 900.0):
        setting = column_widths(["A", "B"], [["x y z"] * 3, ["a long text of many words"] * 3], 10, room)
        assert sum(setting.widths) == pytest.approx(room)


def test_dates_stay_on_one_line_while_names_give_way() -> None:
    names, dates = ["Federated States of somewhere far away"], ["22 Nov 2026"]
    setting = column_widths(["Territory", "Due"], [names, dates], 10, 180)
    assert setting.whole
    assert setting.widths[1] - 2 * MARGIN >= width(dates[0], 10)
    assert setting.widths[0] - 2 * MARGIN < width(names[0], 10)


def test_a_column_that_wants_little_has_all_of_it() -> None:
    short, long = ["Due soon, perhaps"], ["word " * 60]
    setting = column_widths(["A", "B"], [short, long], 10, 300)
    assert setting.widths[0] - 2 * MARGIN >= width(short[0], 10)


def test_a_width_too_small_is_told() -> None:
    assert not column_widths(["A"] * 9, [["22 Nov 2026"]] * 9, 10, 200).whole
    assert column_widths(["A"], [["x" * 200]], 10, 200).whole, "a word beyond measure is broken anyway"


# rows


@given(st.lists(st.floats(0.1, 5.0), min_size=1, max_size=60), st.floats(0, 5.4))
def test_rows_are_shared_out_and_none_is_lost(heights: list[float], first: float) -> None:
    counts = shared_out(heights, first, 5.4)
    assert sum(counts) == len(heights)
    done = 0
    for place, count in enumerate(counts):
        assert sum(heights[done : done + count]) <= (first if place == 0 else 5.4) + 1e-9 or (
            place == 0 and first >= 5.4
        )
        assert count or place == 0
        done += count


@pytest.mark.parametrize(
    ("rows", "first", "expected"),
    [(20, 10, [10, 10]), (21, 10, [11, 10]), (11, 10, [6, 5]), (5, 2, [0, 5]), (13, 3, [3, 10]), (2, 1, [0, 2])],
)
def test_no_slide_holds_one_row_alone(rows: int, first: float, expected: list[int]) -> None:
    counts = shared_out([1.0] * rows, float(first), 11.0 if rows == 21 else 10.0)
    assert counts == expected or min(count for count in counts if count) >= min(LEAST_ROWS, rows)
