"""Tables of a brief as CSV and workbook: the numbers of the brief, and nothing that runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from dashboard.actions.brief import build
from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_ground import read_ground
from dashboard.actions.records import read_records
from dashboard.paper.brief_tables import FIGURES, brief_csvs, brief_note, brief_tables, brief_workbook
from geodata.exporters.delimited import restored
from models.database import reading
from tests.dashboard.conftest import AS_OF
from tests.dashboard.paper.brief_samples import CHART, HOSTILE, TABLE, WHOLE, hostile, page
from tests.dashboard.paper.brief_samples import FIGURES as KEY_FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent

DANGEROUS = tuple("=+-@\t\r")


@pytest.fixture
def whole(demo: Engine) -> BriefContent:
    """Build a brief of everything there is."""
    choice = BriefChoice(AS_OF, AS_OF.replace(month=8), territories=("FJI",))
    with reading(demo) as session:
        ground = read_ground(read_records(session=session), choice, session=session, known_on=AS_OF)
    return build(ground, made_at=datetime(2026, 11, 22, 6, tzinfo=UTC))


def rows_of(content: BriefContent, name: str) -> list[list[str]]:
    """Return the note, the header and the rows of a file."""
    text = brief_csvs(content)[f"{name}.csv"].decode()
    note, _, table = text.partition("\r\n")
    return [[note], *csv.reader(io.StringIO(table, newline=""))]


def sheets_of(content: BriefContent) -> dict[str, list[Sequence[Any]]]:
    book = load_workbook(io.BytesIO(brief_workbook(content)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_every_figure_of_a_brief_stands_in_both_files(whole: BriefContent) -> None:
    figures = whole.figures()
    assert len(figures) > 50
    _, header, *rows = rows_of(whole, FIGURES)
    assert header == ["key", "value"]
    assert {key: int(value) for key, value in rows} == figures
    _, _, *cells = sheets_of(whole)["Figures"]
    assert dict(cells) == figures


def test_every_table_says_what_the_brief_says(whole: BriefContent) -> None:
    files = brief_csvs(whole)
    tables = brief_tables(whole)
    assert len(sheets_of(whole)) == len(tables)
    for name, table in zip(files, tables, strict=True):
        _, header, *rows = rows_of(whole, name.removesuffix(".csv"))
        assert header == list(table.columns)
        assert [[restored(cell) for cell in row] for row in rows] == [
            ["" if cell is None else str(cell) for cell in row] for row in table.rows
        ]


def test_every_file_and_sheet_begins_with_marking_and_disclaimer(whole: BriefContent) -> None:
    for content in (whole, hostile()):
        for text in brief_csvs(content).values():
            assert text.startswith(b"# UNCLASSIFIED \xc2\xb7 DEMO DATA. ")
            assert b"not necessarily authoritative" in text.partition(b"\r\n")[0]
        for rows in sheets_of(content).values():
            assert str(rows[0][0]).startswith("# UNCLASSIFIED · DEMO DATA. ")
            assert str(rows[0][0]).endswith("not necessarily authoritative.")


def test_the_note_tells_days_and_cut_off() -> None:
    assert brief_note(WHOLE) == (
        "UNCLASSIFIED · DEMO DATA. Port security liaison: regional status, Staff. As of 22 Nov 2026, compared with "
        "24 Aug 2026. Made 220600Z NOV 26. Advisories are known up to 1 Nov 2026. Boundaries and names are not "
        "necessarily authoritative."
    )
    plain = brief_note(replace(WHOLE, demo=False, unit="", compared_on=None))
    assert plain.startswith("UNCLASSIFIED. Port security liaison: regional status. As of 22 Nov 2026. Made ")


def test_a_chart_is_a_table_of_its_counts() -> None:
    content = replace(WHOLE, pages=[page(CHART)])
    assert rows_of(content, "engagements")[1:] == [
        ["Series", "FY 2025", "FY 2026"],
        ["Port visit", "2", "0"],
        ["Training", "1", "3"],
    ]
    assert list(sheets_of(content)) == ["Figures", "Chart, By kind"]


def test_key_figures_bear_their_labels_and_their_change_where_one_is_known() -> None:
    content = replace(WHOLE, pages=[page(KEY_FIGURES)])
    assert rows_of(content, "bottom_line")[1:] == [
        ["Figure", "Partners", "Since 24 Aug 2026"],
        ["Visited", "1", "-1"],
        ["Overdue", "0", "0"],
    ]
    alone = replace(content, compared_on=None)
    assert rows_of(alone, "bottom_line")[1:] == [["Figure", "Partners"], ["Visited", "1"], ["Overdue", "0"]]


def test_a_table_without_rows_keeps_its_header() -> None:
    content = replace(WHOLE, pages=[page(replace(TABLE, rows=[], statuses=()))])
    assert rows_of(content, "overdue")[1:] == [["Territory", "Days overdue"]]
    assert len(sheets_of(content)["Overdue"]) == 2
    assert rows_of(content, FIGURES)[1:] == [["key", "value"]]


def test_numbers_are_numbers_and_blanks_are_blank_in_a_workbook() -> None:
    assert sheets_of(replace(WHOLE, pages=[page(TABLE)]))["Overdue"][2:] == [["Fiji", 12], ["Tonga", None]]


def test_nothing_in_a_harmful_brief_runs() -> None:
    content = hostile()
    names = [row[0] for row in rows_of(content, "overdue")[2:]]
    assert [restored(name) for name in names] == list(HOSTILE)
    for name in brief_csvs(content):
        for row in rows_of(content, name.removesuffix(".csv"))[2:]:
            assert not any(cell.startswith(DANGEROUS) for cell in row)
    for rows in sheets_of(content).values():
        cells = [cell for row in rows for cell in row if isinstance(cell, str)]
        assert not any(cell.startswith(DANGEROUS) for cell in cells)
    book = load_workbook(io.BytesIO(brief_workbook(content)))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_note_of_a_harmful_brief_runs_in_no_cell() -> None:
    for text in brief_csvs(hostile()).values():
        note = text.decode().partition("\r\n")[0]
        for separator in ",;":
            for cell in next(csv.reader([note], delimiter=separator)):
                assert not cell.strip().startswith(DANGEROUS)


def test_tables_of_one_key_get_files_of_their_own() -> None:
    content = replace(WHOLE, pages=[page(TABLE), page(replace(TABLE, rows=[("Palau", 3)]), key="other")])
    assert list(brief_csvs(content)) == ["figures.csv", "overdue.csv", "overdue-2.csv"]
    assert list(sheets_of(content)) == ["Figures", "Overdue", "Overdue 2"]


def test_the_same_brief_gives_the_same_bytes(whole: BriefContent) -> None:
    assert brief_csvs(whole) == brief_csvs(whole)
    assert brief_workbook(whole) == brief_workbook(whole)
