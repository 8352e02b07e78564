"""Boundary files for tests, from the boundaries that ship."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely
import shapely.affinity

from geodata.territories import load_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

SHIPPED = load_boundaries()
PARTNERS = SHIPPED.codes[:47]

FIJI = SHIPPED.geometry("FJI")
FIJI_MOVED = shapely.affinity.translate(FIJI, xoff=-3)
"""Three degrees to the west: none of its ports is ashore."""


def partners(**changed: BaseGeometry | None) -> dict[str, BaseGeometry]:
    """Return the shapes of all partners, some of them changed or, where None, left out."""
    shapes = {code: SHIPPED.geometry(code) for code in PARTNERS} | changed
    return {code: shape for code, shape in shapes.items() if shape is not None}


def written(path: Path, shapes: Mapping[str, BaseGeometry], *more: tuple[str, BaseGeometry | None]) -> Path:
    """Write shapes as GeoJSON under their codes, and more of them after that."""
    features = [_feature(code, shape) for code, shape in _all(shapes, more)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def _all(
    shapes: Mapping[str, BaseGeometry], more: Iterable[tuple[str, BaseGeometry | None]]
) -> Iterable[tuple[str, BaseGeometry | None]]:
    yield from shapes.items()
    yield from more


def _feature(code: str, shape: BaseGeometry | None) -> dict[str, Any]:
    drawn = None if shape is None else json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "geometry": drawn, "properties": {"ISO_A3": code, "owner": code}}
