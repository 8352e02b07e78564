"""Whether conditions of entry apply to a vessel, or to each of many."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.shared import Format, FormatOption, UsageError, line, opened, parse_day, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.entry_ground import Ground
    from dashboard.actions.entry_vessels import FileAnswers
    from dashboard.actions.records import Records

commands = typer.Typer()

LISTED = 20
"""So many rows that could not be read are told; JSON holds all of them."""


@commands.command("entry-check")
def entry_check(
    calls: Annotated[
        list[str] | None, typer.Argument(metavar="CALL...", help="Last ports of call, the last one first")
    ] = None,
    arrival: Annotated[str | None, typer.Option(metavar="DATE", help="Arrival in the United States")] = None,
    file: Annotated[
        Path | None, typer.Option("--calls", metavar="FILE", help="CSV or XLSX of many vessels instead of CALL...")
    ] = None,
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="Whether 03/04/2026 is 3 April", show_default=False),
    ] = None,
    vessel: Annotated[str, typer.Option(metavar="NAME", help="Stands in the record")] = "",
    record: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the record of the check: .pdf or .json")
    ] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Check whether conditions of entry apply by the last ports of call; a call is a name, code or facility number.

    The exit code is 0 whatever the answer, and 2 where something could not be read.
    """
    if bool(calls) is (file is not None):
        raise UsageError("CALL: give the ports of call, or a file of vessels with --calls")
    records, ground = _known()
    if file is not None:
        if vessel or record:
            raise UsageError(f"{'--vessel' if vessel else '--record'}: is for one vessel; leave it out with --calls")
        found = _checked_file(file, arrival, ground, day_first=day_first)
        _tell_many(found, records, ground, output)
    else:
        if arrival is None:
            raise UsageError("--arrival: give the day of arrival in the United States, such as 2026-11-22")
        made = _record("\n".join(calls or ()), arrival, vessel, records, ground, day_first=day_first)
        if record:
            _save(made, record, records)
        _tell(made, ground, output)


def _known() -> tuple[Records, Ground]:
    from dashboard.actions.entry_ground import ground_of
    from dashboard.actions.records import read_records
    from models import queries
    from models.database import reading

    with reading(opened()) as session:
        records = read_records(session=session)
        return records, ground_of(records, queries.facilities(session=session))


def _marking(records: Records) -> str:
    from dashboard.actions.scope import marking_line

    return marking_line(records.settings.marking, demo=records.has_demo)


def _record(
    text: str, arrival: str, vessel: str, records: Records, ground: Ground, *, day_first: bool | None
) -> dict[str, Any]:
    from dashboard.actions.entry_check import check_pasted, pasted_calls, record_of

    day = parse_day(arrival, "--arrival")
    checked = check_pasted(pasted_calls(text, ground, day_first=day_first), arrival=day, ground=ground)
    return record_of(checked, text=text, vessel=vessel, marking=_marking(records))


def _save(record: Mapping[str, Any], file: Path, records: Records) -> None:
    from dashboard.actions.entry_files import record_json
    from dashboard.paper.entry_record import entry_record_pdf

    kind = file.suffix.lower()
    if kind not in {".pdf", ".json"}:
        raise UsageError("--record: is written as .pdf or .json; name such a file")
    names = {code: territory.name for code, territory in records.territories.items()}
    colour = records.settings.marking_colour
    content = entry_record_pdf(record, territories=names, colour=colour) if kind == ".pdf" else record_json(record)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"--record: {file} cannot be written ({error.strerror})") from error


def _tell(record: Mapping[str, Any], ground: Ground, output: Format) -> None:
    from dashboard.actions.entry_vessels import summary

    told = summary(record)
    print(record["marking"], file=sys.stderr)
    if output is Format.JSON:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif output is Format.CSV:
        write([{**call, "notes": " ".join(call["notes"])} for call in told["calls"]], output)
    else:
        _tell_words(record, ground)
        _tell_guidance(told)
        print(told["aid"])
        print(f"SHA-256 {told['hash']}")


def _tell_words(record: Mapping[str, Any], ground: Ground) -> None:
    from dashboard.actions.entry_words import ANSWERS, REASONS, VERDICTS, cited, port_said, territory_said
    from models.entry_calls import EntryAnswer, Reason

    print(f"{ANSWERS[EntryAnswer(record['answer'])]} ({record['answer']})")
    for call in record["calls"]:
        verdict = VERDICTS[EntryAnswer(call["verdict"]) if call["verdict"] else None]
        where = f"{port_said(call)}, {territory_said(call, ground.names)}"
        line(f"{call['place'] or '-'}  {where}: {verdict}. {REASONS[Reason(call['reason'])]}. {call['why']}")
        for said in (*map(cited, call["citations"]), *call["notes"]):
            line(f"     {said}")
    for note in record["notes"]:
        line(note)


def _tell_guidance(told: Mapping[str, Any]) -> None:
    """Tell what to do in port, what that may spare the vessel and what it may meet, where conditions may apply."""
    from dashboard.actions.entry_words import PARTS

    for name, title in PARTS.items():
        if told[name]:
            print(f"{title}:")
        for said in told[name]:
            line(f"- {said}")


def _checked_file(file: Path, arrival: str | None, ground: Ground, *, day_first: bool | None) -> FileAnswers:
    from dashboard.actions.entry_vessels import check_file

    day = parse_day(arrival, "--arrival") if arrival else None
    if not file.is_file():
        raise UsageError(f"--calls: {file} is not a file")
    return check_file(file.read_bytes(), name=file.name, ground=ground, arrival=day, day_first=day_first)


def _tell_many(found: FileAnswers, records: Records, ground: Ground, output: Format) -> None:
    from dashboard.actions.entry_vessels import answer_rows

    print(_marking(records), file=sys.stderr)
    if output is Format.JSON:
        _dump_many(found, records)
    else:
        write(answer_rows(found.answers, ground.names), output)
    _tell_rejected(found)


def _dump_many(found: FileAnswers, records: Records) -> None:
    from dashboard.actions.entry_check import record_of
    from dashboard.actions.entry_vessels import summary

    marking = _marking(records)
    vessels = [
        {"row": one.number, **summary(record_of(one.checked, text=one.text, vessel=one.vessel, marking=marking))}
        for one in found.answers
    ]
    rejected = [{"row": one.number, "column": one.column, "reason": one.reason} for one in found.rejected]
    json.dump({"vessels": vessels, "rejected": rejected}, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _tell_rejected(found: FileAnswers) -> None:
    said: Sequence[Any] = found.rejected
    for one in said[:LISTED]:
        print(f"row {one.number}: {one.column} {one.reason}", file=sys.stderr)
    if said:
        print(f"seamark: {len(said)} of the rows could not be read", file=sys.stderr)
        raise typer.Exit(2)
