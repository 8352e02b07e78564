"""How else a territory is written, in official lists and by habit. Codes and names are in the table itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.importers.columns import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.tables import Territory

ALTERNATIVES: Mapping[str, tuple[str, ...]] = {
    "BRN": ("Brunei Darussalam",),
    "CHN": ("PRC", "Mainland China"),
    "COM": ("Comoro Islands",),
    "FJI": ("Fiji Islands",),
    "FSM": ("Federated States of Micronesia", "Micronesia, Federated States of"),
    "HKG": ("Hong Kong SAR", "Hong Kong, China", "China, Hong Kong SAR"),
    "KHM": ("Kampuchea",),
    "KOR": ("ROK", "Korea, South", "Korea, Republic of", "Republic of Korea", "S Korea"),
    "MAC": ("Macao", "Macau SAR", "Macao SAR", "Macao, China", "China, Macao SAR"),
    "MMR": ("Burma", "Myanmar (Burma)", "Burma (Myanmar)"),
    "MHL": ("RMI",),
    "PHL": ("Philippine Islands",),
    "PLW": ("Belau",),
    "PNG": ("Papua-Neuguinea",),
    "PYF": ("Tahiti", "Polynésie française"),
    "REU": ("La Réunion", "Reunion Island"),
    "RUS": ("Russian Far East",),
    "SLB": ("Solomons", "Solomon Is."),
    "TLS": ("East Timor", "Timor Leste"),
    "TWN": ("Chinese Taipei", "Taiwan, Province of China", "Taiwan, China"),
    "VNM": ("Viet Nam", "Socialist Republic of Viet Nam"),
    "WLF": ("Wallis and Futuna Islands", "Wallis et Futuna"),
    "WSM": ("Western Samoa",),
    "NCL": ("Nouvelle-Calédonie",),
}
"""By code."""


def spoken(text: str) -> str:
    """Bring a name to what is compared: lower case, no accents, `and` for `&`, no leading article."""
    return normalised(text.replace("&", " and ")).removeprefix("the ")


def territory_names(territories: Iterable[Territory]) -> dict[str, str]:
    """Return the code that each spelling stands for; one that could mean two territories means neither."""
    found: dict[str, set[str]] = {}
    for territory in territories:
        for spelling in _spellings(territory):
            found.setdefault(spoken(spelling), set()).add(territory.code)
    return {spelling: next(iter(codes)) for spelling, codes in found.items() if len(codes) == 1}


def _spellings(territory: Territory) -> Iterator[str]:
    yield from (territory.code, territory.name)
    yield from (text for text in (territory.alpha2, territory.long_name) if text)
    for text in (territory.name, territory.long_name or "", *ALTERNATIVES.get(territory.code, ())):
        yield text
        last, comma, first = text.partition(", ")
        if comma:
            yield f"{first} {last}"
