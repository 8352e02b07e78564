"""Bring a database into being: schema, reference tables, and demonstration records where they are wanted.

Every step may be repeated; what is already there is left as it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions.boundaries import boundaries_in_use
from dashboard.actions.port_flags import renew_flags
from geodata.reference import read
from models import database, demo, demo_context, queries
from models.changes import writing
from models.errors import DatabaseError
from models.settings import choose, read_settings
from models.tables import (
    FORMS,
    AdvisoryFact,
    AdvisoryFactCreate,
    Port,
    PortCreate,
    Sourced,
    Territory,
    TerritoryCreate,
)
from models.vocabulary import AdvisoryScheme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Engine
    from sqlmodel import SQLModel

    from models.changes import Writer

SHIPPED = "reference: "
"""How the source of a record begins that came from a shipped table."""

WHO = "seamark"
"""Who the audit names for what the program itself loads."""


FOUND = {"located_territory", "located_nm", "flags", "flag_notes"}
"""Fields of a port that are found by its place, not loaded."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a start found or made."""

    loaded: int
    """Reference records written; 0 when all were there."""


def prepare(engine: Engine) -> Prepared:
    """Bring schema and reference tables up to date, in one transaction each."""
    if not database.is_current(engine):
        database.upgrade(engine)
    tables = sorted(read.REFERENCE.glob("*.csv"))
    digest = hashlib.sha256(b"".join(table.read_bytes() for table in tables)).hexdigest()
    with database.reading(engine) as session:
        if read_settings(session).reference_digest == digest:
            return Prepared(loaded=0)
    with writing(engine, who=WHO, why="Reference tables as shipped") as writer:
        loaded = _load_reference(writer)
        choose(writer, "reference_digest", digest)
    return Prepared(loaded=loaded)


def load_demo(engine: Engine, *, as_of: date) -> int:
    """Generate demonstration records up to `as_of`; where some are present already, nothing changes.

    Returns:
        How many records were written.
    """
    with writing(engine, who=WHO, why=f"Demonstration records as of {as_of.isoformat()}") as writer:
        session = writer.session
        choose(writer, "started", "demo")
        if queries.has_demo(session=session):
            return 0
        return _generate(writer, as_of=as_of)


def _generate(writer: Writer, *, as_of: date) -> int:
    codes = [partner.code for partner in queries.territories(session=writer.session, partners_only=True)]
    ports = {code: [p.id or 0 for p in queries.ports(session=writer.session, territory=code)] for code in codes}
    officers = writer.create_all(demo_context.officers(codes, as_of=as_of))
    organisations = writer.create_all(demo_context.organisations(codes, as_of=as_of))
    generated = demo.generate(
        ports,
        as_of=as_of,
        leads={code: officer.name for officer in officers for code in officer.territories},
        organisations={code: [o.id for o in organisations if o.territory == code] for code in codes},
    )
    journeys, joined = demo_context.trips(generated.engagements, read_settings(writer.session).base)
    trips = writer.create_all(journeys)
    engagements = writer.create_all(
        [
            one.model_copy(update={"trip_id": trips[joined[place]].id}) if place in joined else one
            for place, one in enumerate(generated.engagements)
        ]
    )
    closed = writer.create_all(generated.access_periods)
    follow_ups = writer.create_all(demo_context.follow_ups(engagements, as_of=as_of))
    results = writer.create_all(demo_context.assessments(engagements))
    return sum(map(len, (officers, organisations, trips, engagements, closed, follow_ups, results)))


def start_empty(engine: Engine) -> None:
    """Note that the staff begins without demonstration records; where it has begun already, nothing changes."""
    with database.reading(engine) as session:
        if read_settings(session).started:
            return
    with writing(engine, who=WHO, why="Begin without demonstration records") as writer:
        choose(writer, "started", "empty")


