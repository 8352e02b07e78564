"""GeoPackage, Shapefile and KML, read by GDAL in a process that can do nothing else.

GDAL picks its driver by what a file holds, so one that looks like a layer may have it read other files or fetch from
the net. Here it has but the one driver that the file's first bytes ask for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geodata.errors import TableFileError
from geodata.importers import vector_child

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

SECONDS = 60
"""How long a file may take."""

MEMORY = 3 * 1024**3
"""Bytes of address space that reading may take, where the system can limit it."""

MAX_ANSWER = 200 * 1024**2
"""Bytes of what is read."""

MAX_FEATURES = 250_000
"""Shapes of a layer."""

KEPT = ("SYSTEMROOT", "TEMP", "TMP")
"""Variables that a process needs on some systems."""


@dataclass(frozen=True)
class Raw:
    """A layer as it was read."""

    title: str
    """Its name in the file."""

    headers: tuple[str, ...]
    """Names of its columns."""

    rows: tuple[tuple[str | int | float | None, ...], ...]
    """Values of each shape."""

    shapes: tuple[BaseGeometry | None, ...]
    """Geometries, EPSG:4326 degrees, longitude first; None where a row has none."""


def read_vector(
    files: Mapping[str, bytes], *, driver: str, name: str, layer: str | None = None, all_layers: bool = False
) -> list[Raw]:
    """Read the layers of one file.

    Args:
        files: contents by a name of our own making; the first is the one to open, the others stand beside it.
        driver: the only GDAL driver that may be used.
        name: what messages call the file.
        layer: which layer to read; the only one by default.
        all_layers: whether to read all of several where none is asked for.

    Raises:
        TableFileError: it cannot be read, takes too much time or memory, or has no such layer.
    """
    found = _asked(files, {"driver": driver, "layer": layer, "all_layers": all_layers}, name=name)
    return [_raw(each, name=name) for each in found["layers"]]


def read_titles(files: Mapping[str, bytes], *, driver: str, name: str) -> tuple[str, ...]:
    """Return the names of the layers with shapes of one file, as `read_vector` is asked for them.

    Raises:
        TableFileError: it cannot be read, or takes too much time or memory.
    """
    return tuple(_asked(files, {"driver": driver, "titles_only": True}, name=name)["titles"])


def _asked(files: Mapping[str, bytes], wanted: Mapping[str, Any], *, name: str) -> Any:  # noqa: ANN401 - what JSON has
    """Ask the process apart, and return its answer."""
    with tempfile.TemporaryDirectory() as folder:
        for own_name, data in files.items():
            (Path(folder) / own_name).write_bytes(data)
        answer = Path(folder) / "answer.json"
        asked = {
            "path": str(Path(folder) / next(iter(files))),
            "answer": str(answer),
            "layer": None,
            "all_layers": False,
            "titles_only": False,
            **wanted,
            "limits": {"memory": MEMORY, "seconds": SECONDS, "bytes": MAX_ANSWER, "features": MAX_FEATURES},
        }
        _run(asked, name=name)
        return json.loads(answer.read_bytes())


def _run(asked: Mapping[str, Any], *, name: str) -> None:
    command = [sys.executable, "-I", str(Path(vector_child.__file__))]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, and no word of the user's among its arguments
            command,
            input=json.dumps(asked).encode(),
            env=_environment(str(asked["driver"])),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what GDAL warns of may be endless
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TableFileError(f"{name} takes too long to read. Simplify or split it") from error
    if done.returncode == vector_child.GIVEN_UP:
        reason = " ".join(done.stdout.decode(errors="replace").split())
        raise TableFileError(f"{name} {reason}")
    if done.returncode != 0:
        raise TableFileError(
            f"{name} cannot be read: it is damaged or needs too much memory. Save it again or split it"
        )


def _environment(driver: str) -> dict[str, str]:
    """Return the child's environment: nothing of ours, one driver, no plugins, no network."""
    kept = {variable: os.environ[variable] for variable in KEPT if variable in os.environ}
    return {
        **kept,
        "GDAL_SKIP": ",".join(each for each in _drivers() if each != driver),
        "GDAL_DRIVER_PATH": "disable",
        "PROJ_NETWORK": "OFF",
    }


@lru_cache(maxsize=1)
def _drivers() -> tuple[str, ...]:
    """Return the names of all GDAL drivers of vector files, asked of a process of its own."""
    script = "import pyogrio, json; print(json.dumps(sorted(pyogrio.list_drivers())))"
    found = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=True)  # noqa: S603 - constant
    return tuple(json.loads(found.stdout))


def _raw(found: Mapping[str, Any], *, name: str) -> Raw:
    try:
        shapes = [None if shape is None else shapely.from_wkb(shape) for shape in found["shapes"]]
    except shapely.errors.ShapelyError as error:
        raise TableFileError(f"{name} holds a shape that cannot be read. Repair it and save it again") from error
    rows = tuple(tuple(row) for row in found["rows"])
    return Raw(found["title"], tuple(found["headers"]), rows, tuple(shapes))
