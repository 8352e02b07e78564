"""Pages of a brief on what is on record: advisories, trips, engagements, follow-ups, single territories, sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from dashboard.actions.advisory_difference import list_difference
from dashboard.actions.advisory_list import cutoff_words, with_answer
from dashboard.actions.brief_content import BriefPage, ChartBlock, MapBlock, MapPath, Sentence, TableBlock, Words
from dashboard.actions.brief_counting import counted, of_them
from dashboard.actions.brief_notes import advisory_notes, follow_up_note, numbers, partner_notes
from dashboard.actions.brief_status import map_alt, mark, named
from dashboard.actions.trip_plan import scheduled
from dashboard.actions.trips import visits_by_trip
from geodata.errors import ItineraryError
from models.advisories import AdvisoryState, Answer
from models.coverage import DUE_SOON_DAYS
from models.listings import FISCAL_START
from models.trips import plan_of
from models.vocabulary import BriefSection, EngagementKind, EngagementStatus, TripState
from models.wording import DISCLAIMER, KIND_WORDS, day, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.brief_content import Block, Cell
    from dashboard.actions.brief_ground import Ground
    from dashboard.actions.snapshot import Snapshot
    from models.follow_up_listing import FollowUpListed
    from models.queries import Held
    from models.tables import Trip
    from models.trips import Plan, PlannedStop

YEARS = 4
"""Fiscal years that a brief counts, the running one included."""

MOST_VISITS = 6
"""So many of its engagements stand on the page of a territory: of those ahead the next ones, of those past the last."""

COLUMNS = ("Trip", "From", "To", "Territories")
"""Of the trips."""

DRAFTS = "trips_drafts"
"""Key of the table of trips in planning."""


def advisories(ground: Ground) -> list[BriefPage]:
    """List the advisories in force, partners first, and what changed on the list since the comparison date."""
    in_force = with_answer(ground.advisories, Answer.IN_FORCE)
    listed = sorted(in_force, key=lambda one: (not one.partner, one.name))
    rows = [
        (one.name, "Yes" if one.partner else "", one.since, one.state.exceptions or "none printed", _authority(one))
        for one in listed
    ]
    columns = ("Territory", "Partner", "In force", "Excepted facilities", "Authority")
    table = TableBlock("advisories", "Advisories in force", columns, rows, empty="No advisory is in force.")
    blocks: list[Block] = [Words(list(_advisory_words(ground, listed))), table]
    title, notes = "Port Security Advisories", advisory_notes(listed)
    return [BriefPage("advisories", BriefSection.ADVISORIES, title, blocks, notes)]


def _authority(one: Listed) -> str:
    return ", ".join(one.citations)


def _advisory_words(ground: Ground, listed: Sequence[Listed]) -> Iterator[Sentence]:
    yield Sentence("advisories_count", _advisory_count(listed))
    if unknown := [one.name for one in with_answer(ground.advisories, Answer.CANNOT_TELL)]:
        yield Sentence("advisories_unknown", _advisory_unknown(unknown))
    if ground.before is not None:
        for number, told in enumerate(_advisory_changes(ground, ground.before), start=1):
            yield Sentence(f"advisories_changes_{number}", told)
    yield Sentence("advisories_cutoff", cutoff_words(ground.records.facts, as_of=ground.choice.as_of))


def _advisory_count(listed: Sequence[Listed]) -> str:
    if not listed:
        return "Worldwide no territory is under a Port Security Advisory."
    under = "1 territory is" if len(listed) == 1 else f"{len(listed)} territories are"
    partners = sum(one.partner for one in listed)
    of_whom = of_them(partners, len(listed), one="is a partner", several="are partners", none="is no partner")
    return f"Worldwide {under} under a Port Security Advisory; {of_whom}."


def _advisory_unknown(names: Sequence[str]) -> str:
    more = "1 more territory" if len(names) == 1 else f"{len(names)} more territories"
    return f"Of {more} it cannot be told: {', '.join(sorted(names))}."


def _advisory_changes(ground: Ground, before: Snapshot) -> Iterator[str]:
    """Say what changed on the list: of partners since what that brief said, of others by what is known now."""
    now = {one.code: one for one in ground.advisories}
    was = [_as_said(one, now[one.code], before) for one in ground.listed(before.on)]
    said = list_difference(was, ground.advisories).sentences()
    since = f"Since {day(before.on)}"
    if ground.kept is not None:
        since += " (partners by what the brief of that day said, others by what is known now)"
    if not said:
        yield f"{since} nothing changed on the list."
    for number, told in enumerate(said):
        yield f"{since}: {told}" if not number else told


def _as_said(was: Listed, now: Listed, before: Snapshot) -> Listed:
    """Return what the earlier list said of a territory, where more has become known of that day since."""
    standing = before.standings.get(was.code)
    if standing is None or standing.advisory is was.state.answer:
        return was
    if standing.advisory is now.state.answer:
        return now
    return replace(was, state=AdvisoryState(standing.advisory, None, "", "As the brief of that day said."))


def trips(ground: Ground) -> list[BriefPage]:
    """List the trips ahead, with a map of their ways."""
    ahead = sorted(_trips_ahead(ground), key=lambda found: (found[1][0].starts_on, found[0].id))
    rows = [_trip_row(ground, trip, visits) for trip, visits in ahead]
    drafts = _drafts_ahead(ground, {trip.id for trip, _ in ahead})
    blocks: list[Block] = [TableBlock("trips", "Trips ahead", COLUMNS, rows, empty="No trip is booked.")]
    if drafts:
        planned = [_draft_row(ground, one) for one in drafts]
        blocks.append(TableBlock(DRAFTS, "Trips in planning, not booked", COLUMNS, planned))
    if ahead or drafts:
        codes = {visit.territory for _, visits in ahead for visit in visits}
        codes |= {stop.territory for one in drafts for stop in one.plan.stops}
        stops = ground.of(codes)
        paths = [MapPath(trip.name, _way(ground, trip, visits)) for trip, visits in ahead]
        paths += [MapPath(f"{one.trip.name} (not booked)", _way(ground, one.trip, one.plan.stops)) for one in drafts]
        title = "Trips ahead"
        drawn = MapBlock("map_trips", title, [mark(row) for row in stops], map_alt(title, stops), paths)
        blocks.insert(0, drawn)
    notes = [f"{trip.name}: trip {trip.id}, {numbers(visits)}." for trip, visits in ahead]
    notes += [f"{one.trip.name}: trip {one.trip.id}, a draft." for one in drafts]
    return [BriefPage("trips", BriefSection.TRIPS, "Trips ahead", blocks, notes)]


def engagements(ground: Ground) -> list[BriefPage]:
    """Count completed engagements by kind and fiscal year."""
    last = fiscal_year(ground.choice.as_of)
    years = list(range(last - YEARS + 1, last + 1))
    found = _completed(ground)
    series = {words(kind.value): [len(found[kind, year]) for year in years] for kind in EngagementKind}
    labels = [f"FY {year}" for year in years]
    known = min(ground.choice.as_of, ground.known_on)
    total = sum(counts[-1] for counts in series.values())
    alt = f"Completed engagements by kind, {labels[0]} to {labels[-1]}; {total} so far in {labels[-1]}."
    title = "Engagements by kind and fiscal year"
    chart = ChartBlock("engagements", title, labels, series, alt)
    rows: list[tuple[Cell, ...]] = [(name, *counts) for name, counts in series.items()]
    table = TableBlock("engagements_table", title, ("Kind", *labels), rows)
    said = Sentence(
        "engagements_years", f"A fiscal year begins in October; completed engagements are counted up to {day(known)}."
    )
    notes = [
        f"{words(kind.value)}, FY {year}: {numbers(found[kind, year])}."
        for year in reversed(years)
        for kind in EngagementKind
        if found[kind, year]
    ]
    return [BriefPage("engagements", BriefSection.ENGAGEMENTS, title, [Words([said]), chart, table], notes)]


def _completed(ground: Ground) -> Mapping[tuple[EngagementKind, int], Sequence[Held]]:
    """Sort the engagements that were completed by kind and fiscal year."""
    found = defaultdict(list)
    for held in ground.records.engagements.values():
        for one in held:
            if one.status is EngagementStatus.COMPLETED and one.ends_on <= ground.choice.as_of:
                found[one.kind, fiscal_year(one.ends_on)].append(one)
    return found


def follow_ups(ground: Ground) -> list[BriefPage]:
    """List what is still to be followed up, up to 90 days ahead."""
    until = ground.choice.as_of + timedelta(days=DUE_SOON_DAYS)
    listed = [one for one in ground.follow_ups if one.follow_up.due_on <= until]
    late = sum(one.follow_up.due_on < ground.choice.as_of for one in listed)
    rows = [_follow_up_row(ground, one) for one in listed]
    columns = ("Due", "Territory", "What", "Who", "State")
    title = f"Follow-ups due within {DUE_SOON_DAYS} days"
    said = Sentence("follow_ups", _follow_ups_due(len(listed), late, until))
    table = TableBlock("follow_ups", title, columns, rows, empty="Nothing is to be followed up.")
    notes = [follow_up_note(ground, one) for one in listed]
    return [BriefPage("follow_ups", BriefSection.FOLLOW_UPS, "Follow-ups", [Words([said]), table], notes)]


def _follow_ups_due(count: int, late: int, until: date) -> str:
    if not count:
        return f"No follow-up is due by {day(until)}."
    said = of_them(late, count, one="is overdue", several="are overdue", none="is not overdue")
    return f"{counted(count, 'follow-up', ('is', 'are'))} due by {day(until)}; {said}."


def territories(ground: Ground) -> list[BriefPage]:
    """Give each chosen territory a page."""
    return [_territory(ground, code) for code in ground.choice.territories]


def sources(ground: Ground) -> list[BriefPage]:
    """Say where the figures come from, how they are derived, and up to which day they are known."""
    choice = ground.choice
    texts = {
        "method": (
            "A partner is current from its last completed visit until its visit interval has passed, due soon in "
            f"the {DUE_SOON_DAYS} days before that, and overdue after it. Reciprocal visits and liaison contacts are "
            "shown, never counted."
        ),
        "known": (
            f"Visits are known up to {day(ground.known_on)}; for a later day confirmed bookings are taken as made. "
            f"Status is as of {day(choice.as_of)}."
        ),
        "advisory_cutoff": cutoff_words(ground.records.facts, as_of=choice.as_of),
        "boundaries": f"Boundaries: Natural Earth, or the file that the staff imported. {DISCLAIMER}",
    }
    said = [Sentence(f"sources_{key}", text) for key, text in texts.items()]
    return [BriefPage("sources", BriefSection.SOURCES, "Sources, method and data cut-off", [Words(said)])]


def fiscal_year(value: date) -> int:
    """Return the fiscal year of a day, named after the year it ends in."""
    return value.year + (value.month >= FISCAL_START)


def _trips_ahead(ground: Ground) -> Iterator[tuple[Trip, Sequence[Held]]]:
    """Return the trips that had not ended on the day; on a past day those that were made since as well."""
    for number, visits in visits_by_trip(ground.records).items():
        if any(visit.ends_on >= ground.choice.as_of for visit in visits):
            yield ground.records.trips[number], visits


@dataclass(frozen=True, slots=True)
class _Draft:
    """A trip that is planned and not booked."""

    trip: Trip
    plan: Plan
    back: date | None
    """None where its days cannot be told."""


def _drafts_ahead(ground: Ground, booked: Collection[int | None]) -> list[_Draft]:
    """Return the trips in planning that had not ended on the day, the first first."""
    found = [
        _Draft(trip, plan, _back(trip, plan, ground))
        for trip in ground.records.trips.values()
        if trip.state is TripState.DRAFT and trip.id not in booked and (plan := plan_of(trip)) and plan.stops
    ]
    ahead = [one for one in found if (one.back or one.plan.leaves_on) >= ground.choice.as_of]
    return sorted(ahead, key=lambda one: (one.plan.leaves_on, one.trip.id))


def _back(trip: Trip, plan: Plan, ground: Ground) -> date | None:
    try:
        return scheduled(plan, ground.records, trip_id=trip.id).schedule.back.date()
    except ItineraryError:
        return None


def _draft_row(ground: Ground, one: _Draft) -> tuple[str, str, str, str]:
    names = list(dict.fromkeys(ground.name(stop.territory) for stop in one.plan.stops))
    back = day(one.back) if one.back else "not known"
    return (one.trip.name, day(one.plan.leaves_on), back, ", ".join(names))


def _trip_row(ground: Ground, trip: Trip, visits: Sequence[Held]) -> tuple[str, str, str, str]:
    last = max(visit.ends_on for visit in visits)
    names = list(dict.fromkeys(ground.name(visit.territory) for visit in visits))
    return (trip.name, day(visits[0].starts_on), day(last), ", ".join(names))


def _way(ground: Ground, trip: Trip, visits: Sequence[Held | PlannedStop]) -> list[tuple[float, float]]:
    base = (trip.base_lon, trip.base_lat)
    return [base, *(place for visit in visits if (place := _where(ground, visit)) is not None), base]


def _where(ground: Ground, visit: Held | PlannedStop) -> tuple[float, float] | None:
    """Return the first port visited, else where the territory's glyph stands."""
    port = next((found for number in visit.ports if (found := ground.records.port(number))), None)
    if port is not None:
        return port.lon, port.lat
    territory = ground.records.territories[visit.territory]
    if territory.label_lon is None or territory.label_lat is None:
        return None
    return territory.label_lon, territory.label_lat


