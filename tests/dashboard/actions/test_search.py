"""Everything is found by its words and codes, from whatever page; what changed is found at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from dashboard.actions import findable
from dashboard.actions import search as module
from dashboard.actions.findable import LONG, SOURCES, Group, Hit
from dashboard.actions.records import Records, read_records
from dashboard.actions.search import SHOWN, Found, Index, read_index, search
from models.changes import writing
from models.database import reading
from models.searching import engagement_words
from models.tables import (
    AdvisoryFact,
    Engagement,
    FollowUpCreate,
    OfficerCreate,
    OrganisationCreate,
    Port,
    PortFacilityCreate,
    Territory,
    TripCreate,
)
from models.trips import Plan, PlannedStop
from models.vocabulary import EngagementKind, EngagementStatus, OrganisationKind
from tests.models.records import SOURCE, TODAY, engagement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Engine
    from sqlmodel import Session, SQLModel


def indexed(engine: Engine, previous: Index | None = None) -> Index:
    with reading(engine) as session:
        return read_index(read_records(session=session), session=session, previous=previous)


def found(engine: Engine, query: str) -> dict[Group, Found]:
    return {one.group: one for one in search(indexed(engine), query)}


def titles(one: Found) -> list[str]:
    return [hit.title for hit in one.hits.values()]


def best(one: Found) -> Hit:
    return next(iter(one.hits.values()))


def created(engine: Engine, *forms: SQLModel) -> list[int]:
    with writing(engine, who="a test", why="a test") as writer:
        return [writer.create(form).id for form in forms]  # type: ignore[attr-defined]  # every stored row has an id


def suva(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(Port.id).where(col(Port.unlocode) == "FJSUV")).one() or 0


@pytest.mark.parametrize("query", ["", "   ", "...", "'", "%", "_", "-"])
def test_nothing_is_found_by_nothing(demo: Engine, query: str) -> None:
    assert search(indexed(demo), query) == []


@pytest.mark.parametrize("query", ["xyzzy", "fiji xyzzy", "fiji' OR 'xyzzy", "<xyzzy>"])
def test_a_word_that_is_nowhere_finds_nothing(demo: Engine, query: str) -> None:
    assert search(indexed(demo), query) == []


@pytest.mark.parametrize("query", ["French Polynesia", "polynesia FRENCH", "  frén pólyn ", "Polynesia, French!"])
def test_words_stand_in_any_order_and_accents_do_not_matter(prepared: Engine, query: str) -> None:
    assert titles(found(prepared, query)[Group.TERRITORIES])[0] == "French Polynesia"


@pytest.mark.parametrize("query", ["reunion", "Réunion", "RE\u0301UNION"])
def test_accents_are_forgiven_on_both_sides(prepared: Engine, query: str) -> None:
    assert titles(found(prepared, query)[Group.TERRITORIES]) == ["Réunion"]


@pytest.mark.parametrize("query", ["cote divoire", "Côte d'Ivoire", "cote d\u2019ivoire"])
def test_apostrophes_are_forgiven(prepared: Engine, query: str) -> None:
    assert titles(found(prepared, query)[Group.TERRITORIES])[0] == "Côte d'Ivoire"


@pytest.mark.parametrize("query", ["FJI", "fji", "FJ"])
def test_the_code_of_a_territory_comes_first(prepared: Engine, query: str) -> None:
    first = search(indexed(prepared), query)[0]
    assert first.group is Group.TERRITORIES
    assert best(first).title == "Fiji"
    assert best(first).address == {"code": "FJI"}


@pytest.mark.parametrize("query", ["FJSUV", "fjsuv", "FJ SUV", "fj-suv"])
def test_the_code_of_a_port_comes_before_other_groups(prepared: Engine, query: str) -> None:
    first = search(indexed(prepared), query)[0]
    assert (first.group, best(first).title) == (Group.PORTS, "Suva")
    assert (best(first).page, best(first).address) == ("ports", {"port": str(suva(prepared))})


def test_a_port_is_found_by_its_other_names_and_its_index_number(prepared: Engine) -> None:
    with writing(prepared, who="x", why="x") as writer:
        facts = {"alternate_names": ["Thuvu Roads"], "wpi_number": "54321"}
        writer.update(Port, suva(prepared), facts, seen=1)
    for query in ("thuvu", "54321"):
        assert titles(found(prepared, query)[Group.PORTS]) == ["Suva"]


@pytest.mark.parametrize("query", ["FJSUV-0001", "fjsuv0001", "kings suva", "wharf fiji"])
def test_a_facility_is_found_by_number_name_port_and_territory(prepared: Engine, query: str) -> None:
    created(
        prepared,
        PortFacilityCreate(name="Kings Wharf", imo_number="FJSUV-0001", port_id=suva(prepared), source=SOURCE),
        PortFacilityCreate(name="Other", imo_number="FJSUV-0002", port_id=suva(prepared), source=SOURCE),
    )
    facilities = found(prepared, query)[Group.FACILITIES]
    assert (titles(facilities), facilities.count) == (["Kings Wharf"], 1)
    assert (best(facilities).page, best(facilities).address) == ("ports", {"port": str(suva(prepared))})


@pytest.mark.parametrize("query", ["lonely", "fjzzz0001", "mystery bay", "lonely fiji"])
def test_a_facility_that_waits_for_its_port_is_found_and_leads_to_the_queue(prepared: Engine, query: str) -> None:
    form = PortFacilityCreate(
        name="Lonely Jetty", imo_number="FJZZZ-0001", port_name="Mystery Bay", territory="FJI", source=SOURCE
    )
    with writing(prepared, who="x", why="x") as writer:
        number = writer.create(form).id
    facilities = found(prepared, query)[Group.FACILITIES]
    assert titles(facilities) == ["Lonely Jetty"]
    assert best(facilities).detail == "FJZZZ-0001 · Mystery Bay · Fiji · waits for its port"
    assert (best(facilities).page, best(facilities).address) == (
        "data",
        {"data": "Doubtful", "waiting": str(number)},
    )


def test_a_full_name_goes_before_one_that_begins_so_and_that_before_the_rest(prepared: Engine) -> None:
    created(
        prepared,
        *(
            OrganisationCreate(territory="FJI", kind=OrganisationKind.OTHER, name=name, source=SOURCE)
            for name in ("Seaport Board", "Board of the Port", "Port Board", "Portland Office", "Port")
        ),
    )
    assert titles(found(prepared, "port")[Group.ORGANISATIONS])[:2] == ["Port", "Port Board"]
    order = titles(found(prepared, "port")[Group.ORGANISATIONS])
    assert order == ["Port", "Port Board", "Portland Office", "Board of the Port", "Seaport Board"]


def test_groups_with_the_words_in_a_name_go_before_those_with_them_elsewhere(demo: Engine) -> None:
    groups = [one.group for one in search(indexed(demo), "officer 3")]
    assert groups[0] is Group.OFFICERS
    assert Group.ENGAGEMENTS in groups
    everything = [one.group for one in search(indexed(demo), "fiji")]
    assert everything == [group for group in Group if group in everything], "otherwise the order stays"


def test_partners_go_before_others(prepared: Engine) -> None:
    groups = found(prepared, "samoa")
    assert titles(groups[Group.TERRITORIES]) == ["Samoa", "American Samoa"]
    first = found(prepared, "port")[Group.PORTS].hits.values()
    records = indexed(prepared).records
    territories = {port.territory for hit in first if (port := records.port(int(hit.address["port"])))}
    assert territories <= {one.code for one in records.partners}


def test_few_are_shown_and_all_are_counted(demo: Engine) -> None:
    visits = found(demo, "visit")[Group.ENGAGEMENTS]
    assert len(visits.hits) == SHOWN < visits.count
    with reading(demo) as session:
        held = session.exec(select(Engagement).where(col(Engagement.kind) == EngagementKind.PORT_VISIT)).all()
    assert visits.count >= len(held)


@pytest.mark.parametrize(
    "query",
    ["fiji 2025 port visit", "16 aug 2025 fji", "walked terminals fiji", "completed gate log fiji aug", "suva 2025"],
)
def test_an_engagement_is_found_by_what_it_says(prepared: Engine, query: str) -> None:
    number, other = created(
        prepared,
        engagement(
            starts_on=TODAY.replace(year=2025, month=8, day=16),
            ends_on=TODAY.replace(year=2025, month=8, day=17),
            summary="Walked the terminals",
            observations=["The gate log"],
            ports=[suva(prepared)],
        ),
        engagement(territory="TON", summary="Called"),
    )
    (hit,) = found(prepared, query)[Group.ENGAGEMENTS].hits.values()
    assert hit.address == {"id": str(number)}
    assert hit.title == "Port visit, Fiji"
    assert str(other) not in hit.address.values()


def test_an_engagement_is_found_by_its_number_first(demo: Engine) -> None:
    first = search(indexed(demo), "#12")[0]
    assert first.group is Group.ENGAGEMENTS
    assert best(first).address == {"id": "12"}


def test_engagements_come_the_latest_first(demo: Engine) -> None:
    with reading(demo) as session:
        days = {str(one.id): one.starts_on for one in session.exec(select(Engagement))}
    shown = [days[hit.address["id"]] for hit in found(demo, "fiji")[Group.ENGAGEMENTS].hits.values()]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) > 1


def test_a_follow_up_leads_to_its_engagement_or_its_territory(prepared: Engine) -> None:
    (number,) = created(prepared, engagement())
    facts = {"territory": "FJI", "due_on": TODAY, "source": SOURCE}
    created(
        prepared,
        FollowUpCreate(what="Mend the fence", engagement_id=number, **facts),
        FollowUpCreate(what="Mend the pier " + "x" * LONG, **facts),
    )
    fence, pier = (best(found(prepared, f"mend {what} open")[Group.FOLLOW_UPS]) for what in ("fence", "pier"))
    assert (fence.page, dict(fence.address)) == ("engagement", {"id": str(number)})
    assert (pier.page, dict(pier.address)) == ("territories", {"code": "FJI"})
    assert len(pier.title) == LONG
    assert pier.title.endswith("…")


def test_an_officer_leads_to_the_territories_assigned(prepared: Engine) -> None:
    created(prepared, OfficerCreate(name="Officer Ö", territories=["FJI", "TON"], source=SOURCE))
    for query in ("officer o", "tonga officer"):
        hit = best(found(prepared, query)[Group.OFFICERS])
        assert (hit.title, hit.detail, hit.page) == ("Officer Ö", "2 territories", "coverage")
        assert hit.address == {"region": "Officer: Officer Ö"}


def test_a_trip_is_found_by_where_it_went_or_goes_and_leads_to_its_plan(prepared: Engine) -> None:
    trip, empty = created(
        prepared,
        TripCreate(name="Spring round", base="Yokota", base_lon=139.35, base_lat=35.75, source=SOURCE),
        TripCreate(
            **Plan("Spring reserve", "Yokota", 139.35, 35.75, "", TODAY, stops=(PlannedStop("WSM"),)).facts(),
            source=SOURCE,
        ),
    )
    created(
        prepared,
        engagement(trip_id=trip),
        engagement(trip_id=trip, territory="TON", status=EngagementStatus.CANCELLED),
    )
    hit = best(found(prepared, "spring fiji")[Group.TRIPS])
    assert hit.detail == "Fiji"
    assert (hit.page, hit.address) == ("trip", {"id": str(trip)})
    assert Group.TRIPS not in found(prepared, "spring tonga"), "a cancelled visit is not made"
    assert titles(found(prepared, "spring samoa")[Group.TRIPS]) == ["Spring reserve"]
    assert empty != trip


def test_generated_records_say_so(demo: Engine) -> None:
    groups = found(demo, "fiji")
    for group in (Group.ENGAGEMENTS, Group.FOLLOW_UPS, Group.ORGANISATIONS, Group.OFFICERS, Group.TRIPS):
        assert all("DEMO" in f"{hit.title} {hit.detail}" for hit in groups[group].hits.values()), group


def test_withdrawn_organisations_are_not_found(prepared: Engine) -> None:
    facts = {"territory": "FJI", "kind": OrganisationKind.OTHER, "source": SOURCE}
    created(
        prepared,
        OrganisationCreate(name="Harbour Board", **facts),
        OrganisationCreate(name="Harbour Office", withdrawn="closed", **facts),
    )
    assert titles(found(prepared, "harbour")[Group.ORGANISATIONS]) == ["Harbour Board"]


def test_what_changed_is_found_and_the_rest_is_kept(demo: Engine) -> None:
    before = indexed(demo)
    with writing(demo, who="a test", why="a test") as writer:
        row = writer.session.get(Engagement, 12)
        assert row is not None
        writer.update(Engagement, 12, {"summary": "Zebra crossing"}, seen=row.version)
        (number,) = (writer.create(engagement(summary="Zebra")).id,)
    after = indexed(demo, before)
    shown = search(after, "zebra")[0]
    assert {hit.address["id"] for hit in shown.hits.values()} == {"12", str(number)}
    assert after.groups[Group.PORTS] is before.groups[Group.PORTS]
    assert after.groups[Group.FOLLOW_UPS] is before.groups[Group.FOLLOW_UPS]
    assert search(before, "zebra") == []
    fresh = indexed(demo)
    for group in Group:
        assert list(after.groups[group]) == list(fresh.groups[group]), "the same entries in the same order"
        assert [one.text for one in after.groups[group].values()] == [one.text for one in fresh.groups[group].values()]


@pytest.mark.parametrize("many", [0, 1, 2])
def test_an_index_is_the_same_however_much_changed(demo: Engine, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(module, "MANY", many)
    asked: list[set[int] | None] = []

    def asking(*, session: Session, ids: set[int] | None) -> Iterable[tuple[int, str]]:
        asked.append(ids)
        return engagement_words(session=session, ids=ids)

    monkeypatch.setattr(findable, "engagement_words", asking)
    before = indexed(demo)
    numbers = set(created(demo, engagement(summary="Zebra"), engagement(summary="Zebra crossing")))
    after, fresh = indexed(demo, before), indexed(demo)
    assert asked == [None, numbers if many == len(numbers) else None, None]
    for group in Group:
        assert list(after.groups[group].items()) == list(fresh.groups[group].items())
    assert search(after, "zebra")[0].count == 2


def test_a_territory_with_another_name_is_found_everywhere_by_it(demo: Engine) -> None:
    before = indexed(demo)
    with writing(demo, who="a test", why="a test") as writer:
        row = writer.session.exec(select(Territory).where(Territory.code == "FJI")).one()
        writer.update(Territory, row.id or 0, {"name": "Viti"}, seen=row.version)
    groups = {one.group for one in search(indexed(demo, before), "viti")}
    assert {Group.TERRITORIES, Group.PORTS, Group.ENGAGEMENTS, Group.FOLLOW_UPS, Group.ORGANISATIONS} <= groups


def test_an_engagement_newer_than_the_records_waits_for_them(demo: Engine) -> None:
    with reading(demo) as session:
        old: Records = read_records(session=session)
    created(demo, engagement(summary="Zebra"))
    with reading(demo) as session:
        stale = read_index(old, session=session)
    assert search(stale, "zebra") == []
    assert search(indexed(demo, stale), "zebra")[0].count == 1


def test_every_group_has_a_source() -> None:
    assert list(SOURCES) == list(Group)
    assert {table for source in SOURCES.values() for table in source.tables}.isdisjoint(findable.NAMING)


@pytest.mark.parametrize(
    ("query", "title", "detail"),
    [
        ("1-17", "Advisory imposed, Nauru", "PSA 1-17 · 82 FR 16052 · 14 Apr 2017"),
        ("psa 1-17", "Advisory imposed, Nauru", "PSA 1-17 · 82 FR 16052 · 14 Apr 2017"),
        ("82 FR 16052", "Advisory imposed, Nauru", "PSA 1-17 · 82 FR 16052 · 14 Apr 2017"),
        ("80 fr 15800", "Advisory modified, Yemen", "80 FR 15800 · 25 Mar 2015"),
        ("psa iran", "Advisory listed, Iran", "Aug 2025"),
        ("seychelles psa", "Advisory listed, Seychelles", "Aug 2025"),
    ],
)
def test_an_advisory_is_found_by_number_citation_and_territory(
    prepared: Engine, query: str, title: str, detail: str
) -> None:
    first, *_ = found(prepared, query)[Group.ADVISORIES].hits.values()
    assert (first.title, first.detail) == (title, detail)
    assert (first.page, first.address) == ("advisories", {"of": title.rpartition(", ")[2]})


def test_a_number_or_citation_that_is_typed_in_full_goes_first(prepared: Engine) -> None:
    for query in ("4-11", "PSA 4-11", "76 FR 30954"):
        assert search(indexed(prepared), query)[0].group is Group.ADVISORIES


def test_an_advisory_fact_that_was_withdrawn_is_found_no_more(prepared: Engine) -> None:
    before = indexed(prepared)
    with reading(prepared) as session:
        fact = session.exec(select(AdvisoryFact).where(col(AdvisoryFact.psa_number) == "1-17")).one()
    with writing(prepared, who="a test", why="a test") as writer:
        writer.update(AdvisoryFact, fact.id or 0, {"withdrawn": "read wrongly"}, seen=fact.version)
    assert [one.group for one in search(before, "82 fr 16052")] == [Group.ADVISORIES]
    assert search(indexed(prepared, before), "82 fr 16052") == []
