"""The form of an engagement, in four steps that may be taken in any order; it can be saved from each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from models import queries
from models.agenda import AGENDA_TEMPLATES
from models.database import reading
from models.vocabulary import AgendaPart, ContactChannel, EngagementKind, EngagementStatus, Topic
from models.wording import RECIPROCAL_STATUS_WORDS, words

if TYPE_CHECKING:
    from dashboard.actions.entering import Content
    from dashboard.parts.entry_fields import EntryFields

STEPS = ("1 What and when", "2 Where and with whom", "3 Agenda and report", "4 Marking and source")

STEP_OF = {
    **dict.fromkeys(("territory", "kind", "status", "starts_on", "ends_on", "lead", "closing_reason"), 0),
    **dict.fromkeys(("channel", "course", "hosts", "delegation", "headquarters_days", "us_ports", "replaced_by"), 0),
    **dict.fromkeys(("ports", "facilities", "organisations", "team", "agencies"), 1),
    **dict.fromkeys(("place", "in_territory", "trip_id"), 1),
    **dict.fromkeys(("agenda", "topics", "summary", "observations", "good_practices", "recommendations"), 2),
}
"""In which step each field stands; what is not named stands in the last."""

AGENCIES = ("U.S. Coast Guard", "U.S. Department of State", "U.S. Customs and Border Protection", "U.S. Navy")
"""Offered at first; any other may be typed."""

HOSTS = ("APEC", "OAS", "IMO", "Pacific Community")
LINES_HELP = "One to a line."


def entry_form(fields: EntryFields) -> None:
    """Draw the steps."""
    steps = st.tabs(STEPS, key=step_key(fields), on_change="rerun")
    for step, draw in zip(steps, (_what, _where, _report, _marking), strict=True):
        with step:
            draw(fields)


def step_key(fields: EntryFields) -> str:
    """Name the widget of the steps; it stays over all rounds of the fields."""
    return f"step_{fields.draft}"


def step_of(name: str) -> str:
    """Name the step in which a field stands."""
    return STEPS[STEP_OF.get(name, len(STEPS) - 1)]


def _what(fields: EntryFields) -> None:
    kind = fields.held("kind")
    held = fields.held("territory")
    names = {code: one.name for code, one in fields.records.territories.items() if one.partner or code == held}
    one, other, third = st.columns(3)
    with one:
        codes = sorted(names, key=names.__getitem__)
        fields.choice("territory", "Territory", codes, names.__getitem__, follows=_moved)
        fields.day("starts_on", "First day", follows=_last_follows)
    with other:
        fields.choice("kind", "Kind", [one.value for one in EngagementKind], words)
        fields.day("ends_on", "Last day")
    with third:
        fields.choice("status", "Status", [one.value for one in EngagementStatus], lambda value: _status(kind, value))
        fields.line("lead", "Lead", help="Name or duty title; nothing more about a person.")
    if fields.held("status") == EngagementStatus.CANCELLED:
        fields.text("closing_reason", "Reason for cancelling", height=68)
    _of_its_kind(fields, kind)


def _status(kind: str | None, value: str) -> str:
    if kind == EngagementKind.RECIPROCAL:
        return words(RECIPROCAL_STATUS_WORDS[EngagementStatus(value)])
    return words(value)


def _of_its_kind(fields: EntryFields, kind: str | None) -> None:
    """Draw what only this kind of engagement has."""
    if kind == EngagementKind.TRAINING:
        fields.line("course", "Course")
        fields.many("hosts", "Hosts", HOSTS, accept_new_options=True, placeholder="Choose or type")
    if kind == EngagementKind.RECIPROCAL:
        fields.line("delegation", "Delegation", help="By office, not by person.")
        fields.number("headquarters_days", "Days at headquarters", min_value=0, max_value=365)
        fields.many("us_ports", "U.S. ports toured", (), accept_new_options=True, placeholder="Type a port")
    if kind == EngagementKind.LIAISON:
        fields.choice("channel", "How", [one.value for one in ContactChannel], words)


def _where(fields: EntryFields) -> None:
    territory = fields.held("territory")
    ports = {port.id or 0: port.name for port in fields.records.ports.get(territory or "", ())}
    with reading(caching.engine()) as session:
        facilities = {f.id or 0: f.name for f in queries.facilities(session=session, territory=territory or "")}
        met = {o.id or 0: o.name for o in queries.organisations(session=session, territory=territory or "")}
    one, other = st.columns(2)
    with one:
        fields.many("ports", "Ports visited", list(ports), lambda number: _name(ports, number))
        if facilities:
            fields.many("facilities", "Facilities visited", list(facilities), lambda number: _name(facilities, number))
        fields.many("organisations", "Counterparts met", list(met), lambda number: _name(met, number))
        fields.line("place", "Place", help="In words, when it is not a port of the territory.")
        fields.check("in_territory", "It takes place in the territory", help="Only then it counts as a visit.")
    with other:
        known = sorted({officer.name for officer in fields.records.officers})
        fields.many("team", "Team", known, accept_new_options=True, placeholder="Choose or type")
        fields.many("agencies", "U.S. agencies", AGENCIES, accept_new_options=True, placeholder="Choose or type")
        trips = {number: trip.name for number, trip in fields.records.trips.items()}
        if trips:
            options = [None, *trips]
            fields.choice("trip_id", "Trip", options, lambda number: _name(trips, number) if number else "No trip")


def _name(names: dict[int, str], number: int) -> str:
    return names.get(number) or f"no longer listed ({number})"


def _report(fields: EntryFields) -> None:
    one, other = st.columns(2)
    with one:
        for part in AgendaPart:
            label = {"government": "Government engagement", "port": "Port visit", "embassy": "U.S. Embassy"}[part]
            fields.many(
                f"agenda_{part}",
                f"Agenda: {label}",
                AGENDA_TEMPLATES[part],
                accept_new_options=True,
                placeholder="Choose or type",
                select_all=True,
            )
        fields.many("topics", "Topics", [one.value for one in Topic], words)
    with other:
        fields.text("summary", "Summary", height=120)
        fields.text("observations", "Observations", help=LINES_HELP, height=95)
        fields.text("good_practices", "Good practices", help=LINES_HELP, height=95)
        fields.text("recommendations", "Recommendations", help=LINES_HELP, height=95)


def _marking(fields: EntryFields) -> None:
    one, other = st.columns(2)
    with one:
        fields.choice("marking", "Marking", fields.records.settings.allowed_markings)
        fields.day("dispose_after", "Dispose of after", help="After this day the content may be blanked.")
    with other:
        fields.line("source", "Source")
        fields.day("source_date", "Date of source")


def _moved(_content: Content) -> Content:
    """Empty what belonged to another territory."""
    return {"ports": [], "facilities": [], "organisations": []}


def _last_follows(content: Content) -> Content:
    """Let the last day follow a first day that was moved past it."""
    first, last = content["starts_on"], content["ends_on"]
    return {"ends_on": first} if first and (last is None or last < first) else {}
