"""The colours are proven, not asserted: for grey, three kinds of colour blindness, outlines and text."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from dashboard.maps.contrast import Vision, contrast, difference, lightness, luminance, rgb
from dashboard.maps.palette import DARK, FILTERED_GLYPH, GLYPHS, LABELS, LIGHT, PALETTES, STATUS_ORDER, Palette
from models.coverage import Status

THEMES = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
PAIRS = list(combinations(Status, 2))
CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
PAGES = {
    theme: tuple(CONFIG["theme"][theme][f"{part}ackgroundColor"] for part in ("b", "secondaryB")) for theme in PALETTES
}
DIFFERENT = 6.5
"""Hundredths of OKLab. About two are just noticeable side by side."""


def test_measures_agree_with_their_sources() -> None:
    assert rgb("#0a10ff") == (10, 16, 255)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)
    assert lightness("#777777") == pytest.approx(50.0, abs=0.1)
    assert lightness("#010101") == pytest.approx(0.27, abs=0.01)
    assert difference("#ffffff", "#000000") == pytest.approx(100, abs=0.1)


def test_red_and_green_of_equal_lightness_are_one_without_long_cones() -> None:
    assert difference("#d00000", "#5c7000") > 20
    assert difference("#d00000", "#5c7000", Vision.DEUTERANOPIA) < 14


def test_every_status_has_glyph_word_and_colour() -> None:
    assert set(STATUS_ORDER) == set(GLYPHS) == set(LABELS) == set(Status)
    assert len({*GLYPHS.values(), FILTERED_GLYPH}) == len(Status) + 1
    for palette in PALETTES.values():
        assert set(palette.fill) == set(palette.text) == set(Status)


@THEMES
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("vision", Vision)
def test_statuses_stay_apart(palette: Palette, pair: tuple[Status, Status], vision: Vision) -> None:
    one, other = (palette.fill[status] for status in pair)
    assert difference(one, other, vision) >= DIFFERENT


@THEMES
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_statuses_differ_in_lightness(palette: Palette, pair: tuple[Status, Status]) -> None:
    one, other = (lightness(palette.fill[status]) for status in pair)
    assert abs(one - other) >= 7.5


def test_on_light_what_needs_a_visit_is_darkest() -> None:
    darkest = sorted(Status, key=lambda status: luminance(LIGHT.fill[status]))[:2]
    assert set(darkest) == {Status.OVERDUE, Status.NEVER}


def test_on_dark_what_needs_a_visit_is_brightest() -> None:
    brightest = sorted(Status, key=lambda status: luminance(DARK.fill[status]))[-3:]
    assert set(brightest) == {Status.OVERDUE, Status.NEVER, Status.DUE_SOON}


@pytest.mark.parametrize("theme", PALETTES)
def test_page_is_that_of_the_theme(theme: str) -> None:
    palette = PALETTES[theme]  # type: ignore[index]  # parametrised over its keys
    assert palette.page == PAGES[theme][0]  # type: ignore[index]  # PAGES has the same keys
    assert palette.label_halo == palette.page


@THEMES
def test_glyph_outline_shows_on_whatever_it_lies_on(palette: Palette) -> None:
    under = [*palette.fill.values(), palette.ocean, palette.land, palette.filtered]
    assert min(contrast(palette.glyph_outline, colour) for colour in under) >= 3


@THEMES
def test_advisory_and_selection_show_on_fills_or_ocean(palette: Palette) -> None:
    for outline in (palette.advisory, palette.selected):
        assert contrast(outline, palette.ocean) >= 3
    assert min(contrast(palette.advisory, colour) for colour in palette.fill.values()) >= 2.5
    assert contrast(palette.on_advisory, palette.advisory) >= 4.5


@pytest.mark.parametrize(("theme", "page"), [(theme, page) for theme, pages in PAGES.items() for page in pages])
def test_status_text_is_legible(theme: str, page: str) -> None:
    palette = PALETTES[theme]  # type: ignore[index]  # PAGES has the same keys
    assert min(contrast(colour, page) for colour in palette.text.values()) >= 4.5


@THEMES
def test_labels_are_legible_on_their_halo_and_the_sea(palette: Palette) -> None:
    assert contrast(palette.label, palette.label_halo) >= 7
    assert contrast(palette.label, palette.ocean) >= 7


@THEMES
def test_ports_show_on_the_sea(palette: Palette) -> None:
    assert contrast(palette.port, palette.ocean) >= 4.5


@THEMES
def test_neutrals_are_quiet(palette: Palette) -> None:
    """Land, filtered-out partners and the sea are nearer to one another than any status is to the sea."""
    neutrals = (palette.ocean, palette.land, palette.filtered)
    assert max(difference(one, other) for one, other in combinations(neutrals, 2)) < 12
    assert palette.ocean != palette.page
