"""`seamark import boundaries`: what it tells, what it refuses, and the way back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.boundaries import drawn_in_use
from models.database import reading
from tests.dashboard.actions.boundary_files import FIJI, partners, written

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark


def used(engine: Engine) -> str:
    with reading(engine) as session:
        return drawn_in_use(session=session).name


def test_dry_run_then_import_then_back(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    path = written(tmp_path / "own.geojson", partners(), ("ZZZ", FIJI))
    rejects = tmp_path / "rejects.csv"
    options = ("--format", "json", "--rejects", str(rejects))
    code, out, _ = seamark("import", "boundaries", str(path), *options, "--dry-run")
    told = json.loads(out)
    assert (code, used(prepared)) == (0, "Natural Earth")
    assert list(told) == ["source", *["rows", "new", "changed", "unchanged", "queued", "unused", "rejected", "flagged"]]
    assert (told["source"], told["rows"], told["rejected"]) == ("boundaries", 48, 1)
    assert rejects.read_text(encoding="utf-8").splitlines()[-1].startswith("48,ISO_A3,names no territory")
    code, out, _ = seamark("import", "boundaries", str(path))
    assert (code, used(prepared)) == (0, "own.geojson")
    assert out.endswith("In use.\n")
    code, out, _ = seamark("import", "boundaries", "--shipped")
    assert (code, used(prepared)) == (0, "Natural Earth")
    assert out.startswith("The boundaries that ship are in use")


def test_a_file_without_a_partner_is_refused_unless_partly(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    path = written(tmp_path / "own.geojson", partners(FJI=None))
    code, out, errors = seamark("import", "boundaries", str(path))
    assert (code, used(prepared)) == (1, "Natural Earth")
    assert "missing: FJI" in out
    assert "--partly" in errors
    assert seamark("import", "boundaries", str(path), "--partly")[0] == 0
    assert used(prepared) == "own.geojson"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.geojson"], "is not a file"),
        ([], "none given is not a file"),
        (["x", "--shipped"], "leave it out with --shipped"),
        (["--shipped", "--dry-run"], "leave it out with --shipped"),
    ],
)
def test_what_does_not_fit_is_refused(prepared: Engine, seamark: Seamark, arguments: list[str], told: str) -> None:
    code, _, errors = seamark("import", "boundaries", *arguments)
    assert (code, used(prepared)) == (2, "Natural Earth")
    assert told in errors


def test_a_column_that_is_not_there_is_told(prepared: Engine, seamark: Seamark, tmp_path: Path) -> None:
    path = written(tmp_path / "own.geojson", {"FJI": FIJI})
    code, _, errors = seamark("import", "boundaries", str(path), "--column", "code")
    assert code != 0
    assert "Choose one of: ISO_A3, owner" in errors
    assert used(prepared) == "Natural Earth"
