"""Named reads for lists of very many engagements: filtered, counted, paged and summed by the database.

The same SQL runs on SQLite and PostgreSQL; what only one of them knows stands in `_named_ports` and `_says`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Text, and_, case, cast, exists, extract, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from models.coverage import BOOKED, VISIT_KINDS
from models.tables import Engagement
from models.vocabulary import EngagementKind, EngagementStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

PAGE = 50
"""Rows on a page."""

FISCAL_START = 10
"""The month in which a fiscal year begins: that of 2026 began in October 2025."""

FEW = 5_000
"""So many engagements are found once and remembered; of more, each page is read from the database in order."""

_TEXTS = ("lead", "place", "summary", "course", "delegation", "closing_reason", "source_key")
"""Fields whose words are sought."""

_LISTS = ("team", "agencies", "hosts", "observations", "good_practices", "recommendations", "us_ports")
"""Fields whose words are sought, kept as JSON."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One word that is looked for, and what is called so."""

    text: str
    territories: tuple[str, ...] = ()
    """Codes of the territories whose name holds the word."""
    ports: tuple[int, ...] = ()
    """Ids of the ports whose name holds it."""
    port_territories: tuple[str, ...] = ()
    """Where those ports lie."""
    kinds: tuple[EngagementKind, ...] = ()
    """Kinds whose words hold it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which engagements are listed. An empty choice asks for all."""

    words: tuple[Sought, ...] = ()
    """Each of them must be found."""
    kinds: tuple[EngagementKind, ...] = ()
    statuses: tuple[EngagementStatus, ...] = ()
    territories: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    markings: tuple[str, ...] = ()
    demo: bool | None = None
    first: date | None = None
    """Engagements that end on this day or later."""
    last: date | None = None
    """Engagements that start on this day or earlier."""
    ended_since: date | None = None
    """Engagements whose last day is this one or later, like the next."""
    ended_before: date | None = None
    closed: bool = False
    """Cancelled and superseded ones too; they are left out unless asked for."""
    visits: bool = False
    """Only what counts as a visit, made or booked."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many engagements there are, and which."""

    count: int
    ids: tuple[int, ...] | None
    """The latest start first; None where they are more than a few."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of an engagement."""

    id: int
    territory: str
    kind: EngagementKind
    status: EngagementStatus
    starts_on: date
    ends_on: date
    in_territory: bool
    ports: Sequence[int]
    place: str
    course: str
    lead: str
    summary: str
    marking: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Some engagements of one kind and status on the same days."""

    kind: EngagementKind
    status: EngagementStatus
    in_territory: bool
    starts_on: date
    ends_on: date
    count: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """Visits to one territory in one year."""

    territory: str
    year: int
    made: int
    booked: int


_LISTED = tuple(getattr(Engagement, name) for name in Listed.__slots__)
_SPAN = tuple(getattr(Engagement, name) for name in Span.__slots__[:-1])


def count(wanted: Wanted, *, session: Session) -> int:
    """Tell how many engagements there are."""
    return session.exec(select(func.count(col(Engagement.id))).where(*_conditions(wanted, session))).one()


def find(wanted: Wanted, *, session: Session) -> Found:
    """Count engagements, and remember which ones they are where they are few.

    The database would look for a few rows in the order of their days, one by one; read as they lie and sorted here
    they come much faster.
    """
    query = select(col(Engagement.id), col(Engagement.starts_on)).where(*_conditions(wanted, session))
    rows = session.exec(query.limit(FEW + 1)).all()
    if len(rows) > FEW:
        return Found(count(wanted, session=session), None)
    latest_first = sorted(rows, key=lambda row: (row[1], row[0]), reverse=True)
    return Found(len(rows), tuple(number for number, _ in latest_first if number))


def page(
    wanted: Wanted, found: Found, *, session: Session, number: int = 1, earliest_first: bool = False
) -> list[Listed]:
    """Read one page, the latest start first unless the earliest is asked for.

    Args:
        wanted: which engagements.
        found: what `find` found of them.
        session: to read in.
        number: of the page, from 1.
        earliest_first: the other order.
    """
    first = (number - 1) * PAGE
    if found.ids is None:
        query = select(*_LISTED).where(*_conditions(wanted, session)).offset(first).limit(PAGE)
    else:
        ids = found.ids[::-1] if earliest_first else found.ids
        query = select(*_LISTED).where(col(Engagement.id).in_(ids[first : first + PAGE]))
    return [Listed(*row) for row in session.exec(_ordered(query, earliest_first=earliest_first))]


def everything(wanted: Wanted, *, session: Session) -> list[Listed]:
    """Read all of them, the earliest start first: for the days of a calendar."""
    rows = session.exec(select(*_LISTED).where(*_conditions(wanted, session)))
    return sorted((Listed(*row) for row in rows), key=lambda one: (one.starts_on, one.id))


def whole(wanted: Wanted, *, session: Session) -> Iterator[Engagement]:
    """Read whole engagements, the latest first, a thousand at a time."""
    query = _ordered(select(Engagement).where(*_conditions(wanted, session)), earliest_first=False)
    yield from session.exec(query.execution_options(yield_per=1000))


def spans(wanted: Wanted, *, session: Session) -> list[Span]:
    """Count the engagements that share their days, kind and status; the earliest first."""
    query: Any = sa_select(*_SPAN, func.count()).where(*_conditions(wanted, session)).group_by(*_SPAN)
    rows = session.exec(query.order_by(col(Engagement.starts_on), col(Engagement.ends_on), col(Engagement.kind)))
    return [Span(*row) for row in rows]


def visits_by_year(wanted: Wanted, *, session: Session, as_of: date, fiscal: bool = False) -> list[YearCount]:
    """Count visits by territory and by the year they end in: those made by a day, and those booked.

    Args:
        wanted: which engagements; only visits among them count, as `models.coverage` says.
        session: to read in.
        as_of: the day up to which a completed visit counts as made.
        fiscal: years from October to September, named after the year they end in.
    """
    ends_on = col(Engagement.ends_on)
    in_year: ColumnElement[int] = extract("year", ends_on)
    year = in_year + case((extract("month", ends_on) >= FISCAL_START, 1), else_=0) if fiscal else in_year
    made = and_(col(Engagement.status) == EngagementStatus.COMPLETED, ends_on <= as_of)
    booked = col(Engagement.status).in_(BOOKED)
    of_year = year.label("of_year")
    query: Any = select(col(Engagement.territory), of_year, _times(made), _times(booked))
    query = query.where(*_conditions(replace(wanted, visits=True), session))
    # By year first: by territory first, SQLite would walk an index and look up every row, at twice the time.
    rows = session.exec(query.group_by(of_year, col(Engagement.territory)))
    counts = [YearCount(code, int(number), made_so, booked_so) for code, number, made_so, booked_so in rows]
    return sorted((one for one in counts if one.made or one.booked), key=lambda one: (one.territory, one.year))


def leads(*, session: Session) -> list[str]:
    """List who led an engagement, by name."""
    named = select(Engagement.lead).where(Engagement.lead != "").distinct()
    return list(session.exec(named.order_by(col(Engagement.lead))))


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.sum(case((condition, 1), else_=0)), Integer)


def _is_visit() -> ColumnElement[bool]:
    return and_(col(Engagement.kind).in_(VISIT_KINDS), col(Engagement.in_territory))


def _ordered(query: Any, *, earliest_first: bool) -> Any:  # noqa: ANN401 - a query of any columns
    begin, number = col(Engagement.starts_on), col(Engagement.id)
    return query.order_by(begin, number) if earliest_first else query.order_by(begin.desc(), number.desc())


def _conditions(wanted: Wanted, session: Session) -> list[ColumnElement[bool]]:
    sqlite = session.get_bind().dialect.name == "sqlite"
    return [
        *_choices(wanted),
        *_days(wanted),
        *([_is_visit()] if wanted.visits else []),
        *(_holds(word, sqlite=sqlite) for word in wanted.words),
    ]


def _choices(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    chosen: dict[Any, Sequence[Any]] = {
        Engagement.kind: wanted.kinds,
        Engagement.status: wanted.statuses,
        Engagement.territory: wanted.territories,
        Engagement.lead: wanted.leads,
        Engagement.marking: wanted.markings,
        Engagement.demo: () if wanted.demo is None else (wanted.demo,),
    }
    for column, values in chosen.items():
        if values:
            yield col(column).in_(values)
    if not wanted.closed and EngagementStatus.CANCELLED not in wanted.statuses:
        yield col(Engagement.status) != EngagementStatus.CANCELLED


def _days(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.first:
        yield col(Engagement.ends_on) >= wanted.first
    if wanted.last:
        yield col(Engagement.starts_on) <= wanted.last
    if wanted.ended_since:
        yield col(Engagement.ends_on) >= wanted.ended_since
    if wanted.ended_before:
        yield col(Engagement.ends_on) < wanted.ended_before


def _holds(word: Sought, *, sqlite: bool) -> ColumnElement[bool]:
    """Tell whether a word is found: in the words of an engagement, or as the name of what it is about."""
    as_json = json.dumps(word.text)[1:-1]
    found = [_says(cast(getattr(Engagement, name), Text), word.text, sqlite=sqlite) for name in _TEXTS]
    found += [_says(cast(getattr(Engagement, name), Text), as_json, sqlite=sqlite) for name in _LISTS]
    if word.territories:
        found.append(col(Engagement.territory).in_(word.territories))
    if word.kinds:
        found.append(col(Engagement.kind).in_(word.kinds))
    if word.ports:
        found.append(col(Engagement.territory).in_(word.port_territories) & _named_ports(word.ports, sqlite=sqlite))
    return or_(*found)


def _says(text: ColumnElement[str], word: str, *, sqlite: bool) -> ColumnElement[bool]:
    """Look for a word whatever its case; SQLite's LIKE does so by itself, and much faster, for ASCII."""
    return text.contains(word, autoescape=True) if sqlite else text.icontains(word, autoescape=True)


def _named_ports(ports: Sequence[int], *, sqlite: bool) -> ColumnElement[bool]:
    each = func.json_each if sqlite else func.json_array_elements_text
    visited = each(Engagement.ports).table_valued("value")
    return exists(select(1).select_from(visited).where(cast(visited.c.value, Integer).in_(ports)))
