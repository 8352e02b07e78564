"""Records as files: every field, names beside ids, under the highest marking that they contain.

`rows` reads, `as_file` writes; the command line and the Data page call both. The same data gives the same bytes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlmodel import col, or_, select

from dashboard.actions.columns import KINDS
from dashboard.actions.export_columns import EXPORTED, ExportKind, Names
from dashboard.actions.naming import read_known
from dashboard.actions.scope import Scope, marking_line
from geodata.exporters.delimited import to_csv
from geodata.exporters.listing import to_json
from geodata.exporters.workbook import SheetOut, to_xlsx
from models import queries
from models.database import reading
from models.errors import InvalidRecordError
from models.queries import Held
from models.settings import read_settings
from models.tables import (
    TABLES,
    AuditContent,
    AuditEntry,
    Engagement,
    Marked,
    Officer,
    Organisation,
    Trip,
    Withdrawable,
)
from models.vocabulary import EngagementStatus
from models.wording import DISCLAIMER, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.export_columns import Exported
    from geodata.importers.table import Value
    from models.settings import Settings

_VISIT: Any = tuple(getattr(Engagement, name) for name in Held.__slots__)

UNKNOWN_MARKING = ""
"""Of what was disposed of; it counts as the maximum."""

WITH_REFERENCES = frozenset({ExportKind.ENGAGEMENTS, ExportKind.FOLLOW_UPS, ExportKind.ASSESSMENTS, ExportKind.TRIPS})
"""Kinds that name engagements, which may be very many."""

AUDIT_COLUMNS = (
    *("Entry", "At (UTC)", "Who", "Action", "Table", "Seamark id", "Version", "Why"),
    *("Before", "After", "Hash before", "Hash after", "Previous hash", "Hash"),
)
"""What a record was before and after is written as the audit keeps it, so that its hash can be checked."""


class FileForm(StrEnum):
    """What a file of records is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


MEDIA_TYPES: Mapping[FileForm, str] = {
    FileForm.CSV: "text/csv",
    FileForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileForm.JSON: "application/json",
}
"""The type of each, as a download names it."""


@dataclass(frozen=True, slots=True)
class Export:
    """Records, ready to be written."""

    kind: ExportKind
    headers: Sequence[str]
    rows: Sequence[Mapping[str, Value]]
    """One for each record, cell by header."""
    marking: str
    """The highest that they bear."""
    demo: bool
    """Some of them are generated."""
    version: int
    """Data version that they were read at."""
    changed_on: date | None
    """Day of its newest change, at the base; None of an empty database."""
    scope: Scope

    @property
    def title(self) -> str:
        """Name the kind in words."""
        nouns = KINDS[self.kind.value].nouns if self.kind.value in KINDS else self.kind.value
        return nouns[0].upper() + nouns[1:]

    def metadata(self) -> dict[str, str]:
        """Say what marks the file and what it holds."""
        newest = f" of {day(self.changed_on)}" if self.changed_on else ""
        narrowed = self.scope.words()
        return {
            "marking": marking_line(self.marking, demo=self.demo),
            "holds": f"{self.title}{f' ({narrowed})' if narrowed else ''}: {len(self.rows):,}",
            "data": f"Data version {self.version}{newest}",
            "disclaimer": DISCLAIMER.removesuffix("."),
        }


def as_file(export: Export, form: FileForm) -> bytes:
    """Write an export under its marking; cells of CSV and XLSX are neutralised."""
    metadata = export.metadata()
    note = f"{'. '.join(metadata.values())}."
    if form is FileForm.XLSX:
        return to_xlsx([SheetOut(export.title, export.rows, export.headers)], note=note)
    if form is FileForm.JSON:
        return to_json(export.rows, note=metadata).encode()
    return to_csv(export.rows, note=note, headers=export.headers).encode()


def rows(engine: Engine, kind: ExportKind, scope: Scope | None = None) -> Export:
    """Read records for an export; what was withdrawn is left out.

    Raises:
        InvalidRecordError: if the kind cannot be narrowed as asked.
    """
    taken = scope or Scope()
    _refuse(kind, taken)
    with reading(engine) as session:
        read = _audit if kind is ExportKind.AUDIT else _records
        headers, cells, markings, demo = read(session, kind, taken)
        settings = read_settings(session)
        version = queries.data_version(session=session)
        newest = session.get(AuditEntry, version)
    return Export(
        kind=kind,
        headers=headers,
        rows=cells,
        marking=settings.highest(markings),
        demo=demo,
        version=version,
        changed_on=settings.today(newest.at) if newest else None,
        scope=taken,
    )


_Read: TypeAlias = "tuple[Sequence[str], list[dict[str, Any]], set[str], bool]"
"""Headers, rows, the markings that they bear, and whether some are generated."""


def _refuse(kind: ExportKind, scope: Scope) -> None:
    if kind is ExportKind.AUDIT and scope.territories:
        raise InvalidRecordError("--territory: the audit is narrowed by days only; see also: seamark history")
    dateless = kind in {ExportKind.ORGANISATIONS, ExportKind.OFFICERS}
    if dateless and (scope.since or scope.until):
        option = "--since" if scope.since else "--until"
        raise InvalidRecordError(f"{option}: {kind.value} have no days; leave it out")


