"""What a plan means on the ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.records import Records, read_records
from dashboard.actions.trip_ground import (
    COASTAL_NM,
    COMPACT_NM,
    base_place,
    calendar_of,
    halt_of,
    has_post,
    journey_of,
    seat_of,
    usual_stop,
)
from geodata.coast import from_sea_nm
from geodata.errors import ItineraryError
from geodata.geodesy import Point, distance_nm
from geodata.schedule import schedule
from models.changes import writing
from models.database import reading
from models.tables import AccessPeriodCreate, Port, Territory
from models.trips import Plan, PlannedStop
from models.vocabulary import HarbourSize

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

YOKOTA = Plan("Islands", "Yokota Air Base, Japan", 139.35, 35.75, "", date(2027, 2, 1))


@pytest.fixture
def records(prepared: Engine) -> Records:
    with reading(prepared) as session:
        return read_records(session=session)


def port_named(records: Records, territory: str, name: str) -> Port:
    return next(port for port in records.ports[territory] if port.name == name)


def with_ports(records: Records, territory: str, *ports: Port) -> Records:
    return replace(records, ports={**records.ports, territory: ports})


def port(number: int, lon: float, lat: float, size: HarbourSize, located: str | None = "FJI") -> Port:
    return Port(
        id=number,
        name=f"Port {number}",
        territory="FJI",
        lon=lon,
        lat=lat,
        harbour_size=size,
        located_territory=located,
        located_nm=0.0,
        source="a test",
        source_key=f"test {number}",
    )


def test_the_base_is_the_airport_that_lies_there() -> None:
    base = base_place(YOKOTA)
    assert (base.name, base.zone, base.airport_label) == (
        "Yokota Air Base, Japan",
        "Asia/Tokyo",
        "OKO Yokota Air Base",
    )


def test_a_base_without_an_airport_is_served_by_one_near() -> None:
    base = base_place(replace(YOKOTA, base="Tokyo", base_lon=139.69, base_lat=35.69))
    assert base.airport_label == "HND Tokyo International Airport"
    nowhere = base_place(replace(YOKOTA, base="At sea", base_lon=-130.0, base_lat=-45.0))
    assert (nowhere.gate, nowhere.airport) == (None, "")


def test_a_base_keeps_the_zone_that_was_chosen() -> None:
    assert base_place(replace(YOKOTA, base_zone="Pacific/Guam")).zone == "Pacific/Guam"


def test_a_trip_leaves_in_the_morning_of_its_base(records: Records) -> None:
    journey = journey_of(YOKOTA.with_stop(PlannedStop("FJI")), records)
    assert f"{journey.leaves:%Y-%m-%d %H:%M %z}" == "2027-02-01 08:00 +0900"
    assert [halt.territory for halt in journey.halts] == ["FJI"]
    assert journey.pace == YOKOTA.pace


def test_a_stop_has_its_seat_ports_and_half_days(records: Records) -> None:
    suva, lautoka = (port_named(records, "FJI", name) for name in ("Suva", "Lautoka"))
    fixed_on = date(2027, 2, 9)
    stop = PlannedStop("FJI", (lautoka.id or 0, suva.id or 0), government=3, port=2, embassy=0, fixed_on=fixed_on)
    halt = halt_of(stop, records)
    assert (halt.name, halt.seat.name, halt.seat.zone) == ("Fiji", "Suva", "Pacific/Fiji")
    assert halt.seat.airport_label == "SUV Nausori International Airport"
    assert [(call.port, call.place.name) for call in halt.ports] == [(lautoka.id, "Lautoka"), (suva.id, "Suva")]
    assert halt.ports[0].place.airport_label == "NAN Nadi International Airport"
    assert (halt.government, halt.port, halt.embassy, halt.fixed_on) == (3, 2, 0, fixed_on)
    assert halt.half_days == stop.half_days == 7


def test_a_port_that_is_not_on_record_is_left_out(records: Records) -> None:
    assert halt_of(PlannedStop("FJI", (999_999,)), records).ports == []


def test_the_airport_that_was_chosen_serves_the_capital_and_what_lies_by_it(records: Records) -> None:
    suva, lautoka, lambasa = (port_named(records, "FJI", name) for name in ("Suva", "Lautoka", "Lambasa"))
    stop = PlannedStop("FJI", tuple(one.id or 0 for one in (suva, lautoka, lambasa)), airport="NFFN")
    halt = halt_of(stop, records)
    assert halt.seat.airport == "NFFN"
    assert [call.place.airport for call in halt.ports[:2]] == ["NFFN", "NFFN"]
    assert halt.ports[2].place.airport not in {"", "NFFN"}
    made = schedule(journey_of(YOKOTA.with_stop(stop), records))
    assert [leg.end.name for leg in made.legs][:2] == ["NAN Nadi International Airport", "Suva"]


@pytest.mark.parametrize("unknown", ["", "XXXX"])
def test_an_airport_that_there_is_not_changes_nothing(records: Records, unknown: str) -> None:
    assert halt_of(PlannedStop("FJI", airport=unknown), records).seat.airport == "NFNA"


def test_a_host_keeps_its_weekend_holidays_and_access_periods(prepared: Engine) -> None:
    period = {"territory": "MDV", "starts_on": date(2027, 2, 7), "ends_on": date(2027, 2, 9), "reason": "Election."}
    with writing(prepared, who="tester", why="") as writer:
        writer.create(AccessPeriodCreate.model_validate(period | {"marking": "UNCLASSIFIED", "source": "a test"}))
    with reading(prepared) as session:
        records = read_records(session=session)
    calendar = calendar_of(records.territories["MDV"], records)
    assert (calendar.alpha2, calendar.weekend) == ("MV", "56")
    assert calendar.why_inaccessible(date(2027, 2, 9)) == "Maldives is not accessible: Election"
    assert calendar.why_inaccessible(date(2027, 2, 10)) is None


def test_where_no_weekend_is_on_record_it_is_saturday_and_sunday(records: Records) -> None:
    assert calendar_of(Territory(code="FJI", name="Fiji", source="a test"), records).weekend == "67"


def test_without_a_capital_the_government_is_met_at_the_first_port_else_in_the_middle(records: Records) -> None:
    suva = port_named(records, "FJI", "Suva")
    bare = Territory(code="FJI", name="Fiji", source="a test")
    assert seat_of(bare, [suva]).name == "Suva"
    middle = seat_of(Territory(code="FJI", name="Fiji", source="a test", label_lon=178.0, label_lat=-17.8), [])
    assert (middle.name, middle.point) == ("Fiji", Point(lon=178.0, lat=-17.8))
    with pytest.raises(ItineraryError, match="Fiji has no capital"):
        seat_of(bare, [])


@pytest.mark.parametrize(
    ("code", "post"),
    [
        ("FJI", True),
        ("FSM", True),  # in Kolonia, not in the capital
        ("MMR", True),
        ("TWN", True),
        ("HKG", True),
        ("KIR", False),  # accredited from Suva
        ("NRU", False),
        ("MAC", False),  # from Hong Kong
        ("COM", False),  # from Antananarivo
        ("TKL", False),  # none on record
    ],
)
def test_an_embassy_is_met_where_it_is(records: Records, code: str, post: bool) -> None:  # noqa: FBT001 - a parameter
    assert has_post(records.territories[code], records) is post
    assert usual_stop(code, records).embassy == post


def test_a_usual_stop_takes_a_day_for_the_government_and_half_a_day_each_for_ports_and_embassy(
    records: Records,
) -> None:
    stop = usual_stop("FJI", records)
    assert (stop.government, stop.port, stop.embassy, stop.kept) == (2, 1, 1, False)
    assert [records.ports_by_id[number].name for number in stop.ports] == ["Suva"]
    assert usual_stop("FJI", records, ports=[5, 3]).ports == (5, 3)


def test_every_partner_has_a_usual_stop_that_can_be_scheduled(records: Records) -> None:
    for partner in records.partners:
        stop = usual_stop(partner.code, records)
        made = schedule(journey_of(YOKOTA.with_stop(stop), records))
        assert len(made.stops[0].sessions) == stop.half_days >= 2, partner.code
        assert len(stop.ports) <= 2


def test_a_territory_without_ports_is_visited_all_the_same(records: Records) -> None:
    assert usual_stop("FJI", with_ports(records, "FJI")).ports == ()


@pytest.mark.parametrize(
    ("others", "chosen"),
    [
        ([port(1, 178.4, -18.1, HarbourSize.SMALL), port(2, 177.4, -17.6, HarbourSize.LARGE)], (2,)),
        ([port(1, 178.4, -18.1, HarbourSize.MEDIUM), port(2, 177.4, -17.6, HarbourSize.LARGE)], (2, 1)),
        ([port(1, 178.4, -18.1, HarbourSize.LARGE), port(2, 177.4, -17.6, HarbourSize.LARGE)], (1, 2)),
        ([port(1, 178.4, -18.1, HarbourSize.MEDIUM), port(2, 179.4, -16.4, HarbourSize.LARGE)], (2,)),  # far apart
        ([port(1, 178.4, -18.1, HarbourSize.SMALL), port(2, 177.4, -17.6, HarbourSize.LARGE, "TON")], (1,)),
        ([port(1, 178.4, -18.1, HarbourSize.LARGE), port(2, 177.4, -17.6, HarbourSize.LARGE, None)], (1,)),
        ([port(number, 178.4, -18.1, HarbourSize.LARGE) for number in (1, 2, 3)], (1, 2)),
    ],
)
def test_the_principal_ports_are_large_certain_and_together(
    records: Records, others: list[Port], chosen: tuple[int, ...]
) -> None:
    assert usual_stop("FJI", with_ports(records, "FJI", *others)).ports == chosen
    at = {one.id: Point(lon=one.lon, lat=one.lat) for one in others}
    assert all(distance_nm(at[chosen[0]], at[number]) <= COMPACT_NM for number in chosen)


def test_without_sizes_a_port_by_the_sea_goes_before_a_nearer_one_inland(records: Records) -> None:
    names = {code: records.ports_by_id[usual_stop(code, records).ports[0]].name for code in ("IND", "CHN", "VNM")}
    assert not {"New Delhl", "Zhuozhou", "Hanoi"} & set(names.values())
    assert (names["CHN"], names["VNM"]) == ("Tianjin", "Haiphong")
    inland, ashore = (
        port(1, 178.0, -17.8, HarbourSize.UNKNOWN),
        port(2, 177.44, -17.6, HarbourSize.UNKNOWN),
    )
    assert usual_stop("FJI", with_ports(records, "FJI", inland, ashore)).ports == (2,)
    assert usual_stop("FJI", with_ports(records, "FJI", inland)).ports == (), "it may be a depot"
    sized = port(1, 178.0, -17.8, HarbourSize.SMALL)
    assert usual_stop("FJI", with_ports(records, "FJI", sized, ashore)).ports == (1,), "what is known counts"


def test_no_usual_port_of_any_partner_lies_inland_or_was_withdrawn(records: Records) -> None:
    for partner in records.partners:
        for number in usual_stop(partner.code, records).ports:
            one = records.ports_by_id[number]
            assert not one.withdrawn, partner.code
            assert from_sea_nm(Point(lon=one.lon, lat=one.lat)) <= COASTAL_NM, partner.code


def test_a_port_that_was_withdrawn_is_no_usual_one_whatever_its_size(records: Records) -> None:
    gone, small = port(1, 178.4, -18.1, HarbourSize.LARGE), port(2, 177.4, -17.6, HarbourSize.SMALL)
    gone.withdrawn = "Closed"
    assert usual_stop("FJI", with_ports(records, "FJI", gone, small)).ports == (2,)
    assert usual_stop("FJI", with_ports(records, "FJI", gone)).ports == ()


def test_of_a_partner_partly_outside_the_area_a_port_within_it_is_visited(records: Records) -> None:
    usual = [records.ports_by_id[number].name for number in usual_stop("RUS", records).ports]
    assert usual == ["Vladivostok"]
    assert halt_of(usual_stop("RUS", records), records).seat.name == "Moscow", "the government is met where it is"
    largest, eastmost = port(1, 30.3, 59.9, HarbourSize.LARGE, "RUS"), port(2, -173.2, 64.4, HarbourSize.SMALL, "RUS")
    largest.territory = eastmost.territory = "RUS"
    assert usual_stop("RUS", with_ports(records, "RUS", largest, eastmost)).ports == (2,)
    assert usual_stop("RUS", with_ports(records, "RUS", largest)).ports == ()


def test_a_port_by_the_sea_that_was_located_elsewhere_is_taken_where_there_is_no_other(records: Records) -> None:
    doubtful = port(1, 178.4, -18.1, HarbourSize.UNKNOWN, "TON")
    assert usual_stop("FJI", with_ports(records, "FJI", doubtful)).ports == (1,)


def test_a_day_later_is_a_day_later(records: Records) -> None:
    later = replace(YOKOTA, leaves_on=YOKOTA.leaves_on + timedelta(days=1))
    assert journey_of(later, records).leaves - journey_of(YOKOTA, records).leaves == timedelta(days=1)
