"""The regions that maps, filters and briefs are cut by: subregions, named sets, and the territories of each officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.actions.sets import MINE, OFFICER
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from dashboard.actions.records import Records


def regions(records: Records) -> dict[str, frozenset[str]]:
    """Return the codes of the user's own territories, every subregion, every named set and every officer's share."""
    mine = records.officer()
    found = {MINE: frozenset(mine.territories)} if mine and mine.territories else {}
    for subregion in Subregion:
        members = frozenset(partner.code for partner in records.partners if partner.subregion is subregion)
        found[subregion.value] = members
    found |= {named.name: frozenset(named.territories) for named in records.sets}
    return found | {
        OFFICER + officer.name: frozenset(officer.territories) for officer in records.officers if officer.territories
    }
