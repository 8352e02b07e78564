"""The picture of the timeline: bars where they belong, marks on them, and lines of the day and the cut-off."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from dashboard.maps.advisory_palette import ADVISORY_PALETTES
from dashboard.maps.palette import PALETTES, Theme
from dashboard.parts.advisory_picture import ROW, Bar, Timeline, TimelineRow, draw
from models.advisories import Answer

FIRST, LAST = date(2004, 1, 1), date(2024, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"
MIDDLE = date(2014, 1, 1)


def timeline(*rows: TimelineRow, theme: Theme = "light", **more: object) -> Timeline:
    return Timeline(FIRST, LAST, more.pop("as_of", MIDDLE), rows, theme, **more)  # type: ignore[arg-type] # by test


def drawn(shown: Timeline) -> ET.Element:
    return ET.fromstring(draw(shown))  # noqa: S314 - our own picture


def bars(shown: Timeline) -> list[dict[str, str]]:
    return [one.attrib for one in drawn(shown).iter(f"{SVG}rect") if one.get("rx")]


def row(name: str = "Nauru", *bars: Bar, **more: object) -> TimelineRow:
    return TimelineRow(name, bars, more.pop("excepted", ()), **more)  # type: ignore[arg-type] # by test


@pytest.mark.parametrize("theme", PALETTES)
def test_in_force_is_solid_and_cannot_tell_is_hatched(theme: Theme) -> None:
    one = Bar(FIRST, MIDDLE, Answer.CANNOT_TELL)
    other = Bar(MIDDLE, LAST, Answer.IN_FORCE)
    hatched, solid = bars(timeline(row("Nauru", one, other), theme=theme))
    assert hatched["fill"] == "url(#open)"
    assert solid["fill"] == ADVISORY_PALETTES[theme].fill[Answer.IN_FORCE]
    assert (hatched["x"], solid["x"]) == ("0.0%", f"{timeline().place(MIDDLE)}%")


def test_a_bar_of_one_day_can_be_seen_and_one_that_began_before_begins_at_the_edge() -> None:
    day = Bar(MIDDLE, MIDDLE, Answer.IN_FORCE)
    early = Bar(date(1990, 1, 1), MIDDLE, Answer.IN_FORCE)
    short, cut = bars(timeline(row("Nauru", day), row("Cuba", early)))
    assert float(short["width"].rstrip("%")) >= 0.3
    assert cut["x"] == "0.0%"


def test_exceptions_and_the_list_of_2004_are_marked_by_different_shapes() -> None:
    shown = timeline(row(excepted=[MIDDLE], non_reporting=[date(2004, 9, 9)]))
    assert [one.get("href") for one in drawn(shown).iter(f"{SVG}use")] == ["#unreported", "#excepted"]


def test_the_picture_is_as_high_as_its_rows() -> None:
    one, two = timeline(row()), timeline(row(), row())
    assert two.height - one.height == ROW
    assert drawn(two).get("height") == str(two.height)


@pytest.mark.parametrize(("as_of", "lines"), [(MIDDLE, 1), (FIRST, 1), (LAST, 1), (date(2030, 1, 1), 0)])
def test_the_line_of_the_day_stands_only_where_it_lies_within(as_of: date, lines: int) -> None:
    found = [one for one in drawn(timeline(row(), as_of=as_of)).iter(f"{SVG}rect") if one.get("width") == "2"]
    assert len(found) == lines


@pytest.mark.parametrize(("known_to", "lines"), [(None, 0), (MIDDLE, 1), (date(2030, 1, 1), 0)])
def test_the_cutoff_is_dashed(known_to: date | None, lines: int) -> None:
    found = list(drawn(timeline(row(), known_to=known_to)).iter(f"{SVG}line"))
    assert len(found) == lines
    assert all(one.get("stroke-dasharray") for one in found)


def test_names_are_safe_and_cut_where_there_is_no_room() -> None:
    said = draw(timeline(row("<b>&"), row("A very long name of a very far territory"), narrow=True))
    assert "&lt;b&gt;&amp;" in said
    assert "A very long na…" in said
    assert "far territory" not in said


def test_a_narrow_picture_names_fewer_years() -> None:
    wide, narrow = (
        [one.text for one in drawn(timeline(row(), narrow=narrow)).iter(f"{SVG}text")] for narrow in (False, True)
    )
    assert {"2004", "2006", "2024"} <= set(wide)
    assert {"2004", "2010"} <= set(narrow)
    assert "2006" not in narrow


def test_a_wide_picture_drops_what_a_narrow_window_has_no_room_for() -> None:
    shown = drawn(timeline(row()))
    roomy = {one.text for one in shown.iter(f"{SVG}text") if one.get("class") == "roomy"}
    assert {"2006", "2008", "2012"} <= roomy
    assert not {"2004", "2010", "2016"} & roomy
    assert ".roomy{display:none}" in "".join(one.text or "" for one in shown.iter(f"{SVG}style"))


def test_a_single_day_in_force_lies_upon_the_days_one_cannot_tell_of() -> None:
    known, open_ = Bar(FIRST, FIRST, Answer.IN_FORCE), Bar(date(2004, 1, 2), MIDDLE, Answer.CANNOT_TELL)
    hatched, solid = bars(timeline(row("Nauru", known, open_)))
    assert hatched["fill"] == "url(#open)"
    assert solid["x"] == "0.0%"
