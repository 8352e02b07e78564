"""Visits by territory and year: which partner was visited how often, and where a year has no visit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from models.listings import FISCAL_START
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from models.listings import YearCount
    from models.tables import Territory

MOST_YEARS = 12
"""So many years have a column of their own; visits before them are summed."""

NONE, NOT_YET = "none", "none yet"
"""Words for a year without a visit: one that is over, and the one that runs."""


@dataclass(frozen=True, slots=True)
class Count:
    """Visits made, and visits booked."""

    made: int = 0
    booked: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.made + other.made, self.booked + other.booked)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One territory over the years."""

    territory: Territory
    years: Mapping[int, Count]
    """By year; every year of the matrix."""
    earlier: Count
    """Before those."""
    total: Count


@dataclass(frozen=True, slots=True)
class Matrix:
    """All territories over the years."""

    years: Sequence[int]
    this_year: int
    began: int
    """The first year with a visit or booking of any partner."""
    fiscal: bool
    rows: Sequence[MatrixRow]
    """By subregion, west to east, then by name."""

    def title(self, year: int) -> str:
        """Name a year: `2026`, or `FY 2026`."""
        return f"FY {year}" if self.fiscal else str(year)

    @property
    def has_earlier(self) -> bool:
        """Whether visits were made before the first year shown."""
        return any(row.earlier.made or row.earlier.booked for row in self.rows)

    def cell(self, count: Count, year: int) -> str:
        """Write a cell. A year without a visit says so in words, but for the years to come."""
        zero = NONE if year < self.this_year else NOT_YET if year == self.this_year else ""
        booked = f"+ {count.booked:,}" if count.booked else ""
        return f"{f'{count.made:,}' if count.made else zero} {booked}".strip()

    def is_gap(self, count: Count, year: int) -> bool:
        """Tell whether a year without a visit stands out: not the one in which the record begins, nor one to come."""
        return not count.made and self.began < year <= self.this_year

    def regions(self) -> Iterator[tuple[str, list[MatrixRow]]]:
        """Group the rows by subregion."""
        for region, rows in groupby(self.rows, key=lambda row: row.territory.subregion):
            yield region.value if region else "Other", list(rows)

    def flat(self) -> list[dict[str, Any]]:
        """Write the matrix as rows of a file: made and booked in columns of their own."""
        return [_flat(self, row) for row in self.rows]


def year_of(day: date, *, fiscal: bool) -> int:
    """Tell the year a day lies in; a fiscal one begins in October and is named after the year it ends in."""
    return day.year + (fiscal and day.month >= FISCAL_START)


def matrix(
    counts: Iterable[YearCount], territories: Iterable[Territory], *, today: date, fiscal: bool = False
) -> Matrix:
    """Lay out counts of visits, with every territory given whether it was visited or not."""
    held: dict[str, dict[int, Count]] = defaultdict(dict)
    for one in counts:
        held[one.territory][one.year] = Count(one.made, one.booked)
    rows = sorted(territories, key=_place)
    this_year = year_of(today, fiscal=fiscal)
    known = {this_year, *(year for row in rows for year in held.get(row.code, ()))}
    years = range(max(min(known), this_year - MOST_YEARS + 1), max(known) + 1)
    return Matrix(years, this_year, min(known), fiscal, [_row(row, held.get(row.code, {}), years) for row in rows])


def sums(rows: Iterable[MatrixRow], years: Sequence[int]) -> tuple[dict[int, Count], Count, Count]:
    """Sum rows: by year, before the years shown, and over all."""
    rows = list(rows)
    by_year = {year: sum((row.years[year] for row in rows), Count()) for year in years}
    return by_year, sum((row.earlier for row in rows), Count()), sum((row.total for row in rows), Count())


def _place(territory: Territory) -> tuple[int, str]:
    order = list(Subregion)
    return (order.index(territory.subregion) if territory.subregion else len(order), territory.name)


def _row(territory: Territory, held: Mapping[int, Count], years: Sequence[int]) -> MatrixRow:
    earlier = sum((count for year, count in held.items() if year < years[0]), Count())
    return MatrixRow(
        territory=territory,
        years={year: held.get(year, Count()) for year in years},
        earlier=earlier,
        total=sum(held.values(), Count()),
    )


def _flat(table: Matrix, row: MatrixRow) -> dict[str, Any]:
    flat: dict[str, Any] = {
        "Territory": row.territory.code,
        "Name": row.territory.name,
        "Subregion": row.territory.subregion.value if row.territory.subregion else "",
        "Earlier, made": row.earlier.made,
    }
    for year, count in row.years.items():
        flat[f"{table.title(year)}, made"] = count.made
        flat[f"{table.title(year)}, booked"] = count.booked
    return {**flat, "Total made": row.total.made, "Total booked": row.total.booked}
