"""What a label before a colon, or the header of a column, says: calls, facts of one call, or something else.

`Vessel's last port: Suva` is a call, `Country: Fiji` goes on about one, and `Flag: Fiji` is about something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.call_dates import DATES

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABEL = re.compile(r"\s*(?P<label>[^:=\t]{1,80}?)\s*[:=\t](?P<rest>.*)")
_PAST = re.compile(
    r"\b(?:last(?!\s+(?:u\.?s\.?|united\s+states|american)(?!\w))|previous|prior|visited|called|history|itinerary|rotation|lpocs?"
    r"|l5p|ports?\b.*\bbefore)(?![^\W\d_])",
    re.IGNORECASE,
)
"""Words that speak of calls that were made; a column for the last port in the United States names none of its own."""

_CALL = re.compile(r"(?:\b|_)(?:ports?|calls?(?![ _]?sign)|stops?|poc)(?![^\W\d_])", re.IGNORECASE)
_NO_CALL = re.compile(
    r"\b(?:sign|registry|home|flag|arrival|destination|next|u\.?s\.?a?|united\s+states|american|eta|etd)(?!\w)",
    re.IGNORECASE,
)
_NO_PORT = re.compile(
    r"\b(?:names?|flag|owners?|operator|manager|class|cargo|inspection|survey|dry\s?dock|psc|detentions?|updated?)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*\d+(?:st|nd|rd|th)?\b", re.IGNORECASE)
_MORE = r"calls?(?!\ ?sign)|called|visited|history|lpocs?|last|previous|prior|from|via|ex|after"
_OF_CALLS = re.compile(rf"\b(?:ports?(?!\s+(?-i:[A-Z]))|{_MORE})\b|\s-\s|\bto\s", re.IGNORECASE)
"""What shows, after a label of something else, that calls follow; `Port Arthur` does not."""

_OF_CALLS_BEFORE = re.compile(rf"\b(?:{_MORE})\b", re.IGNORECASE)
"""The same after a label of what lies ahead: `Next port: Houston - USA`."""

_OF_CALLING = re.compile(
    rf"\b(?:ports?|{_MORE}|arr(?:ived)?|dep(?:arted)?|sailed|left|at|at[ad]|calling|visiting|stopped|(?:un)?loaded|discharged|bunkered)\b|\s-\s|\bto\s",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:(?:eta|arrival)\s+(?:at\s+|in\s+)?)?(?:the\s+)?(?:next(?:\s+u\.?s\.?)?\s+ports?(?:\s+of\s+call)?"
    r"|(?:port\s+of\s+)?destination(?:\s+port)?)(?:\s*[/&(,]\s*(?:eta|date)\)?)?",
    re.IGNORECASE,
)
_OF_THE_SHIP = re.compile(
    r"(?:(?:the\s+)?(?:vessel|ship|m/?v)(?:['\u2019]?s)?\s+)(?:name|manager|operator)"
    r"|(?:(?:the\s+)?(?:vessel|ship|m/?v)(?:['\u2019]?s)?\s+)?(?:type|class|id|group|nationality"
    r"|flag(?:\s+(?:state|country|of\s+registry))?|(?:port\s+of\s+)?registry|registry\s+port|home\s*port|call\s?sign"
    r"|imo(?:\s+(?:no|number))?\.?|mmsi|(?:registered\s+)?owners?|(?:ship\s+)?(?:operator|manager)|charterers?|company"
    r"|(?:us\s+|local\s+)?agents?(?:\s+name)?|master(?:['\u2019]?s)?(?:\s+name)?)"
    r"|vessel|ship|name\s+of\s+(?:the\s+)?(?:ship|vessel)|tel|phone|mobile|fax",
    re.IGNORECASE,
)
_OF_MAIL = re.compile(r"from|to|cc|e-?mail", re.IGNORECASE)
"""Labels that speak, as a whole, of no port of call."""

_OTHER = re.compile(
    r"\s*(?:vessel|ship|ship's name|name of (?:ship|vessel)|imo(?: (?:no|number))?\.?|call ?sign|flag|master|voyage"
    r"|agent|eta|etd|next(?: u\.?s\.?)? port|(?:arrival|us) port|us arrival|destination|subject|cc|mmsi|sent|date|tel"
    r"|phone|mobile|fax|e-?mail|port of (?:registry|destination|arrival)|owners?|operator|manager|charterers?|crew"
    r"|cargo|purpose|remarks|reason|activity|operations?|comments?|notes?"
    r"|(?:special|additional) (?:security )?measures|(?:security|isps)(?: level)?|(?:from|to)(?=\s*:.*@))\b"
    r"[^:\t]{0,30}:(?P<rest>.*)",
    re.IGNORECASE,
)
"""A line about something else; `_OF_CALLS` in the rest of it shows that calls follow."""

_FIGURE = re.compile(
    r"\s*(?:imo|mmsi|grt|nrt|gt|nt|dwt|loa|beam|draft|draught|voy(?:age)?)\s*(?:no\b\.?|number|#)?[\s:=]*\d[\d.,]*"
    r"\s*(?:m|t|mt|tons?|tonnes?|[a-z])?\s*",
    re.IGNORECASE,
)
"""A figure of the vessel: `IMO 9000000`, `GRT 30000`."""

_LEADING = (
    "vessel vessels ship ships s our her its the of at in on and to for no nr number voyage list order newest first"
    " date dates foreign five ten three ports port call calls called visited last previous prior before history lpoc"
    " lpocs itinerary rotation second third fourth fifth but"
    " one country territory arrival arrived departure departed name were was are most recent us usa code next"
)
_LEADING_WORDS = frozenset(_LEADING.split())
"""Words of which a label that only leads to calls is made."""

_CALLED = re.compile(
    r"\s*(?:(?:master|captain|agent|vessel|ship)\s*:\s*)?(?:(?:the|our)\s+)?(?:(?:vessel|ship|she)\s+)?(?:ha[sd]\s+)?"
    r"(?:last\s+)?(?:called|visited)(?:\s+(?:last|at|in))*\s*:?\s+(?=\w)",
    re.IGNORECASE,
)
_OF_ONE = r"(?:(?:last\s+)?(?:port|call)\s*(?:no\.?|#)?\s*\d{0,2}\s+)?(?:(?:name|date)\s+of\s+(?:the\s+)?)?"
_FACTS = {
    "port": r"(?:name\s+of\s+)?port(?:\s+name|\s+of\s+call)?|(?:port|call)\s*(?:no\.?|#)?\s*\d{1,2}|place",
    "territory": rf"{_OF_ONE}(?:country|territory|nation)(?:\s+(?:code|name))?(?:\s*\d{{1,2}})?",
    "state": rf"{_OF_ONE}(?:state|region|province)",
    "code": rf"{_OF_ONE}(?:(?:un/?)?locode|code)",
    "facility": rf"{_OF_ONE}(?:imo\s+)*(?:facility(?:\s+(?:no\.?|number|name|code))?|terminal|berth)",
    "arrived": rf"{_OF_ONE}(?:arr(?:ived|ival)?|ata|from)\.?(?:\s+(?:date|on))?",
    "left": rf"{_OF_ONE}(?:dep(?:arted|arture)?|sailed|left|atd|to|until)\.?(?:\s+(?:date|on))?",
    "dates": rf"{_OF_ONE}dates?",
}
_NAMED = "|".join(f"(?P<{name}>{words})" for name, words in _FACTS.items())
_FACT = re.compile(
    rf"\s*(?:[-*\u2022]\s+)?(?:{_NAMED})(?:\s*[:=]|\s*\t|(?<=country)\s)\s*(?P<rest>[^\s:=][^\t]*)", re.IGNORECASE
)
_WRITTEN = {"facility": "({})", "state": "({})", "arrived": "arr {}", "left": "dep {}"}
_OF_DAYS = frozenset({"arrived", "left", "dates"})
_GOES_ON = re.compile(r"\b(?:country|territory|nation|(?:un/?)?locode)(?![^\W\d_])", re.IGNORECASE)


def names_calls(label: str) -> bool:
    """Tell whether a label, or the header of a column, says that ports of call follow."""
    if _CALL.search(label):
        return _PAST.search(label) is not None or not _NO_CALL.search(label)
    return _NUMBERED.match(label) is not None or (_PAST.search(label) is not None and not _NO_PORT.search(label))


def goes_on(header: str) -> bool:
    """Tell whether a column says the territory or the code of the port in the column before it."""
    return _GOES_ON.search(header) is not None


def is_passed_over(line: str) -> bool:
    """Tell whether no call is lost with a line: its label, as a whole, is of something else, and no call follows."""
    found = _LABEL.match(line)
    if found is None:
        return False
    label, rest = found["label"].strip(), found["rest"]
    if _OF_CALLING.search(rest):
        return False
    if _AHEAD.fullmatch(label) or (_OF_MAIL.fullmatch(label) and "@" in rest):
        return True
    return bool(_OF_THE_SHIP.fullmatch(label) and not DATES.search(rest))


def speaks_of_else(line: str) -> bool:
    """Tell whether a line is about something else than calls: `Flag: ...`, `Next port: ...`, `GRT 30000`."""
    if _FIGURE.fullmatch(line) or is_passed_over(line):
        return True
    found = _OTHER.match(line)
    if found is None:
        return False
    label = line[: found.start("rest")].strip(" :")
    of_calls = _OF_CALLS_BEFORE if _AHEAD.fullmatch(label) else _OF_CALLS
    return not names_calls(label) and not of_calls.search(found["rest"])


def end_of_label(line: str) -> int:
    """Return where the calls begin in a line that leads to them with words alone; 0 where it does not."""
    if called := _CALLED.match(line):
        return called.end()
    found = _LABEL.match(line)
    if found is None or not _LEADING_WORDS.issuperset(re.findall(r"[^\W_]+", found["label"].casefold())):
        return 0
    return found.start("rest") if names_calls(found["label"]) else 0


def fact_of(line: str) -> tuple[str, str] | None:
    """Read a line as one fact of a call, such as `Country: Fiji`: what it is of, and how it stands beside others."""
    found = _FACT.fullmatch(line)
    if found is None:
        return None
    kind = next(name for name in _FACTS if found[name])
    rest = found["rest"].strip()
    if kind in _OF_DAYS and (not DATES.search(rest) or re.search(r"[^\W\d_]{2}", DATES.sub(" ", rest))):
        return None
    return kind, _WRITTEN.get(kind, "{}").format(rest)


def together(facts: Mapping[str, str]) -> str:
    """Write the facts of a call as one line, its port first."""
    return ", ".join(facts[kind] for kind in _FACTS if kind in facts)
