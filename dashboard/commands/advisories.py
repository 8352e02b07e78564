"""The list of advisories on a day, what changed between two days, and facts from a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.shared import (
    AsOf,
    Format,
    FormatOption,
    UsageError,
    line,
    opened,
    parse_day,
    read_settings,
    today,
    who,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from dashboard.actions.advisory_import import FactPlan
    from dashboard.actions.advisory_list import Listed

commands = typer.Typer()

LISTED = 20
"""So many rejections, and so many warnings, are printed."""


@commands.command()
def advisories(
    as_of: AsOf = None,
    territory: Annotated[str | None, typer.Option(metavar="CODE", help="One territory: code or name")] = None,
    diff: Annotated[str | None, typer.Option(metavar="DATE", help="What changed between it and --as-of")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List where a Port Security Advisory is in force, or of which one cannot tell, on a day.

    What the answer rests on, and that it decides nothing, is said on standard error; in JSON it stands beside the rows.
    """
    engine = opened()
    on = parse_day(as_of, "--as-of") if as_of else today(engine)
    code = _code(engine, territory) if territory else None
    if diff:
        _write_difference(engine, sorted((parse_day(diff, "--diff"), on)), code, output)
        return
    rows = [row for row in _listed(engine, on, code) if code or row.state.answer.value != "not_in_force"]
    _write([row.flat() for row in rows], output, engine, on)


def import_facts(file: Path, *, sheet: str | None = None, dry_run: bool = False, skip_rejected: bool = False) -> None:
    """Import published facts, shown as a difference first: what `seamark import advisories FILE` calls.

    Raises:
        typer.Exit: with code 1, if there are rejected rows that are not left out.
    """
    from dashboard.actions.advisory_import import commit_facts, plan_facts
    from geodata.importers.table import read_table

    if not file.is_file():
        raise UsageError(f"FILE: {file} is not a file")
    engine = opened()
    plan = plan_facts(engine, read_table(file, sheet=sheet), name=file.name, as_of=today(engine))
    _tell(plan)
    if plan.rejected and not skip_rejected:
        print("Nothing was imported. Correct the rows, or leave them out with --skip-rejected.")
        raise typer.Exit(1)
    if dry_run:
        print("Dry run: nothing was imported.")
        return
    commit_facts(engine, plan, who=who())
    print(f"Imported: {len(plan.new)} new, {len(plan.changed)} changed.")


def _tell(plan: FactPlan) -> None:
    print(
        f"{plan.name}: {len(plan.new)} new, {len(plan.changed)} changed, {plan.unchanged} unchanged, "
        f"{len(plan.rejected)} rejected"
    )
    for sentence in plan.difference.sentences() or ["The list in force does not change."]:
        line(sentence)
    unread = "exceptions: cannot be read, so that calls cannot be told"
    _tell_some([f"warning: row {row.number}, {unread}: {'; '.join(row.parts)}" for row in plan.unread])
    _tell_some([f"row {one.number}{f', {one.column}' if one.column else ''}: {one.reason}" for one in plan.rejected])


def _tell_some(said: Sequence[str]) -> None:
    for one in said[:LISTED]:
        line(one)
    if len(said) > LISTED:
        line(f"and {len(said) - LISTED} more")


def _code(engine: Engine, said: str) -> str:
    from geodata.importers.territory_names import territory_of
    from models import queries
    from models.database import reading

    with reading(engine) as session:
        known = {row.code for row in queries.territories(session=session)}
    code = territory_of(said) or said.upper()
    if code not in known:
        raise UsageError(f"--territory: {said!r} is no territory; `seamark territories` lists them")
    return code


def _listed(engine: Engine, on: date, code: str | None) -> list[Listed]:
    from dashboard.actions.advisory_list import listed_on
    from models import queries
    from models.database import reading

    with reading(engine) as session:
        facts = queries.advisory_facts(session=session)
        territories = {row.code: row for row in queries.territories(session=session)}
    rows = listed_on(facts, territories, as_of=on, besides=[code] if code else [])
    return [row for row in rows if code in {None, row.code}]


def _write_difference(engine: Engine, days: Sequence[date], code: str | None, output: Format) -> None:
    from dashboard.actions.advisory_difference import list_difference

    first, last = days
    difference = list_difference(_listed(engine, first, code), _listed(engine, last, code))
    if output is not Format.TABLE:
        _write(difference.flat(), output, engine, last, since=first)
        return
    for sentence in difference.sentences() or [f"Nothing changed from {first.isoformat()} to {last.isoformat()}."]:
        print(sentence)
    _say(engine, last)


def _write(
    rows: Sequence[dict[str, Any]], output: Format, engine: Engine, on: date, *, since: date | None = None
) -> None:
    if output is not Format.JSON:
        _say(engine, on)
        write(rows, output)
        return
    marking, cutoff, words = _known(engine, on)
    head = {"marking": marking, "as_of": on.isoformat(), **({"since": since.isoformat()} if since else {})}
    json.dump({**head, "cutoff": cutoff, "note": words, "rows": list(rows)}, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _say(engine: Engine, on: date) -> None:
    marking, _, words = _known(engine, on)
    print(f"{marking}. {words}", file=sys.stderr)


def _known(engine: Engine, on: date) -> tuple[str, str | None, str]:
    """Return the marking, the last day that facts are known for, and what is to be said with every answer."""
    from dashboard.actions.advisory_list import NO_LEGAL_ADVICE, cutoff_words
    from dashboard.actions.scope import marking_line
    from models import queries
    from models.advisories import cutoff
    from models.database import reading

    with reading(engine) as session:
        facts = queries.advisory_facts(session=session)
        demo = queries.has_demo(session=session)
    known = cutoff(facts)
    words = f"{cutoff_words(facts, as_of=on)} {NO_LEGAL_ADVICE}"
    marking = marking_line(read_settings(engine).marking, demo=demo)
    return marking, known.isoformat() if known else None, words
