"""How what was chosen of a trip is written into the cells of a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.actions.cells import joined
from models.wording import day, plural, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dashboard.actions.export_columns import Names
    from geodata.importers.table import Value
    from models.tables import ChecklistItem, StopItem


def _travellers(row: Any, names: Names) -> Value:  # noqa: ANN401 - a row of the table, like those below
    return joined(names.officers[number].name for number in row.officers if number in names.officers)


def _excluded(row: Any, names: Names) -> Value:  # noqa: ANN401
    return joined(names.known.territory_name(code) for code in row.excluded)


def _stops(row: Any, names: Names) -> Value:  # noqa: ANN401
    return joined(f"{names.known.territory_name(stop['territory'])} ({_stop(stop, names)})" for stop in row.stops)


def _stop(stop: StopItem, names: Names) -> str:
    return ", ".join(_parts(stop, names))


def _parts(stop: StopItem, names: Names) -> Iterator[str]:
    if stop["ports"]:
        yield f"ports {' and '.join(names.known.ports.name(number) for number in stop['ports'])}"
    for part in ("government", "port", "embassy"):
        yield f"{part} {plural(stop[part], 'half-day')}"
    if stop["airport"]:
        yield f"airport {stop['airport']}"
    if stop["fixed_on"]:
        yield f"fixed on {day(date.fromisoformat(stop['fixed_on']))}"
    if stop["pinned"]:
        yield "pinned"
    if stop["planned_from"] and stop["planned_to"]:
        yield f"confirmed for {stop['planned_from']} to {stop['planned_to']}"


def _numbers(name: str) -> Callable[[Any, Names], Value]:
    return lambda row, _names: joined(f"{words(key)} {value}" for key, value in getattr(row, name).items())


def _checklist(row: Any, names: Names) -> Value:  # noqa: ANN401
    return joined(_task(item, names) for item in row.checklist)


def _task(item: ChecklistItem, names: Names) -> str:
    where = f" ({names.known.territory_name(item['territory'])})" if item["territory"] else ""
    done = f", done on {item['done_on']}" if item["done_on"] else ""
    return f"{item['what']}{where} by {item['due_on']}{done}"


CHOSEN: Mapping[str, Callable[[Any, Names], Value]] = {
    "State": lambda row, _names: words(row.state.value),
    "Leaves on": lambda row, _names: row.leaves_on,
    "Back by": lambda row, _names: row.back_by,
    "Days at most": lambda row, _names: row.days,
    "Travellers": _travellers,
    "Excluded": _excluded,
    "Stops": _stops,
    "Pace": _numbers("pace"),
    "Weights": _numbers("weights"),
    "Checklist": _checklist,
    "Note": lambda row, _names: row.note or None,
}
"""Each column by its label."""
