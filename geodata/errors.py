"""Every error this room raises on purpose, each also a builtin."""

from __future__ import annotations


class GeodataError(Exception):
    """What every deliberate error of this room is."""


class CellError(GeodataError, ValueError):
    """A value of a table that cannot be read as what its column holds; the message names both and the remedy."""


class CoordinateError(GeodataError, ValueError):
    """A longitude or latitude that is not a place on Earth, or is written in a way that cannot be read."""


class ItineraryError(GeodataError, ValueError):
    """An itinerary problem whose parts do not fit together."""


class MappingError(GeodataError, ValueError):
    """A choice of columns that does not fit the table or leaves out what is needed."""


class ReferenceDataError(GeodataError, ValueError):
    """A reference table, or the source it is built from, that is not what it should be."""


class TableFileError(GeodataError, ValueError):
    """A file that is refused as a table: too large, damaged, hostile, or not laid out in rows under one header."""


class UnknownTerritoryError(GeodataError, LookupError):
    """A territory code that the table does not hold."""
