"""Named reads. The session is keyword-only; rows come back in a stable order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from models.tables import AccessPeriod, AdvisoryFact, AuditEntry, Engagement, Port, Territory, TerritorySet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session


def data_version(*, session: Session) -> int:
    """Tell a number that grows with every change; it keys whatever is derived from the data."""
    return session.exec(select(func.max(AuditEntry.id))).one() or 0


def territories(*, session: Session, partners_only: bool = False) -> Sequence[Territory]:
    """Read territories by code."""
    query = select(Territory).order_by(col(Territory.code))
    return session.exec(query.where(col(Territory.partner)) if partners_only else query).all()


def engagements(*, session: Session) -> Sequence[Engagement]:
    """Read all engagements, the latest first."""
    return session.exec(select(Engagement).order_by(col(Engagement.ends_on).desc(), col(Engagement.id))).all()


def access_periods(*, session: Session) -> Sequence[AccessPeriod]:
    """Read all access periods, the latest first."""
    return session.exec(select(AccessPeriod).order_by(col(AccessPeriod.starts_on).desc(), col(AccessPeriod.id))).all()


def advisory_facts(*, session: Session) -> Sequence[AdvisoryFact]:
    """Read all published advisory facts, in the order of publication."""
    return session.exec(select(AdvisoryFact).order_by(col(AdvisoryFact.id))).all()


def territory_sets(*, session: Session) -> Sequence[TerritorySet]:
    """Read the named sets of territories by name."""
    return session.exec(select(TerritorySet).order_by(col(TerritorySet.name))).all()


def ports(*, session: Session, territory: str | None = None) -> Sequence[Port]:
    """Read ports by territory and name."""
    query = select(Port).order_by(col(Port.territory), col(Port.name), col(Port.id))
    return session.exec(query.where(Port.territory == territory) if territory else query).all()


def has_demo(*, session: Session) -> bool:
    """Tell whether any generated record is present."""
    tables = (Engagement, AccessPeriod)
    return any(session.exec(select(table.id).where(col(table.demo)).limit(1)).first() for table in tables)
