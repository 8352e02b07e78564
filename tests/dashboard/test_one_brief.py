"""One as-of date, one set of figures: deck, document, web page, tables, command line and screen tell the same."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_content import KeyFigures, TableBlock
from dashboard.actions.brief_making import make
from dashboard.actions.figures import KEY_FACETS, Facet
from dashboard.actions.records import read_records
from dashboard.maps.palette import LABELS
from dashboard.paper.brief_document import document
from dashboard.paper.brief_tables import brief_csvs, brief_workbook
from dashboard.paper.brief_web import web_page
from geodata.territories import load_boundaries
from models.coverage import Status
from models.database import reading
from tests.dashboard.conftest import AS_OF
from tests.dashboard.paper.deck_reading import blank_maps, deck_figures, deck_of
from tests.dashboard.paper.document_reading import pdf_figures

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent
    from tests.dashboard.running import Seamark

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
BEFORE = AS_OF - timedelta(days=90)
"""The day that the Coverage page compares with as well."""
APP = Path(__file__).parents[2] / "dashboard" / "app.py"


@pytest.fixture(autouse=True)
def at_six(page_day: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - pages run on the day too
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def content(demo: Engine) -> BriefContent:
    choice = BriefChoice(AS_OF, BEFORE, territories=("FJI", "MDG"))
    with reading(demo) as session:
        return make(read_records(session=session), choice, session=session, known_on=AS_OF, made_at=AT)


class Figures(HTMLParser):
    """Reads every figure of a web page by its key."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: dict[str, int] = {}
        self._key: str | None = None
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - any element
        """Note the key of the figure that comes next."""
        self._key = dict(attrs).get("data-figure")

    def handle_data(self, data: str) -> None:
        """Read the figure."""
        if self._key is not None:
            self.found[self._key] = int(data)
            self._key = None


def first(content: BriefContent) -> KeyFigures:
    return next(block for block in content.pages[0].blocks if isinstance(block, KeyFigures))


def table(content: BriefContent, key: str) -> TableBlock:
    blocks = (block for page in content.pages for block in page.blocks)
    return next(block for block in blocks if isinstance(block, TableBlock) and block.key == key)


def test_there_are_figures_to_compare(content: BriefContent) -> None:
    figures = content.figures()
    assert len(figures) > 70
    assert len(set(figures.values())) > 20


def test_the_deck_tells_every_figure(content: BriefContent) -> None:
    assert deck_figures(content, deck_of(content)) == content.figures()


def test_the_document_tells_every_figure(content: BriefContent, tmp_path: Path) -> None:
    pdf = tmp_path / "brief.pdf"
    pdf.write_bytes(document(content, blank_maps(content)))
    assert pdf_figures(content, pdf) == content.figures()


def test_the_web_page_tells_every_figure(content: BriefContent) -> None:
    assert Figures(web_page(content, blank_maps(content), load_boundaries())).found == content.figures()


def test_the_tables_tell_every_figure(content: BriefContent) -> None:
    text = brief_csvs(content)["figures.csv"].decode("utf-8-sig")
    lines = text[text.index("key,value") :]
    assert {row["key"]: int(row["value"]) for row in csv.DictReader(io.StringIO(lines))} == content.figures()
    sheet = load_workbook(io.BytesIO(brief_workbook(content)))["Figures"]
    cells = [row[:2] for row in sheet.iter_rows(values_only=True)]
    assert dict(cells[cells.index(("key", "value")) + 1 :]) == content.figures()


def test_the_command_line_tells_every_figure(content: BriefContent, seamark: Seamark) -> None:
    places = ("--territory", "FJI", "--territory", "MDG")
    days = ("--as-of", AS_OF.isoformat(), "--compare", BEFORE.isoformat())
    code, out, _ = seamark("brief", *days, *places, "--format", "json")
    assert (code, json.loads(out)["figures"]) == (0, content.figures())


def test_the_listing_on_the_command_line_says_the_same(content: BriefContent, seamark: Seamark) -> None:
    rows = seamark.json("coverage", "--as-of", AS_OF.isoformat())
    counts = Counter(Status(row["status"]) for row in rows)
    figures = content.figures()
    assert {facet: counts[Status(facet)] for facet in ("overdue", "never", "due_soon", "not_accessible")} == {
        facet: figures[facet] for facet in ("overdue", "never", "due_soon", "not_accessible")
    }
    late = {row["name"]: row["days_overdue"] for row in rows if row["status"] == Status.OVERDUE}
    assert {row[0]: row[4] for row in table(content, "overdue").rows if row[1] == LABELS[Status.OVERDUE]} == late


def test_the_coverage_page_shows_the_same(content: BriefContent) -> None:
    shown = _coverage(AS_OF).metric
    for figure, metric in zip(first(content).figures, shown, strict=True):
        assert int(metric.value.split(" ")[0]) == figure.value
        assert int(metric.delta.replace("\N{MINUS SIGN}", "-")) == figure.change
    assert [figure.key for figure in first(content).figures] == [Facet(facet).value for facet in KEY_FACETS]


def _coverage(on: date) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["as_of"] = on.isoformat()
    app.run()
    assert not app.exception
    return app
