"""Pages of a brief on where the partners stand: bottom line, maps and tables of regions, what changed, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.actions.advisory_list import ANSWER_WORDS
from dashboard.actions.brief_content import (
    BriefPage,
    Cell,
    KeyFigure,
    KeyFigures,
    MapBlock,
    MapMark,
    Sentence,
    TableBlock,
    Words,
)
from dashboard.actions.brief_counting import counted, of_them
from dashboard.actions.brief_notes import advisory_notes, booked_notes, partner_notes
from dashboard.actions.comparison import differences, visited_since
from dashboard.actions.coverage import in_force
from dashboard.actions.figures import KEY_FACETS, MORE_IS_BETTER, TITLES, Facet, holds
from dashboard.actions.sets import AOR
from dashboard.maps.palette import ADVISORY_LABEL, LABELS, STATUS_ORDER
from models.advisories import Answer
from models.coverage import DUE_SOON_DAYS, Status
from models.errors import InvalidRecordError
from models.vocabulary import BriefSection
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.actions.brief_content import Block
    from dashboard.actions.brief_ground import Ground
    from dashboard.actions.coverage import CoverageRow

MOST_NAMES = 8
"""So many territories are named in one sentence; of more, the rest is counted."""

MOST_BESIDE = 20
"""So many partners stand on a map beside their table; of more, names on half a page would be too small to read."""

NOBODY = "No partner is in this region."


def bottom_line(ground: Ground) -> list[BriefPage]:
    """Say where the staff stands, in figures and a few sentences."""
    sentences = [Sentence(key, text) for key, text in _bottom_line(ground) if text]
    blocks: list[Block] = [KeyFigures([_figure(ground, facet) for facet in KEY_FACETS]), Words(sentences)]
    codes = {row.territory.code for row in ground.where(Facet.ADVISORY)}
    advised = advisory_notes(one for one in ground.advisories if one.code in codes)
    notes = [*partner_notes(ground.rows), *booked_notes(ground), *advised]
    return [BriefPage("bottom_line", BriefSection.BOTTOM_LINE, "Bottom line", blocks, notes)]


def area_map(ground: Ground) -> list[BriefPage]:
    """Draw all partners on one map."""
    _, rows = ground.region(AOR)
    title = "Area of responsibility"
    block = MapBlock("map_aor", title, [mark(row) for row in rows], map_alt(title, rows))
    return [BriefPage("map", BriefSection.MAP, title, [block], partner_notes(rows))]


def region_pages(ground: Ground) -> list[BriefPage]:
    """Draw each region, with a table of its partners; of very many map and table get a page each."""
    found: list[BriefPage] = []
    for chosen in ground.choice.regions:
        name, rows = ground.region(chosen)
        key = _key(name, found)
        drawn = MapBlock(f"map_{key}", name, [mark(row) for row in rows], map_alt(name, rows))
        table, notes = _table(key, name, rows), partner_notes(rows)
        if len(rows) <= MOST_BESIDE:
            found.append(BriefPage(key, BriefSection.REGIONS, name, [drawn, table], notes))
            continue
        found.append(BriefPage(drawn.key, BriefSection.REGIONS, name, [drawn], notes))
        found.append(BriefPage(key, BriefSection.REGIONS, f"{name}, each partner", [table], notes))
    return found


def _key(region: str, before: Sequence[BriefPage]) -> str:
    """Name the page of a region; a name that is taken is numbered."""
    plain, taken = f"region_{region.lower().replace(' ', '_')}", {page.key for page in before}
    key, number = plain, 1
    while key in taken:
        number += 1
        key = f"{plain}_{number}"
    return key


def changes(ground: Ground) -> list[BriefPage]:
    """Tell what changed since the comparison date; no page where nothing is compared."""
    before = ground.before
    if before is None:
        return []
    since, found = before.on, differences(before, ground.rows)
    rows = [(ground.name(one.territory), one.words) for one in found]
    none = "No status, last visit or advisory state of a partner changed."
    table = TableBlock("changes", f"Since {day(since)}", ("Territory", "What changed"), rows, empty=none)
    notes = partner_notes(ground.of(one.territory for one in found))
    return [BriefPage("changes", BriefSection.CHANGES, f"What changed since {day(since)}", [table], notes)]


def due(ground: Ground) -> list[BriefPage]:
    """List who is overdue or was never visited, and who falls due within 90 days."""
    late = [*ground.where(Facet.OVERDUE), *ground.where(Facet.NEVER)]
    late.sort(key=lambda row: (-row.coverage.days_overdue, row.territory.name))
    soon = sorted(ground.where(Facet.DUE_SOON), key=lambda row: (str(row.coverage.visit.due_on), row.territory.name))
    pages = []
    for key, title, rows in (
        ("overdue", "Overdue or never visited", late),
        ("due_soon", f"Due within {DUE_SOON_DAYS} days", soon),
    ):
        table = _table(key, title, rows, empty="No partner.")
        pages.append(BriefPage(key, BriefSection.DUE, title, [table], partner_notes(rows)))
    return pages


def named(names: Sequence[str]) -> str:
    """Name some territories within a sentence; beyond `MOST_NAMES` the rest is counted."""
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _bottom_line(ground: Ground) -> Iterable[tuple[str, str]]:
    if not ground.rows:
        yield "partners", NOBODY
        return
    yield "visited", _visited(len(ground.where(Facet.VISITED)), len(ground.rows))
    yield "overdue", _listed(ground, Facet.OVERDUE, ("is overdue", "are overdue"), none="No partner is overdue.")
    verbs = ("has never been visited", "have never been visited")
    none = "Every accessible partner has been visited."
    yield "never", _listed(ground, Facet.NEVER, verbs, none=none, noun="accessible partner")
    yield "due_soon", _due_soon(ground)
    verbs = ("is not accessible", "are not accessible")
    yield "not_accessible", _listed(ground, Facet.NOT_ACCESSIBLE, verbs, none="Every partner is accessible.")
    under = "under a Port Security Advisory"
    verbs = (f"is {under}", f"are {under}")
    yield "advisories", _listed(ground, Facet.ADVISORY, verbs, none=f"No partner is {under}.")
    yield "changes", _since(ground)


def _visited(visited: int, partners: int) -> str:
    verb = "was visited within its" if 1 in {visited, partners} else "were visited within their"
    return f"{visited} of {plural(partners, 'partner')} {verb} interval ({visited / partners:.0%})."


def _due_soon(ground: Ground) -> str:
    soon = ground.where(Facet.DUE_SOON)
    if not soon:
        return f"No partner falls due within {DUE_SOON_DAYS} days."
    booked = sum(holds(Facet.BOOKED, row, as_of=ground.choice.as_of) for row in soon)
    falls = counted(len(soon), "partner", ("falls", "fall"))
    has, have, none = (f"{verb} visit booked in that time" for verb in ("has a", "have a", "has no"))
    return f"{falls} due within {DUE_SOON_DAYS} days; {of_them(booked, len(soon), one=has, several=have, none=none)}."


def _listed(ground: Ground, facet: Facet, verbs: tuple[str, str], *, none: str, noun: str = "partner") -> str:
    """Count and name the partners of which a facet holds; the verb for one of them, and for several."""
    rows = ground.where(facet)
    if not rows:
        return none
    names = named([row.territory.name for row in rows])
    return f"{counted(len(rows), noun, verbs)}: {names}."


def _since(ground: Ground) -> str:
    before = ground.before
    if before is None:
        return ""
    since, known = before.on, [row for row in ground.rows if row.territory.code in before.standings]
    was = before.standings
    newly = [r for r in known if r.coverage.status is Status.OVERDUE is not was[r.territory.code].status]
    made = [r for r in known if visited_since(was[r.territory.code], r)]
    visited = counted(len(made), "partner", ("was", "were"))
    return f"Since {day(since)} {visited} visited, and {counted(len(newly), 'partner', ('became', 'became'))} overdue."


def _figure(ground: Ground, facet: Facet) -> KeyFigure:
    count = len(ground.where(facet))
    change = None if ground.before is None else count - ground.before.counts[facet]
    better = (change > 0) is (facet in MORE_IS_BETTER) if change else None
    return KeyFigure(facet.value, TITLES[facet], count, change, better)


def mark(row: CoverageRow) -> MapMark:
    """Put a partner on a map.

    Raises:
        InvalidRecordError: if it has no place on a map.
    """
    territory = row.territory
    if territory.label_lon is None or territory.label_lat is None:
        raise InvalidRecordError(f"territory: {territory.code} has no place on a map; give its glyph one")
    return MapMark(
        code=territory.code,
        name=territory.name,
        lon=territory.label_lon,
        lat=territory.label_lat,
        status=row.coverage.status,
        advisory=in_force(row),
    )


def map_alt(title: str, rows: Sequence[CoverageRow]) -> str:
    """Say in words what a map of partners shows."""
    counts = [(LABELS[status], sum(row.coverage.status is status for row in rows)) for status in STATUS_ORDER]
    said = ", ".join(f"{label.lower()} {count}" for label, count in counts if count)
    advised = sum(in_force(row) for row in rows)
    return f"Map of {title}: {said or 'no partner'}; {ADVISORY_LABEL.lower()} {advised}."


COLUMNS = ("Territory", "Status", "Last visit", "Due", "Days overdue", "Next visit", "Advisory")


def _table(key: str, title: str, rows: Sequence[CoverageRow], *, empty: str = NOBODY) -> TableBlock:
    cells = [_cells(row) for row in rows]
    return TableBlock(key, title, COLUMNS, cells, empty=empty, statuses=[row.coverage.status for row in rows])


def _cells(row: CoverageRow) -> tuple[Cell, ...]:
    visit = row.coverage.visit
    return (
        row.territory.name,
        LABELS[row.coverage.status],
        day(visit.last) if visit.last else "",
        day(visit.due_on) if visit.due_on else "",
        row.coverage.days_overdue or None,
        day(row.coverage.next_visit) if row.coverage.next_visit else "",
        "" if row.advisory.answer is Answer.NOT_IN_FORCE else ANSWER_WORDS[row.advisory.answer],
    )
