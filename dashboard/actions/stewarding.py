"""What a steward keeps in order: membership, who looks after which territory, counterpart offices, bases and markings.

Everything here is pure or writes through `dashboard.actions.editing`.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from sqlmodel import col, select

from dashboard.actions.editing import Conflict, Saved, save
from dashboard.actions.entering import SOURCE
from dashboard.maps.contrast import contrast
from geodata.errors import CoordinateError
from geodata.geodesy import Point, lat_lon_text, parse_lat_lon
from models.database import reading
from models.errors import InvalidRecordError
from models.tables import Officer, Setting
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from dashboard.actions.records import Records
    from models.settings import MarkingLevel, Office
    from models.tables import Territory

Facts = dict[str, Any]

READABLE = 4.5
"""Contrast that white letters need on the colour of a marking (WCAG 2.2 AA)."""

WHITE = "#ffffff"

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"\+?[\d\s()./-]*\d[\d\s()./-]*(\s*(ext|x)\.?\s*\d+)?", re.IGNORECASE)
_LEAST_DIGITS = 3


def held(table: Any, *, session: Session, withdrawn: bool = False) -> Sequence[Any]:  # noqa: ANN401 - a table
    """Read the records of a table that can be withdrawn, in the order they were made; those withdrawn where asked."""
    state = col(table.withdrawn) != "" if withdrawn else col(table.withdrawn) == ""
    return session.exec(select(table).where(state).order_by(col(table.id))).all()


@cache
def time_zones() -> Sequence[str]:
    """Return the name of every time zone."""
    return sorted(available_timezones())


# Territories


def territory_facts(wanted: Facts, *, inner_point: tuple[float, float] | None) -> Facts:
    """Complete what was entered about a territory.

    The record no longer comes from the shipped table alone, so its source says that it was entered; the next version of
    that table then leaves it as it is.

    Args:
        wanted: what was entered.
        inner_point: longitude and latitude inside its boundary, for a partner whose label point was left blank.

    Raises:
        InvalidRecordError: if a partner has no subregion, or no label point and no boundary either.
    """
    facts = {**wanted, "source": SOURCE}
    if facts.get("label_lon") is None and inner_point is not None:
        facts["label_lon"], facts["label_lat"] = inner_point
    if facts.get("partner"):
        missing = {}
        if facts.get("subregion") is None:
            missing["subregion"] = "a partner belongs to a subregion; choose one"
        if facts.get("label_lon") is None:
            missing["label_point"] = "there is no boundary to take it from; give the point where its glyph stands"
        _refuse(missing)
    return facts


def leaving(records: Records, territory: Territory) -> str:
    """Say what taking membership away means."""
    code = territory.code
    parts = [
        plural(len(records.engagements.get(code, ())), "engagement"),
        plural(len(records.access_periods.get(code, ())), "access period"),
        plural(len(records.assessments.get(code, ())), "assessment"),
    ]
    kept = f"Its records stay as they are ({', '.join(parts)}, and all that belongs to them) and can still be opened."
    gone = "It is no longer counted in any figure, nor shown on the map, in the tiles or in the coverage table."
    named = [officer.name for officer in records.officers if code in officer.territories]
    still = f" It stays assigned to {', '.join(named)} until that is changed." if named else ""
    return f"{kept} {gone}{still} Making it a partner again, or undoing this change, brings everything back."


def point_or_none(text: str, field: str, *, before: tuple[float | None, float | None]) -> tuple[float | None, ...]:
    """Read a point that may be left blank, as longitude and latitude.

    Text that is the written form of `before` is that point: what is shown in tenths of a minute is not cut to them.

    Raises:
        InvalidRecordError: if it is not a point.
    """
    if not text.strip():
        return None, None
    if text.strip() == point_text(*before):
        return before
    try:
        point = parse_lat_lon(text)
    except CoordinateError as error:
        raise InvalidRecordError(str(error), fields={field: str(error)}) from error
    return point.lon, point.lat


def point_text(lon: float | None, lat: float | None) -> str:
    """Write a point as `point_or_none` reads it; blank where there is none."""
    return "" if lon is None or lat is None else lat_lon_text(Point(lon=lon, lat=lat))


# Officers


def unassigned(partners: Iterable[Territory], officers: Iterable[Officer]) -> list[Territory]:
    """Return the partners that no officer looks after."""
    looked_after = {code for officer in officers for code in officer.territories}
    return [partner for partner in partners if partner.code not in looked_after]


def assigned_to(officers: Iterable[Officer], *, besides: int | None = None) -> dict[str, list[str]]:
    """Name the officers of each territory, one of them left out."""
    found: dict[str, list[str]] = {}
    for officer in officers:
        for code in officer.territories if officer.id != besides else ():
            found.setdefault(code, []).append(officer.name)
    return found


def check_officer(facts: Mapping[str, Any], record_id: int | None, *, session: Session) -> None:
    """Refuse a name that another officer bears, one that was withdrawn included.

    Raises:
        InvalidRecordError: if it is taken.
    """
    query = select(Officer).where(Officer.name == facts["name"], col(Officer.id) != (record_id or 0))
    other = session.exec(query).first()
    if other is not None:
        where = "among the withdrawn; restore that one" if other.withdrawn else "already"
        _refuse({"name": f"there is an officer of that name {where}"})


def leave_of(spans: Iterable[Sequence[date]]) -> list[dict[str, str]]:
    """Write spans of days as an officer's leave, the first one first; an empty one is left out, a single day is one."""
    ordered = sorted((span[0], span[-1]) for span in spans if span)
    return [{"starts_on": first.isoformat(), "ends_on": last.isoformat()} for first, last in ordered]


