"""Words of records inside lines and tables."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.parts.territory_lines import link, unbroken
from dashboard.parts.text import JOINER


@pytest.mark.parametrize(
    ("address", "markdown"),
    [
        ("https://www.example.org/a_b/c?d=1", "[www.example.org](<https://www.example.org/a_b/c?d=1>)"),
        ("http://example.org", "[example.org](<http://example.org>)"),
        ("https://example.org/a)b(c", "[example.org](<https://example.org/a)b(c>)"),
    ],
)
def test_a_web_address_becomes_a_link_to_itself(address: str, markdown: str) -> None:
    assert link(address).replace(JOINER, "") == markdown


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "https://example.org/>](javascript:alert(1))",
        "https://example.org/ [x](y)",
        "data:text/html,x",
        "73 FR 10042 [see](there)",
        "",
    ],
)
def test_anything_else_stays_text(text: str) -> None:
    assert "](" not in link(text).replace("\\]\\(", "")


def test_dates_and_numbers_do_not_break() -> None:
    assert unbroken("5 Dec 2012") == "5\u00a0Dec\u00a02012"
    assert unbroken("4-11") == "4\u201111"


def drawn(*, printing: bool) -> AppTest:
    def script(printing: bool) -> None:  # noqa: FBT001 - AppTest hands arguments on by name
        from dashboard.parts.territory_lines import static_table  # noqa: PLC0415 - the script runs on its own

        columns = {"What": ["a | b", "two\nlines"], "Nothing": ["", ""], "Where": ["[x](y)", "z"]}
        static_table(columns, alt="A table", printing=printing, markdown={"Where"})

    app = AppTest.from_function(script, kwargs={"printing": printing}).run()
    assert not app.exception
    return app


def test_a_table_on_screen_leaves_out_what_is_blank_and_keeps_text_as_text() -> None:
    table = drawn(printing=False).table[0].value
    assert list(table.columns) == ["What", "Where"]
    assert list(table["What"]) == ["a \\| b", "two\nlines"]
    assert list(table["Where"]) == ["[x](y)", "z"]


def test_a_table_on_paper_has_one_line_for_each_row() -> None:
    lines = drawn(printing=True).markdown[0].value.split("\n")
    assert lines == ["| What | Where |", "| :-- | :-- |", "| a \\| b | [x](y) |", "| two lines | z |"]
