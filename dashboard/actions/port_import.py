"""Import a file of ports or port facilities: read it, see what it would do, and write all of it or nothing.

reading = PortReading("wpi", "World Port Index, 2025.csv")
read = read_source(path, reading, name="2025.csv")
plan = plan_source(engine, read, reading, name="2025.csv", boundaries=boundaries)
commit_source(engine, plan, who="planner")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.facility_attaching import attach_waiting
from dashboard.actions.facility_plan import FacilityPlanner
from dashboard.actions.import_mappings import ROW_HEADER, WHY_HEADER
from dashboard.actions.port_plan import PortPlanner, basis
from dashboard.actions.source_plan import PortReading, SourcePlan
from geodata.errors import TableFileError
from geodata.exporters.delimited import to_csv
from geodata.importers import SOURCES, Kind, any_table, gisis, unlocode, wpi
from geodata.importers.any_table import read_any
from geodata.importers.table import read_table
from geodata.importers.values import as_text
from models import queries
from models.changes import Update, writing
from models.database import reading as reading_session
from models.errors import ConflictError
from models.settings import read_settings
from models.tables import Port, PortEntry, PortEntryCreate, PortFacility

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.source_plan import EntryWrite, Progress
    from geodata.importers.rows import Read
    from geodata.importers.table import Sheet
    from geodata.territories import Boundaries
    from models.changes import Writer

__all__ = ["PortReading", "SourcePlan", "commit_source", "plan_source", "read_source", "rejected_csv"]

AT_ONCE = 500
"""So many records are written between two tellings of the progress."""

CONCERNED = {"port", "port_entry", "port_facility"}
"""Tables whose changes make a plan stale."""


def read_source(path: Path, reading: PortReading, *, name: str, sheet: str | None = None) -> Read[Any]:
    """Read a file by the importer of its source.

    Args:
        path: the file.
        reading: how it is read.
        name: what messages call it.
        sheet: which sheet of a workbook or layer of a GeoPackage; the first sheet, or the only layer, by default.

    Raises:
        TableFileError: it cannot be read, has no such sheet, or is not of that source.
        MappingError: the choice of columns does not fit.
    """
    if reading.source == any_table.SOURCE:
        return any_table.read(path, mapping=reading.mapping, name=name, sheet=sheet)
    if reading.source not in SOURCES:
        raise TableFileError(f"{reading.source}: no such source. Choose one of {', '.join(SOURCES)}")
    if sheet is not None:
        return _read_sheet(path, reading.source, sheet, name=name)
    return SOURCES[reading.source].importer().read(path, name=name)


def _read_sheet(path: Path, source: str, sheet: str, *, name: str) -> Read[Any]:
    """Read one sheet of a workbook by the importer of its source."""
    if source != unlocode.SOURCE:
        table = read_table(path, name=name, sheet=sheet)
        return gisis.read_sheet(table, name=name) if source == gisis.SOURCE else wpi.read_sheet(table, name=name)
    table = read_table(path, name=name, sheet=sheet, header=False)
    if unlocode.fits_header([as_text(value) for value in table.rows[0].values]):
        raise TableFileError(f"{name}: a UN/LOCODE list with headers is read from the first sheet. Save {sheet} as CSV")
    return unlocode.read_sheet(table, name=name)


def plan_source(
    engine: Engine,
    read: Read[Any],
    reading: PortReading,
    *,
    name: str,
    boundaries: Boundaries,
    progress: Progress | None = None,
) -> SourcePlan:
    """Tell what an import would do; nothing is written.

    Args:
        engine: the database.
        read: the file as it was read.
        reading: how it was read.
        name: name of the file.
        boundaries: the territories' polygons.
        progress: is told how many of how many steps are done, and may raise to cancel.
    """
    with reading_session(engine) as session:
        if SOURCES[read.source].kind is Kind.FACILITIES:
            return FacilityPlanner(session, read, reading).plan(name=name, progress=progress)
        return PortPlanner(session, read, reading, boundaries).plan(name=name, progress=progress)


def commit_source(engine: Engine, plan: SourcePlan, *, who: str, progress: Progress | None = None) -> dict[str, Any]:
    """Write what a dry run planned, in one transaction.

    Facilities that waited are attached to ports that it brings.

    Args:
        engine: the database.
        plan: what the dry run found.
        who: who imports.
        progress: is told how many of how many records are written, and may raise to cancel: then nothing is written.

    Returns:
        The plan's counts.

    Raises:
        ConflictError: ports, entries, facilities or the settings that it depends on changed since the dry run.
    """
    if plan.writes.count:
        with writing(engine, who=who, why=plan.why) as writer:
            _refuse_moved(writer.session, plan)
            _Commit(writer, plan, progress).write()
            attach_waiting(writer)
    return plan.counts


def _refuse_moved(session: Session, plan: SourcePlan) -> None:
    moved = CONCERNED.intersection(queries.changed_since(plan.version, session=session))
    if moved or basis(read_settings(session)) != plan.basis:
        raise ConflictError(f"{plan.name}: ports were changed meanwhile. Check the file again; nothing was written")


class _Commit:
    """Writes a plan part by part."""

    def __init__(self, writer: Writer, plan: SourcePlan, progress: Progress | None) -> None:
        self._writer = writer
        self._writes = plan.writes
        self._progress = progress
        self._done = 0

    def write(self) -> None:
        writes = self._writes
        for part in self._told(_codes_first(writes.port_updates)):
            self._writer.update_all(Port, part)
        made = [port.id for part in self._told(writes.ports) for port in self._writer.create_all(part)]
        entries = [_with_port(one, made) for one in writes.entries]
        for part in self._told([PortEntryCreate(**facts) for one, facts in entries if one.entry_id is None]):
            self._writer.create_all(part)
        held = [Update(one.entry_id, facts, one.seen) for one, facts in entries if one.entry_id is not None]
        for part in self._told(held):
            self._writer.update_all(PortEntry, part)
        for part in self._told(writes.facilities):
            self._writer.create_all(part)
        for part in self._told(writes.facility_updates):
            self._writer.update_all(PortFacility, part)

    def _told(self, records: Sequence[Any]) -> Any:  # noqa: ANN401 - an iterator of parts of what it is given
        """Divide records into parts, telling before each how many were written."""
        for start in range(0, len(records), AT_ONCE):
            if self._progress:
                self._progress(self._done, self._writes.count)
            part = records[start : start + AT_ONCE]
            self._done += len(part)
            yield part


def _codes_first(updates: Sequence[Update]) -> list[Update]:
    """Bring ports that get or lose a code together, so that codes can pass from one to another at once."""
    return sorted(updates, key=lambda one: "unlocode" not in one.facts)


def _with_port(one: EntryWrite, made: Sequence[int]) -> tuple[EntryWrite, dict[str, Any]]:
    return one, dict(one.facts) if one.new_port is None else {**one.facts, "port_id": made[one.new_port]}


def rejected_csv(plan: SourcePlan, path: Path, *, note: str, sheet: str | None = None) -> str:
    """Write the rejected rows as they came, with the reason, so that they can be corrected and imported again.

    Args:
        plan: what the dry run found.
        path: the file.
        note: the marking that stands at the head.
        sheet: which sheet or layer was read.
    """
    table = _table(plan, path, sheet)
    reasons = {one.number: f"{one.column}: {one.reason}" if one.column else one.reason for one in plan.rejected}
    rows = [
        {
            **{header: as_text(value) for header, value in zip(table.headers, row.values, strict=True)},
            ROW_HEADER: row.number,
            WHY_HEADER: reasons[row.number],
        }
        for row in table.rows
        if row.number in reasons
    ]
    return to_csv(rows, note=note)


def _table(plan: SourcePlan, path: Path, sheet: str | None) -> Sheet:
    """Read the file again as a table; a list without headers has columns called by their letters."""
    table = read_any(path, name=plan.name, sheet=sheet)
    if plan.source == unlocode.SOURCE and not unlocode.fits_header(table.headers):
        return read_table(path, name=plan.name, sheet=sheet, header=False)
    return table
