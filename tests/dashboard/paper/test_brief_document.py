"""The document of a brief as it is read: tagged, marked on every page, every figure in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import typst

from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_content import KeyFigure, KeyFigures, MapBlock, Sentence, TableBlock, Words
from dashboard.actions.brief_making import make
from dashboard.actions.records import read_records
from dashboard.paper import brief_document as paper
from dashboard.paper.brief_document import document
from dashboard.paper.brief_said import EDITED_NOTE
from dashboard.paper.letters import LACKING
from models.coverage import Status
from models.database import reading
from models.vocabulary import BriefSection
from tests.dashboard.conftest import AS_OF
from tests.dashboard.paper.brief_samples import CHART, HOSTILE, MAP, TABLE, WHOLE, WORDS, hostile, page
from tests.dashboard.paper.deck_reading import blank_maps
from tests.dashboard.paper.document_reading import (
    BAND,
    FOOT,
    HEAD,
    SIDE,
    TITLE,
    across,
    body_of,
    pages_of,
    pdf_figures,
    plain,
    title_of,
)
from tests.dashboard.paper.document_samples import brief_of, listing, titled, written
from tests.dashboard.paper.office import Seen, program, run, seen

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
WIDE, HIGH = 960.0, 540.0
MARKUP = ("#panic()", "$x$ *bold* _it_ [", "<label> @ref", '\\ ` " {', "=== Title", "// gone", "]]))")
BEHIND = "Records behind the figures"


def body(pages: list[Seen]) -> str:
    return plain(" ".join(word.text for shown in pages for word in body_of(shown)))


def assert_tidy(shown: Seen) -> None:
    """Fail where a word of the page stands outside its margins, on the foot, or on another word."""
    inner = [word for word in shown.words if word.top > BAND - 4 and word.bottom < HIGH - BAND + 4]
    for word in inner:
        assert word.left >= SIDE - 1
        assert word.right <= WIDE - SIDE + 1
        assert word.top >= BAND
    for one, other in combinations(inner, 2):
        assert one.covers(other) < 0.35, f"{one.text!r} stands on {other.text!r}"
    outer = plain(" ".join(word.text for word in shown.words if word not in inner))
    assert len(set(re.split(r"(?<=\w) (?=\w)", outer))) <= 2, "in the bands stands the marking alone"


def foot(shown: Seen) -> str:
    return across(word for word in shown.words if FOOT + 4 <= word.top < HIGH - BAND - 4)


def demonstration(engine: Engine, **choice: object) -> BriefContent:
    chosen = BriefChoice(AS_OF, AS_OF - timedelta(days=90), unit="Staff", **choice)  # type: ignore[arg-type] # any choice
    with reading(engine) as session:
        return make(read_records(session=session), chosen, session=session, known_on=AS_OF, made_at=AT)


def test_the_same_brief_gives_the_same_bytes_and_another_gives_others() -> None:
    maps = blank_maps(WHOLE)
    made = document(WHOLE, maps)
    assert made.startswith(b"%PDF-")
    assert made == document(WHOLE, blank_maps(WHOLE))
    assert made != document(replace(WHOLE, made_at="220601Z NOV 26"), maps)


def test_it_is_tagged_with_title_and_language_and_no_clock_stands_in_it(tmp_path: Path) -> None:
    made = written(WHOLE, tmp_path)
    told = run(program("pdfinfo"), str(made))
    assert re.search(r"Title: +Port security liaison: regional status\n", told)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Page size: +960 x 540 pts", told)
    raw = made.read_bytes()
    assert b"/Lang(en-US)" in raw
    assert b"pdfuaid:part" in raw
    assert b"CreationDate" not in raw


def test_all_fonts_are_embedded(tmp_path: Path) -> None:
    _, _, *fonts = run(program("pdffonts"), str(written(WHOLE, tmp_path))).splitlines()
    assert len(fonts) >= 3
    assert all(re.search(r" yes yes (yes|no) +\d+ +\d+$", font) for font in fonts)


def test_pictures_say_what_they_show(tmp_path: Path) -> None:
    told = run(program("pdfinfo"), "-struct", str(written(WHOLE, tmp_path)))
    assert told.count("Figure") >= 2
    assert {"Table", "TH", "TD", "H1"} <= set(re.findall(r"\w+", told))
    raw = written(WHOLE, tmp_path).read_bytes()
    assert b"(Map.)" in raw
    assert b"(Bars.)" in raw


def test_the_bookmarks_are_sections_and_their_pages(tmp_path: Path) -> None:
    regions = [titled("East", TABLE, section=BriefSection.REGIONS), titled("West", TABLE, section=BriefSection.REGIONS)]
    made = written(brief_of(WHOLE.pages[0], *regions), tmp_path)
    told = run(program("pdftohtml"), "-xml", "-i", "-stdout", str(made))
    outline = told[told.index("<outline>") :]
    found = re.findall(r'<item page="(\d+)">(.*?)</item>', outline)
    assert found[1:] == [("2", "Bottom line"), ("3", "Regions"), ("3", "East"), ("4", "West"), ("5", BEHIND)]
    assert outline.index("East") > outline.index("<outline>", 9), "pages stand below their section"


def test_every_page_bears_marking_demo_group_day_unit_and_number(tmp_path: Path) -> None:
    pages = seen(written(WHOLE, tmp_path))
    assert len(pages) == 5
    for number, shown in enumerate(pages, start=1):
        bands = [word for word in shown.words if word.text == "UNCLASSIFIED" and word.left > 400]
        tops = [word.top for word in bands if word.top < BAND or word.top > HIGH - BAND - 1]
        assert len(tops) == 2
        assert foot(shown).startswith("Port security liaison: regional status · Staff")
        assert foot(shown).endswith(f"As of 22 Nov 2026 · 220600Z NOV 26 · Page {number} of 5")
        corner = [word for word in shown.words if word.left > TITLE and BAND < word.top < HEAD - 40]
        assert across(corner) == "DEMO DATA As of 22 Nov 2026"
        assert (shown.width, shown.height) == (WIDE, HIGH)


def test_what_is_no_demonstration_does_not_say_so(tmp_path: Path) -> None:
    assert all("DEMO" not in shown.text for shown in seen(written(replace(WHOLE, demo=False), tmp_path)))


@pytest.mark.parametrize(("colour", "letters"), [("#502b85", "#ffffff"), ("#ffe800", "#000000"), ("red; }", "#ffffff")])
def test_the_marking_can_be_read_on_its_colour(colour: str, letters: str) -> None:
    sheet = paper._sheet(replace(WHOLE, colour=colour), blank_maps(WHOLE))
    assert sheet["on_colour"] == letters
    assert re.fullmatch("#[0-9a-f]{6}", sheet["colour"])


def test_a_long_marking_stands_whole_in_its_band(tmp_path: Path) -> None:
    marking = " ".join(f"WORD{number:02}" for number in range(40))
    for shown in seen(written(replace(WHOLE, marking=marking), tmp_path)):
        for edge in (0.0, HIGH - BAND):
            band = [word for word in shown.words if edge <= word.top and word.bottom <= edge + BAND]
            assert " ".join(word.text for word in band) == marking
            assert all(0 <= word.left < word.right <= WIDE for word in band)


def test_every_figure_of_every_kind_stands_in_its_place(tmp_path: Path) -> None:
    content = brief_of(
        titled("Figures", WHOLE.pages[0].blocks[0]), titled("Chart", CHART, TABLE), titled("Map", MAP, listing(9))
    )
    assert pdf_figures(content, written(content, tmp_path)) == content.figures()


def test_the_brief_of_a_database_tells_every_figure_and_is_tidy(demo: Engine, tmp_path: Path) -> None:
    content = demonstration(demo, territories=("FJI", "MDG"))
    made = written(content, tmp_path)
    assert pdf_figures(content, made) == content.figures()
    assert all(len(shown) == 1 for shown in pages_of(content, made)), "each page of the brief is one page"
    for shown in seen(made):
        assert_tidy(shown)
    assert len(made.read_bytes()) < 1_000_000, "which leaves nine for the maps"


def test_the_brief_of_an_empty_database_is_tidy_too(prepared: Engine, tmp_path: Path) -> None:
    content = demonstration(prepared)
    made = written(content, tmp_path)
    assert pdf_figures(content, made) == content.figures()
    for shown in seen(made):
        assert_tidy(shown)
    assert "No trip is booked." in " ".join(shown.text for shown in seen(made))


def test_a_brief_without_pages_is_a_title_page(tmp_path: Path) -> None:
    (shown,) = seen(written(brief_of(), tmp_path))
    assert "Page 1 of 1" in shown.text
    assert BEHIND not in shown.text


def test_the_contents_lead_to_the_pages(tmp_path: Path) -> None:
    content = brief_of(titled("First", listing(100)), titled("Second", TABLE))
    pages = seen(written(content, tmp_path))
    lines = [word for word in pages[0].words if word.left > 480]
    listed = {word.text for word in lines}
    assert {"Contents", "Territories", "First", "Second"} <= listed
    second = next(word for word in lines if word.text == "Second")
    (number,) = (word.text for word in lines if abs(word.bottom - second.bottom) < 1 and word.text.isdigit())
    assert title_of(pages[int(number) - 1]).endswith("Second")


def test_of_very_many_pages_the_contents_name_the_sections_alone(tmp_path: Path) -> None:
    pages = [titled(f"Place{number}", WORDS) for number in range(40)]
    first = seen(written(brief_of(*pages, titled("Last", WORDS, section=BriefSection.SOURCES)), tmp_path))[0]
    assert "Territories 2 Last 42" in across(word for word in first.words if word.left > 480)
    assert "Place" not in first.text


def test_what_a_person_wrote_is_marked_and_the_mark_explained(tmp_path: Path) -> None:
    plain_words = Words([Sentence("visited", "1 of 2 partners was visited.")])
    content = brief_of(titled("Edited", WORDS), titled("Generated", plain_words))
    edited, generated = (body(pages) for pages in pages_of(content, written(content, tmp_path)))
    assert f"Well. † {EDITED_NOTE}" in edited
    assert "visited. †" not in edited
    assert "†" not in generated


def test_a_change_says_whether_it_is_for_the_better(tmp_path: Path) -> None:
    figures = [
        KeyFigure("a", "Visited", 3, 2, better=True),
        KeyFigure("b", "Overdue", 5, 1, better=False),
        KeyFigure("c", "Never", 4, -1, better=True),
        KeyFigure("d", "Booked", 6, 0),
    ]
    content = brief_of(titled("Figures", KeyFigures(figures)))
    text = body(seen(written(content, tmp_path))[1:2])
    for said in ("+2, better", "+1, worse", "\u22121, better", "no change", "Change since 24 Aug 2026."):
        assert said in text
    alone = replace(content, compared_on=None, pages=[titled("Figures", KeyFigures([KeyFigure("a", "Visited", 3)]))])
    assert "hange" not in body(seen(written(alone, tmp_path))[1:2])


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("count", [1, 20, 26, 27, 28, 29, 30, 31, 32, 33, 60, 150])
def test_a_table_goes_on_with_its_head_and_never_for_two_rows(count: int, *, beside: bool, tmp_path: Path) -> None:
    blocks = [MAP, listing(count)] if beside else [listing(count)]
    content = brief_of(titled("Table", *blocks))
    (pages,) = pages_of(content, written(content, tmp_path))
    found = [re.findall(r"Row\d+", body([shown])) for shown in pages]
    assert [row for rows in found for row in rows] == [f"Row{number}" for number in range(count)]
    assert len(pages) == 1 or min(map(len, found)) >= 3
    assert all("Territory Status Days" in across(body_of(shown)) for shown in pages)
    assert [title_of(shown) for shown in pages[1:]] == ["Table, continued"] * (len(pages) - 1)
    for shown in pages:
        assert_tidy(shown)


def test_what_has_no_room_beside_a_map_goes_on_below_it_on_the_next_page(tmp_path: Path) -> None:
    said = Words([Sentence(str(number), f"Sentence{number} " + "and so on " * 12) for number in range(30)])
    content = brief_of(titled("Place", MAP, said, listing(5)))
    (pages,) = pages_of(content, written(content, tmp_path))
    assert len(pages) > 1
    first = [word for word in body_of(pages[0]) if word.text.startswith("Sentence")]
    assert all(word.left > 500 for word in first), "beside the map"
    again = [word for word in body_of(pages[1]) if word.text.startswith("Sentence")]
    assert {round(word.left) for word in again} == {SIDE}, "over the whole width"
    assert re.findall(r"Sentence\d+", body(pages)) == [f"Sentence{number}" for number in range(30)]


def test_a_row_taller_than_a_page_goes_on_where_it_must(tmp_path: Path) -> None:
    words = [f"w{number}" for number in range(4000)]
    table = TableBlock("tall", "Tall", ("Who", "What"), [("Fiji", " ".join(words)), ("Tonga", 3)])
    content = brief_of(titled("Tall", table), titled("After", WORDS))
    pages, after = pages_of(content, written(content, tmp_path))
    assert re.findall(r"w\d+", body(pages)) == words
    assert body(pages).endswith("Tonga 3")
    for shown in (*pages, *after):
        assert_tidy(shown)


def test_a_map_that_takes_the_page_is_not_put_beside_words(tmp_path: Path) -> None:
    content = brief_of(titled("Map", MAP, WORDS))
    sheet = paper._sheet(content, blank_maps(content))
    assert sheet["pages"][0]["beside"] is None
    (pages,) = pages_of(content, written(content, tmp_path))
    assert "Well." in body(pages)


def test_hostile_names_are_words_and_nothing_stands_over_anything(tmp_path: Path) -> None:
    content = hostile()
    made = written(content, tmp_path)
    for shown in seen(made):
        assert_tidy(shown)
    text = "".join("".join(shown.text.split()) for shown in seen(made))
    for name in (
        "</script><script>alert(1)</script>",
        "=cmd|'/ccalc'!A1",
        "gnp.exe",
        "ab[31mc",
        "twolinesandatab",
        "x" * 200,
    ):
        assert name in plain(text)
    assert LACKING.split(",")[0] in seen(made)[0].text


def test_hostile_text_is_tidy_wherever_it_may_stand(tmp_path: Path) -> None:
    every = " ".join((*HOSTILE, *MARKUP, "W" * 200))
    rows = [(name, "Overdue", name, number) for number, name in enumerate((*HOSTILE, *MARKUP, "W" * 200))]
    columns = ("Territory", "Status", "z" * 60, "Days")
    table = TableBlock("big", "y" * 200, columns, rows, statuses=[Status.OVERDUE] * len(rows))
    title = "T" * 200
    pages = [
        titled(title, table),
        titled(title, MAP, table, CHART),
        titled(every, replace(WORDS, sentences=[Sentence("a", every)])),
    ]
    content = replace(brief_of(*pages), title=every, unit="U" * 300, marking="M" * 200, cutoff="c" * 900)
    noted = replace(content, pages=[replace(one, notes=(*HOSTILE, *MARKUP)) for one in pages])
    for shown in seen(written(noted, tmp_path)):
        assert_tidy(shown)


@pytest.mark.parametrize("text", MARKUP)
def test_text_is_never_markup(text: str, tmp_path: Path) -> None:
    rows = TableBlock("names", text, (text, "Days"), [(text, 1)])
    said = Words([Sentence("a", text, text)])
    content = replace(brief_of(replace(titled(text, said, rows), notes=[text])), title=text, unit=text, cutoff=text)
    pages = seen(written(content, tmp_path))
    squeezed = "".join(text.split())
    assert "".join(title_of(pages[1]).split()) == squeezed
    assert all("".join(shown.text.split()).count(squeezed) >= 2 for shown in pages)


@pytest.mark.parametrize(
    "name", ["Nuku\u02bbalofa", "Владивосток", "Πειραιάς", "São Tomé", "due soon → current", "\u22121"]
)
def test_letters_that_the_fonts_have_are_printed_as_they_are(name: str) -> None:
    inputs = paper._inputs(brief_of(titled(name, WORDS)), {})
    _, warnings = typst.compile_with_warnings(paper.TEMPLATE, format="pdf", ignore_system_fonts=True, sys_inputs=inputs)
    assert [warning.message for warning in warnings] == []
    assert LACKING not in inputs["brief"]


def test_records_stand_once_and_are_reached_from_their_pages(tmp_path: Path) -> None:
    one = replace(titled("First", WORDS), notes=["Fiji: engagement 7.", "Tonga: engagement 8."])
    other = replace(titled("Second", WORDS), notes=["Tonga: engagement 8."])
    third = replace(titled("Third", WORDS), notes=["Samoa: engagement 9."])
    made = written(brief_of(one, other, third, titled("Fourth", WORDS)), tmp_path)
    pages = seen(made)
    assert "First, page 2 And of Second, page 3. • Fiji: engagement 7. • Tonga: engagement 8." in pages[5].text
    assert "Third, page 4 • Samoa: engagement 9." in pages[5].text
    assert ["Records: page 6" in shown.text for shown in pages] == [False, True, True, True, False, False]


def test_a_map_is_drawn_for_the_document_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (drawn,) = blank_maps(brief_of(titled("Map", MAP))).values()
    first = paper.drawing(drawn)
    assert first.startswith("<?xml")
    monkeypatch.setattr(drawn.figure, "savefig", None)
    assert paper.drawing(drawn) is first


def test_a_map_keeps_its_size_and_its_place_among_others() -> None:
    other = replace(MAP, key="map_other", title="Other")
    content = brief_of(
        titled("One", MAP), titled("Two", other, TABLE), page(MapBlock("third", "", [], ""), key="third")
    )
    sheet = paper._sheet(content, blank_maps(content))
    one, two, three = sheet["pages"]
    assert (one["beside"], one["parts"][0]["name"]) == (None, "map-0")
    assert (two["beside"]["name"], round(two["beside"]["width"])) == ("map-1", 475)
    assert (three["parts"][0]["name"], round(three["parts"][0]["width"])) == ("map-2", 888)
