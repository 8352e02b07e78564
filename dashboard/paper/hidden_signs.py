r"""Signs that nobody sees and that change what stands around them: no printed form writes them, be it page or picture.

Names come from files that others wrote. A sign that turns the direction of words makes `exe.png` of `\u202egnp.exe`.
"""

from __future__ import annotations

import re

_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
"""What ends a line or moves along it."""

_HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""What controls a terminal, what neither XML nor HTML may hold, and what turns the direction of the words around it."""


def unhidden(text: str) -> str:
    """Leave such signs out of a text; where one ends a line, a blank takes its place."""
    return _HIDDEN.sub("", _BREAKS.sub(" ", text))
