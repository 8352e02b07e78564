"""Figures, map, table, tiles and panel filter one another, all the way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.chart import ATTEMPTS, LOOKS, Chart
from tests.browser.watching import AS_OF, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

ALL = 47


def rows(page: Page) -> int:
    """Return how many partners the table says it holds."""
    found = re.search(r'aria-label="Table of (\d+) partners', page.content())
    assert found
    return int(found[1])


def choose_first_row(page: Page, name: str) -> None:
    """Click the first row's box until the panel opens: a grid that is still being laid out drops a click."""
    heading = page.get_by_role("heading", name=name, exact=True)
    for _ in range(ATTEMPTS):
        grid = page.locator("[data-testid=stDataFrame] canvas").first
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 18, box["y"] + 52)
        for _ in range(LOOKS):
            page.wait_for_timeout(300)
            if heading.count():
                return
    raise AssertionError(f"{name} was not chosen after {ATTEMPTS} clicks")


def test_figure_table_panel_and_map_go_round(page: Page) -> None:
    chart = Chart(page)
    chart.open(f"/?as_of={AS_OF}")
    overdue = int(chart.figures()[2])

    page.get_by_role("button", name="Overdue").first.click()
    chart.wait_for(lambda: rows(page) == overdue)
    wait_until_idle(page)
    coloured = re.search(r"\('(\d+)'\)\[properties", str(chart.layer("land")))
    assert coloured
    assert sum(code not in "01" for code in coloured[1]) == overdue
    assert "Overdue" in parse_qs(urlsplit(page.url).query)["show"][0]

    chart.wait_for(lambda: "■ Overdue" in chart.table()[:4])
    name = chart.table()[0]
    choose_first_row(page, name)
    assert parse_qs(urlsplit(page.url).query)["territory"] == [name]

    page.get_by_role("button", name="Overdue").first.click()
    chart.wait_for(lambda: rows(page) == ALL)
    expect(page.get_by_role("heading", name=name, exact=True)).to_have_count(1)  # the selection stays

    page.get_by_role("button", name="Close").click()
    chart.wait_for(lambda: page.get_by_role("heading", name="Longest overdue").count() == 1)
    assert "territory" not in parse_qs(urlsplit(page.url).query)
