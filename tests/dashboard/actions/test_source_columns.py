"""The choice of columns of a table of ports: guessed, remembered, and never mixed up with that of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from dashboard.actions.columns import KINDS
from dashboard.actions.import_mappings import propose
from dashboard.actions.source_columns import propose_columns, remember_columns
from models.database import reading
from models.tables import AuditEntry, ColumnMapping

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

HEADERS = ("Port", "Nation", "Lat", "Long", "Remarks")
CHOICE = {"name": "Remarks", "lat": "Lat", "lon": "Long"}


def test_columns_are_guessed_from_their_headers(prepared: Engine) -> None:
    proposal = propose_columns(prepared, HEADERS)
    assert proposal.mapping == {"name": "Port", "territory": "Nation", "lat": "Lat", "lon": "Long"}
    assert not proposal.remembered


def test_a_choice_is_remembered_whatever_the_order_and_spelling_of_the_headers(prepared: Engine) -> None:
    remember_columns(prepared, HEADERS, CHOICE, name="ports.csv", who="planner")
    proposal = propose_columns(prepared, [header.upper() for header in reversed(HEADERS)])
    assert proposal.mapping == {"name": "REMARKS", "lat": "LAT", "lon": "LONG"}
    assert proposal.remembered


def test_the_same_choice_again_writes_nothing_and_another_replaces_it(prepared: Engine) -> None:
    for choice in (CHOICE, CHOICE, {**CHOICE, "name": "Port"}):
        remember_columns(prepared, HEADERS, choice, name="ports.csv", who="planner")
    with reading(prepared) as session:
        held = session.exec(select(ColumnMapping)).one()
        written = session.exec(select(AuditEntry).where(AuditEntry.record_table == "column_mapping")).all()
    assert (held.kind, held.columns["name"], len(written)) == ("ports", "Port", 2)


def test_registers_with_the_same_headers_keep_their_own_choice(prepared: Engine) -> None:
    remember_columns(prepared, HEADERS, CHOICE, name="ports.csv", who="planner")
    assert not propose(prepared, KINDS["engagements"], HEADERS).remembered
