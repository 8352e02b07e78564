"""Words on a printed map: they fit where they are put, and the font has every sign of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font

from dashboard.paper.map_letters import ELLIPSIS, FONT, plain, shortened, text_width, wrapped

SIGNS = FT2Font(findfont(FONT)).get_charmap()
words = st.text(st.characters(codec="utf-8"), max_size=120).map(plain)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_the_font_has_every_sign_of_a_plain_text(text: str) -> None:
    assert all(ord(sign) in SIGNS for sign in plain(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\r\nb\t c ", "a b c"),
        ("\u202eevil", "evil"),
        ("a\x00 \u2069b", "a b"),
        ("\U0001f6a2", "[U+1F6A2]"),
        ("$x$", "$x$"),
        ("Re\u0301union", "Réunion"),
    ],
)
def test_signs_that_the_font_lacks_are_written_by_number_and_hidden_ones_left_out(text: str, told: str) -> None:
    assert plain(text) == told


@settings(deadline=None)
@given(words, st.floats(30, 300), st.sampled_from([8.5, 10.0, 17.0]), st.booleans())
def test_a_cut_text_fits_and_begins_as_the_whole(text: str, most: float, size: float, bold: bool) -> None:  # noqa: FBT001 - drawn
    cut = shortened(text, most, size, bold=bold)
    assert text_width(cut, size, bold=bold) <= most
    assert cut == text or (cut.endswith(ELLIPSIS) and text.startswith(cut.removesuffix(ELLIPSIS)))


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert shortened("Fiji", text_width("Fiji", 10), 10) == "Fiji"
    assert shortened("Fiji", text_width("Fiji", 10) - 0.1, 10) != "Fiji"
    assert shortened("", 0, 10) == ""


@settings(deadline=None)
@given(words, st.floats(60, 500), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_but_at_the_end(text: str, most: float, lines: int) -> None:
    found = wrapped(text, most, 10, lines=lines)
    assert len(found) <= lines
    assert all(text_width(line, 10) <= most for line in found)
    if not any(line.endswith(ELLIPSIS) for line in found):
        assert " ".join(found).split() == text.split()


def test_bold_words_are_wider() -> None:
    assert text_width("Advisory", 10, bold=True) > text_width("Advisory", 10)
