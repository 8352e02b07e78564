"""What a file of port facilities would do, and which port each belongs to. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from dashboard.actions.import_plan import FieldDiff
from dashboard.actions.port_fields import MAX_TEXT, shown
from dashboard.actions.port_plan import basis
from dashboard.actions.source_plan import ChangedRow, NewRow, PortReading, QueuedRow, SourcePlan, Writes
from geodata.attaching import attach
from geodata.importers.rows import Rejected
from geodata.reconcile import Outcome
from models import queries
from models.changes import Update
from models.port_facts import PERSON
from models.settings import read_settings
from models.tables import PortFacility, PortFacilityCreate
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from dashboard.actions.source_plan import Progress
    from geodata.attaching import Attachment
    from geodata.importers.rows import FacilityRow, Read
    from models.tables import Port

STEPS = 2

FIELDS = {
    **{name: name for name in ("name", "territory", "port_name", "lon", "lat", "description", "plan_approved")},
    **{name: name for name in ("approved_on", "reviewed_on", "compliance_on")},
    "plan_withdrawn": "withdrawn",
    "plan_withdrawn_on": "withdrawn_on",
    "source_updated_on": "updated_on",
}
"""Field of a facility, and of a row."""

UNSAID = (None, "")
"""What a row holds where its file says nothing."""

NO_PORT = "no port of its territory is near"


@dataclass(frozen=True, slots=True)
class Located:
    """A facility that is held, as what attaches it to a port sees it."""

    port_code: str
    port_name: str
    territory: str | None
    lon: float | None
    lat: float | None


def located(facility: PortFacility) -> Located:
    """Return what tells the port of a facility that is held."""
    return Located((facility.imo_number or "")[:5], facility.port_name, facility.territory, facility.lon, facility.lat)


@dataclass(slots=True)
class _Placed:
    row: FacilityRow
    held: PortFacility | None
    facts: dict[str, Any]
    attached: Attachment


class FacilityPlanner:
    """Compares the rows of a file with the facilities that are known."""

    def __init__(self, session: Session, read: Read[FacilityRow], reading: PortReading) -> None:
        self._read = read
        self._reading = reading
        self._basis = basis(read_settings(session))
        self._version = queries.data_version(session=session)
        self._ports = queries.ports(session=session)
        self._in_use = {port.id for port in self._ports}
        self._held = {one.imo_number: one for one in session.exec(select(PortFacility)).all()}

    def plan(self, *, name: str, progress: Progress | None) -> SourcePlan:
        """Sort the rows by what they would do."""
        self._rejected = list(self._read.rejected)
        rows = self._sound_rows()
        if progress:
            progress(0, STEPS)
        self._spoken = {field for row in rows for field, name in FIELDS.items() if getattr(row, name) not in UNSAID}
        self._noted = {name for row in rows for name in row.attributes}
        placed = [self._placed(row, found) for row, found in zip(rows, attach(rows, self._ports), strict=True)]
        if progress:
            progress(1, STEPS)
        return self._told(name, placed)

    def _sound_rows(self) -> list[FacilityRow]:
        """Return the rows that a record can hold, each number once."""
        first: dict[str, int] = {}
        sound = []
        for row in self._read.rows:
            if first.setdefault(row.imo_number, row.number) != row.number:
                why = f"{row.imo_number} is also in row {first[row.imo_number]}. Leave one of them"
                self._rejected.append(Rejected(row.number, "", why))
            elif max(len(row.name), len(row.port_name)) > MAX_TEXT:
                why = f"has a name of more than {MAX_TEXT} characters. Shorten it"
                self._rejected.append(Rejected(row.number, "", why))
            else:
                sound.append(row)
        return sound

    def _placed(self, row: FacilityRow, found: Attachment) -> _Placed:
        held = self._held.get(row.imo_number)
        facts: dict[str, Any] = {field: getattr(row, name) for field, name in FIELDS.items()}
        facts["port_id"] = self._port_id(held, found)
        stays = {} if held is None else {field: by for field, by in held.provenance.items() if self._stays(field, by)}
        facts |= {field: getattr(held, field) for field in stays}
        known = {field for field, value in facts.items() if value not in UNSAID}
        provenance = dict.fromkeys(known, self._read.source) | stays
        facts |= {"provenance": provenance, "attributes": self._attributes(row, held), "withdrawn": ""}
        return _Placed(row, held, facts | self._origin(held, facts), found)

    def _stays(self, field: str, by: str) -> bool:
        """Tell whether a fact stays: a person said it, or the file, which may lack its column, speaks of no such."""
        return by == PERSON or (field in FIELDS and field not in self._spoken)

    def _attributes(self, row: FacilityRow, held: PortFacility | None) -> dict[str, Any]:
        before = held.attributes if held is not None else {}
        return {**{name: value for name, value in before.items() if name not in self._noted}, **row.attributes}

    def _port_id(self, held: PortFacility | None, found: Attachment) -> int | None:
        """Return the port that a facility has and that is in use; else the one that is found with confidence."""
        if held is not None and not held.withdrawn and held.port_id in self._in_use:
            return held.port_id
        return None if found.port is None or found.outcome is not Outcome.CONFIDENT else self._ports[found.port].id

    def _origin(self, held: PortFacility | None, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Say where it comes from; a file that says nothing new does not change that unless it has a later date."""
        title, day = self._reading.title, self._reading.source_date
        if held is not None and all(getattr(held, field) == value for field, value in facts.items()):
            newer = day is not None and day > (held.source_date or date.min)
            title, day = (title, day) if newer else (held.source, held.source_date)
        return {"source": title, "source_date": day}

    def _told(self, name: str, placed: Sequence[_Placed]) -> SourcePlan:
        new, changed, unchanged, queued = [], [], [], []
        for one in placed:
            if one.facts["port_id"] is None:
                queued.append(self._queued(one))
            elif one.held is None or one.held.withdrawn:
                new.append(NewRow(one.row.number, one.row.name, one.row.territory))
            elif diffs := _diffs(one.held, one.facts, self._names()):
                changed.append(ChangedRow(one.row.number, one.held.id or 0, one.held.name, diffs))
            else:
                unchanged.append(one.row.number)
        return SourcePlan(
            kind="facilities",
            name=name,
            source=self._read.source,
            digest=self._read.digest,
            total=self._read.total,
            new=new,
            changed=changed,
            unchanged=unchanged,
            queued=queued,
            unused=self._read.unused,
            rejected=sorted(self._rejected, key=lambda one: one.number),
            flags=(),
            version=self._version,
            basis=self._basis,
            writes=_writes(placed),
        )

    def _queued(self, one: _Placed) -> QueuedRow:
        port: Port | None = None if one.attached.port is None else self._ports[one.attached.port]
        return QueuedRow(one.row.number, one.row.name, port.name if port else "", one.attached.why or NO_PORT)

    def _names(self) -> dict[int | None, str]:
        return {port.id: port.name for port in self._ports}


def _diffs(held: PortFacility, facts: Mapping[str, Any], names: Mapping[int | None, str]) -> list[FieldDiff]:
    changed = [name for name in (*FIELDS, "port_id") if getattr(held, name) != facts[name]]
    return [
        FieldDiff("Port", names.get(held.port_id, ""), names.get(facts[name], ""))
        if name == "port_id"
        else FieldDiff(words(name), shown(name, getattr(held, name)), shown(name, facts[name]))
        for name in changed
    ]


def _writes(placed: Sequence[_Placed]) -> Writes:
    forms = [PortFacilityCreate(imo_number=one.row.imo_number, **one.facts) for one in placed if one.held is None]
    updates = [
        Update(one.held.id or 0, one.facts, one.held.version)
        for one in placed
        if one.held is not None and any(getattr(one.held, field) != value for field, value in one.facts.items())
    ]
    return Writes(facilities=forms, facility_updates=updates)
