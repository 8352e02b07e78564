"""Where the partners stood on a day, small enough to keep: what the next brief is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.actions.figures import Facet, holds
from models.advisories import Answer
from models.coverage import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.actions.coverage import CoverageRow


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one partner stood."""

    status: Status
    last_visit: date | None
    advisory: Answer


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where all of them stood."""

    on: date
    counts: Mapping[Facet, int]
    """The key figures."""
    standings: Mapping[str, Standing]
    """By code."""

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON values; `from_json` reads them."""
        return {
            "on": self.on.isoformat(),
            "counts": {facet.value: count for facet, count in self.counts.items()},
            "standings": {
                code: [one.status.value, one.last_visit.isoformat() if one.last_visit else None, one.advisory.value]
                for code, one in self.standings.items()
            },
        }


def standing(row: CoverageRow) -> Standing:
    """Say where a partner stands."""
    return Standing(row.coverage.status, row.coverage.visit.last, row.advisory.answer)


def taken(rows: Sequence[CoverageRow], *, on: date) -> Snapshot:
    """Take a snapshot of the partners on the day of their rows."""
    counts = {facet: sum(holds(facet, row, as_of=on) for row in rows) for facet in Facet}
    return Snapshot(on, counts, {row.territory.code: standing(row) for row in rows})


def from_json(kept: Mapping[str, Any]) -> Snapshot:
    """Read a snapshot that was kept."""
    return Snapshot(
        on=date.fromisoformat(kept["on"]),
        counts={Facet(name): count for name, count in kept["counts"].items()},
        standings={
            code: Standing(Status(status), date.fromisoformat(last) if last else None, Answer(advisory))
            for code, (status, last, advisory) in kept["standings"].items()
        },
    )
