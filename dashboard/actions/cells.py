"""What a cell of an imported file may hold: how it is read, and how a value that is held is written into one.

A cell is read into what the Create form takes, and written into text, number, date or None. What `write` makes of a
value `read` brings back. `write` also takes values as the audit keeps them, as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

from dashboard.actions.spellings import spoken
from geodata.errors import CellError
from geodata.exporters.workbook import CUT
from geodata.importers import values
from geodata.importers.columns import normalised
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from dashboard.actions.naming import Known, Register
    from geodata.importers.table import Value

LIKE = 0.7
"""Likeness, as difflib measures it, from which another territory is suggested."""

Fact: TypeAlias = Any
"""The value of a field, as the Create form takes it, as the row holds it, or as JSON."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands, and what it may name."""

    column: str
    """What messages call the column."""
    known: Known
    territory: str
    """Code of the row's territory; blank until it is read."""
    day_first: bool | None = None
    """Whether `03/04/2026` is 3 April; None where nobody said."""


@dataclass(frozen=True)
class Cell:
    """A line of text. The other kinds of cell follow from it."""

    several = False
    """Whether a cell may hold several choices, separated by semicolons."""
    dated = False

    def read(self, value: Value, at: Place) -> Fact:
        """Return what a cell says; None or an empty text or list where it is blank.

        Raises:
            CellError: it cannot be read; the message names the column and the remedy.
        """
        return " ".join(_text(value, at).split())

    def write(self, held: Fact, known: Known) -> Value:
        """Return the cell that says what is held."""
        del known
        return " ".join(str(held).split()) if held else None

    def choices(self, known: Known) -> tuple[str, ...]:
        """Return what may be chosen; nothing where anything may be written."""
        del known
        return ()


