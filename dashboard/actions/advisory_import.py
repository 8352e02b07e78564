"""Published facts about advisories from a CSV or XLSX file: all of them or none, and shown as a difference first.

The columns are those of the file of facts that the Advisories page hands out, or of the shipped table. The same file
twice changes nothing: a fact is known again by its territory, what was done, its days and its PSA number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dashboard.actions.advisory_difference import ListDifference, list_difference
from dashboard.actions.advisory_entry import fact_key, free_key
from dashboard.actions.advisory_files import FACT_COLUMNS, fact_row
from dashboard.actions.advisory_list import listed_on
from geodata.errors import CellError, MappingError
from geodata.importers.columns import normalised
from geodata.importers.territory_names import territory_of
from geodata.importers.values import as_text, parse_bool, parse_date
from models import queries
from models.changes import Update, writing
from models.database import reading
from models.errors import InvalidRecordError
from models.excepted import parse_exceptions
from models.forms import checked
from models.searching import fold
from models.tables import AdvisoryFact, AdvisoryFactCreate
from models.vocabulary import AdvisoryScheme, AdvisoryScope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

    from geodata.importers.table import Sheet, SheetRow, Value
    from models.tables import Territory

IMPORTED = "Import of advisories: "
"""How the reason of such a change begins."""

ALIASES = {
    "country": "territory",
    "psa": "psa_number",
    "citation": "notice",
    "date": "published_on",
    "issued": "published_on",
    "effective_date": "effective_on",
    "effective_from": "effective_on",
    "exempt_facilities": "exceptions",
    "source_url": "source",
    "certainty": "note",
}
"""Other names of columns."""

REQUIRED = ("territory", "action", "source")

FORMER = " (former)"
"""What a territory that is no more bears behind its name."""

TWICE = "another row says that of it already, by the same notice"

BLANK = {"scheme": AdvisoryScheme.CONDITIONS_OF_ENTRY.value, "scope": AdvisoryScope.NOT_PRINTED.value}
"""What a blank cell of a closed choice means."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken."""

    number: int
    """Of the row, as a spreadsheet shows it."""
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that can be taken, though not all of its exceptions can be read."""

    number: int
    """Of the row, as a spreadsheet shows it."""
    parts: Sequence[str]
    """What cannot be read, as printed."""


@dataclass(frozen=True, slots=True)
class FactPlan:
    """What an import would do."""

    name: str
    new: Sequence[AdvisoryFactCreate]
    changed: Sequence[tuple[AdvisoryFact, Mapping[str, Any]]]
    """Facts on record and what of them changes."""
    unchanged: int
    rejected: Sequence[Rejected]
    difference: ListDifference = field(default_factory=ListDifference)
    """Of the list in force on the day, without and with the file."""
    unread: Sequence[Unread] = ()
    """Of rows whose exceptions are new: while such a fact stands, calls at what is not read cannot be told."""


def plan_facts(engine: Engine, sheet: Sheet, *, name: str, as_of: date) -> FactPlan:
    """Compare a file with what is on record; nothing is written.

    Args:
        engine: the database.
        sheet: what the file holds.
        name: what it is called.
        as_of: the day whose list is compared.

    Raises:
        MappingError: it lacks a column that is required.
    """
    columns = _columns(sheet.headers)
    with reading(engine) as session:
        held = list(queries.advisory_facts(session=session))
        territories = {row.code: row for row in queries.territories(session=session)}
    known = {fact_key(fact): fact for fact in held}
    read, rejected = _read(sheet.rows, columns, territories)
    forms = list(read.values())
    new = [form for form in forms if fact_key(form) not in known]
    met = [(known[fact_key(form)], form) for form in forms if fact_key(form) in known]
    changed = [(fact, facts) for fact, form in met if (facts := _differing(fact, form, columns))]
    after = [*_with_changes(held, changed), *(AdvisoryFact(**form.model_dump()) for form in new)]
    codes = [form.territory for form in new]
    unread = _unread(read, {key: fact.exceptions for key, fact in known.items()})
    lists = (listed_on(facts, territories, as_of=as_of, besides=codes) for facts in (held, after))
    return FactPlan(name, new, changed, len(met) - len(changed), rejected, list_difference(*lists), unread)


def commit_facts(engine: Engine, plan: FactPlan, *, who: str) -> None:
    """Write what was planned, all of it or nothing.

    Raises:
        ConflictError: a fact was changed since it was compared.
    """
    with writing(engine, who=who, why=f"{IMPORTED}{plan.name}") as writer:
        taken = {one.reference_key for one in queries.advisory_facts(session=writer.session, withdrawn=True)}
        updates = [Update(fact.id or 0, facts, fact.version) for fact, facts in plan.changed]
        writer.update_all(AdvisoryFact, updates)
        keyed = [form.model_copy(update={"reference_key": free_key(fact_key(form), taken)}) for form in plan.new]
        if keyed:
            writer.create_all(keyed)


def _columns(headers: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that is known.

    Raises:
        MappingError: one that is required is not among them.
    """
    named = {"_".join(normalised(header.casefold()).split()): place for place, header in enumerate(headers)}
    found = {ALIASES[name]: place for name, place in named.items() if name in ALIASES} | named
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise MappingError(
            f"The file has no column {', '.join(missing)}. Begin from “Facts as CSV” of the Advisories page: its "
            f"columns are {', '.join(FACT_COLUMNS)}"
        )
    return {name: found[name] for name in FACT_COLUMNS if name in found}


