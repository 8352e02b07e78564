"""What a column and a kind of record are, and the columns that all kinds have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.actions.cells import Cell, Day, MarkingCell, TerritoryCell, YesNo
from geodata.importers.columns import Field
from models.tables import FORMS

if TYPE_CHECKING:
    from sqlmodel import SQLModel

REFERENCE = "source_key"
"""The field by which a file names a record."""


@dataclass(frozen=True)
class Column(Field):
    """A field of a record that a file may hold."""

    cell: Cell = field(default_factory=Cell)
    """What its cells hold."""
    in_template: bool = True
    """Whether it is asked for in a template."""


@dataclass(frozen=True)
class Kind:
    """A kind of record that is imported and exported."""

    name: str
    """As the command line and a remembered choice of columns call it."""
    noun: str
    """One of them, in words."""
    nouns: str
    """Several of them."""
    table: type[SQLModel]
    columns: tuple[Column, ...]
    """The required ones stand first."""
    identity: tuple[str, ...]
    """The fields that tell one record from another where the file gives no reference."""

    @property
    def form(self) -> type[SQLModel]:
        """The form that it is written by."""
        return FORMS[self.table]

    def column(self, name: str) -> Column:
        """Return a column by its field."""
        return next(column for column in self.columns if column.name == name)


SEVERAL = "Several are separated by semicolons."
"""Help of a column that is a list."""

DATED = "A date, such as 22 Nov 2026."
"""Help of a column of dates."""

TERRITORY = Column(
    "territory",
    "Territory",
    ("Country", "Nation", "Partner", "Partner nation", "Country name", "ISO3", "Country code", "ISO code"),
    required=True,
    help="Name, or ISO 3166-1 code.",
    cell=TerritoryCell(),
)
"""Whose record it is."""

NAMED_BY = Column(
    REFERENCE,
    "Reference",
    ("Ref", "Ref no", "Reference number", "Record ID", "ID", "Record number", "Case number", "Unique ID"),
    help="What your register calls the record. With it a later file changes the record instead of adding another.",
)
"""By which a file names the record."""

LAST = (
    Column(
        "marking",
        "Marking",
        ("Classification", "Handling", "Protective marking"),
        help="Blank for the lowest one.",
        cell=MarkingCell(),
    ),
    Column("source", "Source", ("Source document", "Origin", "Reported by"), help="Where the facts come from."),
    Column(
        "source_date",
        "Date of source",
        ("Source date", "Information date", "Reported on", "Date of information"),
        help=DATED,
        cell=Day(),
    ),
    Column(
        "dispose_after",
        "Dispose of after",
        ("Disposal date", "Retention until", "Retain until"),
        help=f"{DATED} After it the content may be blanked.",
        cell=Day(),
    ),
    Column(
        "demo",
        "Demonstration",
        ("Demo",),
        help="yes for a generated record.",
        cell=YesNo(),
        in_template=False,
    ),
)
"""What stands last: marking, source, disposal."""
