"""The parts that a deck is made of: boxes as XML, the empty deck, and what the file says of itself."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.oxml import parse_xml

from dashboard.paper.slides_letters import clean, width
from dashboard.paper.slides_package import describe_deck, packed
from dashboard.paper.slides_template import (
    BAND,
    BODY,
    FOOT_PT,
    FOOT_TOP,
    HEIGHT,
    TITLE,
    WIDTH,
    Banner,
    empty_deck,
    foot,
)
from dashboard.paper.slides_xml import Look, Paragraph, Place, Run, attribute, bar, box, colour, emu, frame
from tests.dashboard.paper.brief_samples import HOSTILE, WHOLE

BANNER = Banner("UNCLASSIFIED", "#007a33")
PLACE = Place(1.0, 2.0, 3.0, 0.5)
TEXTS = st.text(max_size=60)


def read(xml: str) -> Any:  # noqa: ANN401 - python-pptx has few types
    return parse_xml(xml)


def words_of(element: Any) -> list[str]:  # noqa: ANN401 - as above
    return [one.text or "" for one in element.xpath(".//a:t")]


@given(TEXTS)
def test_any_text_is_held_as_it_is_but_for_what_controls(text: str) -> None:
    found = read(box(2, text, PLACE, [Paragraph([Run(text, 12)])]))
    assert "".join(words_of(found)) == clean(text)
    assert found.xpath("./p:nvSpPr/p:cNvPr")[0].get("name") == clean(text)


@given(TEXTS)
def test_an_attribute_is_one_value(text: str) -> None:
    found = read(f'<p:x xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" a={attribute(text)}/>')
    assert dict(found.attrib) == {"a": clean(text)}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_adds_no_element(name: str) -> None:
    plain, spoilt = (read(box(2, text, PLACE, [Paragraph([Run(text, 12)])])) for text in ("Fiji", name))
    assert [one.tag for one in plain.iter()] == [one.tag for one in spoilt.iter()]


def test_a_run_without_words_keeps_the_height_of_its_line() -> None:
    found = read(box(2, "x", PLACE, [Paragraph([Run("", 10)])]))
    assert words_of(found) == []
    assert [one.get("sz") for one in found.xpath(".//a:endParaRPr")] == ["1000"]


def test_a_box_stands_where_it_is_put() -> None:
    found = read(box(7, "x", PLACE, [Paragraph([Run("Fiji", 12, bold=True)])], Look("#ffffff", "#000000", "ctr", 0.1)))
    offset, size = found.xpath(".//a:off")[0], found.xpath(".//a:ext")[0]
    assert [int(value) for value in (*offset.attrib.values(), *size.attrib.values())] == [
        914400,
        1828800,
        2743200,
        457200,
    ]
    inner = found.xpath(".//a:bodyPr")[0]
    assert (inner.get("lIns"), inner.get("anchor"), inner.get("wrap")) == ("91440", "ctr", "square")
    assert [one.get("val") for one in found.xpath("./p:spPr//a:srgbClr")] == ["FFFFFF", "000000"]
    assert found.xpath(".//a:rPr")[0].get("b") == "1"


def test_a_bullet_hangs_before_its_words() -> None:
    found = read(box(2, "x", PLACE, [Paragraph([Run("a", 12)], bullet=True, before=6), Paragraph([Run("b", 12)], "r")]))
    first, second = found.xpath(".//a:pPr")
    assert int(first.get("marL")) == -int(first.get("indent")) > 0
    assert first.xpath("./a:buChar")
    assert first.xpath("./a:spcBef/a:spcPts")[0].get("val") == "600"
    assert (second.get("algn"), len(second.xpath("./a:buNone"))) == ("r", 1)


def test_a_bar_has_no_words() -> None:
    found = read(bar(9, "Rule", PLACE, "#0a4f8c"))
    assert words_of(found) == []
    assert found.xpath(".//*[local-name()='decorative']")


def test_measures_are_whole_units() -> None:
    assert [emu(value) for value in (0, 1, 1 / 3, 13.333333)] == [0, 914400, 304800, 12192000]
    assert colour("#00ff7f") == '<a:srgbClr val="00FF7F"/>'
    assert frame(PLACE, "p:xfrm").startswith('<p:xfrm><a:off x="914400"')


def test_the_frame_leaves_everything_its_room() -> None:
    assert BAND < TITLE.top < TITLE.bottom < BODY.top < BODY.bottom < FOOT_TOP < HEIGHT - BAND
    assert BODY.left + BODY.width <= WIDTH - BODY.left + 1e-9


# the empty deck


def test_the_empty_deck_has_no_slide_and_two_layouts() -> None:
    deck = pptx.Presentation(io.BytesIO(empty_deck(BANNER)))
    assert len(deck.slides) == 0
    assert [[one.name for one in layout.placeholders][:1] for layout in deck.slide_layouts] == [["Title"], ["Title"]]


def test_a_slide_added_by_hand_bears_the_marking_of_the_master() -> None:
    deck = pptx.Presentation(io.BytesIO(empty_deck(BANNER)))
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    texts = [one.text_frame.text for one in slide.slide_layout.slide_master.shapes if one.has_text_frame]
    assert texts.count("UNCLASSIFIED") == 2
    assert [one.placeholder_format.type.name for one in slide.placeholders] == ["TITLE"]


def test_places_of_the_foot_follow_the_master() -> None:
    deck = pptx.Presentation(io.BytesIO(empty_deck(BANNER)))
    for layout in deck.slide_layouts:
        tops = {
            one.top for one in layout.placeholders if one.name in {"Unit and title", "Date-time group", "Page number"}
        }
        assert tops == {emu(FOOT_TOP)}


def test_the_page_number_is_a_field_that_the_office_fills() -> None:
    found = read(foot(5, 2, "12"))
    assert [(one.get("type"), one.xpath("./a:t")[0].text) for one in found.xpath(".//a:fld")] == [("slidenum", "12")]
    assert read(foot(5, 0, "")).xpath(".//a:r") == []


@pytest.mark.parametrize("marking", [*HOSTILE, ""])
def test_any_marking_makes_a_deck_that_opens(marking: str) -> None:
    deck = pptx.Presentation(io.BytesIO(empty_deck(Banner(marking, "#502b85"))))
    (top,) = (one for one in deck.slide_master.shapes if one.name == "Marking, top")
    assert "\n" not in top.text_frame.text


@pytest.mark.parametrize("marking", ["UNCLASSIFIED", "W" * 200, "x y " * 60])
def test_however_long_the_marking_the_band_announces_demonstration_data(marking: str) -> None:
    deck = pptx.Presentation(io.BytesIO(empty_deck(Banner(marking, "#502b85", demo=True))))
    for name in ("Marking, top", "Marking, bottom"):
        (band,) = (one for one in deck.slide_master.shapes if one.name == name)
        text = band.text_frame.text
        assert text.endswith(" \N{MIDDLE DOT} DEMO DATA")
        assert text[0] == marking[0]
        assert width(text, FOOT_PT, bold=True) <= band.width / 12_700


# the file


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 1000, ""])
def test_any_title_and_unit_may_describe_a_deck(text: str) -> None:
    deck = pptx.Presentation(io.BytesIO(empty_deck(BANNER)))
    describe_deck(deck, replace(WHOLE, title=text, unit=text), text)
    read_back = pptx.Presentation(io.BytesIO(packed(deck))).core_properties
    assert read_back.title == read_back.author == read_back.keywords == clean(text)[:255]
    assert read_back.subject == "Brief as of 2026-11-22, 220600Z NOV 26"
    assert (read_back.revision, read_back.language) == (1, "en-US")


def test_a_deck_is_packed_the_same_twice() -> None:
    deck = pptx.Presentation(io.BytesIO(empty_deck(BANNER)))
    describe_deck(deck, WHOLE, "UNCLASSIFIED")
    assert packed(deck) == packed(deck)
