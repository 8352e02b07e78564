"""The maps of a brief: one for each block, of the size of its page, told one by one, and each able to stand alone."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from dashboard.paper.brief_maps import HALF, SHEET, WIDE, brief_maps, map_file, map_notes, size_of
from dashboard.paper.progress import Cancelled
from geodata.territories import load_boundaries
from tests.dashboard.paper.brief_samples import HOSTILE, MAP, TABLE, WHOLE, WORDS, page

if TYPE_CHECKING:
    from geodata.territories import Boundaries

TWO = replace(WHOLE, pages=[page(MAP, WORDS), page(replace(MAP, key="map_other"), TABLE, key="other")])


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return load_boundaries()


def test_every_map_is_drawn_in_the_size_of_its_page(boundaries: Boundaries) -> None:
    told: list[tuple[int, int]] = []

    def drawn(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    made = brief_maps(TWO, boundaries, drawn=drawn)
    assert {key: tuple(one.figure.get_size_inches()) for key, one in made.items()} == {
        MAP.key: WIDE,
        "map_other": HALF,
    }
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("last", [1, 2])
def test_whoever_is_told_can_end_it(boundaries: Boundaries, last: int) -> None:
    with pytest.raises(Cancelled):
        brief_maps(TWO, boundaries, drawn=lambda done, _: done < last)


def test_a_brief_without_a_map_has_none(boundaries: Boundaries) -> None:
    assert brief_maps(replace(WHOLE, pages=[page(TABLE)]), boundaries) == {}


@pytest.mark.parametrize(("blocks", "size"), [((MAP,), WIDE), ((MAP, WORDS), WIDE), ((TABLE, MAP), HALF)])
def test_a_table_takes_half_the_page(blocks: tuple[object, ...], size: tuple[float, float]) -> None:
    assert size_of(page(*blocks)) == size  # type: ignore[arg-type] # blocks of several kinds


def test_a_map_that_stands_alone_says_all_that_the_brief_says(boundaries: Boundaries) -> None:
    svg = map_file(MAP, WHOLE, boundaries, "svg").decode()
    notes = map_notes(WHOLE)
    assert notes.demo
    for words in ("UNCLASSIFIED · DEMO DATA", notes.made_at, notes.as_of, WHOLE.cutoff, MAP.title, "Overdue 1", " nm "):
        assert words in svg
    picture = Image.open(io.BytesIO(map_file(MAP, WHOLE, boundaries, "png")))
    assert picture.size == (round(SHEET[0] * 200), round(SHEET[1] * 200))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_drawn_as_texts(boundaries: Boundaries, text: str) -> None:
    block = replace(MAP, title=text, marks=[replace(MAP.marks[0], name=text)])
    content = replace(WHOLE, marking=text, cutoff=text, made_at=text, colour="red; }")
    svg = map_file(block, content, boundaries, "svg")
    assert b"<script" not in svg
    assert len(map_file(block, content, boundaries, "png")) > 10_000
