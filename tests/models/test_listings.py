"""Lists of engagements and follow-ups: the same answers from both databases, at the edges of days and years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models import database, follow_up_listing, listings
from models.changes import writing
from models.database import reading
from models.follow_up_listing import FollowUpsWanted
from models.listings import Sought, Wanted
from models.tables import Engagement, FollowUpCreate, PortCreate, TerritoryCreate
from models.vocabulary import EngagementKind, EngagementStatus, FollowUpState, Subregion
from tests.conftest import ask
from tests.models.records import FIJI, SOURCE, SUVA, TODAY, engagement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Engine

DAY = timedelta(days=1)
CANCELLED = EngagementStatus.CANCELLED
PLANNED = EngagementStatus.PLANNED
TONGA = TerritoryCreate(
    code="TON",
    name="Tonga",
    partner=True,
    subregion=Subregion.POLYNESIA,
    label_lon=-175.2,
    label_lat=-21.2,
    source=SOURCE,
)
LAUTOKA = PortCreate(name="Lautoka", territory="FJI", lon=177.4, lat=-17.6, source=SOURCE, source_key="FJLTK")


@pytest.fixture(scope="module")
def migrated(postgresql_url: URL) -> URL:
    """Make an empty PostgreSQL database of the newest schema, to copy."""
    opened = database.open_engine(postgresql_url)
    database.upgrade(opened)
    opened.dispose()
    return postgresql_url


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Open an empty database with Fiji, Tonga and two ports: SQLite, then PostgreSQL."""
    if request.param == "sqlite":
        opened = request.getfixturevalue("engine")
    else:
        url: URL = request.getfixturevalue("migrated")
        server = url.set(database="postgres")
        ask(server, "DROP DATABASE IF EXISTS tested", f"CREATE DATABASE tested TEMPLATE {url.database}")
        opened = database.open_engine(url.set(database="tested"))
    with writing(opened, who="x", why="x") as writer:
        writer.create(FIJI)
        writer.create(TONGA)
        writer.create_all([SUVA, LAUTOKA])
    yield opened
    opened.dispose()


def add(engine: Engine, **facts: Any) -> int:  # noqa: ANN401 - any field of the form
    with writing(engine, who="x", why="x") as writer:
        return int(writer.create(engagement(**facts)).id)


def listed(engine: Engine, wanted: Wanted, **how: Any) -> list[int]:  # noqa: ANN401 - as `page` takes them
    with reading(engine) as session:
        found = listings.find(wanted, session=session)
        assert found.count == listings.count(wanted, session=session)
        return [one.id for one in listings.page(wanted, found, session=session, **how)]


def test_the_latest_start_comes_first_and_equal_days_keep_an_order(either: Engine) -> None:
    ids = [add(either, ends_on=TODAY - days * DAY) for days in (3, 1, 1, 2)]
    assert listed(either, Wanted()) == [ids[2], ids[1], ids[3], ids[0]]
    assert listed(either, Wanted(), earliest_first=True) == [ids[0], ids[3], ids[1], ids[2]]


@pytest.mark.parametrize("few", [0, 10_000])
def test_pages_hold_every_row_once_whether_few_or_many(
    either: Engine, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "FEW", few)
    monkeypatch.setattr(listings, "PAGE", 2)
    ids = [add(either, ends_on=TODAY - (days // 2) * DAY) for days in range(5)]
    pages = [listed(either, Wanted(), number=number) for number in (1, 2, 3, 4)]
    assert [len(rows) for rows in pages] == [2, 2, 1, 0]
    forwards = [one for rows in pages for one in rows]
    assert sorted(forwards) == ids
    backwards = [listed(either, Wanted(), number=number, earliest_first=True) for number in (1, 2, 3)]
    assert [one for rows in backwards for one in rows] == forwards[::-1]


def test_a_cancelled_one_is_listed_only_when_asked_for(either: Engine) -> None:
    kept, closed = add(either), add(either, status=CANCELLED)
    assert listed(either, Wanted()) == [kept]
    assert set(listed(either, Wanted(closed=True))) == {kept, closed}
    assert listed(either, Wanted(statuses=(CANCELLED,))) == [closed]


def test_a_period_takes_in_whatever_touches_it(either: Engine) -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 8)
    inside = [
        add(either, starts_on=first - 5 * DAY, ends_on=first),
        add(either, starts_on=last, ends_on=last + 5 * DAY),
        add(either, starts_on=first - 400 * DAY, ends_on=last + 400 * DAY),
    ]
    add(either, starts_on=first - 5 * DAY, ends_on=first - DAY)
    add(either, starts_on=last + DAY, ends_on=last + 5 * DAY)
    assert sorted(listed(either, Wanted(first=first, last=last))) == inside
    with reading(either) as session:
        wanted = Wanted(first=first, last=last)
        assert [one.id for one in listings.everything(wanted, session=session)] == [inside[2], inside[0], inside[1]]


def test_a_booking_waits_for_its_report_from_the_day_after(either: Engine) -> None:
    waiting = add(either, status=PLANNED, ends_on=TODAY - DAY)
    add(either, status=PLANNED, ends_on=TODAY)
    add(either, ends_on=TODAY - DAY)
    assert listed(either, Wanted(statuses=(PLANNED,), ended_before=TODAY)) == [waiting]


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"kind": EngagementKind.TRAINING}, {"kinds": (EngagementKind.TRAINING,)}),
        ({"territory": "TON"}, {"territories": ("TON",)}),
        ({"lead": "Desk officer"}, {"leads": ("Desk officer",)}),
        ({"status": EngagementStatus.CONFIRMED}, {"statuses": (EngagementStatus.CONFIRMED,)}),
        ({"demo": True}, {"demo": True}),
    ],
)
def test_each_filter_keeps_what_it_names(either: Engine, facts: dict[str, Any], wanted: dict[str, Any]) -> None:
    other, meant = add(either), add(either, **facts)
    assert listed(either, Wanted(**wanted)) == [meant]
    assert set(listed(either, Wanted())) == {other, meant}


