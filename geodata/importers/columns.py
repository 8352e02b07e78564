"""Which column of a file holds which field: guessed from the headers, then chosen by a person and remembered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from geodata.errors import MappingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geodata.importers.table import Sheet, Value

LIKE = 0.88
"""Likeness, as difflib measures it, from which a header is taken to be a field's name misspelt."""

MIN_LETTERS = 5
"""Shortest name that may be taken for another one misspelt."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APOSTROPHES = re.compile("['\u2018\u2019]")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Field:
    """Something that a column may hold."""

    name: str
    """Name in code."""

    label: str
    """Name on screen and in templates."""

    aliases: tuple[str, ...] = ()
    """Other names that files use, the likelier first."""

    required: bool = False
    """Whether a column must be chosen for it."""

    help: str = ""
    """What to write in it."""


@dataclass(frozen=True)
class MappedRow:
    """A row by field instead of by column."""

    number: int
    """Number of the row in its file."""

    values: Mapping[str, Value]
    """Value by name of field; a field without a column is missing, a blank cell is None."""


@lru_cache(maxsize=4096)
def normalised(header: str) -> str:
    """Bring a name to lower-case words: `MAIN_PORT_NAME`, `mainPortName` and `Main port-name` are one."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", header) if not unicodedata.combining(sign))
    folded = _APOSTROPHES.sub("", _CAMEL.sub(" ", plain)).casefold()
    return _NOT_A_WORD.sub(" ", folded).strip()


def signature(headers: Iterable[str]) -> str:
    """Return a key of a set of headers, whatever their order and case: under it a choice of columns is remembered."""
    return hashlib.sha256("\n".join(sorted({normalised(header) for header in headers})).encode()).hexdigest()


def guess(headers: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """Propose a header for each field that has an unmistakable one, and no header for two fields.

    In this order: a header that is the field's name, label or alias; one of the same words in another order; one that
    is spelt nearly so, if no other header or field is as near.

    Returns:
        Headers by name of field; a field without a match is missing.
    """
    found: dict[str, str] = {}
    depth = max((len(_names(field)) for field in fields), default=0)
    for rank in range(depth):
        _take(found, headers, fields, partial(_is_named, rank=rank))
    _take(found, headers, fields, _same_words)
    _take(found, headers, fields, _nearly)
    return {field.name: found[field.name] for field in fields if field.name in found}


def _names(field: Field) -> list[str]:
    return [normalised(name) for name in (field.name, field.label, *field.aliases)]


def _take(
    found: dict[str, str], headers: Sequence[str], fields: Sequence[Field], fits: Callable[[str, Field], bool]
) -> None:
    """Add the pairs of which each side fits the other only."""
    free = [header for header in headers if header not in found.values() and normalised(header)]
    open_fields = [field for field in fields if field.name not in found]
    pairs = [(field.name, header) for field in open_fields for header in free if fits(normalised(header), field)]
    names, wanted = Counter(name for name, _ in pairs), Counter(header for _, header in pairs)
    found.update({name: header for name, header in pairs if names[name] == 1 == wanted[header]})


def _is_named(header: str, field: Field, *, rank: int) -> bool:
    return header in _names(field)[rank : rank + 1]


def _same_words(header: str, field: Field) -> bool:
    return any(sorted(header.split()) == sorted(name.split()) for name in _names(field))


def _nearly(header: str, field: Field) -> bool:
    return any(_likeness(header, name) >= LIKE for name in _names(field) if min(len(name), len(header)) >= MIN_LETTERS)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()


def apply(sheet: Sheet, mapping: Mapping[str, str], fields: Sequence[Field]) -> list[MappedRow]:
    """Read a sheet by a choice of columns.

    Args:
        sheet: the table.
        mapping: header by name of field; one header may serve two fields.
        fields: every field that there is.

    Raises:
        MappingError: a required field has no column, or the choice names a column or field that is not there.
    """
    _check(sheet, mapping, fields)
    columns = {name: sheet.headers.index(header) for name, header in mapping.items()}
    return [MappedRow(row.number, {name: row.values[column] for name, column in columns.items()}) for row in sheet.rows]


def _check(sheet: Sheet, mapping: Mapping[str, str], fields: Sequence[Field]) -> None:
    labels = {field.name: field.label for field in fields}
    for name, header in mapping.items():
        if name not in labels:
            raise MappingError(f"There is no field {name!r}. Choose one of: {', '.join(labels)}")
        if header not in sheet.headers:
            raise MappingError(f"{labels[name]}: the file has no column {header!r}. Choose one that it has")
    missing = [field.label for field in fields if field.required and field.name not in mapping]
    if missing:
        raise MappingError(f"Choose a column for: {', '.join(missing)}")
