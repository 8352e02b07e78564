"""The record of a check of the conditions of entry as a PDF: tagged, and byte for byte the same for the same record."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.actions.entry_words import (
    AID,
    ANSWERS,
    PARTS,
    REASONS,
    VERDICTS,
    cited,
    port_said,
    source_of,
    stay,
    territory_said,
)
from dashboard.paper.typesetting import as_input, banded, pdf, printable_sheet
from models.entry_calls import EntryAnswer, Reason
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEMPLATE = Path(__file__).with_suffix(".typ")

_ADDRESS = re.compile(r"https?://\S+")


def entry_record_pdf(record: Mapping[str, Any], *, territories: Mapping[str, str], colour: str) -> bytes:
    """Write the record of a check as a PDF.

    Args:
        record: as `models.entry_record` makes it.
        territories: names by code.
        colour: of the band that bears the marking, as `#rrggbb`.
    """
    return pdf(TEMPLATE, {"record": as_input(printable_sheet(_sheet(record, territories, colour)))})


class _Sources:
    """What is cited, each once and numbered."""

    def __init__(self) -> None:
        self.listed: list[dict[str, str]] = []

    def number(self, text: str, address: str, note: str = "") -> int:
        """Return the number of a source, a new one where it was not cited before."""
        source = {"text": text, "address": address, "note": note}
        if source not in self.listed:
            self.listed.append(source)
        return self.listed.index(source) + 1


def _sheet(record: Mapping[str, Any], territories: Mapping[str, str], colour: str) -> dict[str, Any]:
    sources = _Sources()
    answer = EntryAnswer(record["answer"])
    calls = [_call(call, territories, sources) for call in record["calls"]]
    parts = [] if answer is EntryAnswer.DOES_NOT_APPLY else [_part(record, name, sources) for name in PARTS]
    return {
        "title": "Check of the conditions of entry",
        "answer": ANSWERS[answer],
        **banded(record["marking"], colour),
        "facts": _facts(record),
        "calls_title": "Ports of call, the last one first",
        "columns": ["", "Port", "Territory", "Means", "Why"],
        "calls": calls,
        "notes_title": "To be noted",
        "notes": record["notes"],
        "parts": parts,
        "sources_title": "Sources",
        "sources": sources.listed,
        "given_title": "The calls as they were given",
        "given": record["given"],
        "aid": AID,
        "letters": "",
        "page_label": "Page",
        "hash_label": "Record",
        "hash_said": "SHA-256 of this record's contents; the same inputs and data give the same.",
        "hash": record["hash"],
    }


def _facts(record: Mapping[str, Any]) -> list[dict[str, str]]:
    cutoff = record["cutoff"]
    facts = {
        "Vessel": record["vessel"],
        "Arrival in the United States": day(date.fromisoformat(record["arrival"])),
        "Advisories known up to": day(date.fromisoformat(cutoff)) if cutoff else "No full list is known",
        "Marking": record["marking"],
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


def _call(call: Mapping[str, Any], territories: Mapping[str, str], sources: _Sources) -> dict[str, Any]:
    numbers = [sources.number(cited(one), source_of(one), _doubt(one)) for one in call["citations"]]
    verdict = EntryAnswer(call["verdict"]) if call["verdict"] else None
    return {
        "place": str(call["place"] or ""),
        "port": port_said(call),
        "dates": stay(call),
        "territory": territory_said(call, territories),
        "verdict": VERDICTS[verdict],
        "reason": REASONS[Reason(call["reason"])],
        "why": call["why"],
        "refs": numbers,
        "notes": call["notes"],
    }


def _doubt(citation: Mapping[str, Any]) -> str:
    """Return what is uncertain of a cited fact; a note that only repeats the notice says nothing."""
    note = str(citation["note"])
    return "" if note == citation["notice"] else note


def _part(record: Mapping[str, Any], name: str, sources: _Sources) -> dict[str, Any]:
    items = [{"text": one["text"], "refs": _told_by(one["source"], sources)} for one in record[name]]
    return {"title": PARTS[name], "items": items}


def _told_by(source: str, sources: _Sources) -> Sequence[int]:
    found = _ADDRESS.search(source)
    text = source[: found.start()] if found else source
    return [sources.number(text.strip(), found[0] if found else "")]
