"""A brief as a file in each of its forms. What draws and sets is imported when its form is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, TableBlock
from dashboard.paper.file_names import distinct, safe_stem
from geodata.exporters.archive import to_zip
from models.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.actions.brief_content import BriefContent
    from dashboard.paper.printed_map import PrintedMap
    from geodata.territories import Boundaries

    Drawn = Callable[[int, int], bool]
    """Told after each map how many are done and how many there are; False ends the work."""


class BriefFormat(StrEnum):
    """What a brief is written as."""

    PPTX = "pptx"
    PDF = "pdf"
    HTML = "html"
    PNG = "png"
    SVG = "svg"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


MEDIA_TYPES: Mapping[str, str] = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".zip": "application/zip",
}
"""The type of each, as a download names it, by the ending of its name."""


_TABLES = (KeyFigures, TableBlock, ChartBlock)


@dataclass(frozen=True, slots=True)
class BriefFile:
    """A brief, written."""

    name: str
    """Made of its title and its day, safe on every system."""
    media_type: str
    body: bytes


def brief_file(
    content: BriefContent,
    form: BriefFormat,
    boundaries: Boundaries,
    *,
    maps: Mapping[str, PrintedMap] | None = None,
    drawn: Drawn | None = None,
) -> BriefFile:
    """Write a brief.

    Args:
        content: what it holds.
        form: what it is written as. Maps alone and CSV are a zip file where there are several of them.
        boundaries: of the territories, in the Pacific-centred frame.
        maps: as `brief_maps` drew them, by key; None draws them where the form takes them.
        drawn: told after each map that is drawn here.

    Raises:
        Cancelled: if `drawn` ends the work.
        InvalidRecordError: if the brief has no page, or no map and maps are asked for.
    """
    name = brief_name(content, form)
    body = _body(content, form, boundaries, maps, drawn)
    return BriefFile(name, MEDIA_TYPES[PurePath(name).suffix], body)


def brief_name(content: BriefContent, form: BriefFormat) -> str:
    """Name the file of a brief; what has several parts is a zip file.

    Raises:
        InvalidRecordError: if the brief has no page, or no map and maps are asked for.
    """
    if not content.pages:
        raise InvalidRecordError("section: the brief has no page; choose sections that have something to say")
    stem = f"{safe_stem(content.title, blank='brief')}-{content.as_of.isoformat()}"
    if form in {BriefFormat.PNG, BriefFormat.SVG}:
        blocks = _map_blocks(content)
        if not blocks:
            raise InvalidRecordError(f"format: the brief has no map; {form} needs section map, regions or trips")
        return f"{stem}.{form}" if len(blocks) == 1 else f"{stem}-maps-{form}.zip"
    if form is BriefFormat.CSV and _has_tables(content):
        return f"{stem}-tables.zip"
    return f"{stem}.{form}"


def _body(
    content: BriefContent,
    form: BriefFormat,
    boundaries: Boundaries,
    maps: Mapping[str, PrintedMap] | None,
    drawn: Drawn | None,
) -> bytes:
    if form is BriefFormat.JSON:
        from dashboard.paper.brief_json import brief_json  # noqa: PLC0415 - needed for this form only

        return brief_json(content)
    if form in {BriefFormat.XLSX, BriefFormat.CSV}:
        from dashboard.paper.brief_tables import brief_csvs, brief_workbook  # noqa: PLC0415 - needed for tables only

        return brief_workbook(content) if form is BriefFormat.XLSX else _one_or_zip(brief_csvs(content))
    if form in {BriefFormat.PNG, BriefFormat.SVG}:
        return _one_or_zip(_pictures(content, form, boundaries, drawn))
    return _whole(content, form, boundaries, maps, drawn)


def _whole(
    content: BriefContent,
    form: BriefFormat,
    boundaries: Boundaries,
    maps: Mapping[str, PrintedMap] | None,
    drawn: Drawn | None,
) -> bytes:
    """Write the whole brief, page by page, with its maps."""
    if maps is None:
        from dashboard.paper.brief_maps import brief_maps  # noqa: PLC0415 - drawing is needed here only

        maps = brief_maps(content, boundaries, drawn=drawn)
    if form is BriefFormat.PPTX:
        from dashboard.paper.slides import slides  # noqa: PLC0415 - needed for this form only

        return slides(content, maps)
    if form is BriefFormat.PDF:
        from dashboard.paper.brief_document import document  # noqa: PLC0415 - needed for this form only

        return document(content, maps)
    from dashboard.paper.brief_web import web_page  # noqa: PLC0415 - needed for this form only

    return web_page(content, maps, boundaries)


def _pictures(
    content: BriefContent, form: BriefFormat, boundaries: Boundaries, drawn: Drawn | None
) -> dict[str, bytes]:
    """Draw each map to stand alone."""
    from dashboard.paper.brief_maps import map_file  # noqa: PLC0415 - drawing is needed here only
    from dashboard.paper.progress import Cancelled  # noqa: PLC0415 - as above

    kind: Literal["png", "svg"] = "png" if form is BriefFormat.PNG else "svg"
    blocks = _map_blocks(content)
    names = distinct([safe_stem(block.key, blank="map") for block in blocks])
    found = {}
    for done, (name, block) in enumerate(zip(names, blocks, strict=True), start=1):
        found[f"{name}.{kind}"] = map_file(block, content, boundaries, kind)
        if drawn is not None and not drawn(done, len(blocks)):
            raise Cancelled
    return found


def _map_blocks(content: BriefContent) -> Sequence[MapBlock]:
    return [block for page in content.pages for block in page.blocks if isinstance(block, MapBlock)]


def _has_tables(content: BriefContent) -> bool:
    """Tell whether there is a table beside that of all figures."""
    return any(isinstance(block, _TABLES) for page in content.pages for block in page.blocks)


def _one_or_zip(files: Mapping[str, bytes]) -> bytes:
    return next(iter(files.values())) if len(files) == 1 else to_zip(files)
