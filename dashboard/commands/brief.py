"""Make a brief and write it as a file, without a question: for a scheduler."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.shared import AsOf, UsageError, opened, parse_day, printable, who
from dashboard.commands.whole_file import check_place, is_pipe, refused, written_whole
from dashboard.paper.brief_files import MEDIA_TYPES, BriefFormat, brief_file, brief_name
from models.errors import InvalidRecordError
from models.vocabulary import BriefSection
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.brief_choice import BriefChoice
    from dashboard.actions.brief_content import BriefContent
    from dashboard.actions.records import Records
    from geodata.territories import Boundaries
    from models.tables import KeptBrief

LAST, NONE = "last", "none"

SHOWN = {".html", ".svg", ".csv", ".json"}
"""What a terminal can show, by its ending."""

OPTIONS = {"compare", "region", "territory", "section", "marking", "title", "unit", "template", "format"}
"""Whose names stand before what is wrong with them."""

ZIP = ".zip"
"""Ending of what has several parts."""

LONGEST = 300
"""Signs of a title or a unit, as they are stored."""

commands = typer.Typer()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for; what is blank is left as the template has it."""

    template: str
    regions: Sequence[str]
    territories: Sequence[str]
    sections: Sequence[BriefSection]
    marking: str
    title: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A brief, with what its file is drawn on."""

    choice: BriefChoice
    content: BriefContent
    boundaries: Boundaries


@commands.command("brief")
def make_brief(
    output: Annotated[
        BriefFormat,
        typer.Option("--format", help="pptx, pdf, html, png, svg, csv, xlsx or json", show_default=False),
    ],
    as_of: AsOf = None,
    compare: Annotated[
        str,
        typer.Option(metavar="DATE", help="last: the newest brief that was kept of a day before; none; or a day"),
    ] = LAST,
    region: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Region with a map and a table; may be repeated")
    ] = None,
    territory: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Territory with a page of its own; may be repeated")
    ] = None,
    section: Annotated[
        list[BriefSection] | None,
        typer.Option(metavar="SECTION", help=f"{', '.join(BriefSection)}; may be repeated, in the order given"),
    ] = None,
    marking: Annotated[str, typer.Option(metavar="MARKING", help="Default the highest that the brief contains")] = "",
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the brief", show_default=False)] = None,
    unit: Annotated[str | None, typer.Option(metavar="TEXT", help="Who gives the brief", show_default=False)] = None,
    template: Annotated[
        str, typer.Option(metavar="NAME", help="Stored template to begin with; other options change it")
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the figures: the next brief is compared with them")
    ] = False,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default stdout", show_default=False)
    ] = None,
) -> None:
    """Make a brief: every figure is the one on the screen. A run that fails leaves the file as it was.

    Maps (png, svg) and tables (csv) are one zip file where there are several of them.
    """
    _check_output(file)
    day = parse_day(as_of, "--as-of") if as_of else None
    since = None if compare in {LAST, NONE} else _compared(compare)
    asked = Asked(template, region or (), territory or (), section or (), marking, title, unit)
    engine = opened()
    with _by_option():
        made = _made(engine, asked, day, since, last=compare == LAST)
        _check_name(made.content, output, file)
    _tell(made.content, last=compare == LAST)
    body = brief_file(made.content, output, made.boundaries, drawn=_drawn).body
    with _handed_out(body, file):
        if keep:
            _keep(engine, made)
    if file is not None:
        content = made.content
        told = f"{content.title}, as of {content.as_of}"
        print(printable(f"{file}: {told} ({plural(len(content.pages), 'page')})"))


def _compared(text: str) -> date:
    try:
        return parse_day(text, "--compare")
    except UsageError as error:
        raise UsageError(f"{error}, or as {LAST} or {NONE}") from error


def _check_output(file: Path | None) -> None:
    """Refuse a file that cannot be, before anything is drawn."""
    if file is None:
        return
    with refused(file):
        is_folder = file.is_dir()
    if is_folder:
        raise UsageError(f"--output: {file} is a folder; name a file in it")
    if not file.parent.is_dir():
        raise UsageError(f"--output: there is no folder {file.parent}; make it first")
    check_place(file)


@contextmanager
def _by_option() -> Iterator[None]:
    """Tell what is wrong by the name of the option."""
    try:
        yield
    except InvalidRecordError as error:
        field, _, said = str(error).partition(": ")
        if field not in OPTIONS:
            raise
        raise UsageError(f"--{field}: {said}") from error


def _made(engine: Engine, asked: Asked, day: date | None, since: date | None, *, last: bool) -> Made:
    """Read what is known and build the brief."""
    from dashboard import clock
    from dashboard.actions.boundaries import boundaries_in_use
    from dashboard.actions.brief_making import make
    from dashboard.actions.records import read_records
    from models.database import reading

    with reading(engine) as session:
        records = read_records(session=session)
        today = clock.today(records.settings)
        choice = _choice(asked, day or today, since, records, session)
        kept = _last(choice.as_of, session) if last else None
        at = clock.now()
        content = make(records, choice, session=session, known_on=today, made_at=at, since=kept)
        return Made(choice, content, boundaries_in_use(session=session))


def _choice(asked: Asked, as_of: date, since: date | None, records: Records, session: Session) -> BriefChoice:
    """Begin with the template, and put in its place what is asked for."""
    from dashboard.actions.brief_choice import BriefChoice
    from dashboard.actions.brief_store import choice_of, find_template

    begun = BriefChoice(as_of, since)
    if asked.template:
        begun = choice_of(find_template(asked.template, session=session), as_of=as_of, compared_on=since)
    choice = replace(begun, **_given(asked, records))
    if asked.regions and BriefSection.REGIONS not in choice.sections:
        raise UsageError("--region: its page needs --section regions")
    if asked.territories and BriefSection.TERRITORIES not in choice.sections:
        raise UsageError("--territory: its page needs --section territories")
    return choice


def _given(asked: Asked, records: Records) -> dict[str, Any]:
    """Return what is asked for, as records name it; what is not is left out."""
    from dashboard.actions.brief_choice import find_region
    from dashboard.actions.scope import narrowed

    lists = {
        "regions": tuple(dict.fromkeys(find_region(records, name)[0] for name in asked.regions)),
        "territories": narrowed(records.territories.values(), territories=asked.territories).territories,
        "sections": tuple(dict.fromkeys(asked.sections)),
        "marking": asked.marking,
    }
    lines = {"title": asked.title, "unit": asked.unit}
    return {
        **{name: value for name, value in lists.items() if value},
        **{name: _line(name, text) for name, text in lines.items() if text is not None},
    }


def _line(option: str, text: str) -> str:
    if option == "title" and not text.strip():
        raise UsageError("--title: is blank; name the brief, or leave the option out")
    if len(text) > LONGEST:
        raise UsageError(f"--{option}: has {len(text)} signs; {LONGEST} are the most")
    return text.encode("utf-8", "replace").decode()  # bytes of the command line that are no text


def _last(as_of: date, session: Session) -> KeptBrief | None:
    from dashboard.actions.brief_store import kept_briefs

    return next(iter(kept_briefs(session=session, before=as_of)), None)


def _check_name(content: BriefContent, output: BriefFormat, file: Path | None) -> None:
    """Refuse a place that does not fit what is written."""
    ending = PurePath(brief_name(content, output)).suffix
    if file is None and ending not in SHOWN and sys.stdout.isatty():
        raise UsageError(f"--output: {ending[1:].upper()} goes to a file; name it with -o FILE{ending}")
    if file is not None and file.suffix.lower() in {*MEDIA_TYPES} - {ending} and not is_pipe(file):
        several = ", several files in one" if ending == ZIP else ""
        raise UsageError(f"--output: {file.name} would hold {ending[1:].upper()}{several}; name it FILE{ending}")


def _tell(content: BriefContent, *, last: bool) -> None:
    """Say on stderr how the file is marked, with what it is compared, and which words were left out."""
    from dashboard.actions.scope import marking_line

    print(printable(marking_line(content.marking, demo=content.demo)), file=sys.stderr)
    if content.compared_on is not None:
        print(f"Compared with {content.compared_on}.", file=sys.stderr)
    elif last:
        print(f"No brief of a day before {content.as_of} was kept; nothing is compared.", file=sys.stderr)
    for one in content.outdated:
        print(f"Left out, since its figures have changed: {printable(one.text)}", file=sys.stderr)


def _drawn(done: int, of: int) -> bool:
    print(f"Map {done} of {of}", file=sys.stderr)
    return True


@contextmanager
def _handed_out(body: bytes, file: Path | None) -> Iterator[None]:
    """Write all, and put a file in its place once the block has ended well."""
    if file is not None:
        with written_whole(file, body):
            yield
        return
    sys.stdout.buffer.write(body)
    sys.stdout.flush()
    yield


def _keep(engine: Engine, made: Made) -> None:
    from dashboard.actions.brief_store import keep

    keep(engine, made.content, made.choice, who=who())
    print(f"Kept: the next brief is compared with {made.content.as_of}.", file=sys.stderr)
