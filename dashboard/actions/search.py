"""Search everything by words: several in any order, whatever the case and the accents, codes first.

What can be found is held folded and in the order it is shown, so that a search is a walk over strings in memory; what
changed is read anew. Every word has to occur somewhere in an entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import nsmallest
from typing import TYPE_CHECKING

from dashboard.actions.findable import NAMING, SOURCES, Entry, Group, Hit, Source
from dashboard.actions.records import MANY
from models import queries
from models.searching import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from dashboard.actions.records import Records

SHOWN = 8
"""So many of a group are shown at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one group."""

    group: Group
    hits: Mapping[int, Hit]
    """The best ones by id, the best first, `SHOWN` at most."""
    count: int
    """How many there are."""


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that can be found. Treat it as read-only: it is shared."""

    version: int
    records: Records = field(repr=False)
    groups: Mapping[Group, Mapping[int, Entry]] = field(repr=False)
    """By id, in the order it is shown."""


def search(index: Index, query: str) -> list[Found]:
    """Find what holds every word of a query; groups where a code was met go first, then those where a name was."""
    terms = fold(query).split()
    if not terms:
        return []
    found = [_search(index, group, terms) for group in Group]
    return [one for _, one in sorted(found, key=lambda pair: pair[0]) if one.count]


def _search(index: Index, group: Group, terms: Sequence[str]) -> tuple[int, Found]:
    """Return what was met, 0 a code, 1 a name, 2 other words, and what was found of a group."""
    matches: Sequence[Entry] = list(index.groups[group].values())
    for term in sorted(terms, key=len, reverse=True):  # the longest leaves the fewest
        matches = [entry for entry in matches if term in entry.text]
    code = "".join(terms)
    coded = [entry for entry in matches if code in entry.codes]
    best = [*coded, *(entry for entry in _best(matches, terms, SHOWN + len(coded)) if entry not in coded)][:SHOWN]
    hits = {entry.number: SOURCES[group].hit(index.records, entry.record) for entry in best}
    named = bool(best) and all(term in best[0].name for term in terms)
    return (0 if coded else 1 if named else 2), Found(group, hits, len(matches))


def _best(matches: Sequence[Entry], terms: Sequence[str], most: int) -> Sequence[Entry]:
    """Return the best of what matches, as many as asked for; without names the order decides."""
    if not (matches and matches[0].name):
        return matches[:most]
    return nsmallest(most, matches, key=lambda entry: _rank(entry, terms))


def _rank(entry: Entry, terms: Sequence[str]) -> int:
    """Tell how well a name answers, 0 the best: in full, by how it begins, by how its words begin, anywhere in it."""
    name = f" {entry.name}"
    begin = all(f" {term}" in name for term in terms)
    answers = (
        entry.name == " ".join(terms),
        begin and name.startswith(tuple(f" {term}" for term in terms)),
        begin,
        all(term in name for term in terms),
    )
    return answers.index(True) if any(answers) else len(answers)


def read_index(records: Records, *, session: Session, previous: Index | None = None) -> Index:
    """Read everything that can be found; where an earlier index is given, only what changed since is read again.

    A group of which very many entries changed is read anew as a whole.
    """
    changed = queries.changed_since(previous.version, session=session) if previous else {}
    known = {} if previous is None or changed.keys() & NAMING else previous.groups

    def entries(group: Group, source: Source) -> Mapping[int, Entry]:
        ids = {number for table in source.tables for number in changed.get(table, ())}
        anew = len(ids) > MANY if source.by_id else bool(ids)
        if anew or group not in known:
            return _ordered(source.read(records, session, None))
        if not ids:
            return known[group]
        kept = [entry for number, entry in known[group].items() if number not in ids]
        return _ordered([*kept, *source.read(records, session, ids)])

    return Index(records.version, records, {group: entries(group, source) for group, source in SOURCES.items()})


def _ordered(entries: Iterable[Entry]) -> dict[int, Entry]:
    return {entry.number: entry for entry in sorted(entries, key=lambda entry: entry.order)}
