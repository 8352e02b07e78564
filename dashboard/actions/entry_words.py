"""The words of a check of the conditions of entry, the same on screen, on paper, in files and on the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.actions.advisory_list import NO_LEGAL_ADVICE
from dashboard.actions.initialise import SHIPPED
from models.entry_calls import EntryAnswer, Reason
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWERS = {
    EntryAnswer.APPLIES: "Conditions of entry apply",
    EntryAnswer.CANNOT_TELL: "Cannot tell whether conditions of entry apply",
    EntryAnswer.DOES_NOT_APPLY: "Conditions of entry do not apply",
}
"""The answer for a vessel, what matters most first."""

VERDICTS = {
    EntryAnswer.APPLIES: "Applies",
    EntryAnswer.CANNOT_TELL: "Cannot tell",
    EntryAnswer.DOES_NOT_APPLY: "Does not apply",
    None: "Does not count",
}
"""What one call means."""

REASONS = {
    Reason.LISTED: "Listed",
    Reason.EXCEPTED_FACILITY: "Excepted facility",
    Reason.NOT_LISTED: "Not listed",
    Reason.FACILITY_UNKNOWN: "Listed, facility unknown",
    Reason.EXCEPTIONS_UNSEEN: "Listed, exceptions not seen",
    Reason.STATE_UNKNOWN: "State on that day unknown",
    Reason.TERRITORY_UNRESOLVED: "Territory not known",
    Reason.BEYOND_FIFTH: "Beyond the fifth",
    Reason.MAY_COUNT: "May be among the last five",
    Reason.CANAL_TRANSIT: "Canal transit",
}
"""Why, in a word or two."""

PARTS = {
    "actions": "What to do in each port where the conditions apply",
    "guards": "Who may stand guard",
    "may_spare": "What doing so may spare the vessel",
    "on_arrival": "What the vessel may meet on arrival",
}
"""What the advisories say to a vessel, by its name in the record."""

AID = f"This check is an aid. {NO_LEGAL_ADVICE}"
"""Stands beside every answer, on screen and in every file."""


def cited(citation: Mapping[str, Any]) -> str:
    """Name a cited fact, as a record holds it: advisory, notice, what it did and since when."""
    number = f"PSA {citation['psa_number']}" if citation["psa_number"] else ""
    named = ", ".join(part for part in (number, citation["notice"]) if part)
    did = _did(citation)
    return f"{named}, {did}" if named else f"{did[0].upper()}{did[1:]}"


def _did(citation: Mapping[str, Any]) -> str:
    action = str(citation["action"])
    if citation["effective_on"]:
        return f"{action} with effect from {day(date.fromisoformat(citation['effective_on']))}"
    if not citation["published_on"]:
        return action
    return f"{action} as published {_published(citation['published_on'])}"


def _published(printed: str) -> str:
    """Write a day, or the month where only that is known."""
    whole = len(printed) == len("2026-11-22")
    return day(date.fromisoformat(printed)) if whole else day(date.fromisoformat(f"{printed}-01")).split(" ", 1)[1]


def source_of(citation: Mapping[str, Any]) -> str:
    """Return where a cited fact was read."""
    return str(citation["source"]).removeprefix(SHIPPED)


def stay(call: Mapping[str, Any]) -> str:
    """Write the days of a call, as a record holds it; blank where none is known."""
    arrived, left = (call[name] and day(date.fromisoformat(call[name])) for name in ("arrived_on", "left_on"))
    if arrived and left and arrived != left:
        return f"{arrived} to {left}"
    return arrived or (f"left {left}" if left else "")


def port_said(call: Mapping[str, Any]) -> str:
    """Name the port of a call, with its code and facility."""
    code = f" ({call['unlocode']})" if call["unlocode"] else ""
    named = f"{call['port'] or 'Port not known'}{code}"
    numbers = (call["facility_number"], *call["other_facility_numbers"])
    facility = " ".join(part for part in (call["facility"], *numbers) if part)
    return f"{named}, {facility}" if facility else named


def territory_said(call: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Name the territory of a call."""
    return names.get(call["territory"], call["territory"]) if call["territory"] else "Not known"
