"""What is searched by its words, read lean, and the form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Text, cast, func
from sqlmodel import col, select

from models.tables import Engagement, FollowUp, Port, PortFacility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session, SQLModel

    from models.vocabulary import FollowUpState

_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"})
"""Letters that Unicode does not take apart."""

_DROPPED = re.compile("['.\N{ACUTE ACCENT}\u2018\u2019\u02bb\u02bc\u02bd\u2032]")
"""Full stops, and the apostrophes and okinas that names are written with."""

_APART = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Bring text into the form that is compared: small letters without accents, one space between words.

    Apostrophes and full stops fall away, so that `U.S.` is `us`.

    Example:
        >>> fold("Nuku'alofa, PAPEÉTE")
        'nukualofa papeete'
    """
    text = _DROPPED.sub("", text).casefold()
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()
    return _APART.sub(" ", text).strip()


class FollowUpWords(NamedTuple):
    """A follow-up, as far as a search shows it."""

    id: int
    territory: str
    engagement_id: int | None
    state: FollowUpState
    due_on: date
    what: str
    demo: bool


class FacilityWords(NamedTuple):
    """A port facility with its port; of one that waits for a port, what its source says of it."""

    id: int
    name: str
    imo_number: str | None
    port_id: int | None
    port: str
    unlocode: str | None
    territory: str
    demo: bool


_TOLD = ("lead", "place", "summary", "course", "delegation", "closing_reason")
_FOLLOW_UP: Any = tuple(getattr(FollowUp, name) for name in FollowUpWords._fields)
_LISTED = ("team", "observations", "good_practices", "recommendations", "hosts")


def engagement_words(*, session: Session, ids: Iterable[int] | None = None) -> Iterator[tuple[int, str]]:
    """Read the words of engagements by id; only of some where ids are given.

    The database joins them: taking every list of every row apart here would take twenty times as long.
    """
    query = select(Engagement.id, _joined(Engagement, (*_TOLD, *_LISTED)))
    for number, text in session.exec(query if ids is None else query.where(col(Engagement.id).in_(list(ids)))):
        yield number or 0, _unescaped(text)


def follow_up_words(*, session: Session, ids: Iterable[int] | None = None) -> Iterator[tuple[FollowUpWords, str]]:
    """Read follow-ups and their further words; only some where ids are given. What was withdrawn is left out."""
    fields: Any = (*_FOLLOW_UP, _joined(FollowUp, ("who", "observation")))
    query: Any = select(*fields).where(col(FollowUp.withdrawn) == "")
    for *facts, text in session.exec(query if ids is None else query.where(col(FollowUp.id).in_(list(ids)))):
        yield FollowUpWords(*facts), text


def facility_words(*, session: Session) -> Iterator[FacilityWords]:
    """Read port facilities with their ports, and those that wait for one."""
    facility = (PortFacility.id, PortFacility.name, PortFacility.imo_number)
    port = func.coalesce(Port.name, PortFacility.port_name)
    territory = func.coalesce(Port.territory, PortFacility.territory, "")
    fields: Any = (*facility, Port.id, port, Port.unlocode, territory, PortFacility.demo)
    query: Any = select(*fields).where(col(PortFacility.withdrawn) == "")
    for row in session.exec(query.outerjoin(Port, col(Port.id) == PortFacility.port_id)):
        yield FacilityWords(*row)


def _joined(table: type[SQLModel], names: Sequence[str]) -> ColumnElement[str]:
    """Join fields with a space between; lists come as the JSON that is stored."""
    return reduce(lambda one, other: one + " " + other, (cast(getattr(table, name), Text) for name in names))


def _unescaped(text: str) -> str:
    """Turn what JSON escapes back into letters; what it escapes for itself becomes a space."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text) if "\\" in text else text


_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|.)")
