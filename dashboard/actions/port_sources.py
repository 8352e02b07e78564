"""The files that ports and port facilities came from: how fresh they are and how much each says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import case, func
from sqlmodel import col

from dashboard.actions.port_labels import source_label
from geodata.importers import gisis
from models.tables import PortEntry, PortFacility
from models.vocabulary import EntryState

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class FileSource:
    """One file, and what is still held of it."""

    importer: str
    """Who read it: `wpi`, `unlocode`, `gisis`, `table`; or `person` for corrections by hand."""
    label: str
    """The same in words."""
    source: str
    """What names the file."""
    source_date: date | None
    imported_at: datetime
    """When something of it was written last."""
    entries: int
    """How many ports it speaks of."""
    taken: int
    doubtful: int
    set_aside: int
    facilities: int


_STATES = (EntryState.TAKEN, EntryState.DOUBTFUL, EntryState.SET_ASIDE)


def _in(state: EntryState) -> Any:  # noqa: ANN401 - an expression of SQL
    return func.sum(case((col(PortEntry.state) == state, 1), else_=0))


def sources(*, session: Session) -> list[FileSource]:
    """Read the files, the newest first. A file that a later one of its kind replaced is not there any more."""
    connection = session.connection()
    files: tuple[Any, ...] = (col(PortEntry.importer), col(PortEntry.source), col(PortEntry.source_date))
    query: Any = sqlalchemy.select(*files, func.max(col(PortEntry.updated_at)), func.count(), *map(_in, _STATES))
    query = query.where(col(PortEntry.withdrawn) == "").group_by(*files)
    found = [
        FileSource(importer, source_label(importer), source, day, at, total, taken, doubtful, set_aside, 0)
        for importer, source, day, at, total, taken, doubtful, set_aside in connection.execute(query)
    ]
    return sorted([*found, *_of_facilities(session)], key=lambda one: one.imported_at, reverse=True)


def _of_facilities(session: Session) -> list[FileSource]:
    """Read the files of port facilities; one that a person entered has no file."""
    files: tuple[Any, ...] = (col(PortFacility.source), col(PortFacility.source_date))
    query: Any = sqlalchemy.select(*files, func.max(col(PortFacility.updated_at)), func.count())
    query = query.where(col(PortFacility.withdrawn) == "").group_by(*files)
    return [
        FileSource(gisis.SOURCE, source_label(gisis.SOURCE), source, day, at, 0, 0, 0, 0, count)
        for source, day, at, count in session.connection().execute(query)
    ]