def remove_demo(engine: Engine) -> int:
    """Remove every generated record; only real ones are left.

    Returns:
        How many records were removed.
    """
    with writing(engine, who=WHO, why="Demonstration records removed") as writer:
        # What refers to others goes first.
        removed = sum(_remove_generated(writer, table) for table in reversed(FORMS) if issubclass(table, Sourced))
        choose(writer, "started", "empty")
    return removed


def _remove_generated(writer: Writer, table: Any) -> int:  # noqa: ANN401 - a table
    rows = writer.session.exec(select(table).where(col(table.demo))).all()
    for row in rows:
        writer.remove(table, row.id or 0, seen=row.version)
    return len(rows)


def demo_by_default(engine: Engine) -> bool:
    """Tell whether demonstration records are loaded unasked.

    Only into a database of one's own, and only before anybody has begun: never beside real records, never into a shared
    database, never again after they were removed.
    """
    with database.reading(engine) as session:
        begun = read_settings(session).started or queries.held_engagements(session=session)
    return engine.dialect.name == "sqlite" and not begun


def require_current(engine: Engine) -> None:
    """Refuse a database that was never prepared.

    Raises:
        DatabaseError: if the schema is missing or old.
    """
    if not database.is_current(engine):
        raise DatabaseError("The database is not prepared; run: seamark init")


def _load_reference(writer: Writer) -> int:
    territories = (_territory(row) for row in read.read_territories())
    ports = (_port(row) for row in read.read_ports())
    facts = (fact_form(row) for row in read.read_advisories())
    loaded = sum(
        (
            _bring_up_to_date(writer, Territory, "code", territories),
            _bring_up_to_date(writer, Port, "source_key", ports),
            _bring_up_to_date(writer, AdvisoryFact, "reference_key", facts),
        )
    )
    renew_flags(writer, boundaries_in_use(session=writer.session))
    return loaded


def _bring_up_to_date(writer: Writer, table: Any, key: str, forms: Iterable[SQLModel]) -> int:  # noqa: ANN401 - a table
    """Create the missing rows and renew those that still come from a reference table.

    A person's edit is kept, and what was withdrawn stays so.
    """
    present: dict[str, Any] = {getattr(row, key): row for row in writer.session.exec(select(table)).all()}
    missing: list[SQLModel] = []
    renewed = 0
    for form in forms:
        row = present.get(getattr(form, key))
        facts = form.model_dump(exclude=FOUND)
        if row is None:
            missing.append(form)
        elif not row.source.startswith(SHIPPED) or getattr(row, "withdrawn", "") != "":
            continue
        elif any(getattr(row, name) != value for name, value in facts.items()):
            writer.update(table, row.id, facts, seen=row.version)
            renewed += 1
    if missing:
        writer.create_all(missing)
    return len(missing) + renewed


def _territory(row: read.Territory) -> TerritoryCreate:
    facts = asdict(row)
    return TerritoryCreate(code=facts.pop("territory"), source=f"{SHIPPED}territories", **facts)


def _port(row: read.Port) -> PortCreate:
    return PortCreate(**asdict(row) | {"flags": "", "source": f"{SHIPPED}{row.source}"})  # flags are found anew


def fact_form(row: read.Advisory) -> AdvisoryFactCreate:
    """Make the form of a published fact from its shipped row."""
    key = (row.territory, row.action, row.published_on, row.effective_on, row.psa_number)
    return AdvisoryFactCreate(
        territory=row.territory,
        psa_number=row.psa_number,
        scheme=AdvisoryScheme(row.scheme),
        action=row.action,
        published_on=row.published_on,
        effective_on=date.fromisoformat(row.effective_on) if row.effective_on else None,
        exceptions=row.exceptions or "",
        notice=row.notice or "",
        scope=row.scope,
        full_list=row.full_list,
        note=row.note or "",
        source=f"{SHIPPED}{row.source_url}",
        reference_key=" ".join(part or "-" for part in key),
    )
