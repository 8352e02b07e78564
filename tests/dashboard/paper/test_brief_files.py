"""A brief as a file in each form: named after its title and day, drawn once, ended where somebody ends it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from dashboard.paper.brief_files import MEDIA_TYPES, BriefFormat, brief_file, brief_name
from dashboard.paper.brief_maps import brief_maps
from dashboard.paper.progress import Cancelled
from geodata.territories import load_boundaries
from models.errors import InvalidRecordError
from tests.dashboard.paper.brief_samples import CHART, HOSTILE, MAP, TABLE, WHOLE, WORDS, hostile, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.paper.printed_map import PrintedMap
    from geodata.territories import Boundaries

STEM = "port-security-liaison-regional-status-2026-11-22"
TWO_MAPS = replace(WHOLE, pages=[page(MAP), page(replace(MAP, key="map_other"), key="other")])

BEGINS = {
    BriefFormat.PPTX: b"PK",
    BriefFormat.PDF: b"%PDF-",
    BriefFormat.HTML: b"<!doctype html>",
    BriefFormat.PNG: b"\x89PNG",
    BriefFormat.SVG: b"<?xml",
    BriefFormat.CSV: b"PK",
    BriefFormat.XLSX: b"PK",
    BriefFormat.JSON: b"{",
}


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return load_boundaries()


@pytest.fixture(scope="module")
def maps(boundaries: Boundaries) -> Mapping[str, PrintedMap]:
    return brief_maps(WHOLE, boundaries)


def members(body: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("form", BriefFormat)
def test_every_form_is_written_under_a_name_that_fits(
    form: BriefFormat, boundaries: Boundaries, maps: Mapping[str, PrintedMap]
) -> None:
    made = brief_file(WHOLE, form, boundaries, maps=maps)
    assert made.body.lower().startswith(BEGINS[form].lower())
    assert made.name == (f"{STEM}-tables.zip" if form is BriefFormat.CSV else f"{STEM}.{form}")
    assert made.media_type == MEDIA_TYPES[PurePath(made.name).suffix]


@pytest.mark.parametrize("form", BriefFormat)
def test_harmful_names_break_no_form(form: BriefFormat, boundaries: Boundaries) -> None:
    made = brief_file(hostile(), form, boundaries)
    assert made.body.lower().startswith(BEGINS[form].lower())
    assert re.fullmatch(r"[a-z0-9-]+\.(zip|[a-z]+)", made.name)
    if form in {BriefFormat.HTML, BriefFormat.JSON, BriefFormat.SVG}:
        assert b"<script>alert" not in made.body


def test_slides_and_document_and_page_are_drawn_on_the_maps_that_are_given(
    boundaries: Boundaries, maps: Mapping[str, PrintedMap]
) -> None:
    told: list[tuple[int, int]] = []

    def drawn(done: int, of: int) -> bool:
        told.append((done, of))
        return False

    made = brief_file(WHOLE, BriefFormat.PPTX, boundaries, maps=maps, drawn=drawn)
    assert len(Presentation(io.BytesIO(made.body)).slides) >= len(WHOLE.pages)
    assert told == []


@pytest.mark.parametrize("form", [BriefFormat.PPTX, BriefFormat.PNG])
def test_each_map_is_told_and_the_work_can_be_ended(form: BriefFormat, boundaries: Boundaries) -> None:
    told: list[tuple[int, int]] = []

    def drawn(done: int, of: int) -> bool:
        told.append((done, of))
        return done < of

    with pytest.raises(Cancelled):
        brief_file(TWO_MAPS, form, boundaries, drawn=drawn)
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("form", [BriefFormat.CSV, BriefFormat.XLSX, BriefFormat.JSON])
def test_what_has_no_map_draws_none(form: BriefFormat, boundaries: Boundaries) -> None:
    def drawn(done: int, of: int) -> bool:
        raise AssertionError(f"map {done} of {of}")

    assert brief_file(TWO_MAPS, form, boundaries, drawn=drawn).body


def test_one_map_is_a_picture_and_several_are_a_zip_file(boundaries: Boundaries) -> None:
    made = brief_file(TWO_MAPS, BriefFormat.PNG, boundaries)
    assert made.name == f"{STEM}-maps-png.zip"
    assert made.media_type == "application/zip"
    pictures = members(made.body)
    assert list(pictures) == ["map_region_fiji.png", "map_other.png"]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values())


def test_the_table_of_figures_alone_is_a_plain_file(boundaries: Boundaries) -> None:
    content = replace(WHOLE, pages=[page(WORDS)])
    made = brief_file(content, BriefFormat.CSV, boundaries)
    assert made.name == f"{STEM}.csv"
    assert made.body.splitlines()[1:] == [b"key,value"]
    several = brief_file(replace(WHOLE, pages=[page(TABLE, CHART)]), BriefFormat.CSV, boundaries)
    assert list(members(several.body)) == ["figures.csv", "overdue.csv", "engagements.csv"]


def test_figures_are_the_same_in_every_table(boundaries: Boundaries) -> None:
    figures = WHOLE.figures()
    assert json.loads(brief_file(WHOLE, BriefFormat.JSON, boundaries).body)["figures"] == figures
    sheet = load_workbook(io.BytesIO(brief_file(WHOLE, BriefFormat.XLSX, boundaries).body))["Figures"]
    assert dict(row for row in sheet.iter_rows(min_row=3, values_only=True)) == figures
    rows = members(brief_file(WHOLE, BriefFormat.CSV, boundaries).body)["figures.csv"].decode().splitlines()[2:]
    assert {key: int(value) for key, _, value in (row.rpartition(",") for row in rows)} == figures


def test_json_holds_pages_words_and_marking(boundaries: Boundaries) -> None:
    told = json.loads(brief_file(WHOLE, BriefFormat.JSON, boundaries).body)
    assert told["metadata"]["marking"] == "UNCLASSIFIED · DEMO DATA"
    assert (told["as_of"], told["compared_on"]) == ("2026-11-22", "2026-08-24")
    assert [one["kind"] for one in told["pages"][0]["blocks"]] == ["key_figures", "words"]
    assert told["pages"][0]["blocks"][1]["sentences"][1] == {
        "key": "overdue",
        "text": "Well.",
        "generated": "No partner is.",
    }
    assert told["pages"][1]["blocks"][1]["statuses"] == ["overdue", "never"]
    assert told["outdated"][0]["key"] == "never"


def test_json_gives_harmful_names_back_as_they_are(boundaries: Boundaries) -> None:
    body = brief_file(hostile(), BriefFormat.JSON, boundaries).body
    assert b"<" not in body
    told = json.loads(body)
    assert told["pages"][0]["notes"] == list(HOSTILE)
    assert [one["text"] for one in told["pages"][0]["blocks"][2]["sentences"]] == list(HOSTILE)


@pytest.mark.parametrize("form", [BriefFormat.CSV, BriefFormat.XLSX, BriefFormat.JSON, BriefFormat.PNG])
def test_the_same_brief_gives_the_same_bytes(form: BriefFormat, boundaries: Boundaries) -> None:
    assert brief_file(WHOLE, form, boundaries) == brief_file(WHOLE, form, boundaries)


def test_maps_of_a_brief_without_one_are_refused() -> None:
    with pytest.raises(InvalidRecordError, match="format: the brief has no map; svg needs section map"):
        brief_name(replace(WHOLE, pages=[page(TABLE)]), BriefFormat.SVG)


@pytest.mark.parametrize("form", BriefFormat)
def test_a_brief_without_a_page_is_refused(form: BriefFormat, boundaries: Boundaries) -> None:
    with pytest.raises(InvalidRecordError, match="section: the brief has no page"):
        brief_file(replace(WHOLE, pages=[]), form, boundaries)


def test_what_draws_and_sets_is_not_imported_before_it_is_asked_for() -> None:
    heavy = "{'matplotlib', 'cartopy', 'pptx', 'typst', 'openpyxl', 'pandas', 'sqlmodel'}"
    code = f"import sys, dashboard.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "[]"
