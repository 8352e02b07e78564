"""What a presentation says, and how its map is laid out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.actions.brief_content import KeyFigure, MapMark
from dashboard.actions.coverage import coverage_rows
from dashboard.actions.presenting import Step
from dashboard.actions.records import read_records
from dashboard.maps.palette import LIGHT
from dashboard.parts.coverage_filters import FORECAST, PROGRAM_BEGAN
from dashboard.parts.present_link import day_asked, leave_address, present_address
from dashboard.parts.present_scene import LOWEST, NARROW, SCREENS, layout, stacked
from dashboard.parts.present_words import heading, panel, ways_out
from dashboard.scripts import PRESENT
from models.coverage import Status
from models.database import reading
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
FIJI = MapMark("FJI", "Fiji", 178.0, -17.8, Status.OVERDUE, advisory=False)
HOSTILE = '</div><script>alert(1)</script><img src=x onerror="alert(1)">' + "A" * 200 + "\u202e \x07 😀"
STEP = Step("Melanesia", [KeyFigure("visited", "Visited", 3), KeyFigure("overdue", "Overdue", 1)], ["One."], [FIJI])


class Told(HTMLParser):
    """Collects what a piece of HTML holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.figures: list[str] = []
        self.links: dict[str, str] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it is marked with."""
        self.tags.append(tag)
        held = dict(attrs)
        if "data-figure" in held:
            self.figures.append(held["data-figure"] or "")
        if tag == "a":
            self.links["leave"] = held["href"] or ""

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.text += data


def test_the_heading_says_what_of_which_day_and_when() -> None:
    told = Told(heading(STEP, title="Regional status", as_of=AS_OF, at=AT))
    assert "h1" in told.tags
    assert all(one in told.text for one in ("Melanesia", "Regional status", "22 Nov 2026", "220600Z NOV 26"))


def test_the_panel_says_each_figure_once_and_every_sentence() -> None:
    told = Told(panel(STEP, LIGHT))
    assert told.figures == ["visited", "overdue"]
    assert "3 of 1" in told.text
    assert "One." in told.text


def test_a_figure_of_none_is_not_coloured() -> None:
    none = replace(STEP, figures=[KeyFigure("overdue", "Overdue", 0)])
    assert LIGHT.text[Status.OVERDUE] in panel(STEP, LIGHT)
    assert LIGHT.text[Status.OVERDUE] not in panel(none, LIGHT)


@pytest.mark.parametrize("fills", [True, False])
def test_only_beside_the_map_the_panel_is_as_high_as_the_screen(fills: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    assert ("100vh" in panel(STEP, LIGHT, fills=fills)) is fills


def test_a_chosen_territory_tells_why_in_the_place_of_the_sentences(demo: Engine) -> None:
    with reading(demo) as session:
        rows = coverage_rows(read_records(session=session), as_of=AS_OF, known_on=AS_OF)
    for code, advised in (("FJI", False), ("NRU", True)):
        (row,) = (row for row in rows if row.territory.code == code)
        told = Told(panel(STEP, LIGHT, row)).text
        assert row.territory.name in told
        assert row.coverage.why in told
        assert "One." not in told
        assert ("Advisory: " in told) is advised


def test_hostile_words_stay_words() -> None:
    step = Step(HOSTILE, [KeyFigure("x", HOSTILE, 1)], [HOSTILE], [FIJI])
    for html in (heading(step, title=HOSTILE, as_of=AS_OF, at=AT), panel(step, LIGHT), ways_out(HOSTILE)):
        assert {"script", "img"}.isdisjoint(Told(html).tags)


def test_the_way_out_leads_to_the_day_and_region_that_are_shown() -> None:
    told = Told(ways_out(leave_address(AS_OF, "Australia & <New> Zealand")))
    parts = urlsplit(told.links["leave"])
    assert parts.path == "./"
    assert parse_qs(parts.query) == {"as_of": ["2026-11-22"], "region": ["Australia & <New> Zealand"]}
    assert parse_qs(urlsplit(leave_address(AS_OF, "")).query) == {"as_of": ["2026-11-22"]}


def test_the_address_holds_the_day_the_regions_in_their_order_and_the_theme() -> None:
    parts = urlsplit(present_address(AS_OF, ["Polynesia", "Officer: Ó & Co"], theme="dark"))
    assert parts.path == "present"
    assert parse_qs(parts.query) == {
        "embed": ["true"],
        "embed_options": ["dark_theme"],
        "as_of": ["2026-11-22"],
        "region": ["Polynesia", "Officer: Ó & Co"],
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-01", date(2026, 6, 1)),
        ("", AS_OF),
        ("tomorrow", AS_OF),
        ("2026-02-30", AS_OF),
        ("1900-01-01", PROGRAM_BEGAN),
        ("9999-12-31", AS_OF + FORECAST),
    ],
)
def test_the_day_asked_for_lies_within_what_there_can_be(text: str, day: date) -> None:
    assert day_asked(text, today=AS_OF) == day


def test_the_map_grows_with_the_screen_and_in_a_narrow_window_stands_above_the_words() -> None:
    sizes = [layout(screen) for screen in SCREENS]
    assert [size.width_px for size in sizes] == sorted({size.width_px for size in sizes})
    shapes = {round(size.width_px / size.height_px, 1) for size in sizes[1:]}
    assert len(shapes) == 1
    assert layout(1440).scale == 2 * layout(LOWEST).scale
    assert [screen for screen in SCREENS if stacked(screen)] == [NARROW]
    assert layout(NARROW).scale == 1


def test_the_script_of_the_page_knows_the_screens_that_are_offered() -> None:
    assert f"screens={list(SCREENS)}".replace(" ", "") in PRESENT
