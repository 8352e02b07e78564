"""What pages read at their first run, kept from test to test where it cannot differ."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlmodel import col, select

from dashboard import caching
from dashboard.actions import port_catalogue
from dashboard.actions.records import read_records
from dashboard.maps.published import keep
from models import database, queries
from models.tables import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import pytest
    from sqlmodel import Session

    from dashboard.actions.port_catalogue import CataloguePort
    from dashboard.actions.records import Records
    from dashboard.maps.port_map import Catalogue, Place
    from dashboard.maps.published import PortRow, Published


class Kept:
    """Gives again what was made of the same content; what is not of the same content is made as ever.

    Args:
        files: databases that tests work on copies of, the fullest first.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._read = [_read(path) for path in files]
        self._unpacked = lru_cache(maxsize=4)(caching.unpacked_boundaries)
        self._places = lru_cache(maxsize=4)(caching.publish_places)
        self._ports = lru_cache(maxsize=4)(caching.publish_ports)
        self._catalogue = port_catalogue.catalogue
        self._catalogues: dict[tuple[int, date, tuple[tuple[int, int], ...]], list[CataloguePort]] = {}

    def use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the caches of the app fill themselves from here."""
        monkeypatch.setattr(caching, "read_records", self.records)
        monkeypatch.setattr(caching, "unpacked_boundaries", self._unpacked)
        monkeypatch.setattr(caching, "publish_places", self.places)
        monkeypatch.setattr(caching, "publish_ports", self.ports)
        monkeypatch.setattr(port_catalogue, "catalogue", self.catalogue)

    def records(self, *, session: Session, previous: Records | None = None) -> Records:
        """Read the records: of a copy only what changed since it was copied."""
        known = previous or next((read for read, end in self._read if _continues(session, read.version, end)), None)
        if known is not None and known.version == queries.data_version(session=session):
            return known
        return read_records(session=session, previous=known)

    def catalogue(self, records: Records, counts: Mapping[int, int], *, as_of: date) -> list[CataloguePort]:
        """Describe the ports, once for the records of each file."""
        if not any(records is read for read, _ in self._read):
            return self._catalogue(records, counts, as_of=as_of)
        question = (records.version, as_of, tuple(sorted(counts.items())))
        if question not in self._catalogues:
            self._catalogues[question] = self._catalogue(records, counts, as_of=as_of)
        return self._catalogues[question]

    def places(self, places: Iterable[Place]) -> Catalogue:
        """Publish places, which are put into words once."""
        made = self._places(tuple(places))
        keep(made.published)
        return made

    def ports(self, rows: Iterable[PortRow]) -> Published:
        """Publish ports, which are put into words once."""
        return keep(self._ports(tuple(rows)))


def _read(path: Path) -> tuple[Records, str]:
    opened = database.open_engine(database.make_url(f"sqlite:///{path}"))
    with database.reading(opened) as session:
        records = read_records(session=session)
        end = _hash(session, records.version)
    opened.dispose()
    assert end
    return records, end


def _continues(session: Session, version: int, end: str) -> bool:
    """Tell whether a database has all that was read: an entry of the audit bears the hash of all before it."""
    return _hash(session, version) == end


def _hash(session: Session, version: int) -> str | None:
    return session.exec(select(AuditEntry.hash).where(col(AuditEntry.id) == version)).one_or_none()
