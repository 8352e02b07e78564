"""The record of a check of the conditions of entry: the same inputs give the same record and the same hash."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from models import entry_guidance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.entry_calls import CallVerdict, EntryCheck
    from models.entry_guidance import Guidance

FORMAT = "seamark entry check 2"
"""Raised when the record is written otherwise, so that hashes of two ways of writing are never compared."""


def entry_record(check: EntryCheck, *, given: Sequence[str], vessel: str, marking: str) -> dict[str, Any]:
    """Put a check into plain values that JSON holds, with the hash of all of them under `hash`.

    Args:
        check: the check.
        given: the calls as they were given, before they were resolved.
        vessel: what the vessel is called; may be blank.
        marking: the marking that the record bears.
    """
    record: dict[str, Any] = {
        "format": FORMAT,
        "vessel": vessel,
        "arrival": check.arrival.isoformat(),
        "given": list(given),
        "answer": check.answer.value,
        "calls": [_call(verdict) for verdict in check.calls],
        "notes": list(check.notes),
        "cutoff": check.cutoff.isoformat() if check.cutoff else None,
        "actions": _told(entry_guidance.ACTIONS_IN_PORT),
        "guards": _told(entry_guidance.GUARDS_IN_PORT),
        "may_spare": _told(entry_guidance.WHAT_IT_MAY_SPARE),
        "on_arrival": _told(entry_guidance.ON_ARRIVAL),
        "marking": marking,
    }
    return {**record, "hash": record_hash(record)}


def record_hash(record: dict[str, Any]) -> str:
    """Return the SHA-256 of a record's canonical JSON, in hexadecimal; a hash it already bears does not count."""
    return hashlib.sha256(canonical({name: value for name, value in record.items() if name != "hash"})).hexdigest()


def canonical(record: dict[str, Any]) -> bytes:
    """Write a record in the one way that is hashed: names in order, no idle spaces, composed letters (NFC) in ASCII."""
    return json.dumps(_composed(record), ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def _composed(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [_composed(part) for part in value]
        case dict():
            return {_composed(name): _composed(part) for name, part in value.items()}
        case _:
            return value


def _call(verdict: CallVerdict) -> dict[str, Any]:
    return {**_plain(verdict.call), **{name: value for name, value in _plain(verdict).items() if name != "call"}}


def _told(guidance: Sequence[Guidance]) -> list[dict[str, str]]:
    return [_plain(one) for one in guidance]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a check
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case _:
            return value
