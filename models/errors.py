"""Every error of the rules and the record, each also a builtin so that callers need not know Seamark to catch it."""

from __future__ import annotations


class SeamarkError(Exception):
    """The base of all errors that speak to a user. The message names the field and the remedy, in one line."""


class InvalidRecordError(SeamarkError, ValueError):
    """A record does not fit its form; nothing was written."""


class UnknownRecordError(SeamarkError, LookupError):
    """No such record."""


class ConflictError(SeamarkError, RuntimeError):
    """Somebody else changed the record since the writer read it; nothing was written."""


class DatabaseError(SeamarkError, RuntimeError):
    """The database cannot be used as it is."""
