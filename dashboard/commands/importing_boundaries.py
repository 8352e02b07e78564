"""Import boundaries: the part of `seamark import` for polygon files, and the way back to the boundaries that ship."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dashboard.commands.shared import UsageError, line, opened, read_settings, who

if TYPE_CHECKING:
    from dashboard.actions.boundaries import BoundaryPlan

LISTED = 20
"""So many rejected shapes are printed."""


@dataclass(frozen=True, slots=True)
class BoundaryOptions:
    """What the options of the command say."""

    column: str | None = None
    """Which column has the codes or names of territories."""
    layer: str | None = None
    """Which layer of several."""
    partly: bool = False
    """Take a file from which partners are missing."""
    shipped: bool = False
    """Put the boundaries that ship in use again; there is no file then."""
    dry_run: bool = False
    rejects: Path | None = None
    """Where to write rejected shapes as CSV."""
    as_json: bool = False


def import_boundaries(file: Path | None, options: BoundaryOptions) -> None:
    """Put the boundaries of a file in use, or those that ship.

    Exit code 1 if partners are missing from the file and it is not taken partly.

    Raises:
        UsageError: there is no file, or one where none is wanted.
    """
    if options.shipped:
        _go_back(file, options)
        return
    if file is None or not file.is_file():
        raise UsageError(f"FILE: {file or 'none given'} is not a file")
    from dashboard.actions.boundaries import commit_boundaries, plan_boundaries

    engine = opened()
    plan = plan_boundaries(engine, file, name=file.name, column=options.column, layer=options.layer)
    refused = bool(plan.missing) and not options.partly
    if options.rejects and plan.rejected:
        options.rejects.write_text(_rejected(plan, read_settings(engine).marking), encoding="utf-8", newline="")
    if not refused and not options.dry_run:
        commit_boundaries(engine, plan, who=who(), partly=options.partly)
    _tell(plan, options, refused=refused)
    if refused:
        raise typer.Exit(1)


def _go_back(file: Path | None, options: BoundaryOptions) -> None:
    from dashboard.actions.boundaries import use_shipped

    if file is not None:
        raise UsageError("FILE: leave it out with --shipped")
    if options.dry_run:
        raise UsageError("--dry-run: leave it out with --shipped")
    count = use_shipped(opened(), who=who())
    print(f"The boundaries that ship are in use; {count} ports are flagged otherwise than before.")


def _rejected(plan: BoundaryPlan, marking: str) -> str:
    from geodata.exporters.delimited import to_csv

    rows = [{"shape": one.number, "column": one.column, "reason": one.reason} for one in plan.rejected]
    return to_csv(rows, note=marking)


def _tell(plan: BoundaryPlan, options: BoundaryOptions, *, refused: bool) -> None:
    if options.as_json:
        json.dump({"source": "boundaries", **plan.counts}, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _tell_in_words(plan)
    if refused:
        print("Nothing was imported. Add these partners, or take the file with --partly.", file=sys.stderr)
    elif not options.as_json:
        print("Dry run: nothing was imported." if options.dry_run else "In use.")


def _tell_in_words(plan: BoundaryPlan) -> None:
    print(f"{plan.name}: {', '.join(f'{count} {name}' for name, count in plan.counts.items())}")
    if plan.missing:
        line(f"missing: {', '.join(plan.missing)}; what ships stays for these")
    if plan.mended:
        line(f"mended, since their shape crossed itself: {', '.join(plan.mended)}")
    for one in plan.rejected[:LISTED]:
        line(f"shape {one.number}, {one.column}: {one.reason}")
    if len(plan.rejected) > LISTED:
        line(f"and {len(plan.rejected) - LISTED} more; --rejects FILE writes them all")
