"""Check a file of many vessels: an answer for each, and the rows that could not be read."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.actions.entry_check import SURE_WORDS, Sure, check_pasted
from dashboard.actions.entry_words import AID, PARTS, REASONS, VERDICTS, cited
from geodata.exporters.delimited import to_csv
from geodata.importers.table import MAX_BYTES
from geodata.vessel_calls import read_vessels
from models.entry_calls import EntryAnswer
from models.wording import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.actions.entry_check import Checked
    from dashboard.actions.entry_ground import Ground
    from geodata.importers.rows import Rejected
    from geodata.vessel_calls import VesselCalls

STEP = 25
"""After so many vessels the progress is told."""

COLUMNS = ("Row", "Vessel", "Arrival", "Answer", "Decided by", "Advisory", "In doubt", "Notes")
"""Of the table of answers."""


@dataclass(frozen=True, slots=True)
class VesselAnswer:
    """The answer for one vessel of a file."""

    number: int
    """Number of its row."""
    vessel: str
    arrival: date
    text: str
    """Its calls as they were given."""
    checked: Checked

    @property
    def answer(self) -> EntryAnswer:
        """The answer."""
        return self.checked.check.answer


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """What a file of vessels holds."""

    answers: Sequence[VesselAnswer]
    rejected: Sequence[Rejected]


def check_file(
    data: bytes,
    *,
    name: str,
    ground: Ground,
    arrival: date | None = None,
    day_first: bool | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> FileAnswers:
    """Check every vessel of a CSV or XLSX file.

    Args:
        data: the file.
        name: what messages call it.
        ground: what is known.
        arrival: the day of vessels whose row says none.
        day_first: whether `03/04/2026` is 3 April; None where nobody said.
        progress: is told how many of how many vessels are done.

    Raises:
        TableFileError: it cannot be read, or lacks a column; the message says what to do.
    """
    with tempfile.TemporaryDirectory(prefix="seamark-vessels-") as folder:
        path = Path(folder, "upload")  # never a name that somebody chose
        path.write_bytes(data[: MAX_BYTES + 1])
        read = read_vessels(
            path,
            name=name,
            codes=ground.gazetteer.codes,
            names=ground.gazetteer.names,
            day_first=day_first,
            arrival=arrival,
        )
    answers = []
    for done, vessel in enumerate(read.rows):
        if progress and done % STEP == 0:
            progress(done, len(read.rows))
        answers.append(_answered(vessel, ground))
    return FileAnswers(answers, read.rejected)


def _answered(vessel: VesselCalls, ground: Ground) -> VesselAnswer:
    checked = check_pasted(vessel.pasted, arrival=vessel.arrival, ground=ground)
    text = "\n".join(call.text for call in vessel.pasted.calls)
    return VesselAnswer(vessel.number, vessel.vessel, vessel.arrival, text, checked)


def answer_rows(answers: Iterable[VesselAnswer], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Lay answers out as a table.

    Args:
        answers: what is listed.
        names: of territories, by code.
    """
    return [dict(zip(COLUMNS, _cells(one, names), strict=True)) for one in answers]


def _cells(one: VesselAnswer, names: Mapping[str, str]) -> tuple[Any, ...]:
    deciding = [verdict for verdict in one.checked.check.calls if verdict.verdict is one.answer]
    said = (
        f"{verdict.place} {verdict.call.port or 'port not known'}"
        f"{f', {names.get(verdict.call.territory, verdict.call.territory)}' if verdict.call.territory else ''}:"
        f" {REASONS[verdict.reason]}"
        for verdict in deciding
    )
    advisories = dict.fromkeys(advisory for verdict in deciding for advisory in numbers(verdict.citations))
    doubtful = [taken for taken in one.checked.taken if taken.sure in {Sure.DOUBTFUL, Sure.NOT_FOUND}]
    doubts = "; ".join(f"{taken.given}: {SURE_WORDS[taken.sure].lower()}" for taken in doubtful)
    notes = " ".join(one.checked.check.notes)
    return (
        one.number,
        one.vessel,
        one.arrival,
        VERDICTS[one.answer],
        "; ".join(said),
        "; ".join(advisories),
        doubts,
        notes,
    )


def numbers(citations: Iterable[Any]) -> list[str]:
    """Return the advisories that are cited, by number or else by notice, each once."""
    found = (f"PSA {one.psa_number}" if one.psa_number else one.notice for one in citations)
    return list(dict.fromkeys(number for number in found if number))


def answers_csv(rows: Sequence[Mapping[str, Any]], *, marking: str) -> str:
    """Write the table as CSV, its cells made safe for a spreadsheet, with marking and disclaimer on top."""
    note = f"{marking} · {AID} {DISCLAIMER}"
    return to_csv([{**row, "Arrival": row["Arrival"].isoformat()} for row in rows], note=note, headers=COLUMNS)


def summary(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a record what a script needs: the answer, what each call means, cut-off and hash.

    What the advisories say to a vessel is left out where the conditions do not apply.
    """
    calls = [
        {
            "port": call["port"],
            "territory": call["territory"],
            "verdict": call["verdict"],
            "advisory": "; ".join(cited(one) for one in call["citations"]) or None,
            "reason": call["reason"],
            "why": call["why"],
            "notes": call["notes"],
        }
        for call in record["calls"]
    ]
    plain = ("vessel", "arrival", "answer", "notes", "cutoff", "hash", "marking")
    applies = record["answer"] != EntryAnswer.DOES_NOT_APPLY
    told = {name: [one["text"] for one in record[name]] if applies else [] for name in PARTS}
    return {**{name: record[name] for name in plain}, "calls": calls, **told, "aid": AID}
