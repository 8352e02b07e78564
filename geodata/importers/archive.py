"""What is checked of a zip file, and of the XML in it, before anything is unpacked or parsed into objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the library gives its error class a small letter

from geodata.errors import TableFileError

if TYPE_CHECKING:
    from io import BytesIO

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that all members together may unpack to."""

MAX_RATIO = 100
"""How many times its own size an archive may unpack to."""

MAX_MEMBERS = 20
"""Members of an archive of layers; a workbook has more."""

MAX_DEPTH = 64
"""How deep XML elements may nest."""

MAX_ROW_ELEMENTS = 40_000
"""Elements in one row of a sheet: a row formatted to its last column, every cell with a value, has fewer."""

MAX_XML_ROWS = 1_048_576
"""Rows in one sheet, blank ones included: as many as a spreadsheet has."""

MAX_ELEMENTS = 200_000
"""Elements of an XML part outside the rows of a sheet."""

MAX_STRING_ELEMENTS = 5_000_000
"""Elements of the table of texts that the sheets of a workbook share."""

MAX_TAG = 1024 * 1024
"""Bytes between one piece of markup and the next that the parser may have to hold."""

_ENCRYPTED = 0x1
_CHUNK = 64 * 1024
_XML_NAMES = (".xml", ".rels")
_XML_STARTS = b"<\x00\xef\xfe\xff \t\r\n"
_DAMAGED = (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def open_archive(data: BytesIO, size: int, *, name: str, members: int = MAX_MEMBERS) -> ZipFile:
    """Open a zip file that is safe to unpack.

    Args:
        data: the file.
        size: its length in bytes.
        name: what messages call it.
        members: how many members it may have.

    Raises:
        TableFileError: it is damaged or encrypted, has too many members, would unpack to too much, or a member's name
            leads out of the folder it is unpacked to.
    """
    try:
        archive = ZipFile(data)
    except _DAMAGED as error:
        raise TableFileError(f"{name} is damaged: it is not a whole zip archive. Save or download it again") from error
    _check_sizes(archive.infolist(), size, name=name, members=members)
    for member in archive.infolist():
        _check_member(member, name=name)
    return archive


def _check_sizes(infos: list[ZipInfo], size: int, *, name: str, members: int) -> None:
    if len(infos) > members:
        raise TableFileError(f"{name} holds {len(infos):,} files; at most {members} are read. Keep only what is needed")
    if len({info.filename for info in infos}) < len(infos):
        raise TableFileError(f"{name} holds two files of one name. Save it again")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        raise TableFileError(f"{name} would unpack to more than {MAX_UNPACKED // 1024**2} MB. Split it")
    if unpacked > MAX_RATIO * size:
        raise TableFileError(f"{name} would unpack to more than {MAX_RATIO} times its size and is refused. Split it")


def _check_member(member: ZipInfo, *, name: str) -> None:
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or ":" in path or ".." in path.split("/"):
        raise TableFileError(f"{name} holds a file whose name leads elsewhere, {member.filename!r}, and is refused")
    if member.flag_bits & _ENCRYPTED:
        raise TableFileError(f"{name} is protected by a password. Save it without one")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise TableFileError(f"{name} is compressed in a way that is not read. Save it again")


def check_xml(archive: ZipFile, *, name: str) -> None:
    """Read the XML of an archive through, keeping nothing, and refuse what would fill the memory once it is kept.

    Raises:
        TableFileError: a part is damaged, declares entities, or has too many, too deep or too long elements.
    """
    for member in archive.infolist():
        try:
            _check_part(archive, member, name=name)
        except _DAMAGED as error:
            if isinstance(error, TableFileError):
                raise
            raise TableFileError(f"{name} is damaged in {member.filename!r}. Save or download it again") from error


def _check_part(archive: ZipFile, member: ZipInfo, *, name: str) -> None:
    with archive.open(member) as part:
        chunk = part.read(_CHUNK)
        named = member.filename.lower().endswith(_XML_NAMES)
        if not named and chunk[:1] not in _XML_STARTS:
            return
        scan = _Scan(name)
        try:
            while chunk:
                scan.feed(chunk)
                chunk = part.read(_CHUNK)
            scan.feed(b"", last=True)
        except expat.ExpatError as error:
            if named:
                raise TableFileError(
                    f"{name} is damaged: {member.filename!r} is not XML. Save or download it again"
                ) from error


class _Scan:
    """Counts the elements of one XML part."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._fed = self._depth = self._outside = self._inside = self._rows = self._row_depth = 0
        self._limit = MAX_ELEMENTS
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self._parser.Parse(chunk, last)
        self._fed += len(chunk)
        self._refuse_if(not last and self._fed - max(self._parser.CurrentByteIndex, 0) > MAX_TAG)

    def _start(self, tag: str, _attributes: dict[str, Any]) -> None:
        local = tag.rpartition(":")[2]
        if not self._depth and local == "sst":
            self._limit = MAX_STRING_ELEMENTS
        self._depth += 1
        if self._row_depth:
            self._inside += 1
        elif local == "row":
            self._row_depth, self._inside, self._rows = self._depth, 0, self._rows + 1
        else:
            self._outside += 1
        self._refuse_if(self._depth > MAX_DEPTH or self._inside > MAX_ROW_ELEMENTS)
        self._refuse_if(self._outside > self._limit or self._rows > MAX_XML_ROWS)

    def _end(self, _tag: str) -> None:
        if self._depth == self._row_depth:
            self._row_depth = 0
        self._depth -= 1

    def _doctype(self, *_declaration: object) -> None:
        raise TableFileError(f"{self._name} declares a document type, which no workbook needs, and is refused")

    def _refuse_if(self, excessive: bool) -> None:  # noqa: FBT001 - the only argument
        if excessive:
            raise TableFileError(
                f"{self._name} is built to fill the memory, or far too large, and is refused. Split it"
            )
