"""Organisations: the counterpart offices in each territory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.actions.entering import SOURCE
from dashboard.actions.stewarding import check_organisation
from dashboard.parts.record_form import Facts, Fields, Kind, Opened, stored_in
from dashboard.parts.steward_register import Register, register
from models.tables import Organisation
from models.vocabulary import OrganisationKind
from models.wording import words

if TYPE_CHECKING:
    from dashboard.actions.records import Records

OFFICE_ONLY = "Of the office, never of a person."


def organisations(records: Records) -> None:
    """Draw the organisations."""
    kind = Kind(
        store=stored_in(Organisation),
        draw=lambda fields: _draw(fields, records),
        above=lambda fields: _above(fields, records),
        complete=lambda opened, facts: _complete(opened, facts, records),
        labels={"port_id": "Port"},
    )
    register(
        Register(
            table=Organisation,
            noun="organisation",
            title=lambda row: f"{row.name}, {_territory(records, row.territory)}",
            columns=lambda row: _columns(row, records),
            kind=kind,
            begin={"source": SOURCE, "marking": records.settings.allowed_markings[0]},
        )
    )


def _territory(records: Records, code: str) -> str:
    return records.territories[code].name if code in records.territories else code


def _columns(row: Organisation, records: Records) -> dict[str, Any]:
    port = records.port(row.port_id) if row.port_id is not None else None
    return {
        "Territory": _territory(records, row.territory),
        "Kind": words(row.kind),
        "Name": row.name,
        "Port": port.name if port else "",
        "Last contact": row.last_contact_on,
        "Phone": row.phone,
        "Mail": row.mail,
        "Marking": row.marking,
        "Demo": "DEMO" if row.demo else "",
    }


def _above(fields: Fields, records: Records) -> Facts:
    codes = sorted(records.territories, key=lambda code: _order(records, code))
    return {"territory": fields.choice("territory", "Territory", codes, lambda code: _territory(records, code))}


def _draw(fields: Fields, records: Records) -> Facts:
    name = fields.line("name", "Name of the office", max_chars=300)
    one, other = st.columns(2)
    with one:
        kind = fields.choice("kind", "Kind", list(OrganisationKind), words)
        phone = fields.line("phone", "Office phone", max_chars=60, help=OFFICE_ONLY)
        last = fields.day("last_contact_on", "Last contact")
    with other:
        ports = {port.id: port.name for port in records.ports.get(fields.now("territory") or "", ())}
        port = fields.choice("port_id", "Port", list(ports), lambda id_: _port(records, id_), placeholder="None")
        mail = fields.line("mail", "Office mail", max_chars=200, help=OFFICE_ONLY)
    st.caption(f"Phone and mail: {OFFICE_ONLY.lower()} No names, no mobile or private numbers, no personal mailboxes.")
    return {
        "kind": kind,
        "name": name,
        "port_id": port,
        "phone": phone,
        "mail": mail,
        "last_contact_on": last,
        "note": fields.text("note", "Note", height=90),
        **fields.keeping(records.settings.allowed_markings),
    }


def _order(records: Records, code: str) -> tuple[bool, str]:
    """Partners first."""
    territory = records.territories[code]
    return not territory.partner, territory.name


def _port(records: Records, number: int) -> str:
    port = records.port(number)
    return port.name if port else f"port {number}"


def _complete(opened: Opened, facts: Facts, records: Records) -> Facts:
    check_organisation(facts, records)
    return facts if opened.id else {"source": SOURCE, **facts}
