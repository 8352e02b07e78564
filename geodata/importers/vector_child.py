"""Reads one vector file with GDAL, in a process of its own that is thrown away.

Started by `geodata.importers.vector` as a script, with one GDAL driver and limits on time, memory and what it writes;
it imports nothing of Seamark. What to read comes as JSON on standard input, what was read goes as JSON into a file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

GIVEN_UP = 3
"""Exit code of a file that is refused; the reason is on standard output."""


class Refused(Exception):  # noqa: N818 - it never leaves this script
    """A file that is not read; the message completes `The file …`."""


def main() -> None:
    """Read what standard input asks for."""
    asked = json.load(sys.stdin)
    limit(asked["limits"])
    try:
        found = _read(asked)
    except Refused as refused:
        sys.stdout.write(str(refused))
        raise SystemExit(GIVEN_UP) from None
    Path(asked["answer"]).write_text(json.dumps(found), encoding="utf-8")


def limit(limits: dict[str, int]) -> None:
    """Limit memory, processor time and bytes written, where the system can."""
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    kinds = {"memory": resource.RLIMIT_AS, "seconds": resource.RLIMIT_CPU, "bytes": resource.RLIMIT_FSIZE}
    for name, kind in kinds.items():
        resource.setrlimit(kind, (limits[name], limits[name]))


def _read(asked: dict[str, Any]) -> dict[str, Any]:
    import pyogrio  # noqa: PLC0415 - once memory is limited

    if set(pyogrio.list_drivers()) != {asked["driver"]}:
        raise Refused("cannot be read safely: GDAL has other drivers than the one that is wanted")
    try:
        titles = [str(title) for title, kind in pyogrio.list_layers(asked["path"]) if kind is not None]
        if asked["titles_only"]:
            return {"titles": titles}
        chosen = _chosen(titles, asked)
        return {"layers": [_layer(asked, title) for title in chosen]}
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
        raise Refused("is damaged or not what it seems to be. Save or download it again") from error


def _chosen(titles: list[str], asked: dict[str, Any]) -> list[str]:
    """Return the layers to read: the one asked for, the only one, or all where they are but folders of one list."""
    if not titles:
        raise Refused("has no layer with shapes. Check the file")
    if asked["layer"] is not None:
        if asked["layer"] not in titles:
            raise Refused(f"has no layer {asked['layer']!r}. Choose one of: {', '.join(titles)}")
        return [asked["layer"]]
    if len(titles) > 1 and not asked["all_layers"]:
        raise Refused(f"has several layers. Choose one of: {', '.join(titles)}")
    return titles


def _layer(asked: dict[str, Any], title: str) -> dict[str, Any]:
    import pyogrio  # noqa: PLC0415 - as above

    most = asked["limits"]["features"]
    meta, _, shapes, columns = pyogrio.raw.read(
        asked["path"], layer=title, force_2d=True, max_features=most + 1, datetime_as_string=True
    )
    if len(shapes) > most:
        raise Refused(f"has more than {most:,} shapes. Split it")
    values = [[_plain(value) for value in column] for column in columns]
    headers = [str(header) for header in meta["fields"]]
    rows = [list(row) for row in zip(*values, strict=True)] if values else [[] for _ in shapes]
    return {"title": title, "headers": headers, "rows": rows, "shapes": _in_degrees(shapes, meta["crs"])}


def _plain(value: Any) -> str | int | float | None:  # noqa: ANN401 - whatever a column holds
    """Bring a value to what JSON has: text, number or nothing."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value != value:  # noqa: PLR0124 - what is not a number is no equal of itself
        return None
    return value if isinstance(value, (str, int, float)) else str(value)


def _in_degrees(shapes: Any, crs: str | None) -> list[str | None]:  # noqa: ANN401 - an array of bytes
    """Return shapes as WKB in hexadecimal digits, EPSG:4326 degrees, longitude first."""
    import numpy as np  # noqa: PLC0415 - as above
    import pyproj  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    if crs is None:
        raise Refused("does not say which coordinate system it is in. Add its .prj file or save it in EPSG:4326")
    geometries = shapely.from_wkb(shapes, on_invalid="ignore")
    if not pyproj.CRS(crs).equals("EPSG:4326", ignore_axis_order=True):
        turned = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        geometries = shapely.transform(geometries, lambda xy: np.column_stack(turned.transform(xy[:, 0], xy[:, 1])))
    return [None if shape is None else shapely.to_wkb(shape, hex=True) for shape in geometries]


if __name__ == "__main__":
    main()
