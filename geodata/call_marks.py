"""What the words of a pasted port call say besides its name: codes, facility numbers, territory and transit."""

from __future__ import annotations

import re

from geodata.importers.territory_names import prefixes, territory_of
from geodata.names import folded

_FACILITY = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{2}[A-Za-z0-9]{3})(?:\s?[-\u2013]\s?(?=\d)|\s(?=0))?(\d{4})"
    r"((?:\s?(?:/|&|,|-|\u2013|\band\b|\bto\b|\bthrough\b)\s?\d{4}(?![\dA-Za-z]))*)(?!\d)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"(/|&|,|-|\u2013|and|to|through)\s?(\d{4})", re.IGNORECASE)
_RANGE = frozenset({"-", "\u2013", "to", "through"})
_MOST = 50
"""The longest range of facility numbers that is written out."""

_SPACED = re.compile(r"([A-Z]{2})[ -]([A-Z2-9]{3})", re.ASCII)
_TIGHT = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}[A-Z2-9]{3})(?![A-Za-z0-9])", re.ASCII)
_LOOSE = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}) ([A-Z2-9]{3})(?![A-Za-z0-9])", re.ASCII)
_TRANSIT = re.compile(r"\b(?:(?:canal\s+|in\s+)?transit(?:ed|ing|s)?(?:\s+only)?|passage\s+only)\b", re.IGNORECASE)
_IDLE = re.compile(
    r"\b(?:arr(?:ived|ival)?|dep(?:arted|arture)?|sailed|left|at[ad]|et[ad]|from|until|till|utc|lt)\b[.:]?"
    r"|\b(?:IMO\s+)?(?:port\s+)?(?:facility\s*)?(?:numbers?\s+)?not\s+listed\b"
    r"|\b(?:IMO\s+)?(?:port\s+)?facility\s*(?:no\b\.?|number\b|#)|\bIMO\s*(?:no\b\.?|number\b|#)"
    r"|\bUN/?LOCODE\b|\bLOCODE\b"
    r"|\b(?:ISPS|MARSEC|security|SL|SSL)\s*(?:level|lvl)?\s*[123]\b",
    re.IGNORECASE,
)
_EDGE_WORDS = re.compile(r"^(?:to|on|at|and|until|from)(?:\s+|$)|\s+(?:to|on|at|and)$", re.IGNORECASE)
_CANALS = {
    "EGY": ("suez", "port said", "ismailia", "port tewfik"),
    "PAN": ("panama", "balboa", "cristobal", "colon", "gatun"),
    "DEU": ("kiel", "brunsbuttel", "holtenau", "nord ostsee kanal"),
    "GRC": ("corinth",),
}
"""Canals and the ports at their ends, by the territory they lie in."""

_BESIDE_A_CANAL = (
    "canal kanal north south east west bound northbound southbound eastbound westbound convoy via through thru the of"
    " to from and in by full new locks lock lake lakes bitter great anchorage only passage zone port roads"
)
_CANAL_WORDS = frozenset(_BESIDE_A_CANAL.split())
"""Words beside the name of a canal that name nothing else."""

_STATE_CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK"
    " OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
_STATES = frozenset(_STATE_CODES.split())
"""Abbreviations of the states of the United States, many of which are codes of territories too."""

_LONGEST_CODE = 3
"""Letters in the longest code of a territory; a code is written in capitals."""


def facility_numbers(part: str) -> tuple[str, ...]:
    """Return all IMO port facility numbers of a part: two of `GQ362-0001/0002`, three of `MGTMM-0001 to 0003`."""
    read: list[str] = []
    for found in _FACILITY.finditer(part):
        last = int(found[2])
        read.append(f"{found[1].upper()}-{found[2]}")
        for how, digits in _FURTHER.findall(found[3]):
            is_range = how.lower() in _RANGE and last < int(digits) <= last + _MOST
            first = last + 1 if is_range else int(digits)
            last = int(digits)
            read.extend(f"{found[1].upper()}-{number:04d}" for number in range(first, last + 1))
    return tuple(dict.fromkeys(read))


def with_joined_numbers(text: str) -> str:
    """Write facility numbers that share their first letters with strokes, so that no comma or dash divides them."""
    return _FACILITY.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    first, *further = facility_numbers(found[0])
    return "/".join([first, *(number.rpartition("-")[2] for number in further)]) if further else found[0]


def unlocode_said(part: str) -> str | None:
    """Return what may be a UN/LOCODE: five capitals, or two and three, that begin with the code of a territory."""
    whole = _SPACED.fullmatch(part.strip())
    codes = [whole[1] + whole[2]] if whole else []
    codes += _TIGHT.findall(part)
    if any(letter.islower() for letter in part):
        codes += ["".join(found) for found in _LOOSE.findall(part)]
    return next((code for code in codes if code[:2] in prefixes()), None)


def is_marked_transit(text: str) -> bool:
    """Tell whether a text has the mark of a transit."""
    return _TRANSIT.search(text) is not None


def names_a_canal(text: str, territory: str | None) -> bool:
    """Tell whether a text names a canal, or a port at its end, and nothing else, in no territory but its own."""
    rest = f" {folded(text)} "
    where = [code for code, names in _CANALS.items() if any(f" {name} " in rest for name in names)]
    is_canal = bool(where) or not {"canal", "kanal"}.isdisjoint(rest.split())
    if not is_canal or (territory and territory not in (where or _CANALS)):
        return False
    for name in sorted((name for code in where for name in _CANALS[code]), key=len, reverse=True):
        rest = rest.replace(f" {name} ", " ")
    return _CANAL_WORDS.issuperset(rest.split())


def is_of_a_transit(text: str) -> bool:
    """Tell whether a text has no word but such as stand beside the name of a canal."""
    return _CANAL_WORDS.issuperset(folded(text).split())


def territory_said(part: str) -> tuple[str | None, str]:
    """Read a part as a territory: its alpha-3 code, or why it cannot be told; neither where it names none."""
    text = part.strip(" .")
    if len(text) <= _LONGEST_CODE and not text.isupper():
        return None, ""  # `in` is no code of India
    code = territory_of(text)
    if text in _STATES:
        if code is None:
            return "USA", ""
        return None, f"{text} may be a state of the United States or the territory {code}."
    return code, ""


def name_of(part: str, *, code: str | None) -> str:
    """Return the name in a part, without marks and numbers, and without the code where letters show it to be one."""
    text = _IDLE.sub(" ", _TRANSIT.sub(" ", _FACILITY.sub(" ", part)))
    if code and any(letter.islower() for letter in text):
        text = re.sub(rf"(?<![A-Za-z0-9]){code[:2]} ?{code[2:]}(?![A-Za-z0-9])", " ", text)
    text = _EDGE_WORDS.sub("", " ".join(text.split())).strip(" .,;:-\u2013\u2014/_#*\"'`|=<>&")
    return text if re.search(r"[^\W\d_]{2}", text) else ""
