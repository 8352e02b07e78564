"""What a file of ports would do: which row is which port, and what that changes. Nothing is written here.

See docs/decisions/2026-11-22-port-records.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from dashboard.actions.import_plan import IMPORTS, UNDONE_WHY, FieldDiff
from dashboard.actions.port_fields import MAX_TEXT, facts_of, keys_of, renewed, shown, spoken_of
from dashboard.actions.port_flags import Claimant, claimed_codes, findings
from dashboard.actions.port_settling import LAST, Said, differs, said_of_ports, settled, share_codes
from dashboard.actions.source_plan import (
    ChangedRow,
    EntryWrite,
    FlaggedRow,
    NewRow,
    QueuedRow,
    SourcePlan,
    Writes,
)
from geodata.flags import flags
from geodata.geodesy import Point, distance_nm, lat_lon_text
from geodata.importers.rows import Rejected
from geodata.reconcile import NEARLY_SAME, SAME_PLACE_NM, Match, Outcome, reconcile
from models import queries
from models.changes import Update
from models.port_facts import SETTLED
from models.settings import read_settings
from models.tables import AuditEntry, PortCreate, PortEntry
from models.vocabulary import EntryState
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlmodel import Session

    from dashboard.actions.source_plan import PortReading, Progress
    from geodata.flags import Flag
    from geodata.importers.rows import PortRow, Read
    from geodata.territories import Boundaries
    from models.settings import Settings
    from models.tables import Port

STEPS = 5

DATE_LINE = 180.0

UNKNOWN_PORT = "no port that is known"
NO_TERRITORY = "names no territory, so that no port can be made of it"
ASIDE = "set aside by a person"
PERHAPS = "perhaps a known port, but a list that makes no ports is no proof"
CODE_ELSEWHERE = "has the code of a known port that lies elsewhere"
"""Why rows are of no use."""


@dataclass(slots=True)
class _Placed:
    """A row and what is made of it."""

    row: PortRow
    key: str
    entry: PortEntry | None
    """Its entry, also one that was withdrawn."""
    state: EntryState | None = None
    """None while it is open, and at last for a row of no use."""
    port: int | None = None
    """The port that it is or may be; a negative number stands for one that is still to be made."""
    why: str = ""
    unused: str = ""

    @property
    def held(self) -> bool:
        return self.entry is not None and not self.entry.withdrawn


class PortPlanner:
    """Compares the rows of a file with the ports that are known."""

    def __init__(self, session: Session, read: Read[PortRow], reading: PortReading, boundaries: Boundaries) -> None:
        self._read = read
        self._reading = reading
        self._boundaries = boundaries
        self._settings = read_settings(session)
        self._version = queries.data_version(session=session)
        self._repeated = _last_import(session).endswith(f"(SHA-256 {read.digest})")
        self._ports = {port.id or 0: port for port in queries.ports(session=session, withdrawn=True)}
        self._said = said_of_ports(session=session)
        self._claimed = claimed_codes(session=session)
        held = session.exec(select(PortEntry).where(PortEntry.importer == read.source)).all()
        self._entries = {entry.key: entry for entry in held}
        self._new: list[int] = []
        """Ports to be made, as negative numbers; those that are revived by their own."""

    def plan(self, *, name: str, progress: Progress | None) -> SourcePlan:
        """Sort the rows by what they would do."""
        steps = (self._place_known, self._place_open, self._settle, self._look)
        self._rejected = list(self._read.rejected)
        for done, step in enumerate(steps):
            if progress:
                progress(done, STEPS)
            step()
        if progress:
            progress(len(steps), STEPS)
        return self._told(name)

    def _place_known(self) -> None:
        """Let every row that came before keep its port or its place in the queue, as long as it lies where it did.

        One that now lies elsewhere may be another port under an old number or name: it is looked at like any other.
        """
        rows = self._sound_rows()
        keys = keys_of(self._read.source, rows)
        self._placed = [_Placed(row, key, self._entries.get(key)) for row, key in zip(rows, keys, strict=True)]
        for one in self._placed:
            if one.entry is not None and one.held and self._stands(one.entry) and _is_there(one.row, one.entry):
                one.state, one.why = one.entry.state, one.entry.why
                one.port = one.entry.candidate_id if one.state is EntryState.DOUBTFUL else one.entry.port_id

    def _sound_rows(self) -> list[PortRow]:
        """Reject rows whose names no record can hold, and those that are an earlier one over again."""
        first: dict[Any, int] = {}
        sound = []
        for row in self._read.rows:
            lon = abs(row.lon) if row.lon == -DATE_LINE else row.lon  # one meridian, written in two ways
            place = (row.name, row.territory_said, row.territory, row.unlocode, row.wpi_number, lon, row.lat)
            if max(len(name) for name in (row.name, *row.alternate_names)) > MAX_TEXT:
                self._reject(row, f"has a name of more than {MAX_TEXT} characters. Shorten it")
            elif first.setdefault(place, row.number) != row.number:
                self._reject(row, f"is the port of row {first[place]} again. Leave one of them")
            else:
                sound.append(row)
        return sound

    def _reject(self, row: PortRow, why: str) -> None:
        self._rejected.append(Rejected(row.number, "", why))

    def _stands(self, entry: PortEntry) -> bool:
        """Tell whether what was made of an entry still holds: its port is in use, or there is none."""
        number = entry.candidate_id if entry.state is EntryState.DOUBTFUL else entry.port_id
        return number is None or not self._ports[number].withdrawn

    def _place_open(self) -> None:
        """Find the ports of the other rows among those that no row of the file has."""
        open_ = [one for one in self._placed if one.state is None]
        taken = {one.port for one in self._placed if one.state is EntryState.TAKEN}
        free = [port for number, port in self._ports.items() if not port.withdrawn and number not in taken]
        for one, match in zip(open_, reconcile([one.row for one in open_], free), strict=True):
            port = None if match.known is None else free[match.known]
            self._decide(one, match, port)

    def _decide(self, one: _Placed, match: Match, port: Port | None) -> None:
        again = self._repeated and one.entry is None
        if port is not None and not again and match.outcome is Outcome.CONFIDENT:
            one.state, one.port, one.why = EntryState.TAKEN, port.id, match.why
        elif port is not None and not again and (one.row.creates or _strong(match, port)):
            one.state, one.port, one.why = EntryState.DOUBTFUL, port.id, match.why
        elif port is not None:
            one.unused = CODE_ELSEWHERE if port.unlocode and port.unlocode == one.row.unlocode else PERHAPS
        else:
            self._make(one)

    def _make(self, one: _Placed) -> None:
        """Make a port of a row, or bring back the one that was withdrawn with its entry."""
        if not one.row.creates or one.row.lon is None:
            one.unused = UNKNOWN_PORT
        elif one.row.territory is None:
            one.unused = NO_TERRITORY
        else:
            former = one.entry.port_id if one.entry else None
            gone = former is not None and self._ports[former].withdrawn and former not in self._new
            one.port = former if gone else -1 - len(self._new)
            one.state = EntryState.TAKEN
            self._new.append(one.port or 0)

    def _settle(self) -> None:
        """Settle every port that a row is, and those that wait for a code which another may let go of."""
        spoken = spoken_of(facts_of(one.row) for one in self._placed)
        said = {number: list(each) for number, each in self._said.items()}
        self._facts = {one.key: self._entry_facts(one, spoken) for one in self._placed if one.state is not None}
        own = {one.entry.id for one in self._placed if one.entry is not None}
        taken = [one for one in self._placed if one.state is EntryState.TAKEN]
        for one in taken:
            number = one.port or 0
            said[number] = [*(each for each in said.get(number, ()) if each.id not in own), self._said_by(one)]
        wanted = [*sorted({*(one.port or 0 for one in taken if one.port not in self._new), *self._claimed}), *self._new]
        precedence = self._settings.precedence
        self._settled = {n: settled(self._ports.get(n), said.get(n, ()), precedence=precedence) for n in wanted}
        self._codes = {**self._claimed, **share_codes(self._settled, self._holders())}

    def _holders(self) -> dict[int, str]:
        return {number: port.unlocode for number, port in self._ports.items() if port.unlocode}

    def _entry_facts(self, one: _Placed, spoken: set[str]) -> dict[str, Any]:
        held = one.entry.facts if one.entry is not None else {}
        return renewed(held, facts_of(one.row), spoken)

    def _said_by(self, one: _Placed) -> Said:
        number = LAST if one.entry is None else one.entry.id or 0
        return Said(number, self._read.source, self._facts[one.key], **self._origin(one))

    def _origin(self, one: _Placed) -> dict[str, Any]:
        """Say where an entry comes from; the same file under another name is the same file."""
        if one.entry is None or one.entry.digest != self._read.digest:
            return {"source": self._reading.title, "source_date": self._reading.source_date}
        return {"source": one.entry.source, "source_date": self._reading.source_date or one.entry.source_date}

    def _look(self) -> None:
        """Look at all ports as they would be, and add what is found to their facts."""
        in_use = [n for n, port in self._ports.items() if not port.withdrawn and n not in self._new]
        found = findings([self._claimant(number) for number in (*in_use, *self._new)], self._boundaries)
        for number, finding in found.items():
            if number in self._settled or differs(self._ports[number], finding.facts):
                self._settled.setdefault(number, {}).update(finding.facts)

    def _claimant(self, number: int) -> Claimant:
        facts = self._settled.get(number) or self._ports[number].model_dump(warnings=False)
        code = self._codes.get(number) or facts["unlocode"]
        names = ("name", "alternate_names", "wpi_number", "territory", "lon", "lat")
        return Claimant(id=number, unlocode=code, **{name: facts[name] for name in names})

    def _told(self, name: str) -> SourcePlan:
        new, changed, unchanged, queued = [], [], [], []
        unused = Counter(self._read.unused)
        for one in self._placed:
            if one.state is None or one.state is EntryState.SET_ASIDE:
                unused[one.unused or ASIDE] += 1
            elif one.state is EntryState.DOUBTFUL:
                queued.append(self._queued(one))
            elif one.port in self._new:
                new.append(NewRow(one.row.number, one.row.name, one.row.territory))
            elif diffs := self._diffs(one.port or 0):
                changed.append(ChangedRow(one.row.number, one.port or 0, self._ports[one.port or 0].name, diffs))
            else:
                unchanged.append(one.row.number)
        return SourcePlan(
            kind="ports",
            name=name,
            source=self._read.source,
            digest=self._read.digest,
            total=self._read.total,
            new=new,
            changed=changed,
            unchanged=unchanged,
            queued=queued,
            unused=dict(unused),
            rejected=sorted(self._rejected, key=lambda one: one.number),
            flags=self._flagged(),
            version=self._version,
            basis=basis(self._settings),
            writes=self._writes(),
        )

    def _queued(self, one: _Placed) -> QueuedRow:
        candidate = self._ports.get(one.port or 0)
        return QueuedRow(one.row.number, one.row.name, candidate.name if candidate else "", one.why)

    def _diffs(self, number: int) -> list[FieldDiff]:
        port, facts = self._ports[number], self._settled[number]
        return [
            FieldDiff(words(name), shown(name, getattr(port, name)), shown(name, facts[name]))
            for name in SETTLED
            if getattr(port, name) != facts[name]
        ]

    def _flagged(self) -> list[FlaggedRow]:
        rows = [one.row for one in self._placed if one.state is not None]
        return [_flagged(rows[flag.row], flag) for flag in flags(rows, boundaries=self._boundaries)]

    def _writes(self) -> Writes:
        made = [number for number in self._new if number < 0]
        places = {number: place for place, number in enumerate(made)}
        keys = {number: one.key for one in self._placed if (number := one.port or 0) in places}
        used = {port.source_key for port in self._ports.values()}
        forms = [PortCreate(**self._settled[n], source_key=self._free_key(keys[n], used)) for n in made]
        revived: dict[str, Any] = {"withdrawn": ""}
        updates = [
            Update(number, facts if number not in self._new else facts | revived, self._ports[number].version)
            for number, facts in self._settled.items()
            if number > 0 and (number in self._new or differs(self._ports[number], facts))
        ]
        entries = [write for one in self._placed if (write := self._entry_write(one, places)) is not None]
        return Writes(ports=forms, port_updates=updates, entries=entries)

    def _free_key(self, key: str, used: set[str]) -> str:
        found = free_key(f"{self._read.source}:{key}", used)
        used.add(found)
        return found

    def _entry_write(self, one: _Placed, places: Mapping[int, int]) -> EntryWrite | None:
        """Return what is to be written of a row; None where its entry says so already."""
        if one.state is None:
            return None
        facts = self._entry_form(one, places)
        if one.entry is None:
            return EntryWrite(facts, new_port=places.get(one.port or 0))
        if all(getattr(one.entry, name) == value for name, value in facts.items()):
            return None
        return EntryWrite(facts, one.entry.id, one.entry.version, new_port=places.get(one.port or 0))

    def _entry_form(self, one: _Placed, places: Mapping[int, int]) -> dict[str, Any]:
        row, port = one.row, None if (one.port or 0) in places else one.port
        facts = {
            "importer": self._read.source,
            "key": one.key,
            "name": row.name,
            "territory": row.territory,
            "facts": self._facts[one.key],
            "attributes": dict(row.attributes),
            "creates": row.creates,
            "state": one.state,
            "port_id": port if one.state is EntryState.TAKEN else None,
            "candidate_id": port if one.state is EntryState.DOUBTFUL else None,
            "why": one.why,
            "digest": self._read.digest,
            "withdrawn": "",
        }
        return facts | self._origin(one) | ({} if one.held else {"decided": False})


def _is_there(row: PortRow, entry: PortEntry) -> bool:
    """Tell whether a row lies where it lay when it came last, as far as both have a place."""
    lon, lat = entry.facts.get("lon"), entry.facts.get("lat")
    if entry.state is EntryState.SET_ASIDE or lon is None or lat is None or row.lon is None or row.lat is None:
        return True
    return distance_nm(Point(row.lon, row.lat), Point(lon, lat)) <= SAME_PLACE_NM


def _last_import(session: Session) -> str:
    """Return the reason of the last import of ports, or of taking one back.

    Where that is the import of the same file, a row that was of no use then is of none now, although the ports that
    others were found to be are out of its way.
    """
    tables = col(AuditEntry.record_table).in_(["port", "port_entry"])
    imports = col(AuditEntry.why).like(IMPORTS) | col(AuditEntry.why).startswith(UNDONE_WHY)
    query = select(AuditEntry.why).where(tables, imports).order_by(col(AuditEntry.id).desc())
    return session.exec(query.limit(1)).first() or ""


def basis(settings: Settings) -> tuple[Any, ...]:
    """Return the settings that a plan depends on."""
    return settings.precedence, settings.boundaries


def free_key(key: str, used: Collection[str]) -> str:
    """Return a key that no port has, the wanted one if it can be."""
    tried = (key[:MAX_TEXT] if at == 1 else f"{key[: MAX_TEXT - 8]}#{at}" for at in count(1))
    return next(one for one in tried if one not in used)


def _strong(match: Match, port: Port) -> bool:
    """Tell whether a row of a list that makes no ports is worth a person's time: it may give a port its code."""
    return port.unlocode is None and match.likeness >= NEARLY_SAME


def _flagged(row: PortRow, flag: Flag) -> FlaggedRow:
    meant = lat_lon_text(flag.correction) if flag.correction else shown("territory", flag.territory)
    return FlaggedRow(row.number, row.name, flag.kind, flag.detail, meant)