def _read(
    rows: Sequence[SheetRow], columns: Mapping[str, int], territories: Mapping[str, Territory]
) -> tuple[dict[int, AdvisoryFactCreate], list[Rejected]]:
    """Read the facts of the rows, by the number of the row."""
    forms: dict[str, AdvisoryFactCreate] = {}
    read: dict[int, AdvisoryFactCreate] = {}
    rejected = []
    for row in rows:
        try:
            form = _form({name: row.values[place] for name, place in columns.items()}, territories)
        except CellError as error:
            rejected.append(Rejected(row.number, "", str(error)))
        except InvalidRecordError as error:
            column, message = next(iter(error.fields.items()), ("", str(error)))
            rejected.append(Rejected(row.number, column, message))
        else:
            if forms.setdefault(fact_key(form), form) is not form:
                rejected.append(Rejected(row.number, "territory", TWICE))
            else:
                read[row.number] = form
    return read, rejected


def _unread(read: Mapping[int, AdvisoryFactCreate], printed: Mapping[str, str]) -> list[Unread]:
    """Return what cannot be read of exceptions that are not on record as they are."""
    anew = ((number, form) for number, form in read.items() if printed.get(fact_key(form)) != form.exceptions)
    found = ((number, parse_exceptions(form.exceptions).unread) for number, form in anew)
    return [Unread(number, parts) for number, parts in found if parts]


def _form(cells: Mapping[str, Value], territories: Mapping[str, Territory]) -> AdvisoryFactCreate:
    facts: dict[str, Any] = {name: as_text(value).strip() for name, value in cells.items()}
    facts |= {name: facts.get(name) or blank for name, blank in BLANK.items()}
    facts["territory"] = _territory(facts["territory"], territories)
    facts["psa_number"] = facts.get("psa_number") or None
    facts["published_on"] = facts.get("published_on") or None
    facts["effective_on"] = parse_date(cells.get("effective_on"), column="effective_on")
    facts["full_list"] = parse_bool(cells.get("full_list"), column="full_list") or False
    if not (facts["psa_number"] or facts["published_on"] or facts["effective_on"]):
        raise InvalidRecordError(
            "published_on: is blank, and so are effective_on and psa_number; one of them is needed"
        )
    form: Any = checked(AdvisoryFactCreate, {**facts, "reference_key": "-"})
    keyed: AdvisoryFactCreate = form.model_copy(update={"reference_key": fact_key(form)})
    return keyed


def _territory(said: str, territories: Mapping[str, Territory]) -> str:
    named = {fold(row.name.removesuffix(FORMER)): row.code for row in territories.values()}
    code = territory_of(said) or named.get(fold(said)) or said.upper()
    if code not in territories:
        raise InvalidRecordError(f"territory: {said!r} is no territory on record; write its ISO 3166-1 alpha-3 code")
    return code


def _differing(fact: AdvisoryFact, form: AdvisoryFactCreate, columns: Mapping[str, int]) -> dict[str, Any]:
    """Return what the file says otherwise, in the columns that it has; then the file is where the fact was read."""
    mine, theirs = fact_row(fact), fact_row(AdvisoryFact(**form.model_dump()))
    found = {name: getattr(form, name) for name in columns if mine[name] != theirs[name]}
    return {**found, "source": form.source} if found else {}


def _with_changes(
    held: Sequence[AdvisoryFact], changed: Sequence[tuple[AdvisoryFact, Mapping[str, Any]]]
) -> list[AdvisoryFact]:
    new = {fact.id: facts for fact, facts in changed}
    return [AdvisoryFact(**{**fact.model_dump(), **new.get(fact.id, {})}) for fact in held]
