"""Boundaries read in a process of their own: a shape that crosses itself many times takes minutes to mend."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geodata.errors import TableFileError
from geodata.importers import boundaries_child, vector, vector_child
from geodata.importers.boundaries import ReadBoundaries
from geodata.importers.rows import Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECONDS = 90
"""How long a file may take: three times what the largest file of real borders does."""

MEMORY = vector.MEMORY
"""Bytes of address space that reading may take, where the system can limit it."""


def read_apart(
    path: Path,
    *,
    partners: Sequence[str],
    column: str | None = None,
    name: str | None = None,
    layer: str | None = None,
) -> ReadBoundaries:
    """Read boundaries as `geodata.importers.boundaries.read` does, within limits.

    Args:
        path: a GeoJSON, GeoPackage, zipped Shapefile or KML file of polygons.
        partners: alpha-3 codes of the territories that it should have.
        column: which column has the territory's code or name; the first that is believed by default.
        name: what messages call the file; its own name by default.
        layer: which layer of several.

    Raises:
        TableFileError: it cannot be read, takes too much time or memory, or has no polygon of a known territory.
    """
    asked = {
        "path": str(path.resolve()),
        "name": name or path.name,
        "partners": list(partners),
        "column": column,
        "layer": layer,
        "limits": {"memory": MEMORY, "seconds": SECONDS, "bytes": vector.MAX_ANSWER},
    }
    found = json.loads(_answer(asked, name=name or path.name))
    return ReadBoundaries(
        geometries={code: shapely.from_wkb(shape) for code, shape in found["geometries"].items()},
        missing=tuple(found["missing"]),
        rejected=tuple(Rejected(**one) for one in found["rejected"]),
        mended=tuple(found["mended"]),
        digest=found["digest"],
        columns=tuple(found["columns"]),
        shapes=found["shapes"],
    )


def _answer(asked: Mapping[str, Any], *, name: str) -> bytes:
    costly = TableFileError(
        f"{name} was refused: its shapes take more than {SECONDS} seconds or too much memory to read and mend. "
        "Simplify them, repair those that cross themselves, and save it again"
    )
    command = [sys.executable, "-I", str(Path(boundaries_child.__file__))]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, and no word of the user's among its arguments
            command,
            input=json.dumps(asked).encode(),
            env={each: os.environ[each] for each in vector.KEPT if each in os.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise costly from None
    if done.returncode == vector_child.GIVEN_UP:
        raise TableFileError(done.stdout.decode())
    if done.returncode != 0:
        raise costly
    return done.stdout
