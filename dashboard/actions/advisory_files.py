"""The list of a day and the published facts as files. Both say up to when they are known, and what decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.advisory_list import NO_LEGAL_ADVICE, address, cutoff_words
from geodata.exporters.delimited import to_csv
from models.advisories import cutoff
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.actions.advisory_list import Listed
    from models.tables import AdvisoryFact

FACT_COLUMNS = (
    *("territory", "action", "psa_number", "notice", "published_on", "effective_on", "scope", "exceptions"),
    *("conditions", "full_list", "scheme", "note", "source"),
)
"""Columns of the file of facts, in order; an import reads them by these names."""

LIST_COLUMNS = (
    *("territory", "name", "partner", "answer", "since", "cited"),
    *("exceptions", "why", "sources"),
)


def list_csv(rows: Sequence[Listed], facts: Sequence[AdvisoryFact], *, as_of: date, marking: str) -> str:
    """Write the list of a day as CSV under its marking."""
    note = f"{marking}. Advisories on {as_of.isoformat()}. {cutoff_words(facts, as_of=as_of)} {NO_LEGAL_ADVICE}"
    return to_csv([row.flat() for row in rows], note=note, headers=LIST_COLUMNS)


def facts_csv(facts: Sequence[AdvisoryFact], *, marking: str) -> str:
    """Write the published facts as CSV under their marking."""
    known = cutoff(facts)
    until = f" Known up to {day(known)}." if known else ""
    note = f"{marking}. Published facts about Port Security Advisories.{until} {NO_LEGAL_ADVICE}"
    return to_csv([fact_row(fact) for fact in facts], note=note, headers=FACT_COLUMNS)


def fact_row(fact: AdvisoryFact) -> dict[str, Any]:
    """Write a fact as plain values; dates in ISO form."""
    effective = fact.effective_on.isoformat() if fact.effective_on else None
    held = {name: getattr(fact, name) for name in FACT_COLUMNS}
    chosen = {name: held[name].value for name in ("action", "scope", "scheme")}
    full = "yes" if fact.full_list else "no"
    return {**held, **chosen, "effective_on": effective, "source": address(fact), "full_list": full}
