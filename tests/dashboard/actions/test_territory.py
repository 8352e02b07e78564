"""One territory among the others: order, neighbours, officers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.coverage import coverage_rows
from dashboard.actions.records import read_records
from dashboard.actions.territory import Order, assigned, beside, neighbours, next_leave, ordered, read_dossier, seat
from geodata.geodesy import Point
from models.database import reading
from models.tables import Officer, Territory
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.records import Records


@pytest.fixture
def records(demo: Engine) -> Records:
    with reading(demo) as session:
        return read_records(session=session)


@pytest.mark.parametrize("order", list(Order))
def test_every_territory_stands_once_and_partners_stand_first(records: Records, order: Order) -> None:
    found = ordered(records, order)
    assert sorted(one.code for one in found) == sorted(records.territories)
    assert [one.partner for one in found] == [True] * 47 + [False] * (len(found) - 47)


def test_letters_with_marks_are_ordered_like_those_without(records: Records) -> None:
    names = [one.name for one in ordered(records, Order.NAME)]
    assert names.index("Réunion") < names.index("Russia") < names.index("Samoa")
    assert names.index("Åland Islands") < names.index("Albania")


def test_west_to_east_runs_on_across_the_date_line(records: Records) -> None:
    codes = [one.code for one in ordered(records, Order.WEST_TO_EAST)][:47]
    assert codes[0] == "COM"
    assert codes[-1] == "PYF"
    assert codes.index("WLF") < codes.index("WSM") < codes.index("COK")


def test_the_ends_have_nothing_beyond(records: Records) -> None:
    territories = ordered(records, Order.NAME)
    first, second, last = territories[0], territories[1], territories[-1]
    assert beside(territories, first.code) == (None, second)
    assert beside(territories, second.code) == (first, territories[2])
    assert beside(territories, last.code) == (territories[-2], None)


def test_going_on_from_the_first_reaches_every_territory(records: Records) -> None:
    territories = ordered(records, Order.WEST_TO_EAST)
    seen, here = [], territories[0]
    while True:
        seen.append(here.code)
        _, after = beside(territories, here.code)
        if after is None:
            break
        here = after
    assert seen == [one.code for one in territories]


def test_neighbours_are_the_other_partners_by_distance(records: Records) -> None:
    rows = coverage_rows(records, as_of=AS_OF, known_on=AS_OF)
    found = neighbours(rows, records.territories["FJI"])
    assert len(found) == 46
    assert "FJI" not in {one.row.territory.code for one in found}
    assert [one.row.territory.code for one in found[:2]] == ["TON", "WLF"]
    assert found[0].nm == pytest.approx(402, abs=2)
    assert [one.nm for one in found] == sorted(one.nm for one in found)


def test_nearness_is_mutual(records: Records) -> None:
    rows = coverage_rows(records, as_of=AS_OF, known_on=AS_OF)
    there = next(one for one in neighbours(rows, records.territories["FJI"]) if one.row.territory.code == "WSM")
    back = next(one for one in neighbours(rows, records.territories["WSM"]) if one.row.territory.code == "FJI")
    assert there.nm == pytest.approx(back.nm)


def test_a_place_is_the_capital_else_the_label_point_else_none() -> None:
    place = Territory(code="XXA", name="A", source="a test", label_lon=10.0, label_lat=20.0)
    assert seat(place) == Point(10, 20)
    place.capital_lon, place.capital_lat = 0.0, 0.0
    assert seat(place) == Point(0, 0)
    assert seat(Territory(code="XXB", name="B", source="a test")) is None
    assert neighbours([], Territory(code="XXB", name="B", source="a test")) == []


def test_officers_are_those_whom_the_territory_is_assigned_to(records: Records) -> None:
    assert [officer.name for officer in assigned(records, "FJI")] == ["DEMO Liaison Officer 1"]
    assert assigned(records, "USA") == []


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 12, 31), ("2027-01-01", "2027-01-05")),
        (date(2027, 1, 5), ("2027-01-01", "2027-01-05")),
        (date(2027, 1, 6), ("2027-03-01", "2027-03-02")),
        (date(2027, 3, 3), None),
    ],
)
def test_the_next_leave_is_the_one_that_has_not_ended(today: date, found: tuple[str, str] | None) -> None:
    leave = [
        {"starts_on": "2027-03-01", "ends_on": "2027-03-02"},
        {"starts_on": "2027-01-01", "ends_on": "2027-01-05"},
    ]
    assert next_leave(Officer(name="A", source="a test", leave=leave), today=today) == found


def test_a_dossier_holds_what_belongs_to_one_territory(demo: Engine) -> None:
    with reading(demo) as session:
        dossier = read_dossier("FJI", session=session)
    assert [one.kind.value for one in dossier.organisations] == ["designated_authority", "embassy_section"]
    assert {one.territory for one in (*dossier.organisations, *dossier.follow_ups)} == {"FJI"}
    assert list(dossier.facilities) == []
