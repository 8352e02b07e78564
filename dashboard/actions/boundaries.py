"""Boundaries from a polygon file: see what it holds, put it in use, and go back; and those in use, for everybody.

    plan = plan_boundaries(engine, path, name="borders.geojson")
    commit_boundaries(engine, plan, who="steward")

A file is kept as it was read and as it is drawn, under a digest of both. Which one is in use is a setting, so a change
is one version of one row, and taking it back is like taking back any other.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

import shapely
from sqlmodel import col, select

from dashboard.actions.port_flags import renew_flags
from geodata import thinning
from geodata.importers.boundaries_apart import read_apart
from geodata.reference.read import read_territories
from geodata.territories import BOUNDARIES_PATH, Boundaries, load_boundaries, unpacked_boundaries
from geodata.whole_world import LEFT_OUT, whole_world
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.queries import territories
from models.settings import choose, read_settings
from models.tables import BoundaryFile, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry
    from sqlalchemy.engine import Engine
    from sqlmodel import Session

    from geodata.importers.boundaries import ReadBoundaries
    from geodata.importers.rows import Rejected
    from models.changes import Writer

    Progress = Callable[[int, int], None]

SETTING = "boundaries"
"""Name of the setting that says which boundaries are in use."""

SHIPPED = "Natural Earth"
"""What the boundaries that ship are called."""

STEPS = thinning.STAGES + 4
"""So many steps a dry run is told in: reading, putting together, thinning, packing."""

HELD = 2
"""So many files stay unpacked in memory."""

NEWEST = 2
"""So many of the files imported last may still be on somebody's page."""


@dataclass(frozen=True, eq=False)
class BoundaryPlan:
    """What a file would put in use. Nothing is written yet."""

    name: str
    """Name of the file."""
    digest: str
    """What it would be kept under."""
    file_digest: str
    """SHA-256 of the file."""
    shapes: Mapping[str, int]
    """How many shapes it has of each territory."""
    missing: tuple[str, ...]
    """Partners that it has no shape of: these keep the one that ships."""
    rejected: tuple[Rejected, ...]
    """Shapes that are not taken, by their place in the file."""
    mended: tuple[str, ...]
    """Territories of which a shape was invalid and was made valid."""
    columns: tuple[str, ...]
    """Columns of the file, to choose the one with the codes from."""
    new: tuple[str, ...]
    """Territories that the boundaries in use have not."""
    changed: tuple[str, ...]
    """Territories whose shape would be another."""
    in_use: str
    """Digest of the boundaries in use meanwhile."""
    boundaries: Boundaries
    """The whole world with every corner."""
    detailed: bytes
    """The same, as it would be kept."""
    drawn: bytes
    """The same, thinned for the map."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The territories that the file has a shape of."""
        return tuple(sorted(self.shapes))

    @property
    def is_in_use(self) -> bool:
        """Whether these boundaries are in use already."""
        return self.digest == self.in_use

    @property
    def counts(self) -> dict[str, int]:
        """How many shapes there are of each sort; flagged are partners without one, and territories mended."""
        told = {"new": self.new, "changed": self.changed, "unused": tuple(LEFT_OUT & self.shapes.keys())}
        counts = {sort: sum(self.shapes[code] for code in codes) for sort, codes in told.items()}
        taken, rejected = sum(self.shapes.values()), len(self.rejected)
        return {
            "rows": taken + rejected,
            "new": counts["new"],
            "changed": counts["changed"],
            "unchanged": taken - sum(counts.values()),
            "queued": 0,
            "unused": counts["unused"],
            "rejected": rejected,
            "flagged": len(self.missing) + len(self.mended),
        }


@dataclass(frozen=True, eq=False)
class InUse:
    """The boundaries in use, as the map draws them."""

    digest: str
    """Empty for those that ship."""
    name: str
    """Of the file."""
    drawn: bytes
    """Gzipped GeoJSON in the frame."""
    imported_at: datetime | None = None
    shipped: tuple[str, ...] = ()
    """Territories that the file has not, whose shape is the one that ships."""

    def credit(self) -> str:
        """Say what the boundaries are."""
        return f"{self.name}; elsewhere {SHIPPED}" if self.digest and self.shipped else self.name