# Organisations


def check_organisation(facts: Mapping[str, Any], records: Records) -> None:
    """Refuse what lacks a required field, or cannot be the phone, the mail or the port of an office.

    Raises:
        InvalidRecordError: with a message for each field.
    """
    wrong = {name: "is required" for name in ("territory", "kind", "name") if not facts.get(name)}
    phone, mail, port = facts.get("phone") or "", facts.get("mail") or "", facts.get("port_id")
    if phone and (not _PHONE.fullmatch(phone.strip()) or sum(map(str.isdigit, phone)) < _LEAST_DIGITS):
        wrong["phone"] = "write the number with digits, such as +679 331 5266"
    if mail and not _MAIL.fullmatch(mail.strip()):
        wrong["mail"] = "write one address, with one @ and a domain"
    found = records.port(port) if port is not None else None
    if found is not None and found.territory != facts.get("territory"):
        wrong["port_id"] = f"{found.name} lies in another territory"
    _refuse(wrong)


# Offices and markings


def setting(name: str, *, session: Session) -> Setting | None:
    """Read the row of a setting; None where it was never chosen."""
    return session.exec(select(Setting).where(Setting.name == name)).one_or_none()


def save_setting(
    engine: Engine,
    name: str,
    value: Any,  # noqa: ANN401 - a setting holds any JSON value
    *,
    seen: int | None,
    who: str,
    why: str,
) -> Saved | Conflict:
    """Store a choice of the staff, as far as nobody else has changed it since version `seen`.

    Raises:
        InvalidRecordError: if the records do not allow it.
    """
    with reading(engine) as session:
        known = setting(name, session=session)
    facts = {"value": value} if known else {"source": SOURCE, "name": name, "value": value}
    return save(engine, Setting, known.id if known else None, facts, seen=seen, who=who, why=why)


def with_office(offices: Sequence[Office], place: int | None, office: Office) -> list[Facts]:
    """Put an office in its place, or at the end where it has none, as the setting's value.

    Raises:
        InvalidRecordError: if it has no name, or another office has the same.
    """
    others = [one.name for number, one in enumerate(offices) if number != place]
    _refuse(_name_problem(office.name, others))
    listed = [*offices]
    if place is None:
        listed.append(office)
    else:
        listed[place] = office
    return [asdict(one) for one in listed]


def as_base(offices: Sequence[Office], place: int) -> list[Facts]:
    """Move an office to the front, where the base stands, as the setting's value."""
    return [asdict(one) for one in (offices[place], *offices[:place], *offices[place + 1 :])]


def without(values: Sequence[Office | MarkingLevel], place: int) -> list[Facts]:
    """Take one of several away, as the setting's value; whether one must stay is the setting's own rule."""
    return [asdict(one) for number, one in enumerate(values) if number != place]


def with_level(
    levels: Sequence[MarkingLevel], place: int | None, level: MarkingLevel, *, above: str | None
) -> list[Facts]:
    """Put a marking right above another, or lowest, as the setting's value.

    Args:
        levels: those known, the lowest first.
        place: which of them is changed; None adds one.
        level: what it is to be.
        above: the name of the one right below it; None for the lowest place.

    Raises:
        InvalidRecordError: if the name is blank or taken, or white letters cannot be read on the colour.
    """
    others = [one for number, one in enumerate(levels) if number != place]
    _refuse({**_name_problem(level.name, [one.name for one in others]), **_colour_problem(level.colour)})
    below = next((number for number, one in enumerate(others) if one.name == above), -1)
    others.insert(below + 1, replace(level, colour=level.colour.lower()))
    return [asdict(one) for one in others]


def contrast_with_white(colour: str) -> float | None:
    """Measure how well white letters can be read on a colour; None where it is not of the form `#rrggbb`."""
    return contrast(colour, WHITE) if _COLOUR.fullmatch(colour) else None


def _colour_problem(colour: str) -> Mapping[str, str]:
    found = contrast_with_white(colour)
    if found is None:
        return {"colour": "write it as #rrggbb, such as #007a33"}
    if found < READABLE:
        # Cut, not rounded: 4.49 must not read as the 4.5 that it misses.
        return {
            "colour": f"white letters have a contrast of {int(found * 10) / 10} on it; choose a darker one ({READABLE})"
        }
    return {}


def _name_problem(name: str, others: Iterable[str]) -> Mapping[str, str]:
    if not name.strip():
        return {"name": "is required"}
    taken = name.strip().casefold() in {other.casefold() for other in others}
    return {"name": f"there is another {name.strip()} already"} if taken else {}


def _refuse(problems: Mapping[str, str]) -> None:
    if problems:
        field, message = next(iter(problems.items()))
        raise InvalidRecordError(f"{field}: {message}", fields=problems)
