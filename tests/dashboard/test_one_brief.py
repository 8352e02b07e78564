"""One as-of date, one brief: whatever form of it is read, and screen and command line beside it, tell the same.

Every cell of every table, every key figure with its change, every count of a chart, every sentence and every note is
read out of each form that bears it. What the brief tells of the partners is compared with what the listings of the
command line and the Coverage page tell, which are worked out without a brief.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_content import TableBlock
from dashboard.actions.brief_making import make
from dashboard.actions.figures import KEY_FACETS, Facet
from dashboard.actions.records import read_records
from dashboard.maps.palette import LABELS
from dashboard.paper.brief_document import document
from dashboard.paper.brief_tables import brief_csvs, brief_workbook
from dashboard.paper.brief_web import web_page
from geodata.exporters.delimited import restored
from geodata.territories import load_boundaries
from models.coverage import Status
from models.database import reading
from models.wording import day
from tests.conftest import closed_after
from tests.dashboard.conftest import AS_OF
from tests.dashboard.paper.brief_telling import (
    blocks,
    cells,
    columns_and_rows,
    empty_tables,
    key_figures,
    sentences,
    tables,
    tiles,
)
from tests.dashboard.paper.deck_reading import (
    blank_maps,
    deck_figures,
    deck_of,
    deck_tables,
    deck_tiles,
    deck_words,
    notes,
    slides_of,
    texts,
)
from tests.dashboard.paper.document_reading import pdf_figures
from tests.dashboard.paper.document_structure import document_tables, squeezed, structure
from tests.dashboard.paper.web_reading import read

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent
    from tests.dashboard.paper.document_structure import Structure
    from tests.dashboard.paper.web_reading import Read
    from tests.dashboard.running import Seamark

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
BEFORE = AS_OF - timedelta(days=90)
"""The day that the Coverage page compares with as well."""
SINCE = day(BEFORE)
APP = Path(__file__).parents[2] / "dashboard" / "app.py"


@dataclass(frozen=True)
class Forms:
    """The forms of one brief, read back."""

    deck: Any
    pdf: Path
    tags: Structure
    """Of the document."""
    web: Read
    csvs: list[list[list[str]]]
    """The rows of each file, its head first."""
    sheets: list[list[list[Any]]]
    """The cells of each, its head first."""


@pytest.fixture(scope="module")
def content(demo_file: Path) -> BriefContent:
    choice = BriefChoice(AS_OF, BEFORE, territories=("FJI", "MDG"))
    with closed_after(demo_file) as opened, reading(opened) as session:
        return make(read_records(session=session), choice, session=session, known_on=AS_OF, made_at=AT)


@pytest.fixture(scope="module")
def forms(content: BriefContent, tmp_path_factory: pytest.TempPathFactory) -> Forms:
    """Write every form once: no test changes one."""
    maps = blank_maps(content)
    pdf = tmp_path_factory.mktemp("one") / "brief.pdf"
    pdf.write_bytes(document(content, maps))
    web = read(web_page(content, maps, load_boundaries()))
    book = load_workbook(io.BytesIO(brief_workbook(content)))
    sheets = [[list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book]
    csvs = [_rows(body.decode()) for body in brief_csvs(content).values()]
    return Forms(deck_of(content), pdf, structure(pdf), web, csvs, sheets)


def _rows(text: str) -> list[list[str]]:
    _, _, table = text.partition("\r\n")
    return [[restored(cell) for cell in row] for row in csv.reader(io.StringIO(table, newline=""))]


@pytest.fixture
def at_six(demo: Engine, page_day: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - pages run on the day
    """Let command line and page run on a copy of the records, on the day and at the hour of the brief."""
    monkeypatch.setattr(clock, "now", lambda: AT)


def table(content: BriefContent, key: str) -> TableBlock:
    return next(block for block in blocks(content) if isinstance(block, TableBlock) and block.key == key)


def test_there_is_much_to_compare(content: BriefContent) -> None:
    figures = content.figures()
    assert len(figures) > 70
    assert len(set(figures.values())) > 20
    assert len(tables(content)) > 12
    assert empty_tables(content)
    assert len(sentences(content)) > 15
    assert [one.change for one in key_figures(content)].count(0) < len(key_figures(content)) - 1


# figures


def test_deck_document_and_web_page_tell_every_figure(content: BriefContent, forms: Forms) -> None:
    figures = content.figures()
    assert deck_figures(content, forms.deck) == figures
    assert pdf_figures(content, forms.pdf) == figures
    assert {key: int(value) for key, value in forms.web.figures.items()} == figures


def test_the_tables_of_figures_tell_every_one(content: BriefContent, forms: Forms) -> None:
    (head, *rows), *_ = forms.csvs
    assert (head, {key: int(value) for key, value in rows}) == (["key", "value"], content.figures())
    (titles, *values), *_ = forms.sheets
    assert (titles, dict(values)) == (["key", "value"], content.figures())


def test_every_form_tells_every_key_figure_with_its_change(content: BriefContent, forms: Forms) -> None:
    told = tiles(content)
    assert deck_tiles(forms.deck) == told
    assert squeezed("".join(part for tile in told for part in tile)) in forms.tags.text
    assert "".join(f"{label}{value}{change} since {SINCE}" for label, value, change in told) in forms.web.words


# tables


def test_the_deck_tells_every_cell(content: BriefContent, forms: Forms) -> None:
    assert deck_tables(content, forms.deck) == [cells(one) for one in tables(content)]


def test_the_document_tells_every_cell(content: BriefContent, forms: Forms) -> None:
    found = document_tables(forms.tags, [len(one.rows) for one in tables(content)])
    assert found == [[[squeezed(cell) for cell in row] for row in cells(one)] for one in tables(content)]


def test_the_web_page_tells_every_cell(content: BriefContent, forms: Forms) -> None:
    partners, *found = forms.web.tables
    assert found == [cells(one) for one in tables(content)]
    regions = [row for one in tables(content) if one.key.startswith("region_") for row in cells(one)[1:]]
    assert partners == [["Territory", "Status", "Last visit"], *sorted(row[:3] for row in regions)]


def test_every_file_and_every_sheet_tells_every_cell(content: BriefContent, forms: Forms) -> None:
    told = columns_and_rows(content, SINCE)
    assert forms.sheets[1:] == told
    assert forms.csvs[1:] == [[["" if cell is None else str(cell) for cell in row] for row in rows] for rows in told]


def test_a_table_without_rows_says_so_in_every_form(content: BriefContent, forms: Forms) -> None:
    for page, slides in zip(content.pages, slides_of(content, forms.deck), strict=True):
        for one in page.blocks:
            if isinstance(one, TableBlock) and not one.rows:
                assert any(one.empty in texts(slide) for slide in slides)
                assert squeezed(one.title + one.empty) in forms.tags.text
                assert one.title + one.empty in forms.web.words


# words


def test_every_form_says_every_sentence_as_it_is(content: BriefContent, forms: Forms) -> None:
    said = sentences(content)
    assert deck_words(content, forms.deck) == said
    assert forms.web.said == said
    at = 0
    for one in map(squeezed, said):
        at = forms.tags.text.index(one, at) + len(one)


def test_every_form_tells_every_record_behind_the_figures(content: BriefContent, forms: Forms) -> None:
    assert sum(len(page.notes) for page in content.pages) > 100
    for page, (first, *_) in zip(content.pages, slides_of(content, forms.deck), strict=True):
        assert notes(first)[1:] == [page.title, *page.notes]
        assert all(note in forms.web.words and squeezed(note) in forms.tags.text for note in page.notes)


def test_the_sentences_count_as_the_figures_do(content: BriefContent) -> None:
    by_key = {figure.key: figure.value for figure in key_figures(content)}
    said = {one.key.replace("advisories", "advisory"): one.text for one in _bottom_line(content)}
    counted = {key: int(re.match(r"\d+", text)[0]) for key, text in said.items() if key in by_key}  # type: ignore[index] # it begins with one
    assert counted == {key: value for key, value in by_key.items() if key != Facet.BOOKED.value}


def _bottom_line(content: BriefContent) -> Any:  # noqa: ANN401 - the words of the page
    _, words = content.pages[0].blocks
    return words.sentences  # type: ignore[union-attr] # as above


# command line


@pytest.mark.usefixtures("at_six")
def test_the_command_line_tells_the_same_brief(content: BriefContent, seamark: Seamark) -> None:
    places = ("--territory", "FJI", "--territory", "MDG")
    days = ("--as-of", AS_OF.isoformat(), "--compare", BEFORE.isoformat())
    code, out, _ = seamark("brief", *days, *places, "--format", "json")
    assert code == 0
    brief = json.loads(out)
    assert brief["figures"] == content.figures()
    told = [block for page in brief["pages"] for block in page["blocks"]]
    assert [one["text"] for block in told if block["kind"] == "words" for one in block["sentences"]] == sentences(
        content
    )
    assert [[block["columns"], *block["rows"]] for block in told if block["kind"] == "table" and block["rows"]] == [
        [list(one.columns), *map(list, one.rows)] for one in tables(content)
    ]
    assert [
        (one["label"], one["value"], one["change"]) for block in told if "figures" in block for one in block["figures"]
    ] == [(one.label, one.value, one.change) for one in key_figures(content)]


@pytest.mark.usefixtures("at_six")
def test_the_coverage_listing_tells_the_same_of_every_partner(content: BriefContent, seamark: Seamark) -> None:
    rows = seamark.json("coverage", "--as-of", AS_OF.isoformat())
    figures = content.figures()
    counts = Counter(row["status"] for row in rows)
    shared = (Status.OVERDUE, Status.NEVER, Status.DUE_SOON, Status.NOT_ACCESSIBLE)
    assert {status.value: counts[status.value] for status in shared} == {
        one.value: figures[one.value] for one in shared
    }
    listed = {row["name"]: row for row in rows}
    for one in tables(content):
        if one.statuses:
            assert [list(row) for row in one.rows] == [_as_listed(listed[str(row[0])]) for row in one.rows]
    for key, among in (("overdue", {"overdue", "never"}), ("due_soon", {"due_soon"})):
        assert {row[0] for row in table(content, key).rows} == {row["name"] for row in rows if row["status"] in among}
    assert {
        subregion: {row["name"] for row in rows if row["subregion"] == subregion} for subregion in _regions(content)
    } == _regions(content)
    assert sum(map(len, _regions(content).values())) == len(rows)


def _as_listed(row: dict[str, Any]) -> list[str | int | None]:
    """Write a row of the listing as a table of the brief does."""
    status, advised = LABELS[Status(row["status"])], "In force" if row["advisory"] == "in_force" else ""
    days = [_written(row[name]) for name in ("last_visit", "due_on", "next_booking")]
    return [row["name"], status, days[0], days[1], row["days_overdue"] or None, days[2], advised]


def _written(iso: str | None) -> str:
    return day(date.fromisoformat(iso)) if iso else ""


def _regions(content: BriefContent) -> dict[str, set[str]]:
    """Return the partners of each region, by its name."""
    return {one.title: {str(row[0]) for row in one.rows} for one in tables(content) if one.key.startswith("region_")}


@pytest.mark.usefixtures("at_six")
def test_the_listing_of_advisories_tells_the_same(content: BriefContent, seamark: Seamark) -> None:
    listed: Any = seamark.json("advisories", "--as-of", AS_OF.isoformat())
    in_force = [row for row in listed["rows"] if row["answer"] == "in_force"]
    told = table(content, "advisories").rows
    assert len(told) > 10
    assert sorted((name, partner, excepted, cited) for name, partner, _, excepted, cited in told) == sorted(
        (row["name"], "Yes" if row["partner"] else "", row["exceptions"] or "none printed", row["cited"])
        for row in in_force
    )
    since = {row["name"]: row["since"] for row in in_force}
    assert all(_since(str(row[2])) in _as_known(since[str(row[0])]) for row in told)
    assert content.figures()["advisory"] == sum(row["partner"] for row in in_force)
    assert f"{len(in_force)} territories" in " ".join(sentences(content))


def _since(told: str) -> str:
    """Read the day, or the month, out of the words for it: `seen in force since Aug 2025`."""
    return told.rpartition("since ")[2].partition(" (")[0]


def _as_known(iso: str) -> set[str]:
    """Write a day as a table may: of the first of a month the month alone may be known."""
    on = date.fromisoformat(iso)
    return {day(on), f"{on:%b %Y}"} if on.day == 1 else {day(on)}


@pytest.mark.usefixtures("at_six")
def test_the_listing_of_what_is_due_tells_the_same(content: BriefContent, seamark: Seamark) -> None:
    rows = seamark.json("due", "--as-of", AS_OF.isoformat())
    visits = {(row["name"], row["status"], _written(row["due_on"])) for row in rows if row["what"] == "visit"}
    by_label = {label: status.value for status, label in LABELS.items()}
    told = [row for key in ("overdue", "due_soon") for row in table(content, key).rows]
    assert {(row[0], by_label[str(row[1])], row[3]) for row in told} == visits
    asked = Counter((_written(row["due_on"]), row["name"], row["text"]) for row in rows if row["what"] == "follow_up")
    follow_ups = table(content, "follow_ups").rows
    assert Counter((due, name, f"{what} ({who})" if who else what) for due, name, what, who, _ in follow_ups) == asked


# screen


@pytest.mark.usefixtures("at_six")
def test_the_coverage_page_shows_every_key_figure_with_its_change(content: BriefContent) -> None:
    shown = _coverage(AS_OF).metric
    told = key_figures(content)
    assert [figure.key for figure in told] == [Facet(facet).value for facet in KEY_FACETS]
    for figure, metric in zip(told, shown, strict=True):
        assert metric.label == figure.label
        assert int(metric.value.split(" ")[0]) == figure.value
        assert int(metric.delta.replace("\N{MINUS SIGN}", "-")) == figure.change


def _coverage(on: date) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["as_of"] = on.isoformat()
    app.run()
    assert not app.exception
    return app