def test_a_real_record_is_kept_by_the_filter_against_demo(either: Engine) -> None:
    real = add(either)
    add(either, demo=True)
    assert listed(either, Wanted(demo=False)) == [real]


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"summary": "The Gate log was missing."}, "gate LOG"),
        ({"lead": "Commander of the desk"}, "commander"),
        ({"place": "Nadi"}, "nadi"),
        ({"course": "ISPS for PFSO"}, "pfso"),
        ({"hosts": ["APEC", "OAS"]}, "oas"),
        ({"observations": ["Seen at 50% of gates"]}, "50%"),
        ({"recommendations": ["Café du port"]}, "Café"),
        ({"team": ["Boarding_officer"]}, "g_o"),
    ],
)
def test_a_word_is_found_wherever_it_was_written(either: Engine, facts: dict[str, Any], word: str) -> None:
    add(either, summary="Fifty or 50 gates, boarding officer")
    meant = add(either, **facts)
    assert listed(either, Wanted(words=(Sought(word),))) == [meant]


def test_every_word_must_be_found(either: Engine) -> None:
    add(either, summary="gate")
    both = add(either, summary="gate", lead="guard")
    assert listed(either, Wanted(words=(Sought("gate"), Sought("guard")))) == [both]
    assert listed(either, Wanted(words=(Sought("gate"), Sought("nowhere")))) == []


def test_a_word_that_names_a_port_finds_the_visits_to_it_alone(either: Engine) -> None:
    suva, both = add(either, ports=[1]), add(either, ports=[2, 1])
    add(either, ports=[2])
    add(either, ports=[])
    add(either, territory="TON", ports=[])
    word = Sought("suva", ports=(1,), port_territories=("FJI",))
    assert sorted(listed(either, Wanted(words=(word,)))) == [suva, both]


def test_a_word_that_names_a_territory_or_a_kind_finds_it(either: Engine) -> None:
    fiji = add(either)
    tonga = add(either, territory="TON", kind=EngagementKind.TRAINING)
    assert listed(either, Wanted(words=(Sought("fij", territories=("FJI",)),))) == [fiji]
    assert listed(either, Wanted(words=(Sought("train", kinds=(EngagementKind.TRAINING,)),))) == [tonga]


def counted(engine: Engine, *, as_of: date = TODAY, fiscal: bool = False) -> dict[tuple[str, int], tuple[int, int]]:
    with reading(engine) as session:
        rows = listings.visits_by_year(Wanted(), session=session, as_of=as_of, fiscal=fiscal)
    return {(one.territory, one.year): (one.made, one.booked) for one in rows}


@pytest.mark.parametrize(
    ("day", "year", "fiscal_year"),
    [
        (date(2025, 12, 31), 2025, 2026),
        (date(2026, 1, 1), 2026, 2026),
        (date(2026, 9, 30), 2026, 2026),
        (date(2026, 10, 1), 2026, 2027),
    ],
)
def test_a_visit_belongs_to_the_year_it_ends_in(either: Engine, day: date, year: int, fiscal_year: int) -> None:
    add(either, starts_on=day - 2 * DAY, ends_on=day)
    assert counted(either) == {("FJI", year): (1, 0)}
    assert counted(either, fiscal=True) == {("FJI", fiscal_year): (1, 0)}


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": EngagementKind.LIAISON},
        {"kind": EngagementKind.RECIPROCAL},
        {"in_territory": False},
        {"status": CANCELLED},
        {"ends_on": TODAY + DAY, "starts_on": TODAY},
    ],
)
def test_what_is_no_visit_made_is_not_counted(either: Engine, facts: dict[str, Any]) -> None:
    add(either, **facts)
    assert counted(either) == {}


