"""What became of a record, and disposing of content whose time has passed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.shared import Format, FormatOption, UsageError, opened, today, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.actions.history import Change
    from dashboard.actions.records import Records
    from dashboard.actions.values import Values

GONE = "(disposed of)"

commands = typer.Typer()


@commands.command()
def history(
    table: Annotated[
        str, typer.Argument(metavar="TABLE", help="engagement, follow-up, organisation and so on", show_default=False)
    ],
    record: Annotated[int, typer.Argument(metavar="ID", help="Its Seamark id", show_default=False)],
    output: FormatOption = Format.TABLE,
) -> None:
    """List every change of a record, field by field, the newest first."""
    from dashboard.actions.history import changes
    from dashboard.actions.records import read_records
    from dashboard.actions.values import Values
    from models.database import reading
    from models.tables import TABLES

    name = table.strip().lower().replace("-", "_")
    if name not in TABLES:
        raise UsageError(f"TABLE: {table!r} is none; choose one of: {', '.join(TABLES)}")
    engine = opened()
    found = changes(engine, name, record)
    if not found:
        raise UsageError(f"ID: no {name.replace('_', ' ')} {record} is on record")
    with reading(engine) as session:
        records = read_records(session=session)
    _say_marking(found, records)
    values = Values(records, engine)
    write([row for change in found for row in _rows(change, values)], output)


def _say_marking(found: Sequence[Change], records: Records) -> None:
    """Mark the listing on stderr; what became of content that is gone counts as marked with the maximum."""
    from dashboard.actions.scope import marking_line

    fields = [field for change in found for field in change.fields]
    borne = {value for f in fields if f.field == "marking" for value in (f.before, f.after) if value}
    demo = any(f.field == "demo" and (f.before or f.after) for f in fields)
    unknown = {""} if any(change.disposed for change in found) else set()
    print(marking_line(records.settings.highest(borne | unknown), demo=demo), file=sys.stderr)


def _rows(change: Change, values: Values) -> Iterator[dict[str, Any]]:
    shared = {
        "at": change.at.isoformat(timespec="seconds"),
        "who": change.who,
        "action": change.action,
        "version": change.version,
        "why": " ".join(change.why.split()),
    }
    if not change.fields:
        yield {**shared, "field": "", "before": "", "after": GONE if change.disposed else ""}
    for one in change.fields:
        before, after = (" ".join(values.text(one.field, value).split()) for value in (one.before, one.after))
        yield {**shared, "field": one.field, "before": before, "after": after}


@commands.command()
def dispose(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would be disposed of")] = False,
) -> None:
    """Blank the content of every record whose disposal date has passed, for good; the audit keeps hashes."""
    from dashboard.access import user
    from dashboard.actions import disposing
    from models.database import reading

    engine = opened()
    day = today(engine)
    with reading(engine) as session:
        expired = disposing.due(day, session=session)
    if not expired:
        print("Nothing is to be disposed of.")
        return
    if not dry_run:
        disposing.dispose(engine, expired, today=day, who=user(), why="The disposal date has passed")
    for one in expired:
        place = f", {one.territory}" if one.territory else ""
        print(f"{one.table} {one.id}{place}: to be disposed of after {one.dispose_after.isoformat()}")
    print(f"Dry run: nothing was changed ({len(expired)})." if dry_run else f"Disposed of for good: {len(expired)}.")
