"""What every importer of ports returns: typed rows, what was rejected and why, and what was of no use."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from geodata.errors import CellError
from models.vocabulary import HarbourSize, HarbourType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

Row = TypeVar("Row")
Raw = TypeVar("Raw", bound="Numbered")


@dataclass(frozen=True)
class Depths:
    """Depths and the largest vessel, metres; None where unknown, never 0."""

    channel: float | None = None
    """Least depth of the channel at chart datum."""

    anchorage: float | None = None
    """Least depth of the anchorage."""

    cargo_pier: float | None = None
    """Least depth alongside cargo piers."""

    oil_terminal: float | None = None
    """Least depth alongside the oil terminal."""

    gas_terminal: float | None = None
    """Least depth alongside the terminal for liquefied natural gas."""

    vessel_length: float | None = None
    """Length of the largest vessel."""

    vessel_beam: float | None = None
    """Beam of the largest vessel."""

    vessel_draught: float | None = None
    """Draught of the largest vessel."""


@dataclass(frozen=True)
class PortRow:
    """One port as one file has it."""

    number: int
    """Number of the row in its file."""

    name: str
    """Name as written."""

    alternate_names: tuple[str, ...] = ()
    """Other names, in their order."""

    unlocode: str | None = None
    """UN/LOCODE, five characters."""

    wpi_number: str | None = None
    """World Port Index number, `7950` or `49454.5`; two ports of the Index may share one."""

    territory: str | None = None
    """Alpha-3 code of the territory that the file declares; None where it declares none."""

    territory_said: str = ""
    """The territory as written."""

    lon: float | None = None
    """Longitude, degrees, -180 to 180; None where the file gives no place."""

    lat: float | None = None
    """Latitude, degrees; None together with `lon`."""

    harbour_size: HarbourSize = HarbourSize.UNKNOWN
    """Size of the harbour."""

    harbour_type: HarbourType = HarbourType.UNKNOWN
    """Kind of the harbour."""

    depths: Depths = field(default_factory=Depths)
    """Depths and the largest vessel."""

    port_security: bool | None = None
    """Whether there is port security; None where unknown."""

    first_port_of_entry: bool | None = None
    """Whether it is a first port of entry; None where unknown."""

    creates: bool = True
    """Whether it may become a port; else it only adds to one that is known."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    """Everything else that is not blank or unknown, by header as written."""


@dataclass(frozen=True)
class FacilityRow:
    """One port facility as one file has it."""

    number: int
    """Number of the row in its file."""

    name: str
    """Name as written."""

    imo_number: str
    """IMO port facility number, `MGTMM-0001`."""

    port_name: str = ""
    """Name of its port as written."""

    territory: str | None = None
    """Alpha-3 code of the territory that the file declares."""

    territory_said: str = ""
    """The territory as written."""

    lon: float | None = None
    """Longitude, degrees, -180 to 180; None where the file gives no place."""

    lat: float | None = None
    """Latitude, degrees; None together with `lon`."""

    description: str = ""
    """Description as written."""

    plan_approved: bool | None = None
    """Whether its security plan is approved; None where the file does not say."""

    approved_on: date | None = None
    """When the plan was first approved."""

    reviewed_on: date | None = None
    """When the plan was reviewed."""

    compliance_on: date | None = None
    """When the statement of compliance was issued."""

    withdrawn: bool | None = None
    """Whether the plan is withdrawn; None where the file does not say."""

    withdrawn_on: date | None = None
    """When the plan was withdrawn."""

    updated_on: date | None = None
    """When the record was last updated at its source."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    """Everything else that is not blank, by header as written."""

    @property
    def port_code(self) -> str:
        """Return the five characters of its number that stand for its port, a UN/LOCODE where the port has one."""
        return self.imo_number[:5]


@dataclass(frozen=True)
class Rejected:
    """A row that is not taken."""

    number: int
    """Number of the row in its file."""

    column: str
    """Header of the column at fault."""

    reason: str
    """What is wrong and what to do, in one line."""


@dataclass(frozen=True)
class Read(Generic[Row]):
    """What an importer makes of a file."""

    source: str
    """Name of the importer in the registry."""

    rows: tuple[Row, ...]
    """Rows that are taken, in their order."""

    rejected: tuple[Rejected, ...]
    """Rows that are not, in their order."""

    unused: Mapping[str, int]
    """How many rows are right but say nothing of a port, by why."""

    digest: str
    """SHA-256 of the file, in hexadecimal digits."""

    @property
    def total(self) -> int:
        """Return how many rows the file has: taken, rejected and unused."""
        return len(self.rows) + len(self.rejected) + sum(self.unused.values())


class Numbered(Protocol):
    """Something that has the number of a row."""

    @property
    def number(self) -> int:
        """Return the number of the row in its file."""


@dataclass(frozen=True)
class Unused:
    """Says of a row that it is right but of no use."""

    why: str
    """In a few words, the same for every such row."""


class RowError(CellError):
    """A cell for which its row is not taken."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        """Header of the cell's column."""
        self.reason = reason
        """What is wrong with it and what to do."""


def gathered(source: str, rows: Iterable[Raw], parse: Callable[[Raw], Row | Unused], *, digest: str) -> Read[Row]:
    """Parse rows one by one and sort them into taken, rejected and unused.

    Args:
        source: name of the importer.
        rows: anything with the number of its row.
        parse: makes a typed row of it or says that it is of no use; raises `CellError` to reject it.
        digest: SHA-256 of the file.
    """
    taken: list[Row] = []
    rejected: list[Rejected] = []
    unused: Counter[str] = Counter()
    for raw in rows:
        try:
            parsed = parse(raw)
        except CellError as error:
            rejected.append(_rejected(raw.number, error))
            continue
        if isinstance(parsed, Unused):
            unused[parsed.why] += 1
        else:
            taken.append(parsed)
    return Read(source, tuple(taken), tuple(rejected), dict(unused), digest)


def _rejected(number: int, error: CellError) -> Rejected:
    if isinstance(error, RowError):
        return Rejected(number, error.column, error.reason)
    column, _, reason = str(error).partition(": ")
    return Rejected(number, column, reason)