def _text(value: Value, at: Place) -> str:
    text = values.as_text(value)
    if text.endswith(CUT):
        raise CellError(f"{at.column}: the text was cut when it was exported. Take it from a CSV file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Passage(Cell):
    """Text of several lines."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return the text with its line breaks."""
        return _text(value, at)

    def write(self, held: Fact, known: Known) -> Value:
        """Return the text."""
        del known
        return str(held).strip().replace("\r\n", "\n").replace("\r", "\n") if held else None


class Day(Cell):
    """A date."""

    dated = True

    def read(self, value: Value, at: Place) -> Fact:
        """Return the date."""
        return values.parse_date(value, column=at.column, day_first=at.day_first)

    def write(self, held: Fact, known: Known) -> Value:
        """Return the date as one."""
        del known
        return date.fromisoformat(held) if isinstance(held, str) and held else held or None


@dataclass(frozen=True)
class YesNo(Cell):
    """Yes or no."""

    blank: bool = False
    """What a blank cell means."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return whether it says yes."""
        read = values.parse_bool(value, column=at.column)
        return self.blank if read is None else read

    def write(self, held: Fact, known: Known) -> Value:
        """Return yes or no."""
        del known
        return "yes" if held else "no"

    def choices(self, known: Known) -> tuple[str, ...]:
        """Return both."""
        del known
        return ("yes", "no")


class Whole(Cell):
    """A whole number."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return the number."""
        return values.parse_int(value, column=at.column)

    def write(self, held: Fact, known: Known) -> Value:
        """Return the number."""
        del known
        number: int | None = held
        return number


@dataclass(frozen=True)
class Choice(Cell):
    """One of a closed list, in words or as it is stored."""

    members: type[StrEnum]
    other: Mapping[str, StrEnum] = field(default_factory=dict)
    """Further words that files use."""
    blank: StrEnum | None = None
    """What a blank cell means."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return the member."""
        return self.one(value, at) if values.as_text(value) else self.blank

    def one(self, value: Value, at: Place) -> StrEnum | None:
        """Return the member that a text stands for."""
        names = {member.value: member for member in self.members} | dict(self.other)
        stored = {normalised(name): member for name, member in names.items()}
        found = stored.get(normalised(values.as_text(value)))
        return found or values.parse_choice(value, {words(m.value): m for m in self.members}, column=at.column)

    def write(self, held: Fact, known: Known) -> Value:
        """Return the member in words."""
        del known
        return words(str(held)) if held else None

    def choices(self, known: Known) -> tuple[str, ...]:
        """Return all of them in words."""
        del known
        return tuple(words(member.value) for member in self.members)


class Choices(Choice):
    """Several of a closed list."""

    several = True

    def read(self, value: Value, at: Place) -> Fact:
        """Return the members, each once."""
        return list(dict.fromkeys(self.one(part, at) for part in values.parse_list(value)))

    def write(self, held: Fact, known: Known) -> Value:
        """Return the members in words."""
        del known
        return joined(words(str(member)) for member in held or ())


class Lines(Cell):
    """Several lines of text."""

    several = True

    def read(self, value: Value, at: Place) -> Fact:
        """Return the lines, each once."""
        return list(values.parse_list(_text(value, at)))

    def write(self, held: Fact, known: Known) -> Value:
        """Return the lines in one."""
        del known
        return joined(held or ())


@dataclass(frozen=True)
class Agenda(Cell):
    """Items of an agenda, each under its part: `Port: walk through access control`."""

    parts: type[StrEnum]
    several = True

    def read(self, value: Value, at: Place) -> Fact:
        """Return the items."""
        return [self._item(part, at) for part in values.parse_list(_text(value, at))]

    def _item(self, text: str, at: Place) -> dict[str, Any]:
        name, colon, item = text.partition(":")
        if not colon or not item.strip():
            known = ", ".join(words(part.value) for part in self.parts)
            raise CellError(
                f"{at.column}: {text[:40]!r} does not say its part. Write one of {known}, a colon, the item"
            )
        return {"part": Choice(self.parts).one(name, at), "item": item.strip()}

    def write(self, held: Fact, known: Known) -> Value:
        """Return the items in one."""
        del known
        return joined(f"{words(str(item['part']))}: {item['item']}" for item in held or ())


class TerritoryCell(Cell):
    """A territory, by code, name, long name or another spelling."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return its code."""
        text = values.as_text(value)
        code = at.known.spellings.get(spoken(text))
        if code or not text:
            return code
        near = get_close_matches(spoken(text), at.known.spellings, n=1, cutoff=LIKE)
        suggestion = f"Did you mean {at.known.territory_name(at.known.spellings[near[0]])!r}? " if near else ""
        remedy = "Write its name or its ISO 3166-1 code"
        raise CellError(
            f"{at.column}: {text[: values.MAX_QUOTED]!r} is no territory that is known. {suggestion}{remedy}"
        )

    def write(self, held: Fact, known: Known) -> Value:
        """Return its name."""
        return known.territory_name(held) if held else None

    def choices(self, known: Known) -> tuple[str, ...]:
        """Return the partners by name; the others may be written, too."""
        return tuple(sorted(territory.name for territory in known.territories.values() if territory.partner))


@dataclass(frozen=True)
class NamedCell(Cell):
    """Something of the row's territory by name or code: a port, a facility, an organisation."""

    register: str
    """Which of the registers of `Known`."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return its id."""
        text = " ".join(values.as_text(value).split())
        return self.find(text, at) if text else None

    def find(self, text: str, at: Place) -> int:
        """Return the id of one name."""
        name = at.known.territory_name(at.territory)
        return self.of(at.known).find(text, territory=at.territory, territory_name=name, column=at.column)

    def of(self, known: Known) -> Register:
        """Return the register."""
        register: Register = getattr(known, self.register)
        return register

    def write(self, held: Fact, known: Known) -> Value:
        """Return its name."""
        return self.of(known).name(held) if held else None


class NamedCells(NamedCell):
    """Several of them."""

    several = True

    def read(self, value: Value, at: Place) -> Fact:
        """Return their ids, each once."""
        return list(dict.fromkeys(self.find(part, at) for part in values.parse_list(value)))

    def write(self, held: Fact, known: Known) -> Value:
        """Return their names."""
        return joined(self.of(known).name(number) for number in held or ())


class MarkingCell(Cell):
    """A marking, not above the maximum of the database."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return the marking; the lowest where it is blank."""
        allowed = at.known.settings.allowed_markings
        names = {level.name: level.name for level in at.known.settings.markings} | {name: name for name in allowed}
        marking = values.parse_choice(value, names, column=at.column) or allowed[0]
        if marking not in allowed:
            raise CellError(
                f"{at.column}: {marking} is above {allowed[-1]}, the highest marking that this database may hold. "
                "Leave the row out, or have the maximum raised in the settings"
            )
        return marking

    def choices(self, known: Known) -> tuple[str, ...]:
        """Return those that are allowed."""
        return tuple(known.settings.allowed_markings)


class EngagementCell(Cell):
    """An engagement, by its reference."""

    def read(self, value: Value, at: Place) -> Fact:
        """Return its id."""
        text = values.as_text(value)
        if text and text not in at.known.engagements:
            raise CellError(
                f"{at.column}: no engagement has the reference {text[:40]!r}. Import the engagements first, or "
                "leave the cell blank"
            )
        return at.known.engagements[text] if text else None

    def write(self, held: Fact, known: Known) -> Value:
        """Return its reference."""
        return known.references.get(held) if held else None


def joined(parts: Iterable[str]) -> str | None:
    """Join the parts of a list as a cell holds them."""
    return "; ".join(" ".join(str(part).split()) for part in parts) or None
