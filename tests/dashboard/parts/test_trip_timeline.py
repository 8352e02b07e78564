"""The timeline as it is written, and the legs as text."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from dashboard.actions.trip_days import Half, LivedDay, Use
from dashboard.maps.palette import PALETTES
from dashboard.parts.trip_legs import hours_text, leg_columns
from dashboard.parts.trip_table import table_html
from dashboard.parts.trip_timeline import LETTERS, timeline_html
from models.vocabulary import DayPart
from tests.dashboard.actions.test_trip_days import lived, there_and_back

NAMES = ["Samoa <b>", "Hawaii"]


class Cells(HTMLParser):
    """Collects the cells of a table with their titles."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []
        self.spans: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the title and the span of a cell."""
        held = dict(attrs)
        if tag in {"td", "th"} and "title" in held:
            self.titles.append(held["title"] or "")
        if "colspan" in held:
            self.spans.append(int(held["colspan"] or 0))


@pytest.fixture
def lived_under_way() -> LivedDay:
    left_out = Half(Use.TRAVEL, "Left out at the date line")
    return LivedDay(date(2026, 12, 8), None, dict.fromkeys(DayPart, left_out), shift=1, under_way=True)


def written(days: list[LivedDay], across: int = 31) -> Cells:
    cells = Cells()
    cells.feed(timeline_html(days, NAMES, PALETTES["light"], across))
    return cells


def test_every_half_day_tells_what_takes_place_or_why_nothing_does() -> None:
    cells = written(lived())
    assert "Tue 8 Dec 2026, afternoon: Government" in cells.titles
    assert "Wed 9 Dec 2026, morning: Rest after a long leg" in cells.titles
    assert sum(", morning: " in title for title in cells.titles) == 7
    assert sum(cells.spans) == 7


def test_a_closed_day_gives_its_reason_in_both_halves() -> None:
    halves = {half: Half() for half in DayPart}
    closed = LivedDay(date(2026, 12, 11), 0, halves, "Friday is not a working day in the Maldives", "Some Day")
    titles = written([closed]).titles
    assert sum("Friday is not a working day in the Maldives" in title for title in titles) == 3
    assert any("Some Day is a holiday of the U.S. Embassy" in title for title in titles)


def test_names_of_records_are_text() -> None:
    text = timeline_html(lived(), NAMES, PALETTES["dark"], 31)
    assert "<b>" not in text.replace("<b>8", "").replace("<b>9", "").replace("<b>7", "").replace("<b>1", "")
    assert "Samoa &lt;b&gt;" in text


@pytest.mark.parametrize(("across", "tables"), [(31, 1), (4, 2), (3, 3)])
def test_a_long_trip_takes_several_lines(across: int, tables: int) -> None:
    assert timeline_html(lived(), NAMES, PALETTES["light"], across).count("<table") == tables


@pytest.mark.parametrize(("days", "least"), [(7, 14.65), (1, 4.15)])
def test_in_a_narrow_window_the_timeline_scrolls_and_its_days_stay_readable(days: int, least: float) -> None:
    text = timeline_html(lived()[:days], NAMES, PALETTES["light"], 31)
    assert f"min-width:{least:g}rem" in text
    assert "overflow-x:auto" in text


def test_a_day_under_way_stands_apart_from_the_stops(lived_under_way: LivedDay) -> None:
    days = lived()
    cells = written([days[0], lived_under_way, *days[1:]])
    assert cells.spans == [1, 1, 2, 3, 1]
    assert sum("Left out at the date line" in title for title in cells.titles) == 2


def test_each_kind_of_work_has_a_letter_of_its_own() -> None:
    letters = [LETTERS[use] for use in (Use.GOVERNMENT, Use.PORT, Use.EMBASSY, Use.TRAVEL)]
    assert len(set(letters)) == 4
    assert all(letters)


def test_legs_say_local_times_with_zones_and_the_day_over_the_line() -> None:
    columns = {
        name: [text.replace("\u00a0", " ") for text in cells]
        for name, cells in leg_columns(there_and_back().legs).items()
    }
    assert columns["Leaves"][0] == "Mon 7 Dec 2026, 20:00 JST"
    assert columns["Arrives"][0] == "Tue 8 Dec 2026, 09:10 UTC+13 (+1 day)"
    assert columns["Arrives"][1].endswith("(\N{MINUS SIGN}1 day)")
    assert columns["Distance"] == ["4,000 nm"] * 3
    assert columns["How"] == ["Flight"] * 3


@pytest.mark.parametrize(
    ("hours", "text"), [(7.4166, "7 h 25 min"), (0.5, "30 min"), (2.0, "2 h 00 min"), (0.999, "1 h 00 min")]
)
def test_a_duration_is_written_in_hours_and_minutes(hours: float, text: str) -> None:
    assert hours_text(hours) == text


def test_a_wide_table_is_text_in_a_frame_that_the_keyboard_reaches() -> None:
    text = table_html({"From <b>": ["A & B", ""], "Empty": ["", ""]}, alt='Two "legs"')
    assert 'tabindex="0"' in text
    assert 'aria-label="Two &quot;legs&quot;"' in text
    assert "From &lt;b&gt;" in text
    assert "A &amp; B" in text
    assert "Empty" not in text
    assert text.count("<tr>") == 3
