"""Which signs the fonts of a printed document have, and how those are written that they have not.

The fonts are those that Typst brings: letters of Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Georgian. A sign
that they lack would end in no document at all, for a tagged PDF may leave none out.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from dashboard.paper.hidden_signs import unhidden

if TYPE_CHECKING:
    from collections.abc import Callable

LACKING = (
    "Signs that the fonts of this document lack are written by their numbers in Unicode, as [U+4E0A]; its JSON"
    " holds them as they are."
)
"""What a document says that holds such signs."""

_HELD = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x241), (0x250, 0x2DF), (0x300, 0x33F)),  # Latin
    *((0x386, 0x386), (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3CE)),  # Greek
    *((0x1F00, 0x1F15), (0x1F20, 0x1F45), (0x1F60, 0x1F7D), (0x1F80, 0x1FB4), (0x1FB6, 0x1FC4), (0x1FC6, 0x1FD3)),
    *((0x400, 0x45F), (0x490, 0x4C4), (0x4CF, 0x4F9)),  # Cyrillic
    *((0x531, 0x556), (0x561, 0x587), (0x5D0, 0x5EA), (0x10D0, 0x10FA)),  # Armenian, Hebrew, Georgian
    *((0x621, 0x63A), (0x640, 0x652), (0x660, 0x669)),  # Arabic
    *((0x1E00, 0x1E9B), (0x1E9E, 0x1EF9), (0x2010, 0x2027), (0x2030, 0x2030), (0x2032, 0x2033)),
    *((0x20A0, 0x20B5), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2264, 0x2265)),
)
_NOT_HELD = re.compile("[^" + "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in _HELD) + "]+")


def printable(text: str) -> str:
    """Write by its number each sign that the fonts lack: `上海` is `[U+4E0A U+6D77]`.

    Letters and their accents are composed first; signs that nobody sees are left out.
    """
    return _NOT_HELD.sub(_numbers, _composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", unhidden(text))


def _numbers(found: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(sign):04X}' for sign in found[0])}]"


def all_printable(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Write the texts in plain values so that each can be printed."""
    return _each(value, printable)


def all_composed(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Write the texts in plain values with composed letters, as `all_printable` does where the fonts lack nothing."""
    return _each(value, _composed)


def _each(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON value
    match value:
        case str():
            return change(value)
        case list():
            return [_each(part, change) for part in value]
        case dict():
            return {name: _each(part, change) for name, part in value.items()}
        case _:
            return value
