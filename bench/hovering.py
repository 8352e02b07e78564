"""How long the map takes to say what is under the pointer, with every port on it and without a graphics card."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from tests.browser.chart import Chart
from tests.browser.watching import AS_OF, serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PLACES = ("FJI", "PYF", "NZL", "AUS", "PNG", "MDG", "LKA", "JPN", "CHN", "WSM", "NRU", "SYC")
"""Territories that the pointer visits, far from one another, so that every move has another answer."""

ROUNDS = 3
PAUSE_MS = 700
"""Between two moves: the answer to one must not be taken for that to the next."""

WATCH = """() => {
  const map = document.querySelector("[data-testid=stDeckGlJsonChart]");
  const tooltip = map.querySelector(".deck-tooltip");
  window.answers = [];
  let moved = 0;
  map.addEventListener("pointermove", () => { moved = performance.now(); }, true);
  new MutationObserver(() => {
    if (moved) window.answers.push(performance.now() - moved);
    moved = 0;
  }).observe(tooltip, {subtree: true, childList: true, characterData: true, attributes: true});
}"""


def measure(browser: Browser, folder: Path) -> float:
    """Return the median time from a move of the pointer to its answer, seconds."""
    with serving(folder) as base:
        context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 720})
        chart = Chart(context.new_page())
        chart.open(f"/?as_of={AS_OF}&layer_ports=true")
        chart.hover(chart.glyph(PLACES[-1]))
        chart.page.evaluate(WATCH)
        for code in PLACES * ROUNDS:
            chart.page.mouse.move(*chart.glyph(code))
            chart.page.wait_for_timeout(PAUSE_MS)
        answers: list[float] = chart.page.evaluate("window.answers")
        context.close()
    return statistics.median(answers) / 1000
