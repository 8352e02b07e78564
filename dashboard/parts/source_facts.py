"""What sources say of a port, in words: one line for each fact, two sources side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.geodesy import Point, lat_lon_text
from models.port_facts import SETTLED
from models.searching import fold
from models.vocabulary import PortFlag
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.actions.records import Records

FLAG_WORDS = {
    PortFlag.OUTSIDE_TERRITORY: "Outside its territory",
    PortFlag.LIKELY_SLIP: "Coordinates likely mistaken",
    PortFlag.DUPLICATE_CODE: "UN/LOCODE used twice",
    PortFlag.DUPLICATE_NUMBER: "World Port Index number used twice",
    PortFlag.CODE_PREFIX: "UN/LOCODE of another territory",
}
"""What may be wrong, in words."""

POSITION = "Position"
_UNSAID: tuple[object, ...] = (None, "", [], (), "unknown")


def facts_in_words(facts: Mapping[str, Any], records: Records) -> dict[str, str]:
    """Write facts for a person, by their labels; latitude and longitude are one."""
    found: dict[str, str] = {}
    for name in SETTLED:
        if facts.get(name) in _UNSAID or name == "lat":
            continue
        if name == "lon":
            found[POSITION] = position(facts)
        else:
            found[words(name)] = _text(name, facts[name], records)
    return found


def position(facts: Mapping[str, Any]) -> str:
    """Write where a place is, blank where that is not said."""
    lon, lat = facts.get("lon"), facts.get("lat")
    return "" if lon is None or lat is None else lat_lon_text(Point(lon, lat))


def side_by_side(said: Mapping[str, str], held: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Put facts in words beside one another: label, what is said, what is held, and `=` or `≠` where both speak."""
    labels = [*held, *(label for label in said if label not in held)]
    return [
        (label, said.get(label, ""), held.get(label, ""), _sign(said.get(label), held.get(label))) for label in labels
    ]


def _sign(said: str | None, held: str | None) -> str:
    if not said or not held:
        return ""
    return "=" if fold(said) == fold(held) else "≠"


def _text(name: str, value: Any, records: Records) -> str:  # noqa: ANN401 - any JSON value of a fact
    if name == "territory":
        known = records.territories.get(value)
        return known.name if known else str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return words(value) if name.startswith("harbour") else str(value)
