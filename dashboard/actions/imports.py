"""Import a file: read it, choose its columns, see what it would do, and write all of it or nothing.

sheet = read_bytes(data, name="visits.xlsx")
reading = Reading(propose(engine, kind, sheet).mapping, source="Register of visits")
plan = dry_run(engine, kind, sheet, reading, name="visits.xlsx")
commit(engine, plan, reading, headers=sheet.headers, who="planner")
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions.import_mappings import KEY_HEADER, ROW_HEADER, WHY_HEADER, remember
from dashboard.actions.import_plan import Plan, Planner, why
from dashboard.actions.import_rows import read_rows
from dashboard.actions.naming import read_known
from geodata.exporters.delimited import to_csv
from geodata.importers.table import MAX_BYTES, Sheet, read_table
from geodata.importers.values import as_text
from models.changes import writing
from models.database import reading as reading_session
from models.errors import ConflictError, InvalidRecordError
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.engine import Engine

    from dashboard.actions.column_types import Kind
    from dashboard.actions.import_rows import Reading
    from models.changes import Writer

    Progress = Callable[[int, int], None]

AT_ONCE = 500
"""So many new records are written between two tellings of the progress."""

STEP = 50
"""So many changes, each of which takes longer."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote."""

    created: int
    changed: int


def read_bytes(data: bytes, *, name: str) -> Sheet:
    """Read an uploaded file; what is laid down for it meanwhile is gone afterwards.

    Raises:
        TableFileError: it cannot be read, and the message says why and what to do.
    """
    with tempfile.TemporaryDirectory(prefix="seamark-import-") as folder:
        path = Path(folder, "upload")  # never a name that somebody chose
        path.write_bytes(data[: MAX_BYTES + 1])
        return read_table(path, name=name)


def dry_run(
    engine: Engine,
    kind: Kind,
    sheet: Sheet,
    reading: Reading,
    *,
    name: str,
    progress: Progress | None = None,
) -> Plan:
    """Tell what an import would do; nothing is written.

    Args:
        engine: the database.
        kind: what the rows are.
        sheet: the file.
        reading: how it is read.
        name: name of the file.
        progress: is told how many of how many rows are read, and may raise to cancel.

    Raises:
        MappingError: the choice of columns does not fit the file or leaves out what is required.
    """
    with reading_session(engine) as session:
        known = read_known(session, with_engagements="engagement_id" in kind.form.model_fields)
        rows = read_rows(kind, sheet, reading, known, progress=progress)
        return Planner(session, kind, reading, known).plan(rows, name=name, digest=sheet.digest)


def commit(  # noqa: PLR0913 - what is written, by whom, and who is told
    engine: Engine,
    plan: Plan,
    reading: Reading,
    *,
    headers: Sequence[str],
    who: str,
    skip_rejected: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Write what a dry run planned, in one transaction, and remember the choice of columns.

    Args:
        engine: the database.
        plan: what the dry run found.
        reading: how the file was read.
        headers: the columns of the file.
        who: who imports.
        skip_rejected: leave the rejected rows out; otherwise a file with any is not imported.
        progress: is told how many of how many records are written, and may raise to cancel: then nothing is written.

    Raises:
        InvalidRecordError: there are rejected rows, and they are not to be left out.
        ConflictError: a record changed since the dry run.
    """
    if plan.rejected and not skip_rejected:
        count = plural(len(plan.rejected_rows), "row")
        raise InvalidRecordError(f"{count} of {plan.name} rejected, so nothing was imported. Correct or leave them out")
    with writing(engine, who=who, why=why(plan)) as writer:
        _refuse_known(writer, plan)
        _create(writer, plan, progress)
        _update(writer, plan, progress)
        remember(writer, plan.kind, headers, reading.mapping)
    return Imported(len(plan.new), len(plan.changed))


def _refuse_known(writer: Writer, plan: Plan) -> None:
    """Refuse a plan of which somebody else has imported a row meanwhile."""
    table: Any = plan.kind.table
    keys = [plan.keys[row.number] for row in plan.new]
    for start in range(0, len(keys), AT_ONCE):
        query = select(table.source_key).where(col(table.source_key).in_(keys[start : start + AT_ONCE]))
        if writer.session.exec(query.limit(1)).first():
            raise ConflictError(
                f"{plan.name}: some of it was imported meanwhile. Check the file again; nothing was written"
            )


def _create(writer: Writer, plan: Plan, progress: Progress | None) -> None:
    for start in range(0, len(plan.new), AT_ONCE):
        if progress:
            progress(start, plan.writes)
        writer.create_all([row.form for row in plan.new[start : start + AT_ONCE]])


def _update(writer: Writer, plan: Plan, progress: Progress | None) -> None:
    table: Any = plan.kind.table
    for done, row in enumerate(plan.changed):
        if progress and done % STEP == 0:
            progress(len(plan.new) + done, plan.writes)
        writer.update(table, row.record_id, row.facts, seen=row.seen)


def rejected_csv(plan: Plan, sheet: Sheet, *, note: str) -> str:
    """Write the rejected rows as they came, with the reason, so that they can be corrected and imported again.

    A row without a reference keeps the key it has in this file, so that it is not taken for another one like it.
    """
    reasons: dict[int, list[str]] = {}
    for one in plan.rejected:
        reasons.setdefault(one.number, []).append(f"{one.column}: {one.reason}" if one.column else one.reason)
    rows = [
        {
            **{header: as_text(value) for header, value in zip(sheet.headers, row.values, strict=True)},
            KEY_HEADER: plan.keys.get(row.number, ""),
            ROW_HEADER: row.number,
            WHY_HEADER: " | ".join(reasons[row.number]),
        }
        for row in sheet.rows
        if row.number in reasons
    ]
    return to_csv(rows, note=note)