def plan_boundaries(
    engine: Engine,
    path: Path,
    *,
    name: str,
    column: str | None = None,
    layer: str | None = None,
    progress: Progress | None = None,
) -> BoundaryPlan:
    """Tell what a boundary file holds and what would be in use with it; nothing is written.

    Args:
        engine: the database.
        path: a GeoJSON, GeoPackage, zipped Shapefile or KML file of polygons.
        name: what it is called.
        column: which column has the territory's code or name; the first that is believed by default.
        layer: which layer of several.
        progress: is told how many of how many steps are done, and may raise to cancel.

    Raises:
        TableFileError: it cannot be read, has no polygon of a territory that is known, or cannot be drawn.
    """
    tell = progress or (lambda _done, _total: None)
    with reading(engine) as session:
        partners = [territory.code for territory in territories(session=session, partners_only=True)]
        used = read_settings(session).boundaries
        before = boundaries_in_use(session=session)
    tell(0, STEPS)
    found = read_apart(path, partners=partners, name=name, column=column, layer=layer)
    tell(1, STEPS)
    world = thinning.coverage(whole_world(found.geometries, load_boundaries(), partners=partners), partners)
    names = {territory.territory: territory.name for territory in read_territories()}
    tell(2, STEPS)
    text = thinning.every_corner(world, names).encode()
    detailed = gzip.compress(text, compresslevel=6, mtime=0)
    members = {"detailed": sha256(text).hexdigest(), "shipped": sorted(set(world.codes) - found.geometries.keys())}
    thin = thinning.fitted(world, names, members=members, progress=lambda done, _: tell(3 + done, STEPS))
    tell(STEPS, STEPS)
    return _plan(found, name, unpacked_boundaries(detailed, name=name), (detailed, thin), used, before)


def _plan(
    found: ReadBoundaries, name: str, world: Boundaries, bodies: tuple[bytes, bytes], used: str, before: Boundaries
) -> BoundaryPlan:
    own = [code for code in found.shapes if code in world.index]
    known = [code for code in own if code in before.index]
    return BoundaryPlan(
        name=name,
        digest=sha256(gzip.decompress(bodies[1])).hexdigest(),
        file_digest=found.digest,
        shapes=found.shapes,
        missing=found.missing,
        rejected=found.rejected,
        mended=found.mended,
        columns=found.columns,
        new=tuple(sorted(set(own) - set(known))),
        changed=tuple(sorted(code for code in known if not _same(world.geometry(code), before.geometry(code)))),
        in_use=used,
        boundaries=world,
        detailed=bodies[0],
        drawn=bodies[1],
    )


def _same(one: BaseGeometry, other: BaseGeometry) -> bool:
    return bool(shapely.equals_identical(shapely.normalize(one), shapely.normalize(other)))


def commit_boundaries(engine: Engine, plan: BoundaryPlan, *, who: str, partly: bool = False) -> int:
    """Put boundaries in use, and look again at where every port lies; all of it or nothing.

    Args:
        engine: the database.
        plan: what the dry run found.
        who: who imports.
        partly: take a file although partners are missing from it; they keep the boundaries that ship.

    Returns:
        How many ports are found to lie elsewhere, or are flagged otherwise than before.

    Raises:
        InvalidRecordError: partners are missing.
        ConflictError: other boundaries were put in use since the dry run.
    """
    if plan.missing and not partly:
        raise InvalidRecordError(
            f"{plan.name} has no shape of {', '.join(plan.missing)}, so nothing was imported. Add them, or take the "
            "file partly: these keep the boundaries that ship"
        )
    why = f"Boundaries of {plan.name} (SHA-256 {plan.file_digest}) put in use"
    with writing(engine, who=who, why=why) as writer:
        if read_settings(writer.session).boundaries != plan.in_use:
            raise ConflictError(f"{plan.name}: other boundaries were put in use meanwhile. Check the file again")
        if writer.session.exec(select(BoundaryFile.digest).where(BoundaryFile.digest == plan.digest)).first() is None:
            writer.session.add(_row(plan))
            writer.session.flush()
        return _put_in_use(writer, plan.digest)


