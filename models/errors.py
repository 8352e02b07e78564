"""Every error of the rules and the record, each also a builtin so that callers need not know Seamark to catch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class SeamarkError(Exception):
    """The base of all errors that speak to a user. The message names the field and the remedy, in one line."""


class InvalidRecordError(SeamarkError, ValueError):
    """A record does not fit its form; nothing was written."""

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or _field_of(message)
        """What is wrong with each field, by its name; empty where the message names none."""


def _field_of(message: str) -> Mapping[str, str]:
    field, colon, rest = message.partition(": ")
    return {field: rest} if colon and field.isidentifier() else {}


class UnknownRecordError(SeamarkError, LookupError):
    """No such record."""


class ConflictError(SeamarkError, RuntimeError):
    """Somebody else changed the record since the writer read it; nothing was written."""


class DatabaseError(SeamarkError, RuntimeError):
    """The database cannot be used as it is."""
