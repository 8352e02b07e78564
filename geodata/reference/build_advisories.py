"""The table of advisory facts: the compiled facts, each with its territory, its scheme and whether its list is full.

Source: a compilation of public notices and press items, each cited in its row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.errors import ReferenceDataError
from geodata.reference.written import world_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = (
    "psa_number",
    "published_on",
    "territory",
    "country",
    "action",
    "effective_on",
    "exceptions",
    "source_url",
    "note",
    "scheme",
    "full_list",
    "notice",
    "scope",
)
"""Columns of the table, in order."""

PRINTED = {
    "Democratic Republic of Congo": "COD",
    "Cote d'Ivoire": "CIV",
    "Republic of Congo": "COG",
    "Micronesia, Federated States of": "FSM",
    "Sao Tome and Principe": "STP",
    "Serbia and Montenegro": "SCG",
}
"""Names as printed that differ from ours."""

FULL_LIST_PUBLISHED = "2025-08"
"""When the one list known to be complete was published."""

NON_REPORTING_PUBLISHED = "2004-09-09"
"""When the list of those who had not reported compliance was published: another measure than conditions of entry."""

CITATION = re.compile(r"(\d+) FR (\d+)")
"""Where a note begins with one, it cites the notice that the fact was published in."""

CITING_ADDRESS = re.compile(r"https://thefederalregister\.org/(\d+)-FR/(\d+)")
"""An address that is the citation of the notice that stands there."""

NONE_EXCEPTED = "none"
"""How the exceptions begin of a fact that leaves none."""


def build_advisories(facts: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Build the rows of the table from the compiled facts, in their order.

    Raises:
        ReferenceDataError: A fact names a country that is in no table.
    """
    codes = {row["name"]: row["territory"] for row in world_names()} | PRINTED
    unknown = sorted({fact["country"] for fact in facts} - set(codes))
    if unknown:
        raise ReferenceDataError(f"No territory for {', '.join(unknown)}.")
    return [_row(fact, codes[fact["country"]]) for fact in facts]


def _row(fact: Mapping[str, str], territory: str) -> dict[str, str]:
    non_reporting = fact["date"] == NON_REPORTING_PUBLISHED
    full = fact["date"] == FULL_LIST_PUBLISHED and fact["action"] == "listed"
    return {
        "psa_number": fact["psa_number"],
        "published_on": fact["date"],
        "territory": territory,
        "country": fact["country"],
        "action": fact["action"],
        "effective_on": fact["effective_date"],
        "exceptions": fact["exempt_facilities"],
        "source_url": fact["source_url"],
        "note": fact["note"],
        "scheme": "non_reporting" if non_reporting else "conditions_of_entry",
        "full_list": "1" if full else "0",
        "notice": _citation(fact),
        "scope": _scope(fact["exempt_facilities"]),
    }


def _citation(fact: Mapping[str, str]) -> str:
    found = CITATION.match(fact["note"]) or CITING_ADDRESS.fullmatch(fact["source_url"])
    return f"{found[1]} FR {found[2]}" if found else ""


def _scope(exceptions: str) -> str:
    """Tell which ports are meant; a fact that prints no exceptions says nothing of them."""
    if not exceptions:
        return "not_printed"
    return "all_ports" if exceptions.startswith(NONE_EXCEPTED) else "all_but_excepted"