def use_shipped(engine: Engine, *, who: str) -> int:
    """Put the boundaries that ship in use again; say how many ports are flagged otherwise than before."""
    with writing(engine, who=who, why="Boundaries that ship put in use") as writer:
        return _put_in_use(writer, "")


def follow_boundaries(writer: Writer, row: object) -> None:
    """Look again at where every port lies if what was written is which boundaries are in use."""
    if isinstance(row, Setting) and row.name == SETTING:
        renew_flags(writer, boundaries_in_use(session=writer.session))


def _row(plan: BoundaryPlan) -> BoundaryFile:
    return BoundaryFile(
        digest=plan.digest, name=plan.name, detailed=plan.detailed, drawn=plan.drawn, created_at=datetime.now(UTC)
    )


def _put_in_use(writer: Writer, digest: str) -> int:
    """Choose boundaries; the first choice is written over that of what ships, so that it can be taken back."""
    if read_settings(writer.session).boundaries == digest:
        return 0
    if writer.session.exec(select(Setting).where(Setting.name == SETTING)).one_or_none() is None:
        choose(writer, SETTING, "")
    choose(writer, SETTING, digest)
    return renew_flags(writer, boundaries_in_use(session=writer.session))


def boundaries_in_use(*, session: Session) -> Boundaries:
    """Return the boundaries in use with every corner: what places are looked up in."""
    digest = read_settings(session).boundaries
    if not digest:
        return _shipped()
    with _LOCK:
        if digest not in _UNPACKED:
            name, _, detailed = _held(digest, BoundaryFile.detailed, session=session)
            _UNPACKED[digest] = unpacked_boundaries(detailed, name=name)
            for older in list(_UNPACKED)[:-HELD]:
                del _UNPACKED[older]
        return _UNPACKED[digest]


def drawn_in_use(*, session: Session) -> InUse:
    """Return the boundaries in use as the map draws them."""
    return drawn(read_settings(session).boundaries, session=session)


def drawn(digest: str, *, session: Session) -> InUse:
    """Return boundaries by their digest, as the map draws them; those that ship have an empty one.

    Raises:
        UnknownRecordError: there are none.
    """
    if not digest:
        return InUse("", SHIPPED, BOUNDARIES_PATH.read_bytes())
    name, at, body = _held(digest, BoundaryFile.drawn, session=session)
    return InUse(digest, name, body, at, tuple(json.loads(gzip.decompress(body))["shipped"]))


def recently_drawn(*, session: Session) -> list[bytes]:
    """Return what pages may still show, as the map draws it: what ships, the newest files, and what is in use."""
    query = select(BoundaryFile.drawn).order_by(col(BoundaryFile.created_at).desc()).limit(NEWEST)
    return [BOUNDARIES_PATH.read_bytes(), *session.exec(query), drawn_in_use(session=session).drawn]


def _held(digest: str, body: bytes, *, session: Session) -> tuple[str, datetime, bytes]:
    """Read a file's name, when it was imported, and one of its two bodies, which are large."""
    query = select(BoundaryFile.name, BoundaryFile.created_at, body).where(BoundaryFile.digest == digest)
    row: tuple[str, datetime, bytes] | None = session.exec(query).one_or_none()
    if row is None:
        raise UnknownRecordError(f"{SETTING}: the file in use is not in the database. Put the ones that ship in use")
    return row


@lru_cache(maxsize=1)
def _shipped() -> Boundaries:
    return load_boundaries()


_LOCK = Lock()
_UNPACKED: dict[str, Boundaries] = {}
"""Files in memory by digest, the newest last. What stands under a digest never changes."""
