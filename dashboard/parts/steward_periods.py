"""Access periods and assessments: when a territory cannot be visited, and what was found there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching, clock
from dashboard.access import user
from dashboard.actions.editing import Conflict, save
from dashboard.actions.entering import SOURCE
from dashboard.parts.record_form import Facts, Fields, Kind, Opened, close, finish, stored_in
from dashboard.parts.steward_register import Register, register
from dashboard.parts.text import plain
from models.days import LAST_DAY
from models.errors import SeamarkError
from models.tables import AccessPeriod, Assessment
from models.vocabulary import AssessmentOutcome, EngagementKind
from models.wording import day, words

if TYPE_CHECKING:
    from dashboard.actions.records import Records


def access_periods(records: Records) -> None:
    """Draw the access periods."""
    st.caption("While a period lasts, its territory is shown as not accessible and is never overdue.")
    kind = Kind(
        store=stored_in(AccessPeriod),
        draw=lambda fields: _draw_period(fields, records),
        complete=_with_source,
        labels={"reason": "Reason"},
    )
    register(
        Register(
            table=AccessPeriod,
            noun="access period",
            title=lambda row: f"{_territory(records, row.territory)}, from {day(row.starts_on)}",
            columns=lambda row: {
                "Territory": _territory(records, row.territory),
                "From": row.starts_on,
                "To": row.ends_on,
                "Reason": row.reason,
                "Marking": row.marking,
                "Demo": "DEMO" if row.demo else "",
            },
            kind=kind,
            begin=_begin(records),
            more=lambda row, seen: _end(row, seen, records),
        )
    )


def assessments(records: Records) -> None:
    """Draw the assessments."""
    st.caption("An assessment winds the second clock of its territory, which runs for three years.")
    kind = Kind(
        store=stored_in(Assessment),
        draw=lambda fields: _draw_assessment(fields, records),
        above=lambda fields: {"territory": _which(fields, records)},
        complete=_with_source,
    )
    register(
        Register(
            table=Assessment,
            noun="assessment",
            title=lambda row: f"{_territory(records, row.territory)}, {day(row.assessed_on)}",
            columns=lambda row: {
                "Territory": _territory(records, row.territory),
                "Assessed on": row.assessed_on,
                "Outcome": words(row.outcome),
                "Note": row.note,
                "Marking": row.marking,
                "Demo": "DEMO" if row.demo else "",
            },
            kind=kind,
            begin=_begin(records),
        )
    )


def _begin(records: Records) -> Facts:
    return {"source": SOURCE, "marking": records.settings.allowed_markings[0]}


def _with_source(opened: Opened, facts: Facts) -> Facts:
    return facts if opened.id else {"source": SOURCE, **facts}


def _territory(records: Records, code: str) -> str:
    return records.territories[code].name if code in records.territories else code


def _which(fields: Fields, records: Records) -> str | None:
    partners = sorted(records.partners, key=lambda one: one.name)
    chosen: str | None = fields.choice(
        "territory", "Territory", [one.code for one in partners], lambda code: _territory(records, code)
    )
    return chosen


def _draw_period(fields: Fields, records: Records) -> Facts:
    territory = _which(fields, records)
    one, other = st.columns(2)
    with one:
        first = fields.day("starts_on", "First day")
    with other:
        last = fields.day("ends_on", "Last day", help="Blank: until further notice.")
    reason = fields.line("reason", "What stands in the way", max_chars=300, placeholder="Unrest; access refused")
    return {
        "territory": territory,
        "starts_on": first,
        "ends_on": last,
        "reason": reason,
        **fields.keeping(records.settings.allowed_markings),
    }


def _draw_assessment(fields: Fields, records: Records) -> Facts:
    one, other = st.columns(2)
    with one:
        made = fields.day("assessed_on", "Assessed on")
    with other:
        outcome = fields.choice("outcome", "Anti-terrorism measures", list(AssessmentOutcome), words)
    visits = {
        held.id: f"Assessment, {day(held.ends_on)}"
        for held in records.engagements.get(fields.now("territory") or "", ())
        if held.kind is EngagementKind.ASSESSMENT
    }
    visit = fields.choice(
        "engagement_id",
        "Made on the engagement",
        list(visits),
        lambda number: visits.get(number, f"engagement {number}"),
        placeholder="None on record",
    )
    return {
        "assessed_on": made,
        "outcome": outcome,
        "engagement_id": visit,
        "note": fields.text("note", "Note", height=90),
        **fields.keeping(records.settings.allowed_markings),
    }


def _end(row: AccessPeriod, seen: int, records: Records) -> None:
    """Offer to end a period that lasts."""
    today = clock.today(records.settings)
    if row.ends_on is not None and row.ends_on <= today:
        return
    with st.popover("End", icon=":material/event_available:"), st.form(f"end_{row.id}", border=False):
        last = st.date_input(
            "Last day of the period",
            max(today, row.starts_on),
            min_value=row.starts_on,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=f"end_{row.id}_on",
        )
        why = st.text_input("Reason (may be blank)", key=f"end_{row.id}_why", max_chars=300)
        if st.form_submit_button("End this access period", type="primary"):
            _store_end(row, seen, {"ends_on": last}, why)


def _store_end(row: AccessPeriod, seen: int, facts: dict[str, Any], why: str) -> None:
    engine = caching.engine()
    try:
        result = save(engine, AccessPeriod, row.id, facts, seen=seen, who=user(), why=why or "Ended")
    except SeamarkError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if isinstance(result, Conflict):
        st.error("Somebody else changed it just now. Look at it again.", icon=":material/error:")
        return
    close("access_period")
    finish("Ended.")
