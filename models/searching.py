"""Find records by words: several words in any order, whatever the case, the accents and the apostrophes.

The database narrows the rows down, and `fold` decides: no database folds accents without an extension, so a row with
a letter beyond ASCII always comes back to be looked at here. The reading stops once enough rows were found.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, cast, func, literal, or_
from sqlmodel import col, select

from models.tables import Engagement, FollowUp, Organisation, Port, PortFacility
from models.vocabulary import EngagementKind, EngagementStatus, FollowUpState, OrganisationKind
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from enum import StrEnum

    from sqlalchemy import ColumnElement, Row, Select
    from sqlmodel import Session

    Conditions = Callable[["Term"], Sequence[ColumnElement[bool]]]
    Check = Callable[["Term", Row[Any]], bool]

ENOUGH = 200
"""So many rows of a table are looked for at most; who finds more has to say more."""

BATCH = 500
"""Rows fetched at once."""

YEAR = re.compile(r"(?:19|20)\d\d")

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)
"""Letters that Unicode does not take apart."""

_DROPPED = re.compile("['.´‘’ʻʼʽ′]")  # noqa: RUF001 - the apostrophes and okinas that names are written with
_APART = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Bring text into the form that is compared: small letters without accents, one space between words.

    Apostrophes and full stops fall away, so that `U.S.` is `us`.

    Example:
        >>> fold("Nuku‘alofa, PAPEÉTE")
        'nukualofa papeete'
    """
    text = _DROPPED.sub("", text).casefold()
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = _DROPPED.sub("", "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold())
    return _APART.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for, and what it means beside being written in a record."""

    word: str
    """Folded."""
    territories: frozenset[str] = frozenset()
    """Codes of the territories that the word may name."""
    ports: frozenset[int] = frozenset()
    """Ids of the ports that the word may name."""
    port_territories: frozenset[str] = frozenset()
    """Where those ports lie."""

    @property
    def number(self) -> int | None:
        """The word as the id of a record."""
        return int(self.word) if self.word.isdecimal() and len(self.word) < 10 else None  # noqa: PLR2004 - fits any id

    @property
    def year(self) -> int | None:
        """The word as a year."""
        return int(self.word) if YEAR.fullmatch(self.word) else None


def engagements(terms: Sequence[Term], *, session: Session) -> list[Row[Any]]:
    """Find engagements by their words, id, territory, ports, kind, status and year, the latest first."""
    fields = (Engagement.id, Engagement.territory, Engagement.kind, Engagement.status)
    query = select(*fields, Engagement.starts_on, Engagement.ends_on, Engagement.ports, *_columns(Engagement, _TOLD))  # type: ignore[call-overload] # more columns than SQLModel has overloads for
    query = query.order_by(col(Engagement.starts_on).desc(), col(Engagement.id))
    return _found(query, _columns(Engagement, _TOLD), terms, (_of_engagement, _is_engagement), session)


def follow_ups(terms: Sequence[Term], *, session: Session) -> list[Row[Any]]:
    """Find follow-ups by their words, id, territory and state, the latest due first."""
    told = _columns(FollowUp, ("what", "who", "observation"))
    query = select(FollowUp.id, FollowUp.territory, FollowUp.engagement_id, FollowUp.state, FollowUp.due_on, *told)  # type: ignore[call-overload] # as above
    query = query.where(col(FollowUp.withdrawn) == "").order_by(col(FollowUp.due_on).desc(), col(FollowUp.id))
    of, is_one = _placed(FollowUp, "state", FollowUpState)
    return _found(query, told, terms, (of, is_one), session)


def organisations(terms: Sequence[Term], *, session: Session) -> list[Row[Any]]:
    """Find organisations by their words, territory and kind, by name."""
    told = _columns(Organisation, ("name", "phone", "mail", "note"))
    query = select(Organisation.id, Organisation.territory, Organisation.kind, *told)  # type: ignore[call-overload] # as above
    query = query.where(col(Organisation.withdrawn) == "").order_by(col(Organisation.name), col(Organisation.id))
    return _found(query, told, terms, _placed(Organisation, "kind", OrganisationKind), session)


def facilities(terms: Sequence[Term], *, session: Session) -> list[Row[Any]]:
    """Find port facilities by name, number, port and territory, by name."""
    number = func.replace(func.coalesce(PortFacility.imo_number, ""), "-", "").label("number")
    told = (
        col(PortFacility.name),
        col(PortFacility.imo_number),
        number,
        col(Port.name).label("port"),
        col(Port.unlocode),
    )
    query = select(PortFacility.id, PortFacility.port_id, Port.territory, *told)  # type: ignore[call-overload] # as above
    query = query.join(Port, col(Port.id) == PortFacility.port_id).order_by(
        col(PortFacility.name), col(PortFacility.id)
    )

    def of(term: Term) -> list[ColumnElement[bool]]:
        return [col(Port.territory).in_(term.territories)]

    return _found(query, told, terms, (of, lambda term, row: row.territory in term.territories), session)


_TOLD = (
    "lead",
    "place",
    "summary",
    "course",
    "delegation",
    "closing_reason",
    "observations",
    "good_practices",
    "recommendations",
    "hosts",
)
"""Fields of an engagement whose words are looked through."""


def _of_engagement(term: Term) -> list[ColumnElement[bool]]:
    found = [
        col(Engagement.territory).in_(term.territories),
        col(Engagement.kind).in_(_meant(EngagementKind, term)),
        col(Engagement.status).in_(_meant(EngagementStatus, term)),
        col(Engagement.territory).in_(term.port_territories) & (cast(Engagement.ports, Text) != "[]"),
    ]
    if term.number is not None:
        found.append(col(Engagement.id) == term.number)
    if term.year is not None:
        first, last = date(term.year, 1, 1), date(term.year, 12, 31)
        found.append(and_(col(Engagement.starts_on) <= last, col(Engagement.ends_on) >= first))
    return found


def _is_engagement(term: Term, row: Row[Any]) -> bool:
    return (
        row.territory in term.territories
        or row.kind in _meant(EngagementKind, term)
        or row.status in _meant(EngagementStatus, term)
        or not term.ports.isdisjoint(row.ports)
        or row.id == term.number
        or (term.year is not None and row.starts_on.year <= term.year <= row.ends_on.year)
    )


def _placed(table: Any, name: str, choices: type[StrEnum]) -> tuple[Conditions, Check]:  # noqa: ANN401 - a table
    """Match a record of a territory that has an id and a closed choice."""

    def of(term: Term) -> list[ColumnElement[bool]]:
        known = [table.territory.in_(term.territories), getattr(table, name).in_(_meant(choices, term))]
        return known if term.number is None else [*known, table.id == term.number]

    def is_one(term: Term, row: Row[Any]) -> bool:
        return row.territory in term.territories or getattr(row, name) in _meant(choices, term) or row.id == term.number

    return of, is_one


def _meant(choices: type[StrEnum], term: Term) -> list[StrEnum]:
    """Return the choices whose words hold the term."""
    return [choice for choice in choices if term.word in fold(words(choice.value))]


def _columns(table: Any, names: Sequence[str]) -> list[Any]:  # noqa: ANN401 - a table
    return [getattr(table, name) for name in names]


def _found(
    query: Select[Any],
    told: Sequence[Any],
    terms: Sequence[Term],
    meaning: tuple[Conditions, Check],
    session: Session,
) -> list[Row[Any]]:
    """Return the rows of which every term holds, one more than enough at most."""
    if not terms:
        return []
    of, is_one = meaning
    text = _text(told)
    for term in terms:
        query = query.where(or_(text.ilike(f"%{term.word}%"), _odd(text), *of(term)))
    names = [column.key for column in told]
    with session.execute(query.execution_options(yield_per=BATCH)) as rows:
        return list(islice(_holding(rows, names, terms, is_one), ENOUGH + 1))


def _holding(rows: Any, names: Sequence[str], terms: Sequence[Term], is_one: Check) -> Iterator[Row[Any]]:  # noqa: ANN401 - a result
    for row in rows:
        text = fold(" ".join(_spoken(getattr(row, name)) for name in names))
        if all(term.word in text or is_one(term, row) for term in terms):
            yield row


def _spoken(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _text(told: Sequence[Any]) -> ColumnElement[str]:
    """Join columns as the database can, without apostrophes and full stops."""
    joined: ColumnElement[str] = literal("")
    for column in told:
        joined = joined + " " + func.coalesce(cast(column, Text), "")
    return func.replace(func.replace(joined, "'", ""), ".", "")


def _odd(text: ColumnElement[str]) -> ColumnElement[bool]:
    """Tell text with letters beyond ASCII, as they are or as JSON writes them."""
    return or_(func.octet_length(text) != func.length(text), text.contains("\\u", autoescape=True))
