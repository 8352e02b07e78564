"""The strip of events says what, when, and where today and the as-of day lie; and it can be read on both themes."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.contrast import contrast
from dashboard.maps.palette import LIGHT, PALETTES
from dashboard.parts.event_picture import HEIGHT, SIGNS, TOP, Strip, draw

if TYPE_CHECKING:
    from dashboard.maps.palette import Palette

SVG = "{http://www.w3.org/2000/svg}"
FIRST, TODAY, LAST = date(2024, 11, 22), date(2026, 11, 22), date(2027, 11, 22)
NARROWEST = 360
"""Pixels that the strip has on a phone."""

DAYS = st.dates(date(2004, 1, 1), date(2090, 1, 1))


def strip(*rows: tuple[date, ...], as_of: date = TODAY, today: date = TODAY) -> Strip:
    names = ("Visits made", "Bookings", "Advisories")
    days = (*rows, (), (), ())[:3]
    return Strip(FIRST, LAST, today, as_of, tuple(zip(names, days, strict=True)))


def drawn(shown: Strip, palette: Palette = LIGHT) -> ET.Element:
    return ET.fromstring(draw(shown, palette))  # noqa: S314 - our own picture


def marks(picture: ET.Element, sign: str) -> list[str]:
    """Return where a sign stands on the strip; in the key it stands at a fixed place."""
    found = (use for use in picture.iter(f"{SVG}use") if use.get("href") == f"#{sign}")
    return [place for place in (use.get("x", "") for use in found) if place.endswith("%")]


def words(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def test_each_event_stands_on_its_day_and_what_lies_outside_is_left_out() -> None:
    before, after = FIRST - timedelta(days=1), LAST + timedelta(days=1)
    picture = drawn(strip((before, FIRST, LAST, after), (TODAY,)))
    assert marks(picture, "e0") == ["0.0%", "100.0%"]
    assert marks(picture, "e1") == ["66.7%"]
    assert marks(picture, "e2") == []


def test_two_on_one_day_are_one_mark_and_counted_as_two() -> None:
    picture = drawn(strip((TODAY, TODAY)))
    assert len(marks(picture, "e0")) == 1
    assert "Visits made 2" in words(picture)


def test_the_key_names_every_row_with_its_sign_even_an_empty_one() -> None:
    picture = drawn(strip((TODAY,), (), (FIRST, LAST)))
    assert words(picture)[:4] == ["Visits made 1", "Bookings 0", "Advisories 2", "Today"]
    used = {use.get("href") for use in picture.iter(f"{SVG}use") if not (use.get("x") or "").endswith("%")}
    assert used == {"#e0", "#e1", "#e2", "#now"}


def test_rows_differ_in_shape_and_height_not_in_colour_alone() -> None:
    shapes = [ET.fromstring(sign.format(LIGHT)) for sign in SIGNS]  # noqa: S314 - our own picture
    assert len({(shape.tag, shape.get("d")) for shape in shapes}) == 3
    boxes = drawn(strip((TODAY,), (TODAY,), (TODAY,))).iter(f"{SVG}svg")
    rows = [box for box in boxes if [use.get("x") for use in box.findall(f"{SVG}use")] == ["66.7%"]]
    tops = [int(row.get("y", "")) for row in rows]
    assert len(set(tops)) == len(tops) == 3
    assert all(TOP <= top < HEIGHT for top in tops)


def test_today_and_the_as_of_day_are_marked() -> None:
    picture = drawn(strip(as_of=date(2025, 11, 22)))
    assert marks(picture, "now") == ["66.7%"]
    assert marks(picture, "as-of") == ["33.3%"]


@pytest.mark.parametrize("outside", [FIRST - timedelta(days=1), LAST + timedelta(days=1), date(2003, 1, 1)])
def test_an_as_of_day_outside_the_strip_has_no_line(outside: date) -> None:
    picture = drawn(strip(as_of=outside))
    assert marks(picture, "as-of") == []
    assert marks(picture, "now")


def test_the_scale_names_years_and_quarters() -> None:
    scale = words(drawn(strip()))[4:]
    assert scale == [*("2025", "Apr", "Jul", "Oct"), *("2026", "Apr", "Jul", "Oct"), *("2027", "Apr", "Jul", "Oct")]


@given(first=DAYS)
def test_no_label_of_the_scale_is_cut_off_or_covers_another_on_a_phone(first: date) -> None:
    shown = Strip(first, first + timedelta(days=1095), first + timedelta(days=730), first, ())
    texts = [text for text in drawn(shown).iter(f"{SVG}text") if (text.get("x") or "").endswith("%")]
    places = [float(text.get("x", "")[:-1]) / 100 * NARROWEST for text in texts]
    assert len(texts) >= 10
    assert all(7 <= place <= NARROWEST - 7 for place in places)
    assert all(other - one >= 28 for one, other in pairwise(places))


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_words_and_marks_can_be_read(palette: Palette) -> None:
    for colour in (palette.label, palette.selected, palette.advisory):
        assert contrast(colour, palette.page) >= 4.5
        assert colour in draw(strip((TODAY,), (TODAY,), (TODAY,)), palette)


def test_the_picture_is_low_and_light() -> None:
    many = tuple(FIRST + timedelta(days=7 * week) for week in range(150))
    assert len(draw(strip(many, many, many), LIGHT).encode()) <= 30_000
    assert len(draw(strip(many[:100], many[:20]), LIGHT).encode()) <= 10_000
    assert drawn(strip()).get("height") == str(HEIGHT)
    assert HEIGHT <= 64


def test_every_sign_that_is_used_is_there() -> None:
    picture = drawn(strip((TODAY,), (TODAY,), (TODAY,)))
    defined = {f"#{sign.get('id')}" for sign in picture.iter() if sign.get("id")}
    assert {use.get("href") for use in picture.iter(f"{SVG}use")} <= defined
