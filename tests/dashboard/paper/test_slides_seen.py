"""The deck as an office shows it: every slide a page, every word within it, nothing over anything."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, cycle
from typing import TYPE_CHECKING, Any

import pytest
from pptx.util import Emu

from dashboard.actions.brief import build
from dashboard.actions.brief_choice import BriefChoice, Edit
from dashboard.actions.brief_content import BriefContent, ChartBlock, KeyFigures, TableBlock, Words
from dashboard.actions.brief_ground import read_ground
from dashboard.actions.records import read_records
from dashboard.paper.slides import slides
from dashboard.paper.slides_template import BAND, FOOT_TOP, HEIGHT, WIDTH
from models.database import reading
from tests.conftest import closed_after
from tests.dashboard.conftest import AS_OF
from tests.dashboard.paper.brief_samples import HOSTILE
from tests.dashboard.paper.deck_reading import blank_maps, deck_figures, deck_of, tables
from tests.dashboard.paper.office import as_pdf, seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dashboard.actions.brief_content import Block
    from tests.dashboard.paper.office import Seen

POINTS = 72
COVERED = 0.35
"""The boxes of words in two lines meet, for they hold the longest strokes of the font; words do not from here on."""
CHOICE = BriefChoice(AS_OF, AS_OF - timedelta(days=90), unit="Port security liaison staff", territories=("FJI", "IDN"))
NAMES = (*HOSTILE, "W" * 200, "long words " * 30, "שלום مرحبا", "[[x]] ${y} {z} %s _x0007_ ]]>", "&amp; <b>")


@dataclass(frozen=True)
class Shown:
    """A brief, its deck, and the pages that an office makes of it."""

    content: BriefContent
    deck: Any
    pages: list[Seen]


def read(database_file: Path, folder: Path) -> BriefContent:
    """Build a brief of a copy of a database."""
    copy = folder / "seamark.sqlite3"
    shutil.copyfile(database_file, copy)
    with closed_after(copy) as engine, reading(engine) as session:
        records = read_records(session=session)
        ground = read_ground(records, CHOICE, session=session, known_on=AS_OF)
        first = build(ground, made_at=datetime(2026, 11, 22, 6, tzinfo=UTC))
        said = next(one for block in first.pages[0].blocks if isinstance(block, Words) for one in block.sentences)
        words = {said.key: Edit("What the staff wrote instead.", said.text)}
        edited = replace(ground, choice=replace(CHOICE, words=words))
        return build(edited, made_at=datetime(2026, 11, 22, 6, tzinfo=UTC))


def spoilt(content: BriefContent) -> BriefContent:
    """Put a harmful name in the place of every second text of one page of each kind."""
    names = cycle(NAMES)
    chosen = {page.section: page for page in content.pages}.values()
    pages = [
        replace(page, title=next(names), notes=list(NAMES), blocks=[_spoilt(block, names) for block in page.blocks])
        for page in chosen
    ]
    return replace(content, title=next(names), unit=next(names), pages=pages)


def _spoilt(block: Block, names: Iterator[str]) -> Block:
    if isinstance(block, Words):
        return Words([replace(one, text=f"{one.text} {next(names)}") for one in block.sentences])
    if isinstance(block, KeyFigures):
        return KeyFigures([replace(one, label=next(names)) for one in block.figures])
    if isinstance(block, ChartBlock):
        return replace(
            block, title=next(names), series={f"{next(names)}{n}": v for n, v in enumerate(block.series.values())}
        )
    if isinstance(block, TableBlock):
        rows = [
            tuple(next(names) if isinstance(cell, str) and (row + at) % 2 else cell for at, cell in enumerate(cells))
            for row, cells in enumerate(block.rows)
        ]
        return replace(block, title=next(names), rows=rows)
    return replace(block, title=next(names), alt=next(names))


@pytest.fixture(scope="module")
def contents(
    demo_file: Path, prepared_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, BriefContent]:
    """Build a brief of demonstration records, one of none, and one of names that mean harm."""
    whole = read(demo_file, tmp_path_factory.mktemp("whole"))
    empty = read(prepared_file, tmp_path_factory.mktemp("empty"))
    return {"whole": whole, "empty": empty, "spoilt": spoilt(whole)}


@pytest.fixture(scope="module", params=["whole", "empty", "spoilt"])
def shown(
    request: pytest.FixtureRequest, contents: Mapping[str, BriefContent], tmp_path_factory: pytest.TempPathFactory
) -> Shown:
    """Let an office show each once for all tests."""
    content = contents[request.param]
    body = slides(content, blank_maps(content))
    pdf = as_pdf(body, tmp_path_factory.mktemp(request.param), name="deck.pptx")
    return Shown(content, deck_of(content), seen(pdf))


def test_every_slide_is_one_page_of_its_size(shown: Shown) -> None:
    assert len(shown.pages) == len(shown.deck.slides)
    for page in shown.pages:
        assert (page.width / POINTS, page.height / POINTS) == pytest.approx((WIDTH, HEIGHT), abs=0.01)


def test_no_word_lies_outside_its_slide(shown: Shown) -> None:
    for number, page in enumerate(shown.pages, start=1):
        outside = [
            word
            for word in page.words
            if word.left < 0 or word.top < 0 or word.right > page.width or word.bottom > page.height
        ]
        assert outside == [], number


def test_only_the_marking_stands_on_its_bands_and_only_the_foot_at_the_foot(shown: Shown) -> None:
    marking = {"UNCLASSIFIED", "·", "DEMO", "DATA"}
    for number, (page, slide) in enumerate(zip(shown.pages, shown.deck.slides, strict=True), start=1):
        foot = {
            word
            for one in slide.placeholders
            if one.top / Emu(914400) >= FOOT_TOP
            for word in one.text_frame.text.split()
        }
        for word in page.words:
            if word.top < BAND * POINTS - 2 or word.bottom > (HEIGHT - BAND) * POINTS + 2:
                assert word.text in marking, (number, word)
            elif word.bottom > FOOT_TOP * POINTS + 4 and word.text.isascii():
                assert word.text in foot, (number, word)


def test_no_word_covers_another(shown: Shown) -> None:
    for number, page in enumerate(shown.pages, start=1):
        body = [word for word in page.words if BAND * POINTS < word.top < (HEIGHT - BAND) * POINTS]
        covered = [(one.text, other.text) for one, other in combinations(body, 2) if one.covers(other) > COVERED]
        assert covered == [], number


def test_the_words_of_every_slide_are_seen(shown: Shown) -> None:
    for number, (page, slide) in enumerate(zip(shown.pages, shown.deck.slides, strict=True), start=1):
        texts = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
        texts += [cell for _, rows in tables(slide) for row in rows for cell in row]
        wanted = {word for text in texts for word in text.split() if re.fullmatch(r"[A-Za-z0-9]{1,12}[.,:;]?", word)}
        assert wanted <= set(page.text.split()), number


def test_the_file_can_be_sent(contents: Mapping[str, BriefContent]) -> None:
    content = contents["whole"]
    body = slides(content, blank_maps(content))
    assert len(body) < 2_000_000, "ten million signs are allowed; fourteen maps take three"
    assert len(deck_of(content).slides) <= 25


# figures


def test_every_figure_is_found_where_it_belongs(contents: Mapping[str, BriefContent]) -> None:
    found = deck_figures(contents["whole"], deck_of(contents["whole"]))
    assert found == contents["whole"].figures()
    assert len(found) > 60
