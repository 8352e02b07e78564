"""Text of records inside Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:-])")


def plain(text: str) -> str:
    """Escape text so that Markdown shows it as it is: no links, no images, no directives."""
    return _MARKS.sub(r"\\\1", text)
