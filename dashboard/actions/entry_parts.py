"""What a doubtful call may be made of, and in which other order a list may have been meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dashboard.actions.entry_check import Sure
from geodata.call_resolving import SAME
from geodata.importers.territory_names import territory_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.entry_check import Taken
    from dashboard.actions.entry_ground import Ground
    from dashboard.actions.entry_rows import Row

_BETWEEN = re.compile(r"\s*(?:[,;/&+()]|->|=>|\s-\s|(?<=\w)-(?=\w)|\b(?:and|via|then|to)\b)\s*", re.IGNORECASE)


def several(taken: Taken, ground: Ground) -> list[str]:
    """Return the names of the calls that a doubtful one may be made of; none unless each is a port or a territory."""
    if taken.sure not in {Sure.DOUBTFUL, Sure.NOT_FOUND} or taken.call.is_canal_transit:
        return []
    names = [name.strip(" .") for name in _BETWEEN.split(taken.given)]
    names = [name for name in names if name]
    return names if len(names) > 1 and all(_is_known(name, ground) for name in names) else []


def _is_known(name: str, ground: Ground) -> bool:
    found = ground.gazetteer.same(name, None)
    is_port = bool(found) and found[0].likeness >= SAME
    return is_port or ground.gazetteer.port_of_code(name) is not None or territory_of(name) is not None


def newest_first(taken: Sequence[Taken]) -> list[Row]:
    """Return the rows by their dates, the newest first; none where they are so already or a call has no date."""
    dated = [(day, one.row) for one in taken if (day := one.call.arrived_on or one.call.left_on)]
    rows = [row for _, row in sorted(dated, key=lambda each: each[0], reverse=True)]  # those of one day stay in order
    return rows if len(rows) == len(taken) and rows != [one.row for one in taken] else []
