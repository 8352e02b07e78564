"""Pictures of the pages of a brief: those of the document, one after the other."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING

from PIL import Image

from dashboard.paper import brief_document as paper
from dashboard.paper.brief_document import Preview, previews
from tests.dashboard.paper.brief_samples import TABLE, WHOLE
from tests.dashboard.paper.deck_reading import blank_maps
from tests.dashboard.paper.document_samples import brief_of, listing, titled, written
from tests.dashboard.paper.office import seen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_as_many_pictures_as_pages_each_as_wide_as_asked(tmp_path: Path) -> None:
    maps = blank_maps(WHOLE)
    made = list(previews(WHOLE, maps, width=480))
    assert [(one.number, one.of, one.page) for one in made] == [
        (1, 5, None),
        (2, 5, 0),
        (3, 5, 1),
        (4, 5, 2),
        (5, 5, None),
    ]
    assert len(made) == len(seen(written(WHOLE, tmp_path)))
    for one in made:
        assert Image.open(io.BytesIO(one.png)).size == (480, 270)


def test_pictures_know_the_page_that_they_show_where_it_goes_on() -> None:
    content = brief_of(titled("Long", listing(100)), titled("Short", TABLE))
    shown = [one.page for one in previews(content, {}, width=96)]
    assert shown == [None, *[0] * (len(shown) - 2), 1]
    assert len(shown) > 4


def test_pictures_are_made_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def picture(_: str, *, width: int, points: float) -> bytes:
        assert points == paper.WIDTH_PT
        drawn.append(width)
        return b""

    monkeypatch.setattr(paper, "page_picture", picture)
    asked = list(islice(previews(WHOLE, blank_maps(WHOLE), width=96), 2))
    assert asked == [Preview(1, 5, b"", None), Preview(2, 5, b"", 0)]
    assert drawn == [96, 96], "whoever asks no further has no more drawn"
