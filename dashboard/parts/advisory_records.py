"""Every published fact as a record that can be corrected, with its history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.actions.advisory_entry import fact_key, free_key
from dashboard.actions.advisory_list import address
from dashboard.actions.initialise import SHIPPED
from dashboard.actions.territory_timeline import fact_day
from dashboard.parts.record_form import Facts, Fields, Kind, Opened, stored_in
from dashboard.parts.steward_register import Register, register
from models import queries
from models.database import reading
from models.errors import InvalidRecordError
from models.forms import checked
from models.tables import AdvisoryFact, AdvisoryFactCreate
from models.vocabulary import AdvisoryAction, AdvisoryScheme, AdvisoryScope
from models.wording import words

if TYPE_CHECKING:
    from dashboard.actions.records import Records

FORM_OF_A_DAY = {"placeholder": "2017-04-14"}

SIGHTING = {AdvisoryAction.LISTED: "Listed (a sighting on a list)"}

SCHEME_WORDS = {
    AdvisoryScheme.CONDITIONS_OF_ENTRY: "Conditions of entry",
    AdvisoryScheme.NON_REPORTING: "Non-reporting list of 2004",
}


def advisory_records(records: Records) -> None:
    """Draw the register of facts."""
    st.caption(
        "Facts as they were printed; what is in force on a day is derived from them. Correct one when you have read "
        "the notice itself. A corrected fact is no longer renewed with the shipped table."
    )
    kind = Kind(
        store=stored_in(AdvisoryFact),
        draw=lambda fields: _draw(fields, records),
        complete=lambda opened, facts: _complete(opened, facts, _taken(caching.engine())),
        labels={"psa_number": "PSA number", "notice": "Citation", "note": "Certainty note"},
    )
    register(
        Register(
            table=AdvisoryFact,
            noun="published fact",
            title=lambda row: f"{_territory(records, row.territory)}, {row.action.value} {_when(row)}",
            columns=lambda row: _columns(records, row),
            kind=kind,
            begin={"scheme": AdvisoryScheme.CONDITIONS_OF_ENTRY, "scope": AdvisoryScope.NOT_PRINTED},
        )
    )


def _columns(records: Records, row: AdvisoryFact) -> dict[str, Any]:
    return {
        "Territory": _territory(records, row.territory),
        "Fact": words(row.action.value),
        "Day": _when(row),
        "PSA": row.psa_number or "",
        "Citation": row.notice,
        "Excepted": row.exceptions,
        "Certainty": row.note,
        "Source": address(row),
    }


def _draw(fields: Fields, records: Records) -> Facts:
    codes = sorted(records.territories, key=lambda code: _territory(records, code))
    territory = fields.choice("territory", "Territory", codes, lambda code: _territory(records, code))
    one, other = st.columns(2)
    with one:
        action = fields.choice("action", "Fact", list(AdvisoryAction), lambda each: SIGHTING.get(each, words(each)))
        number = fields.line("psa_number", "PSA number", placeholder="1-17")
        issued = fields.line("published_on", "Issued", placeholder="2017-03-31, or 2025-08")
    with other:
        scheme = fields.choice("scheme", "Measure", list(AdvisoryScheme), SCHEME_WORDS.__getitem__)
        notice = fields.line("notice", "Citation", placeholder="82 FR 16052", max_chars=100)
        effective = fields.line(
            "effective_on", "Effective from", _iso(fields.start("effective_on")), placeholder="2017-04-14"
        )
    return {
        "territory": territory,
        "action": action,
        "scheme": scheme,
        "psa_number": number or None,
        "notice": notice,
        "published_on": issued or None,
        "effective_on": effective or None,
        **_details(fields),
    }


def _details(fields: Fields) -> Facts:
    return {
        "scope": fields.choice("scope", "Scope", list(AdvisoryScope), words),
        "exceptions": fields.text(
            "exceptions", "Excepted, as printed", height=90, help="Divide by semicolons; numbers and dates as printed."
        ),
        "conditions": fields.text("conditions", "Conditions", height=70, help="Blank: those all advisories share."),
        "note": fields.text("note", "Certainty note", height=70),
        "source": fields.line("source", "Source address", address_of(fields.start("source")), max_chars=300),
        "full_list": st.checkbox(
            "Printed on a whole list", bool(fields.start("full_list")), key=fields.key("full_list")
        ),
    }


def address_of(source: str | None) -> str:
    """Return where a fact was read, without the word that it came with the shipped table."""
    return (source or "").removeprefix(SHIPPED)


def _complete(opened: Opened, facts: Facts, taken: set[str]) -> Facts:
    """Refuse a fact without a day; give a new one its key.

    Raises:
        InvalidRecordError: with a message for each field.
    """
    if not (facts["published_on"] or facts["effective_on"] or facts["psa_number"]):
        raise InvalidRecordError(
            "published_on: give the day it was issued, the effective date or the PSA number",
            fields={"published_on": "give the day it was issued, the effective date or the PSA number"},
        )
    held = {"withdrawn": "", "reference_key": "-", **dict(opened.facts), **facts}
    form = checked(
        AdvisoryFactCreate, {name: held.get(name) for name in AdvisoryFactCreate.model_fields if name in held}
    )
    if opened.id is not None:
        return facts
    return {**facts, "reference_key": free_key(fact_key(form), taken)}


def _taken(engine: Any) -> set[str]:  # noqa: ANN401 - an engine
    with reading(engine) as session:
        return {fact.reference_key for fact in queries.advisory_facts(session=session, withdrawn=True)}


def _when(row: AdvisoryFact) -> str:
    placed = fact_day(row)
    return placed[1] if placed else f"PSA {row.psa_number}"


def _iso(on: date | str | None) -> str:
    return on.isoformat() if isinstance(on, date) else on or ""


def _territory(records: Records, code: str) -> str:
    return records.territories[code].name if code in records.territories else code
