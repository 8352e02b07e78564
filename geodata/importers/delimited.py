"""Records of a CSV file, whatever its encoding and delimiter."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from geodata.errors import TableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = (",", ";", "\t", "|")
"""Delimiters that are recognised; the first is taken where none is found."""

_SAMPLE_CHARACTERS = 65_536
_SAMPLE_RECORDS = 20
_DECLARED = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_NOTES = re.compile(r"(?:(?:# [^\r\n]*)?(?:\r\n|\r|\n))*+")
"""Blank lines and notes above the header, taken at once: there may be millions."""


def records(data: bytes, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record that is not blank, with the number of its row as a spreadsheet shows it.

    Raises:
        TableFileError: the file is no text, or a quote is not closed.
    """
    text = decoded(data, name=name)
    delimiter = None
    if declared := _DECLARED.match(text):  # a line for the spreadsheet, which does not show it
        delimiter, text = declared[1], text[declared.end() :]
    notes = _NOTES.match(text)
    above = notes[0] if notes else ""
    number, text = sum(1 for _ in _LINE_END.finditer(above)), text[len(above) :]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or sniffed(text), strict=True)
    try:
        for record in reader:
            number += 1
            if any(cell.strip() for cell in record):
                yield number, record
    except csv.Error as error:
        raise TableFileError(
            f"{name}, row {number + 1}: {error}. Close each quote, and write a quote inside a text twice"
        ) from error


def decoded(data: bytes, *, name: str) -> str:
    """Decode UTF-8, with or without its mark, else Windows-1252.

    Raises:
        TableFileError: the bytes are neither, or hold a NUL.
    """
    if b"\x00" in data:
        raise TableFileError(f"{name} is no CSV file, or is in UTF-16. Save it as XLSX or as CSV UTF-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            raise TableFileError(f"{name} is damaged at byte {error.start:,}. Save or download it again") from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise TableFileError(f"{name} is neither in UTF-8 nor in Windows-1252. Save it as CSV UTF-8") from error


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: then it is cut off or damaged, and would be misread as another."""
    text = data.decode(errors="replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return beyond_ascii > 2 * text.count("\ufffd")


def sniffed(text: str) -> str:
    """Return the delimiter that divides the most of the first records into as many cells as the header has."""
    best = max(DELIMITERS, key=lambda delimiter: _agreement(text[:_SAMPLE_CHARACTERS], delimiter))
    return best if _agreement(text[:_SAMPLE_CHARACTERS], best) > (0, 0) else DELIMITERS[0]


def _agreement(sample: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in islice(reader, _SAMPLE_RECORDS) if record]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] == 1:
        return 0, 0
    return sum(width == widths[0] for width in widths), widths[0]
