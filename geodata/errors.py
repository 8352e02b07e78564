"""Every error this room raises on purpose, each also a builtin."""

from __future__ import annotations


class GeodataError(Exception):
    """What every deliberate error of this room is."""


class CoordinateError(GeodataError, ValueError):
    """A longitude or latitude that is not a place on Earth, or is written in a way that cannot be read."""


class ReferenceDataError(GeodataError, ValueError):
    """A reference table, or the source it is built from, that is not what it should be."""


class UnknownTerritoryError(GeodataError, LookupError):
    """A territory code that the table does not hold."""
