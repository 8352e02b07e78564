"""Files of ports, made of rows, and what importing them does."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions.port_import import PortReading, commit_source, plan_source
from geodata.importers.rows import FacilityRow, PortRow, Read
from geodata.territories import load_boundaries
from models import audit, queries
from models.changes import writing
from models.database import reading
from models.tables import AuditEntry, EngagementCreate, Port, PortEntry
from models.vocabulary import EngagementKind, EngagementStatus

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.source_plan import SourcePlan

BOUNDARIES = load_boundaries()


def port(name: str, **facts: Any) -> PortRow:  # noqa: ANN401 - any field of the row
    """Make a row of a port, at sea off Viti Levu unless told otherwise; each needs a place of its own."""
    facts = {"number": 2, "territory": "FJI", "lon": 179.5, "lat": -17.3, **facts}
    return PortRow(name=name, **facts)


def file(*rows: PortRow | FacilityRow, source: str = "wpi", edition: str = "") -> Read[Any]:
    """Make a file of rows; with another edition it has another digest."""
    digest = hashlib.sha256(f"{source}{rows}{edition}".encode()).hexdigest()
    return Read(source, rows, (), {}, digest)


def plan(engine: Engine, read: Read[Any], *, dated: date | None = None, title: str = "") -> SourcePlan:
    """Tell what a file would do."""
    how = PortReading(read.source, title or f"{read.source} file", dated)
    return plan_source(engine, read, how, name="ports.csv", boundaries=BOUNDARIES)


def imported(engine: Engine, read: Read[Any], *, dated: date | None = None, title: str = "") -> SourcePlan:
    """Import a file, and check that the audit bears it out."""
    planned = plan(engine, read, dated=dated, title=title)
    assert commit_source(engine, planned, who="planner") == planned.counts
    sound(engine)
    return planned


def sound(engine: Engine) -> None:
    """Check that every record is as the audit says."""
    with reading(engine) as session:
        assert list(audit.problems(session)) == []


def ports(engine: Engine, *names: str) -> list[Port]:
    """Read the ports in use of some names, in the order in which they were made."""
    with reading(engine) as session:
        query = select(Port).where(Port.withdrawn == "", col(Port.name).in_(names)).order_by(col(Port.id))
        return list(session.exec(query))


def the_port(engine: Engine, name: str) -> Port:
    """Read the one port in use of a name."""
    found = ports(engine, name)
    assert len(found) == 1
    return found[0]


def entry(engine: Engine, key: str) -> PortEntry:
    """Read the entry of a key, withdrawn or not."""
    with reading(engine) as session:
        return session.exec(select(PortEntry).where(PortEntry.key == key)).one()


def meet(engine: Engine, **named: Any) -> None:  # noqa: ANN401 - lists of ids
    """Plan an engagement in Fiji that names records."""
    day = date(2026, 12, 1)
    kind, status = EngagementKind.PORT_VISIT, EngagementStatus.PLANNED
    facts = {"source": "by phone", "territory": "FJI", "kind": kind, "status": status, "starts_on": day, "ends_on": day}
    with writing(engine, who="planner", why="Planned") as writer:
        writer.create(EngagementCreate.model_validate({**facts, **named}))


def written(engine: Engine) -> int:
    """Tell how many changes were ever written."""
    with reading(engine) as session:
        return queries.data_version(session=session)


def history(engine: Engine, why: str) -> list[AuditEntry]:
    """Read the changes that were made for a reason."""
    with reading(engine) as session:
        return list(session.exec(select(AuditEntry).where(AuditEntry.why == why).order_by(col(AuditEntry.id))))