def _records(session: Session, kind: ExportKind, scope: Scope) -> _Read:
    exported = EXPORTED[kind]
    names = read_names(session, with_engagements=kind in WITH_REFERENCES)
    found = [row for row in session.exec(_query(exported, scope)) if _is_taken(row, names, scope)]
    cells = [{label: write(row, names) for label, write in exported.columns.items()} for row in found]
    markings = {marking for row in found for marking in names.markings(row)}
    return list(exported.columns), cells, markings, any(row.demo for row in found)


def _query(exported: Exported, scope: Scope) -> Any:  # noqa: ANN401 - a query of any table
    table: Any = exported.table
    query = select(table)
    if issubclass(table, Withdrawable):
        query = query.where(table.withdrawn == "")
    if scope.territories and hasattr(table, "territory"):
        query = query.where(table.territory.in_(scope.territories))
    if exported.span is None:
        return query.order_by(table.id)
    first, last = (getattr(table, name) for name in exported.span)
    if scope.since:
        query = query.where(or_(last.is_(None), last >= scope.since))
    if scope.until:
        query = query.where(first <= scope.until)
    return query.order_by(first, table.id)


def _is_taken(row: Any, names: Names, scope: Scope) -> bool:  # noqa: ANN401 - any row
    """Tell whether a record is taken whose territories or days stand elsewhere than in its own columns."""
    if isinstance(row, Officer):
        return not scope.territories or any(scope.holds(code) for code in row.territories)
    if isinstance(row, Trip) and scope != Scope():
        visits = names.visits.get(row.id or 0, ())
        if any(scope.holds(one.territory) and scope.overlaps(one.starts_on, one.ends_on) for one in visits):
            return True
        return _is_planned_within(row, scope)
    return True


def _is_planned_within(trip: Trip, scope: Scope) -> bool:
    """Tell whether a trip that is still a plan goes to a territory that is taken, and can last into the days taken."""
    if trip.leaves_on is None or not any(scope.holds(stop["territory"]) for stop in trip.stops):
        return False
    return scope.overlaps(trip.leaves_on, trip.back_by)


def read_names(session: Session, *, with_engagements: bool = False) -> Names:
    """Read what ids stand for; the references of engagements only where asked for, since they may be very many."""
    on_trips = select(*_VISIT).where(
        col(Engagement.trip_id).is_not(None), Engagement.status != EngagementStatus.CANCELLED
    )
    visits: dict[int, list[Held]] = defaultdict(list)
    for row in session.exec(on_trips.order_by(col(Engagement.starts_on), col(Engagement.id))):
        visit = Held(*row)
        visits[visit.trip_id or 0].append(visit)
    return Names(
        known=read_known(session, with_engagements=with_engagements),
        trips={trip.id or 0: trip for trip in session.exec(select(Trip))},
        visits=visits,
        organisations={
            number or 0: marking for number, marking in session.exec(select(Organisation.id, Organisation.marking))
        },
        officers={officer.id or 0: officer for officer in session.exec(select(Officer))},
    )


def _audit(session: Session, _kind: ExportKind, scope: Scope) -> _Read:
    cells: list[dict[str, Any]] = []
    markings: set[str] = set()
    demo = False
    for entry, content in session.exec(_changes(read_settings(session), scope)):
        cells.append(dict(zip(AUDIT_COLUMNS, _entry(entry, content), strict=True)))
        for state in _states(entry, content):
            markings.update([state["marking"]] if "marking" in state else [])
            demo = demo or bool(state.get("demo"))
    return AUDIT_COLUMNS, cells, markings, demo


def _changes(settings: Settings, scope: Scope) -> Any:  # noqa: ANN401 - a query
    """Select the changes of whole days at the base."""
    zone = ZoneInfo(settings.base.time_zone)
    query = select(AuditEntry, AuditContent).outerjoin(AuditContent, col(AuditContent.entry_id) == AuditEntry.id)
    if scope.since:
        query = query.where(col(AuditEntry.at) >= datetime.combine(scope.since, time(), zone).astimezone(UTC))
    if scope.until:
        ended = datetime.combine(scope.until + timedelta(days=1), time(), zone)
        query = query.where(col(AuditEntry.at) < ended.astimezone(UTC))
    return query.order_by(col(AuditEntry.id))


def _entry(entry: AuditEntry, content: AuditContent | None) -> tuple[Any, ...]:
    return (
        *(entry.id, entry.at, entry.who, entry.action, entry.record_table, entry.record_id),
        *(entry.version, entry.why or None, content.before if content else None, content.after if content else None),
        *(entry.before_hash, entry.after_hash, entry.previous_hash, entry.hash),
    )


def _states(entry: AuditEntry, content: AuditContent | None) -> Iterator[dict[str, Any]]:
    """Read what a record was; of one whose content is gone nobody knows how it was marked."""
    if content is None:
        table = TABLES[entry.record_table]
        yield {"marking": UNKNOWN_MARKING} if issubclass(table, Marked) else {}
        return
    for text in (content.before, content.after):
        if text:
            yield json.loads(text)
