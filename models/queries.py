"""Named reads. The session is keyword-only; rows come back in a stable order. What was withdrawn is left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func
from sqlmodel import col, select

from models.tables import (
    FORMS,
    AccessPeriod,
    AdvisoryFact,
    Assessment,
    AuditContent,
    AuditEntry,
    Engagement,
    FollowUp,
    Officer,
    Organisation,
    Port,
    PortEntry,
    PortFacility,
    Sourced,
    Territory,
    TerritorySet,
    Trip,
    Withdrawable,
)
from models.vocabulary import FollowUpState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

    from models.vocabulary import EngagementKind, EngagementStatus, EntryState

Live = TypeVar("Live", bound=Withdrawable)

UNDONE = (FollowUpState.OPEN, FollowUpState.IN_PROGRESS)
"""States of a follow-up that still has to be done."""

AT_ONCE = 5_000
"""So many ids are asked for at once: no database takes any number of them."""


@dataclass(frozen=True, slots=True)
class Held:
    """An engagement without its words: what lists, maps and the coverage rule read of very many at once."""

    id: int
    territory: str
    kind: EngagementKind
    status: EngagementStatus
    starts_on: date
    ends_on: date
    in_territory: bool
    ports: Sequence[int]
    lead: str
    team: Sequence[str]
    trip_id: int | None
    marking: str
    demo: bool


_HELD = tuple(getattr(Engagement, name) for name in Held.__slots__)


def data_version(*, session: Session) -> int:
    """Tell a number that grows with every change; it keys whatever is derived from the data."""
    return session.exec(select(func.max(AuditEntry.id))).one() or 0


def changed_since(version: int, *, session: Session) -> Mapping[str, set[int]]:
    """Tell which records changed after a data version: ids by table name."""
    query = select(AuditEntry.record_table, AuditEntry.record_id).where(col(AuditEntry.id) > version)
    found: dict[str, set[int]] = defaultdict(set)
    for table, record in session.exec(query):
        found[table].add(record)
    return found


def territories(*, session: Session, partners_only: bool = False) -> Sequence[Territory]:
    """Read territories by code."""
    query = select(Territory).order_by(col(Territory.code))
    return session.exec(query.where(col(Territory.partner)) if partners_only else query).all()


def engagements(*, session: Session, territory: str | None = None) -> Sequence[Engagement]:
    """Read whole engagements, the latest first."""
    query = select(Engagement).order_by(col(Engagement.ends_on).desc(), col(Engagement.id))
    return session.exec(query.where(Engagement.territory == territory) if territory else query).all()


def held_engagements(*, session: Session, ids: Iterable[int] | None = None) -> list[Held]:
    """Read engagements without their words, the latest first; only some of them where ids are given."""
    query = select(*_HELD).order_by(col(Engagement.ends_on).desc(), col(Engagement.id))
    rows = session.exec(query if ids is None else query.where(col(Engagement.id).in_(list(ids))))
    return [Held(*row) for row in rows]


def access_periods(*, session: Session) -> Sequence[AccessPeriod]:
    """Read access periods, the latest first."""
    query = _live(AccessPeriod).order_by(col(AccessPeriod.starts_on).desc(), col(AccessPeriod.id))
    return session.exec(query).all()


def assessments(*, session: Session) -> Sequence[Assessment]:
    """Read country assessments, the latest first."""
    return session.exec(_live(Assessment).order_by(col(Assessment.assessed_on).desc(), col(Assessment.id))).all()


def officers(*, session: Session) -> Sequence[Officer]:
    """Read officers by name."""
    return session.exec(_live(Officer).order_by(col(Officer.name))).all()


def trips(*, session: Session) -> Sequence[Trip]:
    """Read trips by id."""
    return session.exec(_live(Trip).order_by(col(Trip.id))).all()


def organisations(*, session: Session, territory: str | None = None) -> Sequence[Organisation]:
    """Read organisations by territory and name."""
    query = _live(Organisation).order_by(col(Organisation.territory), col(Organisation.name), col(Organisation.id))
    return session.exec(query if territory is None else query.where(Organisation.territory == territory)).all()


def facilities(*, session: Session, territory: str | None = None) -> Sequence[PortFacility]:
    """Read port facilities by name; of a territory, those of its ports."""
    query = select(PortFacility).where(PortFacility.withdrawn == "")
    query = query.order_by(col(PortFacility.name), col(PortFacility.id))
    if territory is not None:
        query = query.join(Port, col(Port.id) == PortFacility.port_id).where(Port.territory == territory)
    return session.exec(query).all()


def follow_ups(
    *, session: Session, territory: str | None = None, engagement: int | None = None, undone_only: bool = False
) -> Sequence[FollowUp]:
    """Read follow-ups, the earliest due first."""
    query = _live(FollowUp).order_by(col(FollowUp.due_on), col(FollowUp.id))
    if engagement is not None:
        query = query.where(FollowUp.engagement_id == engagement)
    if territory:
        query = query.where(FollowUp.territory == territory)
    return session.exec(query.where(col(FollowUp.state).in_(UNDONE)) if undone_only else query).all()


def follow_up_days(*, session: Session) -> dict[str, list[date]]:
    """Read the days on which follow-ups still to be done fall due, by territory, the earliest first."""
    query = select(col(FollowUp.territory), col(FollowUp.due_on)).where(FollowUp.withdrawn == "")
    query = query.where(col(FollowUp.state).in_(UNDONE)).order_by(col(FollowUp.due_on))
    found: dict[str, list[date]] = defaultdict(list)
    for territory, due_on in session.exec(query):
        found[territory].append(due_on)
    return dict(found)


def history(table: str, record_id: int, *, session: Session) -> Sequence[tuple[AuditEntry, AuditContent | None]]:
    """Read every change of a record with its content, the newest first; the content is None once disposed of."""
    query = (
        select(AuditEntry, AuditContent)
        .outerjoin(AuditContent, col(AuditContent.entry_id) == AuditEntry.id)
        .where(AuditEntry.record_table == table, AuditEntry.record_id == record_id)
        .order_by(col(AuditEntry.id).desc())
    )
    return session.exec(query).all()


def advisory_facts(*, session: Session, withdrawn: bool = False) -> Sequence[AdvisoryFact]:
    """Read the published advisory facts, in the order they were recorded; those withdrawn only where asked for."""
    query = select(AdvisoryFact).order_by(col(AdvisoryFact.id))
    return session.exec(query if withdrawn else query.where(AdvisoryFact.withdrawn == "")).all()


def territory_sets(*, session: Session) -> Sequence[TerritorySet]:
    """Read the named sets of territories by name."""
    return session.exec(select(TerritorySet).order_by(col(TerritorySet.name))).all()


def ports(*, session: Session, territory: str | None = None, withdrawn: bool = False) -> Sequence[Port]:
    """Read ports by territory and name; those no longer in use only where asked for."""
    query = select(Port).order_by(col(Port.territory), col(Port.name), col(Port.id))
    query = query if withdrawn else query.where(Port.withdrawn == "")
    return session.exec(query.where(Port.territory == territory) if territory else query).all()


def ports_by_id(ids: Iterable[int], *, session: Session) -> dict[int, Port]:
    """Read some ports by their ids, also those no longer in use."""
    found: dict[int, Port] = {}
    for some in in_parts(ids):
        found.update({port.id or 0: port for port in session.exec(select(Port).where(col(Port.id).in_(some)))})
    return found


def in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """Divide ids, each once and the least first, into as many as can be asked for at once."""
    each = sorted(set(ids))
    return (each[start : start + AT_ONCE] for start in range(0, len(each), AT_ONCE))


def port_entries(*, session: Session, port: int | None = None, state: EntryState | None = None) -> Sequence[PortEntry]:
    """Read what files say of ports, in the order in which it came; of one port, or in one state."""
    query = select(PortEntry).where(PortEntry.withdrawn == "").order_by(col(PortEntry.id))
    if port is not None:
        query = query.where(PortEntry.port_id == port)
    return session.exec(query if state is None else query.where(PortEntry.state == state)).all()


def has_demo(*, session: Session) -> bool:
    """Tell whether any generated record is present."""
    tables = [table for table in FORMS if issubclass(table, Sourced)]
    return any(session.exec(select(table.id).where(col(table.demo)).limit(1)).first() for table in tables)  # type: ignore[attr-defined]


def _live(table: type[Live]) -> SelectOfScalar[Live]:
    return select(table).where(col(table.withdrawn) == "")
