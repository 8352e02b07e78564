"""What the words of a pasted port call say besides its name: codes, facility numbers, territory and transit."""

from __future__ import annotations

import re

from geodata.importers.territory_names import prefixes, territory_of
from geodata.names import folded

_FACILITY = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{2}[A-Za-z0-9]{3})(?:\s?[-\u2013]\s?(?=\d)|\s(?=0))?(\d{4})((?:/\d{4})*)(?!\d)"
)
_SPACED = re.compile(r"([A-Z]{2})[ -]([A-Z2-9]{3})", re.ASCII)
_TIGHT = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}[A-Z2-9]{3})(?![A-Za-z0-9])", re.ASCII)
_LOOSE = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}) ([A-Z2-9]{3})(?![A-Za-z0-9])", re.ASCII)
_TRANSIT = re.compile(r"\b(?:(?:canal\s+|in\s+)?transit(?:ed|ing|s)?(?:\s+only)?|passage\s+only)\b", re.IGNORECASE)
_IDLE = re.compile(
    r"\b(?:arr(?:ived|ival)?|dep(?:arted|arture)?|sailed|left|at[ad]|et[ad]|from|until|till|utc|lt)\b[.:]?"
    r"|\b(?:IMO\s+)?(?:port\s+)?facility\s*(?:no\.?|number|#)|\bIMO\s*(?:no\.?|number|#)|\bUN/?LOCODE\b|\bLOCODE\b"
    r"|\b(?:ISPS|MARSEC|security|SL|SSL)\s*(?:level|lvl)?\s*[123]\b",
    re.IGNORECASE,
)
_EDGE_WORDS = re.compile(r"^(?:to|on|at|and|until|from)(?:\s+|$)|\s+(?:to|on|at|and)$", re.IGNORECASE)
_CANAL_ENDS = (
    *("suez", "port said", "ismailia", "port tewfik", "panama", "balboa", "cristobal", "colon", "gatun"),
    *("kiel", "brunsbuttel", "holtenau", "corinth"),
)
_STATE_CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK"
    " OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
_STATES = frozenset(_STATE_CODES.split())
"""Abbreviations of the states of the United States, many of which are codes of territories too."""

_LONGEST_CODE = 3
"""Letters in the longest code of a territory; a code is written in capitals."""


def facility_numbers(part: str) -> tuple[str, ...]:
    """Return the IMO port facility numbers of a part: two of `GQ362-0001/0002`."""
    found = _FACILITY.search(part)
    if not found:
        return ()
    further = [digits for digits in found[3].split("/") if digits]
    return tuple(f"{found[1].upper()}-{digits}" for digits in (found[2], *further))


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


def names_a_canal(text: str) -> bool:
    """Tell whether a text names a canal, or a port at the end of one."""
    words = f" {folded(text)} "
    return " canal " in words or any(f" {name} " in words for name in _CANAL_ENDS)


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
