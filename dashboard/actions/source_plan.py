"""What importing a file of ports or port facilities would do; made by a dry run, written by a commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from dashboard.actions.import_plan import FieldDiff
    from geodata.importers.rows import Rejected
    from models.changes import Update
    from models.tables import PortCreate, PortFacilityCreate
    from models.vocabulary import PortFlag

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PortReading:
    """How a file is read."""

    source: str
    """Name of its importer: `wpi`, `unlocode`, `gisis` or `table`; see `geodata.importers.SOURCES`."""
    title: str
    """What names the file as a source, such as `World Port Index, 2025.csv`."""
    source_date: date | None = None
    """Day of the file; None where it is not known."""
    mapping: Mapping[str, str] | None = None
    """Header by field, for `table`; None guesses from the headers."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that becomes a record."""

    number: int
    title: str
    territory: str | None


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row for which a record changes."""

    number: int
    record_id: int
    title: str
    diffs: Sequence[FieldDiff]


@dataclass(frozen=True, slots=True)
class QueuedRow:
    """A row that waits for a person."""

    number: int
    title: str
    candidate: str
    """The port that it may be, or blank."""
    why: str


@dataclass(frozen=True, slots=True)
class FlaggedRow:
    """A doubt about a row."""

    number: int
    name: str
    kind: PortFlag
    detail: str
    correction: str
    """What was likely meant, in words; blank where nothing can be said."""


@dataclass(frozen=True, slots=True)
class EntryWrite:
    """An entry to be written."""

    facts: Mapping[str, Any]
    entry_id: int | None = None
    """None makes a new one."""
    seen: int = 0
    new_port: int | None = None
    """Where its port stands among those that are still to be made."""


@dataclass(frozen=True, slots=True)
class Writes:
    """What a commit writes."""

    ports: Sequence[PortCreate] = ()
    port_updates: Sequence[Update] = ()
    entries: Sequence[EntryWrite] = ()
    facilities: Sequence[PortFacilityCreate] = ()
    facility_updates: Sequence[Update] = ()

    @property
    def count(self) -> int:
        """Tell how many records are written."""
        parts = (self.ports, self.port_updates, self.entries, self.facilities, self.facility_updates)
        return sum(map(len, parts))


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """What importing a file would do. Rows are new, changed, unchanged, queued, unused or rejected, each once."""

    kind: str
    """`ports` or `facilities`."""
    name: str
    """Name of the file."""
    source: str
    """Name of its importer."""
    digest: str
    """SHA-256 of the file."""
    total: int
    """How many rows the file has."""
    new: Sequence[NewRow]
    changed: Sequence[ChangedRow]
    unchanged: Sequence[int]
    """Numbers of the rows that say nothing new."""
    queued: Sequence[QueuedRow]
    unused: Mapping[str, int]
    """How many rows are of no use, by why."""
    rejected: Sequence[Rejected]
    flags: Sequence[FlaggedRow]
    version: int
    """The data version that the file was compared with."""
    basis: tuple[Any, ...]
    """The settings that it depends on."""
    writes: Writes = field(default_factory=Writes, repr=False)

    @property
    def counts(self) -> dict[str, Any]:
        """Return the counts, as the command line writes them."""
        return {
            "source": self.source,
            "rows": self.total,
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "queued": len(self.queued),
            "unused": sum(self.unused.values()),
            "rejected": len(self.rejected),
            "flagged": len({flag.number for flag in self.flags}),
        }

    @property
    def why(self) -> str:
        """Return the reason that the audit gives for the import."""
        what = "ports" if self.kind == "ports" else "port facilities"
        return f"Import of {what} from {self.name} (SHA-256 {self.digest})"
