"""Reads one boundary file in a process of its own that is thrown away.

Started by `geodata.importers.boundaries_apart` as a script, with limits on time and memory. What to read comes as JSON
on standard input, what was read goes as JSON to standard output.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
"""The folder that the packages lie in."""


def main() -> None:
    """Read what standard input asks for."""
    asked = json.load(sys.stdin)
    sys.path.append(str(ROOT))
    from geodata.importers import vector_child  # noqa: PLC0415 - found only now

    vector_child.limit(asked["limits"])
    from geodata.errors import TableFileError  # noqa: PLC0415 - once memory is limited

    try:
        found = _read(asked)
    except TableFileError as error:
        sys.stdout.buffer.write(str(error).encode())
        raise SystemExit(vector_child.GIVEN_UP) from None
    sys.stdout.buffer.write(json.dumps(found).encode())


def _read(asked: dict[str, Any]) -> dict[str, Any]:
    from geodata.importers.boundaries import read  # noqa: PLC0415 - as above

    found = read(
        Path(asked["path"]),
        partners=asked["partners"],
        column=asked["column"],
        name=asked["name"],
        layer=asked["layer"],
    )
    others = {name: getattr(found, name) for name in ("missing", "mended", "digest", "columns", "shapes")}
    return {
        **others,
        "geometries": {code: shape.wkb_hex for code, shape in found.geometries.items()},
        "rejected": [asdict(one) for one in found.rejected],
    }


if __name__ == "__main__":
    main()
