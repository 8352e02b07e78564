"""Which columns of any table or layer hold what of a port: proposed, and remembered for the next such file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.actions.import_mappings import propose, remember
from geodata.importers.any_table import FIELDS
from models.changes import writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Engine

    from dashboard.actions.import_mappings import Proposal
    from geodata.importers.columns import Field


@dataclass(frozen=True, slots=True)
class _Ports:
    """What is chosen, as the memory of choices knows it."""

    name: str = "ports"
    columns: Sequence[Field] = FIELDS


def propose_columns(engine: Engine, headers: Sequence[str]) -> Proposal:
    """Propose a header for each fact of a port: as last time for a file with these headers, else guessed."""
    return propose(engine, _Ports(), headers)


def remember_columns(
    engine: Engine, headers: Sequence[str], mapping: Mapping[str, str], *, name: str, who: str
) -> None:
    """Remember which header was chosen for each fact; the same choice again writes nothing.

    Args:
        engine: the database.
        headers: of the file.
        mapping: header by field.
        name: name of the file.
        who: who chose them.
    """
    with writing(engine, who=who, why=f"Columns chosen for {name}") as writer:
        remember(writer, _Ports(), headers, mapping)
