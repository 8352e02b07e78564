"""What the lists of engagements, follow-ups and drafts show and hand out, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.columns import KINDS, labelled
from dashboard.actions.exports import read_names
from geodata.exporters.delimited import to_csv
from geodata.exporters.listing import to_json
from geodata.exporters.workbook import SheetOut, to_xlsx
from models import listings
from models.coverage import BOOKED
from models.database import reading
from models.listings import Sought, Wanted
from models.searching import fold
from models.vocabulary import EngagementKind, EngagementStatus
from models.wording import RECIPROCAL_STATUS_WORDS, day, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

    from dashboard.actions.records import Records
    from models.listings import Listed
    from models.settings import Settings
    from models.tables import Draft, Port

GLYPHS = {
    EngagementStatus.COMPLETED: "●",
    EngagementStatus.CONFIRMED: "◐",
    EngagementStatus.PLANNED: "○",
    EngagementStatus.CANCELLED: "✕",
}
"""Told apart by shape."""

LETTERS = {kind: words(kind.value)[0] for kind in EngagementKind} | {EngagementKind.EMBASSY_CALL: "E"}
"""One for each kind, for where there is no room for words."""

SUMMARY = 140
"""Letters of a summary that a list shows."""

WORDS = 6
"""So many words are looked for; what is typed beyond them is passed over."""

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""What lists are handed out as, and the type of the file."""


def sought(text: str, records: Records) -> tuple[Sought, ...]:
    """Read what somebody typed: each word, with the territories, ports and kinds that are called so.

    Names are compared whatever the case and the accents; with nothing but signs typed, nothing is looked for.
    """
    return tuple(_sought(word, records) for word in text.split()[:WORDS] if fold(word))


def _sought(word: str, records: Records) -> Sought:
    folded = fold(word)
    ports = _ports_called(folded, records) if len(folded) > 1 else []
    return Sought(
        word,
        territories=tuple(code for code, one in records.territories.items() if folded in fold(one.name)),
        ports=tuple(port.id for port in ports if port.id),
        port_territories=tuple(sorted({port.territory for port in ports})),
        kinds=tuple(kind for kind in EngagementKind if folded in fold(words(kind.value))),
    )


def _ports_called(folded: str, records: Records) -> list[Port]:
    return [port for held in records.ports.values() for port in held if folded in fold(port.name)]


def waiting(today: date) -> Wanted:
    """Ask for bookings whose days are past: somebody has to report or cancel them."""
    return Wanted(statuses=tuple(sorted(BOOKED)), ended_before=today)


def status_text(kind: EngagementKind, status: EngagementStatus) -> str:
    """Word a status with its glyph."""
    text = RECIPROCAL_STATUS_WORDS[status] if kind is EngagementKind.RECIPROCAL else status.value
    return f"{GLYPHS[status]} {text.capitalize()}"


def days_text(starts_on: date, ends_on: date) -> str:
    """Write the days of an engagement as short as they can be told: `3 to 5 Mar 2026`."""
    if starts_on == ends_on:
        return day(ends_on)
    begin = day(starts_on).split()
    end = day(ends_on).split()
    while len(begin) > 1 and begin[-1] == end[-1]:
        begin.pop()
        end.pop()
    return f"{' '.join(begin)} to {day(ends_on)}"


def table_row(one: Listed, records: Records) -> dict[str, Any]:
    """Write an engagement as a row of the table."""
    return {
        "Territory": territory_name(one.territory, records),
        "First day": one.starts_on,
        "Last day": one.ends_on,
        "Kind": words(one.kind.value),
        "Status": status_text(one.kind, one.status),
        "Where": where(one, records),
        "Lead": one.lead,
        "Marking": one.marking,
        "Record": "DEMO" if one.demo else "",
        "Summary": _short(one.course or one.summary),
    }


def territory_name(code: str, records: Records) -> str:
    """Name a territory."""
    held = records.territories.get(code)
    return held.name if held else code


def where(one: Listed, records: Records) -> str:
    """Name the ports visited, else the place."""
    names = [port.name for port in map(records.port, one.ports) if port]
    away = "" if one.in_territory else "elsewhere"
    return ", ".join(names) or one.place or away


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else f"{line[:SUMMARY].rsplit(' ', 1)[0]} …"


def download(
    engine: Engine, wanted: Wanted, *, form: str, settings: Settings, title: str, disclaimer: str
) -> str | bytes:
    """Write all engagements that are wanted as a file, in the columns that an import reads back.

    The file bears the highest marking of the engagements and of what they name.
    """
    with reading(engine) as session:
        names = read_names(session)
        held = list(listings.whole(wanted, session=session))
        rows = [labelled(KINDS["engagements"], row, names.known) for row in held]
        markings = {marking for row in held for marking in names.markings(row)}
    marking = marking_of(settings, markings, demo=any(row.demo for row in held))
    return written(rows, form=form, marking=marking, title=title, disclaimer=disclaimer)


def marking_of(settings: Settings, markings: Iterable[str], *, demo: bool) -> str:
    """Word the highest of some markings, with the announcement of demonstration data."""
    highest = settings.highest(markings)
    return f"{highest} · DEMO DATA" if demo else highest


def written(rows: Sequence[Mapping[str, Any]], *, form: str, marking: str, title: str, disclaimer: str) -> str | bytes:
    """Write rows as CSV, XLSX or JSON under their marking."""
    note = f"{marking}. {title}. {disclaimer}"
    if form == "csv":
        return to_csv(rows, note=note)
    if form == "xlsx":
        return to_xlsx([SheetOut("Engagements", rows)], note=note)
    return to_json(rows, note={"marking": marking, "title": title, "disclaimer": disclaimer})


def draft_title(draft: Draft, records: Records) -> str:
    """Say what a draft will be: a new record of a kind and territory, or a change of a stored one."""
    content = draft.content
    what = words(str(content.get("kind") or draft.kind))
    place = territory_name(str(content.get("territory") or ""), records)
    change = f"change of {words(draft.kind).lower()} {draft.record_id}" if draft.record_id else "new"
    return f"{what}{', ' + place if place else ''} ({change})"


def draft_detail(draft: Draft) -> str:
    """Say how much a draft holds."""
    filled = [words(name) for name in ("starts_on", "lead", "summary", "observations") if draft.content.get(name)]
    return f"filled in: {', '.join(filled).lower()}" if filled else "nothing but its first fields yet"