def test_bookings_are_counted_beside_visits(either: Engine) -> None:
    add(either)
    add(either, status=PLANNED, ends_on=TODAY + DAY)
    add(either, status=EngagementStatus.CONFIRMED, ends_on=TODAY + 2 * DAY)
    add(either, territory="TON", status=PLANNED, ends_on=TODAY + 60 * DAY)
    assert counted(either) == {("FJI", 2026): (1, 2), ("TON", 2027): (0, 1)}


def test_visits_of_a_year_are_those_that_are_counted(either: Engine) -> None:
    first, following = date(2026, 1, 1), date(2027, 1, 1)
    inside = [
        add(either, starts_on=first - DAY, ends_on=first),
        add(either, status=PLANNED, ends_on=following - DAY),
    ]
    add(either, ends_on=first - DAY)
    add(either, starts_on=following - DAY, ends_on=following, status=PLANNED)
    add(either, kind=EngagementKind.LIAISON)
    add(either, in_territory=False)
    wanted = Wanted(visits=True, ended_since=first, ended_before=following)
    assert sorted(listed(either, wanted)) == inside


def test_spans_join_what_shares_days_and_kind(either: Engine) -> None:
    add(either)
    add(either, territory="TON")
    add(either, ends_on=TODAY - DAY)
    with reading(either) as session:
        assert [(one.starts_on, one.count) for one in listings.spans(Wanted(), session=session)] == [
            (TODAY - DAY, 1),
            (TODAY, 2),
        ]


def test_whole_engagements_and_leads_are_read(either: Engine) -> None:
    add(either, lead="B", summary="s", ends_on=TODAY - DAY)
    add(either, lead="A")
    add(either, lead="A")
    with reading(either) as session:
        rows = list(listings.whole(Wanted(leads=("B",)), session=session))
        assert [type(row) for row in rows] == [Engagement]
        assert rows[0].summary == "s"
        assert listings.leads(session=session) == ["A", "B"]


def follow_up(engine: Engine, **facts: Any) -> int:  # noqa: ANN401 - any field of the form
    known = {"territory": "FJI", "what": "w", "due_on": TODAY, "source": SOURCE, **facts}
    with writing(engine, who="x", why="x") as writer:
        return int(writer.create(FollowUpCreate(**known)).id)


def followed(engine: Engine, wanted: FollowUpsWanted, **how: Any) -> list[int | None]:  # noqa: ANN401 - as `page` takes them
    with reading(engine) as session:
        return [one.follow_up.id for one in follow_up_listing.page(wanted, session=session, **how)]


def test_follow_ups_come_by_due_date_and_the_done_and_withdrawn_are_left_out(either: Engine) -> None:
    later, sooner = follow_up(either, due_on=TODAY + DAY), follow_up(either, due_on=TODAY - DAY)
    done = follow_up(either, state=FollowUpState.DONE, done_on=TODAY)
    follow_up(either, withdrawn="entered twice")
    assert followed(either, FollowUpsWanted()) == [sooner, later]
    assert followed(either, FollowUpsWanted(states=())) == [sooner, done, later]
    assert followed(either, FollowUpsWanted(due_before=TODAY)) == [sooner]
    with reading(either) as session:
        assert follow_up_listing.count(FollowUpsWanted(), session=session) == 2


def test_follow_ups_are_filtered_and_know_their_engagement(either: Engine) -> None:
    visit = add(either)
    mine = follow_up(either, who="Embassy", engagement_id=visit)
    follow_up(either, who="Port authority", territory="TON")
    assert followed(either, FollowUpsWanted(who=("Embassy",))) == [mine]
    assert followed(either, FollowUpsWanted(territories=("FJI",))) == [mine]
    with reading(either) as session:
        first, second = follow_up_listing.page(FollowUpsWanted(), session=session)
        assert (first.kind, first.ends_on) == (EngagementKind.PORT_VISIT, TODAY)
        assert (second.kind, second.ends_on) == (None, None)
        assert follow_up_listing.doers(session=session) == ["Embassy", "Port authority"]


def test_follow_ups_are_paged(either: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_up_listing, "PAGE", 2)
    ids = [follow_up(either) for _ in range(3)]
    assert followed(either, FollowUpsWanted(), number=2, size=2) == ids[2:]
    assert followed(either, FollowUpsWanted(), size=None) == ids
