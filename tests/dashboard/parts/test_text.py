"""Text of records inside Markdown stays text."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from dashboard.parts.text import JOINER, plain

HOSTILE = [
    "[click](javascript:alert(1))",
    "![x](http://elsewhere.example/x.png)",
    "<script>alert(1)</script>",
    "https://elsewhere.example/path?a=b",
    "HTTP://ELSEWHERE.EXAMPLE",
    "see www.elsewhere.example, or ftp://elsewhere.example",
    ":material/home: :red[loud] $x^2$ **bold** `code`",
    "# heading\n- list\n1. list\n> quote",
    "| a | b |\n|---|---|\n| 1 | 2 |",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_a_link_an_image_or_markup(text: str) -> None:
    shown = MarkdownIt("commonmark").enable("table").render(plain(text))
    for tag in ("<a ", "<img", "<script", "<h1", "<ul", "<table", "<strong", "<code", "<blockquote"):
        assert tag not in shown
    assert not re.search(r"(?i)(https?|ftp)://|www\.", shown), "a bare address would be made a link"


@pytest.mark.parametrize("text", ["Fiji", "M/V Ocean Star", "gate 3 (north)", "Réunion", "a_b", "Wwww"])
def test_plain_words_read_as_they_were_written(text: str) -> None:
    shown = MarkdownIt().render(plain(text)).strip()
    assert shown == f"<p>{text}</p>"
    assert JOINER not in plain(text)
