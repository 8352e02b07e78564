"""Drawing a brief beside the page: told by map and page, cancelled between them, maps kept for what they show."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from dashboard import caching
from dashboard.actions.brief_content import MapBlock, Sentence, Words
from dashboard.jobs import Job
from dashboard.paper import brief_files, brief_maps
from dashboard.paper.brief_files import BriefFormat
from dashboard.parts import brief_drawing
from dashboard.parts.brief_drawing import DRAWING, TITLE_PAGE, Drawn, draw, page_alt, write
from tests.dashboard.paper.brief_samples import CHART, MAP, TABLE, WHOLE, WORDS, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent

PATIENCE = 120


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def test_words_of_a_page_are_what_its_picture_says() -> None:
    said = page_alt(page(WORDS, TABLE, CHART, MAP))
    for part in ("Bottom line.", "Well.", CHART.alt, MAP.alt):
        assert part in said


def drawn_of(content: BriefContent, tell: Any = None) -> tuple[Job[Drawn], Drawn]:  # noqa: ANN401 - a function or none
    held = Drawn("a digest")
    records = caching.records()

    def act(job: Job[Drawn]) -> Drawn:
        if tell is not None:
            tell(job)
        return draw(job, held, content, records)

    job = Job[Drawn](act, name="test").start()
    return job, held


def test_every_page_is_drawn_under_its_title_and_the_slides_are_made(prepared: Engine) -> None:
    assert prepared
    content = replace(WHOLE, pages=[page(WORDS), replace(page(TABLE, key="overdue"), title="Overdue")])
    job, held = drawn_of(content)
    assert job.wait(PATIENCE)
    assert (job.error, job.result) == ("", held)
    assert [one.title for one in held.pictures][:3] == [TITLE_PAGE, "Bottom line", "Overdue"]
    assert [one.key for one in held.pictures][:3] == ["", "bottom_line", "overdue"]
    assert "Well." in held.pictures[1].alt
    assert all(one.png.startswith(b"\x89PNG") for one in held.pictures)
    assert len(held.pictures) == held.of
    assert held.files[BriefFormat.PPTX].body.startswith(b"PK")


def test_maps_that_show_the_same_are_drawn_once(prepared: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepared
    times = count()
    really = brief_maps.brief_maps

    def counted(*given: Any, **how: Any) -> Any:  # noqa: ANN401 - as it is given
        next(times)
        return really(*given, **how)

    monkeypatch.setattr(brief_maps, "brief_maps", counted)
    other = replace(MAP, marks=[replace(MAP.marks[0], advisory=False)])
    for words, shown in (("One.", MAP), ("Another.", MAP), ("Another.", other)):
        content = replace(WHOLE, pages=[page(Words([Sentence("visited", words)]), shown, key="map")])
        job, _ = drawn_of(content)
        assert job.wait(PATIENCE)
        assert job.error == ""
    assert next(times) == 2, "other words draw no map anew, another map does"


def test_cancelled_between_two_maps_nothing_more_is_drawn(prepared: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepared
    begun, go_on = Event(), Event()

    def slow(content: BriefContent, *_: object, **__: object) -> dict[str, Any]:
        begun.set()
        go_on.wait(PATIENCE)
        return {block.key: None for one in content.pages for block in one.blocks if isinstance(block, MapBlock)}

    monkeypatch.setattr(brief_maps, "brief_maps", slow)
    monkeypatch.setattr("dashboard.paper.brief_document.drawing", lambda _: "")
    content = replace(WHOLE, pages=[page(MAP), page(replace(MAP, key="other"), key="other")])
    job, held = drawn_of(content)
    assert begun.wait(PATIENCE)
    assert job.told.words == "Map 1 of 2"
    job.cancel()
    go_on.set()
    assert job.wait(PATIENCE)
    assert (job.cancelled, job.error, held.pictures, held.files) == (True, "", [], {})
    assert not DRAWING.locked(), "the next brief can be drawn"


def test_whoever_waits_for_another_brief_can_give_up(prepared: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepared
    monkeypatch.setattr(brief_drawing, "PATIENCE", 0.01)
    with DRAWING:
        job, _ = drawn_of(WHOLE)
        while job.told.words != "Waiting until another brief is drawn":
            assert not job.wait(0.01)
        job.cancel()
        assert job.wait(PATIENCE)
    assert job.cancelled


def test_a_file_takes_the_maps_that_were_drawn_and_tells_of_those_drawn_for_it(
    prepared: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prepared
    seen: list[tuple[object, object]] = []

    def written(content: BriefContent, form: BriefFormat, *_: object, maps: object, drawn: Any) -> str:  # noqa: ANN401 - told
        assert drawn(1, 2)
        seen.append((form, maps if maps is None else sorted(maps)))  # type: ignore[call-overload] # a mapping
        return content.title

    monkeypatch.setattr(brief_drawing, "brief_file", written)
    monkeypatch.setattr(brief_maps, "brief_maps", lambda *_: {MAP.key: None})
    content, records = replace(WHOLE, pages=[page(MAP)]), caching.records()
    for form in (BriefFormat.HTML, BriefFormat.PNG):
        held = Drawn("a digest")
        job = Job[Drawn](lambda job, held=held, form=form: write(job, held, content, records, form), name="t").start()  # type: ignore[misc] # bound now
        assert job.wait(PATIENCE)
        assert job.error == ""
        assert list(held.files) == [form]
        assert job.told.words == "Map 1 of 2"
    assert seen == [(BriefFormat.HTML, [MAP.key]), (BriefFormat.PNG, None)]
    assert brief_files.brief_file is not written