def _follow_up_row(ground: Ground, one: FollowUpListed) -> tuple[str, str, str, str, str]:
    row = one.follow_up
    state = f"Done {day(row.done_on)}" if row.done_on else words(row.state.value)
    return (day(row.due_on), ground.name(row.territory), row.what, row.who, state)


def _territory(ground: Ground, code: str) -> BriefPage:
    name, as_of = ground.name(code), ground.choice.as_of
    rows = ground.of([code])
    said = [Sentence(f"territory_{code}_why", row.coverage.why) for row in rows]
    advised = [one for one in ground.advisories if one.code == code]
    said += [Sentence(f"territory_{code}_advisory", f"Port Security Advisory: {one.state.why}") for one in advised]
    held = [one for one in ground.records.engagements.get(code, ()) if one.status is not EngagementStatus.CANCELLED]
    past = [one for one in held if one.ends_on <= as_of][:MOST_VISITS]
    ahead = list(takewhile(lambda one: one.ends_on > as_of, held))
    shown = [*ahead[-MOST_VISITS:], *past]
    listed = [_visit_row(ground, one) for one in shown]
    columns = ("From", "To", "Kind", "Status", "Ports")
    visits = TableBlock(f"visits_{code}", "Engagements", columns, listed, empty="No engagement is on record.")
    open_ones = [one for one in ground.follow_ups if one.follow_up.territory == code]
    tasks = [_follow_up_row(ground, one)[2:] + _follow_up_row(ground, one)[:1] for one in open_ones]
    todo = TableBlock(f"tasks_{code}", "To be followed up", ("What", "Who", "State", "Due"), tasks, empty="Nothing.")
    drawn = MapBlock(f"map_{code}", name, [mark(row) for row in rows], map_alt(name, rows))
    blocks: list[Block] = [drawn, Words(said), visits, todo]
    notes = [*partner_notes(rows), *advisory_notes(advised), *(follow_up_note(ground, one) for one in open_ones)]
    notes += [f"{name}: {numbers(shown)}."] if shown else []
    return BriefPage(f"territory_{code}", BriefSection.TERRITORIES, name, blocks, notes)


def _visit_row(ground: Ground, one: Held) -> tuple[str, str, str, str, str]:
    ports = [port.name for number in one.ports if (port := ground.records.port(number))]
    kind = KIND_WORDS[one.kind]
    return (
        day(one.starts_on),
        day(one.ends_on),
        kind[0].upper() + kind[1:],
        words(one.status.value),
        named(ports),
    )
