"""Accessor expressions that the browser evaluates, so that colours travel and geometry does not.

deck.gl's parser knows member access, indexing, arithmetic and literals; it calls no function and does not index a bare
array literal, hence the parentheses. pydeck marks a top-level string as an expression by itself; inside a nested
mapping the mark is ours to write.

Colours of layers one can click on are given to the sublayer that draws them: on a selection Streamlit fades the colours
it finds on the layer itself, and rewrites its update triggers, and a status map whose colours fade says something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from dashboard.maps.contrast import rgb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXPRESSION = "@@="
"""How deck.gl's JSON tells an expression from a string."""

SUBLAYER = "_sub_layer_props"
"""The keyword under which pydeck passes properties on to sublayers."""


def solid(colour: str, alpha: int = 255) -> list[int]:
    """Write a colour as deck.gl reads it."""
    return [*rgb(colour), alpha]


def pick(choices: Sequence[str], code: str) -> str:
    """Choose among colours by a code from 0, itself an expression."""
    table = ",".join("[{},{},{}]".format(*rgb(choice)) for choice in choices)
    return f"([{table}])[{code}]"


def sublayer(name: str, accessor: str, expression: str, **constants: object) -> dict[str, object]:
    """Give one accessor to a sublayer and have it evaluated anew whenever the expression changes; and constants."""
    version = crc32(expression.encode())
    return {name: {accessor: EXPRESSION + expression, "updateTriggers": {accessor: version}, **constants}}


def constant(name: str, properties: Mapping[str, object]) -> dict[str, object]:
    """Give constants to a sublayer."""
    return {name: dict(properties)}


def features(indices: Sequence[int]) -> str:
    """Keep only some features of a collection, by position."""
    return "[" + ",".join(f"features[{index}]" for index in indices) + "]"


def rows(indices: Sequence[int]) -> str:
    """Keep only some rows of an array, by position."""
    return "[" + ",".join(f"this[{index}]" for index in indices) + "]"


def part(url: str, indices: Sequence[int]) -> str:
    """Add to an address which part of it is used: the browser ignores that, and deck.gl sees other data."""
    return f"{url}#{'.'.join(map(str, indices))}"
