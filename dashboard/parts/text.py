"""Text of records inside Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:-])")

_ADDRESS = re.compile(r"(?i)\b(?:(https?|ftp):(?=//)|(www)(?=\.))")
"""How a bare address begins, which Markdown would make a link of."""

JOINER = "\N{WORD JOINER}"
"""Unseen; between the parts of an address it keeps Markdown from seeing one."""


def plain(text: str) -> str:
    """Escape text so that Markdown shows it as it is: no links, no images, no directives."""
    return _MARKS.sub(r"\\\1", _ADDRESS.sub(lambda found: f"{found[0]}{JOINER}", text))
