"""What the names in a file stand for, and how in a file what is held is named."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlmodel import col, select

from dashboard.actions.spellings import spoken, territory_names
from geodata.errors import CellError
from models import queries
from models.settings import Settings, read_settings
from models.tables import Engagement, Organisation, Port, PortFacility

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlmodel import Session

    from models.tables import Territory

_CODE_AT_END = re.compile(r"\(([^()]+)\)$")
_OWN = re.compile(r"seamark-(\d+)-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name inside a territory, and perhaps codes that name it everywhere."""

    id: int
    territory: str
    name: str
    codes: tuple[str, ...] = ()
    """The one that is shown first."""


class Register:
    """Things found by code, or by name within their territory."""

    def __init__(self, noun: str, entries: Iterable[Named], *, remedy: str, first_of_equals: bool = False) -> None:
        self._noun = noun
        self._remedy = remedy
        self._first_of_equals = first_of_equals
        self._entries: dict[int, Named] = {}
        self._by_name: dict[tuple[str, str], list[Named]] = defaultdict(list)
        self._by_code: dict[str, Named] = {}
        for entry in entries:
            self._entries[entry.id] = entry
            self._by_name[entry.territory, spoken(entry.name)].append(entry)
            self._by_code.update({_code(code): entry for code in entry.codes})

    def find(self, text: str, *, territory: str, territory_name: str, column: str) -> int:
        """Return the id of what a text names.

        Raises:
            CellError: nothing in the territory is called so, or several things are.
        """
        found = self._coded(text, territory) or self._named(text, territory)
        if len(found) == 1 or (found and self._first_of_equals):
            return found[0].id
        if found:
            ways = ", ".join(self.name(entry.id) for entry in found)
            raise CellError(f"{column}: {text!r} can be {ways}. Write the one that is meant")
        near = self._near(text, territory)
        raise CellError(f"{column}: {text!r} is no {self._noun} of {territory_name}. {near}{self._remedy}")

    def name(self, number: int) -> str:
        """Write what `find` finds again."""
        entry = self._entries.get(number)
        if entry is None:
            return f"#{number}"
        name = " ".join(entry.name.replace(";", ",").split())
        return f"{name} ({entry.codes[0]})" if entry.codes else name

    def _coded(self, text: str, territory: str) -> list[Named]:
        inside = _CODE_AT_END.search(text)
        codes = [_code(text), *([_code(inside[1])] if inside else [])]
        found = [self._by_code[code] for code in codes if code in self._by_code]
        return [entry for entry in found if entry.territory == territory][:1]

    def _named(self, text: str, territory: str) -> list[Named]:
        return self._by_name.get((territory, spoken(text)), [])

    def _near(self, text: str, territory: str) -> str:
        names = {name: found[0] for (place, name), found in self._by_name.items() if place == territory}
        near = get_close_matches(spoken(text), names, n=1)
        return f"Did you mean {self.name(names[near[0]].id)!r}? " if near else ""


def _code(text: str) -> str:
    return "".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a cell of a file may name."""

    settings: Settings
    territories: Mapping[str, Territory]
    """By code."""
    spellings: Mapping[str, str]
    """Code of a territory by each way to write it, as `spoken` brings it."""
    ports: Register
    facilities: Register
    organisations: Register
    engagements: Mapping[str, int]
    """Id by reference."""
    references: Mapping[int, str]
    """Reference by id."""

    def territory_name(self, code: str) -> str:
        """Return the short name of a territory."""
        held = self.territories.get(code)
        return held.name if held else code


def read_known(session: Session, *, with_engagements: bool = False) -> Known:
    """Read what may be named; the references of engagements only where asked for, since they may be very many."""
    territories = queries.territories(session=session)
    references = _references(session) if with_engagements else {}
    return Known(
        settings=read_settings(session),
        territories={territory.code: territory for territory in territories},
        spellings=territory_names(territories),
        ports=_port_register(session),
        facilities=_facility_register(session),
        organisations=_organisation_register(session),
        engagements={reference: number for number, reference in references.items()},
        references=references,
    )


def own_reference(number: int, created_at: datetime) -> str:
    """Name a record that no register named: by its id, and by when it was made, so that no other database's fits."""
    made = created_at.astimezone(UTC).replace(tzinfo=None) if created_at.tzinfo else created_at
    stamp = made.isoformat()
    return f"seamark-{number}-{hashlib.sha256(stamp.encode()).hexdigest()[:8]}"


def own_id(reference: str) -> int | None:
    """Return the id inside a reference of our own; whether the rest fits, only the record tells."""
    found = _OWN.fullmatch(reference)
    return int(found[1]) if found else None


def reference_of(row: Any) -> str:  # noqa: ANN401 - any row that is marked
    """Return what a file calls a record."""
    return str(row.source_key or own_reference(row.id, row.created_at))


def _references(session: Session) -> dict[int, str]:
    query = select(Engagement.id, Engagement.source_key, Engagement.created_at)
    found = session.exec(query.order_by(col(Engagement.id)))
    return {number or 0: key or own_reference(number or 0, made) for number, key, made in found}


def _port_register(session: Session) -> Register:
    facts: Any = (Port.id, Port.territory, Port.name, Port.unlocode, Port.source_key)
    query = sqlalchemy.select(*facts)
    entries = [
        Named(number, territory, name, (code or key,))
        for number, territory, name, code, key in session.connection().execute(query)
    ]
    return Register("port", entries, remedy="Write its UN/LOCODE or its name")


def _facility_register(session: Session) -> Register:
    query = select(PortFacility, Port.territory).join(Port, col(Port.id) == PortFacility.port_id)
    entries = [
        Named(one.id or 0, territory, one.name, (one.imo_number,) if one.imo_number else ())
        for one, territory in session.exec(query)
    ]
    return Register("port facility", entries, remedy="Write its IMO number or its name")


def _organisation_register(session: Session) -> Register:
    """Name organisations; one that was withdrawn is found only where no other has its name."""
    rows = session.exec(select(Organisation).order_by(col(Organisation.withdrawn) != "", col(Organisation.id)))
    entries = [Named(one.id or 0, one.territory, one.name) for one in rows]
    remedy = "Enter or import the organisation first, or correct its spelling"
    return Register("organisation", entries, remedy=remedy, first_of_equals=True)
