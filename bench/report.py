"""Figures beside their goals, as lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    """The most it should be; None where nothing is asked for."""

    @property
    def row(self) -> tuple[str, str, str, str]:
        """Return what it is, the measurement, the goal, and whether that is met."""
        if self.goal is None:
            return self.what, amount(self.value, self.unit), "", ""
        verdict = "met" if self.value <= self.goal else "missed"
        return self.what, amount(self.value, self.unit), f"<= {amount(self.goal, self.unit)}", verdict


def amount(value: float, unit: str) -> str:
    """Write a quantity: bytes as kB, seconds below one as ms, all else with few digits."""
    if unit == "B":
        return f"{value / 1000:,.1f} kB"
    if unit == "s":
        return f"{1000 * value:,.0f} ms" if value < 1 else f"{value:,.2f} s"
    return f"{value:,.0f} {unit}".rstrip()


def ratio(theirs: float, ours: float) -> str:
    """Write how many times as much a peer takes."""
    return f"{theirs / ours:,.1f}x" if ours else "-"


def lines(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lay rows out in columns, the first to the left and the others to the right."""
    table = [header, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    yield ""
    yield title
    for row in table:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        del first
        yield "  ".join([row[0].ljust(widths[0]), *rest]).rstrip()
