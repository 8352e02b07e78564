"""Zip files that do not know when they were written."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from geodata.exporters.archive import STAMP, SteadyArchive, to_zip

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"b.csv": b"b\r\n", "a.csv": b"", "c.png": bytes(5_000)}


def test_files_come_out_as_they_went_in_and_in_their_order() -> None:
    with ZipFile(io.BytesIO(to_zip(FILES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == list(FILES)
        assert {name: archive.read(name) for name in FILES} == FILES


def test_members_bear_one_date_on_every_system() -> None:
    assert to_zip(FILES) == to_zip(FILES)
    with ZipFile(io.BytesIO(to_zip(FILES))) as archive:
        assert {member.date_time for member in archive.infolist()} == {STAMP.timetuple()[:6]}
        assert {member.create_system for member in archive.infolist()} == {3}


def test_what_writers_of_workbooks_give_it_loses_its_date_too(tmp_path: Path) -> None:
    file = tmp_path / "part.xml"
    file.write_bytes(b"<a/>")
    out = io.BytesIO()
    with SteadyArchive(out, "w") as archive:
        archive.writestr(ZipInfo("one.xml", (2026, 11, 22, 6, 0, 0)), b"<b/>")
        archive.write(file, "two.xml")
    with ZipFile(out) as archive:
        assert [(one.filename, one.date_time[0]) for one in archive.infolist()] == [
            ("one.xml", 1980),
            ("two.xml", 1980),
        ]
        assert archive.read("two.xml") == b"<a/>"


def test_no_file_is_an_empty_archive() -> None:
    with ZipFile(io.BytesIO(to_zip({}))) as archive:
        assert archive.namelist() == []
