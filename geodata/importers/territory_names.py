"""Which territory a file means by a name or a code.

The names and codes of the territories table serve, and what public sources say besides. Words may stand in any order
and with any accents: `Korea, Republic of` and `Republic of Korea` are one.
"""

from __future__ import annotations

from functools import lru_cache

from geodata.importers.columns import normalised
from geodata.reference.read import read_territories

ALIASES = {
    "Ascension Island": "SHN",
    "Azad Kashmir": "PAK",
    "Bolivia, Plurinational State of": "BOL",
    "Bonaire, Sint Eustatius and Saba": "BES",
    "Bonaire": "BES",
    "Brunei Darussalam": "BRN",
    "Burma": "MMR",
    "Cape Verde": "CPV",
    "China, People's Republic": "CHN",
    "Chinese Taipei": "TWN",
    "CN-TW": "TWN",
    "Cocos Islands": "CCK",
    "Congo": "COG",
    "Congo (Brazzaville)": "COG",
    "Congo (Kinshasa)": "COD",
    "Congo, Democratic Republic of the": "COD",
    "Czech Republic": "CZE",
    "Diego Garcia": "IOT",
    "East Timor": "TLS",
    "Falkland Islands (Islas Malvinas)": "FLK",
    "Falkland Islands (Malvinas)": "FLK",
    "French Southern and Antarctic Lands": "ATF",
    "Great Britain": "GBR",
    "Heard Island and McDonald Islands": "HMD",
    "Holland": "NLD",
    "Holy See": "VAT",
    "Hong Kong, China": "HKG",
    "Hong Kong SAR": "HKG",
    "Howland Island": "UMI",
    "Iran, Islamic Republic of": "IRN",
    "Ivory Coast": "CIV",
    "Jan Mayen": "SJM",
    "Jarvis Island": "UMI",
    "Johnson Atoll": "UMI",
    "Johnston Atoll": "UMI",
    "Korea": "KOR",
    "Korea, Democratic People's Republic of": "PRK",
    "Korea, North": "PRK",
    "Lao People's Democratic Republic": "LAO",
    "Macao": "MAC",
    "Macao, China": "MAC",
    "Macao SAR": "MAC",
    "Macau SAR": "MAC",
    "Macedonia": "MKD",
    "Macedonia, the former Yugoslav Republic of": "MKD",
    "Midway Islands": "UMI",
    "Moldova, Republic of": "MDA",
    "Netherlands Antilles (Bonaire)": "BES",
    "Palestine": "PSE",
    "Palestine, State of": "PSE",
    "Palestinian Territory, Occupied": "PSE",
    "Palmyra Atoll": "UMI",
    "Pitcairn": "PCN",
    "QM": "UMI",
    "QW": "UMI",
    "Russian Federation": "RUS",
    "Saint Helena, Ascension and Tristan da Cunha": "SHN",
    "Saint Martin (French part)": "MAF",
    "Saint Vincent": "VCT",
    "Saint Vincent and the Grenadines (Windward Islands)": "VCT",
    "Sint Maarten (Dutch part)": "SXM",
    "South Georgia": "SGS",
    "Svalbard": "SJM",
    "Swaziland": "SWZ",
    "Syrian Arab Republic": "SYR",
    "Taiwan, China": "TWN",
    "Taiwan, Province of China": "TWN",
    "Taiwan, Republic of China": "TWN",
    "Tanzania, United Republic of": "TZA",
    "Tristan da Cunha": "SHN",
    "Turkiye": "TUR",
    "U.A.E.": "ARE",
    "U.K.": "GBR",
    "U.S.": "USA",
    "U.S.A.": "USA",
    "UAE": "ARE",
    "UK": "GBR",
    "United Kingdom of Great Britain and Northern Ireland": "GBR",
    "United States Minor Outlying Islands": "UMI",
    "United States of America": "USA",
    "US Virgin Islands": "VIR",
    "Venezuela, Bolivarian Republic of": "VEN",
    "Viet Nam": "VNM",
    "Virgin Islands (British)": "VGB",
    "Virgin Islands (U.S.)": "VIR",
    "Virgin Islands, British": "VGB",
    "Virgin Islands, U.S.": "VIR",
    "Wake Island": "UMI",
    "Wallis and Futuna Islands": "WLF",
    "Western Samoa": "WSM",
    "XR": "SJM",
    "XU": "UMI",
}
"""Territory by what files call it and the table does not. The codes of two letters are those of the World Port Index
for Midway (`QM`), Wake (`QW`), Svalbard (`XR`) and Johnston Atoll (`XU`)."""

_LITTLE_WORDS = frozenset({"and", "of", "the"})
_WRITTEN_OUT = {"st": "saint", "is": "islands", "isl": "islands", "rep": "republic", "dem": "democratic"}

LONGEST = 300
"""Signs of the longest text that is looked up: no territory's name comes near it, and a cell may hold megabytes."""


def territory_of(said: str) -> str | None:
    """Return the alpha-3 code of the territory that a name or a code stands for; None if it stands for none."""
    return _looked_up(said) if len(said) <= LONGEST else None


@lru_cache(maxsize=4096)
def _looked_up(said: str) -> str | None:
    return _by_words().get(_words(said))


def prefixes() -> dict[str, str]:
    """Return the alpha-3 code of each territory by the two letters that its UN/LOCODEs begin with."""
    return dict(_prefixes())


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, str]:
    return {row.alpha2: row.territory for row in read_territories() if row.alpha2}


@lru_cache(maxsize=1)
def _by_words() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {_words(name): code for name, code in ALIASES.items()}
    for row in read_territories():
        found.update({_words(name): row.territory for name in (row.long_name, row.name, row.alpha2) if name})
    found.update({_words(row.territory): row.territory for row in read_territories()})
    return found


def _words(said: str) -> tuple[str, ...]:
    words = normalised(said.casefold()).split()
    if len(words) > 1:  # a lone word may be a code: AND, IS and ST are
        words = [_WRITTEN_OUT.get(word, word) for word in words if word not in _LITTLE_WORDS]
    return tuple(sorted(words))
