"""What a steward may do, and what each change means."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions import initialise
from dashboard.actions.coverage import coverage_rows
from dashboard.actions.editing import Conflict, Saved, save
from dashboard.actions.entering import SOURCE
from dashboard.actions.figures import Facet, figures
from dashboard.actions.records import Records, read_records
from dashboard.actions.stewarding import (
    READABLE,
    as_base,
    assigned_to,
    check_officer,
    check_organisation,
    contrast_with_white,
    held,
    leave_of,
    leaving,
    point_or_none,
    point_text,
    save_setting,
    setting,
    territory_facts,
    time_zones,
    unassigned,
    with_level,
    with_office,
    without,
)
from geodata.territories import load_boundaries
from models.coverage import Status
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import MarkingLevel, Office, Settings, read_settings
from models.tables import AccessPeriod, Officer, Organisation, Territory
from models.vocabulary import Subregion
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

YOKOTA = Settings().base
HAWAII = Office("Honolulu", -157.86, 21.31, "Pacific/Honolulu")
GUAM = Office("Guam", 144.8, 13.44, "Pacific/Guam")
UNCLASSIFIED, CUI = Settings().markings
WHO = "steward"
OFFICE = {"territory": "FJI", "kind": "port_authority", "name": "Harbour office"}


def read(engine: Engine) -> Records:
    with reading(engine) as session:
        return read_records(session=session)


def change(engine: Engine, code: str, **facts: Any) -> Saved | Conflict:  # noqa: ANN401 - any field
    row = read(engine).territories[code]
    inner = load_boundaries().inner_point(code)
    wanted = {
        "partner": row.partner,
        "subregion": row.subregion,
        "label_lon": row.label_lon,
        "label_lat": row.label_lat,
    }
    complete = territory_facts({**wanted, **facts}, inner_point=inner)
    return save(engine, Territory, row.id, complete, seen=row.version, who=WHO, why="a test")


def counted(engine: Engine) -> int:
    rows = coverage_rows(read(engine), as_of=AS_OF, known_on=AS_OF)
    found = figures(rows, rows, as_of=AS_OF)
    return sum(found[facet].count for facet in map(Facet, Status))


# Membership


def test_a_partner_is_added_and_counted(prepared: Engine) -> None:
    assert counted(prepared) == 47
    change(prepared, "PAK", partner=True, subregion=Subregion.SOUTH_ASIA)
    assert counted(prepared) == 48
    assert "PAK" in {row.territory.code for row in coverage_rows(read(prepared), as_of=AS_OF, known_on=AS_OF)}


def test_a_partner_that_leaves_keeps_its_records_and_is_counted_no_longer(demo: Engine) -> None:
    before = read(demo)
    says = leaving(before, before.territories["FJI"])
    change(demo, "FJI", partner=False)
    after = read(demo)
    assert counted(demo) == 46
    assert len(after.engagements["FJI"]) == len(before.engagements["FJI"]) > 0
    assert f"{len(after.engagements['FJI'])} engagements" in says
    assert "no longer counted" in says
    assert "DEMO Liaison Officer 1" in says
    change(demo, "FJI", partner=True)
    assert counted(demo) == 47


def test_nobody_is_said_to_look_after_a_territory_without_an_officer(prepared: Engine) -> None:
    records = read(prepared)
    says = leaving(records, records.territories["FJI"])
    assert "assigned" not in says
    assert "0 engagements" in says


def test_what_a_steward_entered_outlives_the_shipped_table(prepared: Engine) -> None:
    change(prepared, "FJI", visit_interval_days=180, embassy="Embassy elsewhere")
    with initialise.writing(prepared, who="x", why="as after an update") as writer:
        initialise.choose(writer, "reference_digest", "another")
    initialise.prepare(prepared)
    fiji = read(prepared).territories["FJI"]
    assert (fiji.visit_interval_days, fiji.embassy, fiji.source) == (180, "Embassy elsewhere", SOURCE)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"partner": True}, {"subregion", "label_point"}),
        ({"partner": True, "subregion": Subregion.POLYNESIA}, {"label_point"}),
        ({"partner": True, "label_lon": 12.5, "label_lat": 41.9}, {"subregion"}),
    ],
)
def test_a_partner_needs_subregion_and_label_point(facts: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        territory_facts(facts, inner_point=None)
    assert set(refusal.value.fields) == fields


def test_the_label_point_comes_from_the_boundary_unless_it_is_given() -> None:
    wanted = {"partner": True, "subregion": Subregion.SOUTH_ASIA}
    taken = territory_facts({**wanted, "label_lon": None, "label_lat": None}, inner_point=(69.4, 30.0))
    assert (taken["label_lon"], taken["label_lat"]) == (69.4, 30.0)
    given_point = territory_facts({**wanted, "label_lon": 67.0, "label_lat": 24.8}, inner_point=(69.4, 30.0))
    assert (given_point["label_lon"], given_point["label_lat"]) == (67.0, 24.8)


def test_what_is_no_partner_needs_nothing() -> None:
    assert territory_facts({"partner": False}, inner_point=None) == {"partner": False, "source": SOURCE}


# Points


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_a_point_that_was_not_touched_stays_to_the_last_digit(lon: float, lat: float) -> None:
    assert point_or_none(point_text(lon, lat), "point", before=(lon, lat)) == (lon, lat)


def test_a_point_is_read_in_either_form_and_may_be_blank() -> None:
    nowhere = (None, None)
    assert point_or_none("17°30.0′S 149°34.2′W", "x", before=nowhere) == (pytest.approx(-149.57), -17.5)
    assert point_or_none(" -17.5, -149.57 ", "x", before=(1.0, 1.0)) == (-149.57, -17.5)
    assert point_or_none("  ", "x", before=(1.0, 1.0)) == nowhere
    assert point_text(*nowhere) == ""


def test_what_is_no_point_is_refused_beside_its_field() -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        point_or_none("149.57, -17.5", "label_point", before=(None, None))
    assert set(refusal.value.fields) == {"label_point"}
    assert "swapped" in refusal.value.fields["label_point"]


# Officers and organisations


def officer(name: str, number: int, *codes: str) -> Officer:
    return Officer(id=number, name=name, territories=list(codes), source="a test")


def test_partners_without_an_officer_are_named(prepared: Engine) -> None:
    partners = read(prepared).partners
    assert unassigned(partners, []) == partners
    staff = [officer("One", 1, "FJI", "TON"), officer("Two", 2, "FJI", "USA")]
    assert {partner.code for partner in partners} - {one.code for one in unassigned(partners, staff)} == {"FJI", "TON"}


def test_who_else_has_a_territory() -> None:
    staff = [officer("One", 1, "FJI", "TON"), officer("Two", 2, "FJI")]
    assert assigned_to(staff) == {"FJI": ["One", "Two"], "TON": ["One"]}
    assert assigned_to(staff, besides=2) == {"FJI": ["One"], "TON": ["One"]}


def test_an_officer_s_name_is_his_own(prepared: Engine) -> None:
    made = save(prepared, Officer, None, {"name": "Desk", "source": SOURCE}, who=WHO)
    assert isinstance(made, Saved)
    with reading(prepared) as session:
        check_officer({"name": "Desk"}, made.row.id, session=session)
        check_officer({"name": "Other desk"}, None, session=session)
        with pytest.raises(InvalidRecordError, match="already") as refusal:
            check_officer({"name": "Desk"}, None, session=session)
    assert set(refusal.value.fields) == {"name"}
    save(prepared, Officer, made.row.id, {"withdrawn": "left"}, seen=1, who=WHO)
    with reading(prepared) as session, pytest.raises(InvalidRecordError, match="withdrawn; restore"):
        check_officer({"name": "Desk"}, None, session=session)


def test_leave_is_written_in_order_and_without_blanks() -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 9)
    assert leave_of([(last, last), (), (first, last), (first,)]) == [
        {"starts_on": "2026-12-01", "ends_on": "2026-12-01"},
        {"starts_on": "2026-12-01", "ends_on": "2026-12-09"},
        {"starts_on": "2026-12-09", "ends_on": "2026-12-09"},
    ]
    assert leave_of([()]) == []


@pytest.mark.parametrize("phone", ["", "+679 331 5266", "(02) 9999-0000", "331 5266 ext. 12", "110"])
def test_an_office_s_phone_is_taken_as_it_is_written(prepared: Engine, phone: str) -> None:
    check_organisation({**OFFICE, "phone": phone}, read(prepared))


@pytest.mark.parametrize("phone", ["ask reception", "12", "+", "331 5266 or 331 5267", "331\t5266;1"])
def test_what_is_no_phone_is_refused(prepared: Engine, phone: str) -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        check_organisation({**OFFICE, "phone": phone}, read(prepared))
    assert set(refusal.value.fields) == {"phone"}


@pytest.mark.parametrize(
    ("mail", "fits"),
    [
        ("office@example.org", True),
        ("a.b-c@port.gov.fj", True),
        ("office", False),
        ("office@", False),
        ("two words@example.org", False),
        ("a@b@example.org", False),
        ("office@example.", False),
    ],
)
def test_an_address_has_one_at_sign_and_a_domain(prepared: Engine, mail: str, fits: bool) -> None:  # noqa: FBT001 - a case
    facts = {**OFFICE, "mail": mail}
    if fits:
        check_organisation(facts, read(prepared))
    else:
        with pytest.raises(InvalidRecordError, match="one @"):
            check_organisation(facts, read(prepared))


def test_an_office_s_port_lies_in_its_territory(prepared: Engine) -> None:
    records = read(prepared)
    port = records.ports["FJI"][0]
    check_organisation({**OFFICE, "port_id": port.id}, records)
    with pytest.raises(InvalidRecordError) as refusal:
        check_organisation({**OFFICE, "port_id": port.id, "territory": "TON", "phone": "x"}, records)
    assert set(refusal.value.fields) == {"port_id", "phone"}
    assert "another territory" in refusal.value.fields["port_id"]


def test_everything_that_is_wrong_with_an_office_is_said_at_once(prepared: Engine) -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        check_organisation({"territory": None, "kind": None, "name": "", "mail": "me"}, read(prepared))
    assert set(refusal.value.fields) == {"territory", "kind", "name", "mail"}


def test_records_are_listed_with_or_without_what_was_withdrawn(demo: Engine) -> None:
    with reading(demo) as session:
        every = held(Organisation, session=session)
    save(demo, Organisation, every[0].id, {"withdrawn": "closed"}, seen=every[0].version, who=WHO)
    with reading(demo) as session:
        assert [one.id for one in held(Organisation, session=session, withdrawn=True)] == [every[0].id]
        assert [one.id for one in held(Organisation, session=session)] == [one.id for one in every[1:]]
        assert held(AccessPeriod, session=session, withdrawn=True) == []


# Offices and markings


def chosen(engine: Engine, name: str) -> tuple[Settings, int | None]:
    with reading(engine) as session:
        row = setting(name, session=session)
        return read_settings(session), row.version if row else None


def put(engine: Engine, name: str, value: Any, seen: int | None) -> Saved | Conflict:  # noqa: ANN401 - any setting
    return save_setting(engine, name, value, seen=seen, who=WHO, why="a test")


def test_offices_are_added_moved_and_taken_away(prepared: Engine) -> None:
    before, version = chosen(prepared, "offices")
    assert (before.offices, version) == ((YOKOTA,), None)
    put(prepared, "offices", with_office(before.offices, None, HAWAII), version)
    both, version = chosen(prepared, "offices")
    assert (both.offices, version) == ((YOKOTA, HAWAII), 1)
    put(prepared, "offices", as_base(both.offices, 1), version)
    moved, version = chosen(prepared, "offices")
    assert (moved.base, moved.offices[1], version) == (HAWAII, YOKOTA, 2)
    put(prepared, "offices", without(moved.offices, 1), version)
    assert chosen(prepared, "offices")[0].offices == (HAWAII,)
    with pytest.raises(InvalidRecordError, match="at least one"):
        put(prepared, "offices", without([HAWAII], 0), 3)


def test_two_stewards_of_one_list_are_told(prepared: Engine) -> None:
    mine, seen = chosen(prepared, "offices")
    put(prepared, "offices", with_office(mine.offices, None, HAWAII), seen)
    conflict = put(prepared, "offices", with_office(mine.offices, None, GUAM), seen)
    assert isinstance(conflict, Conflict)
    assert conflict.theirs["value"] == [asdict(YOKOTA), asdict(HAWAII)]
    assert conflict.mine["value"] == [asdict(YOKOTA), asdict(GUAM)]
    merged = put(prepared, "offices", [asdict(YOKOTA), asdict(HAWAII), asdict(GUAM)], conflict.theirs_version)
    assert isinstance(merged, Saved)
    assert chosen(prepared, "offices")[0].offices == (YOKOTA, HAWAII, GUAM)


@pytest.mark.parametrize("name", ["", "  ", "honolulu"])
def test_an_office_has_a_name_of_its_own(name: str) -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        with_office([YOKOTA, HAWAII], None, Office(name, 0, 0, "UTC"))
    assert set(refusal.value.fields) == {"name"}


def test_an_office_keeps_its_place_and_may_keep_its_name() -> None:
    moved = Office("Honolulu", -158.0, 21.3, "Pacific/Honolulu")
    assert with_office([YOKOTA, HAWAII, GUAM], 1, moved) == [asdict(one) for one in (YOKOTA, moved, GUAM)]


def test_every_zone_is_one_that_an_office_may_have() -> None:
    assert "Asia/Tokyo" in time_zones()
    assert sorted(set(time_zones())) == list(time_zones())


@pytest.mark.parametrize(
    ("above", "order"),
    [
        (None, ["NEW", "UNCLASSIFIED", "CUI"]),
        ("UNCLASSIFIED", ["UNCLASSIFIED", "NEW", "CUI"]),
        ("CUI", ["UNCLASSIFIED", "CUI", "NEW"]),
    ],
)
def test_a_marking_stands_right_above_another(above: str | None, order: list[str]) -> None:
    value = with_level([UNCLASSIFIED, CUI], None, MarkingLevel("NEW", "#003366"), above=above)
    assert [one["name"] for one in value] == order


def test_a_marking_is_moved_and_recoloured() -> None:
    new = MarkingLevel("UNCLASSIFIED", "#003366".upper())
    value = with_level([UNCLASSIFIED, CUI], 0, new, above="CUI")
    assert value == [asdict(CUI), {"name": "UNCLASSIFIED", "colour": "#003366"}]


@pytest.mark.parametrize("colour", ["#ffffff", "#777777", "#c08000", "red", "#12345", "#1234567", "url(x)", ""])
def test_a_colour_that_white_cannot_be_read_on_is_refused(colour: str) -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        with_level([UNCLASSIFIED, CUI], 1, MarkingLevel("CUI", colour), above="UNCLASSIFIED")
    assert set(refusal.value.fields) == {"colour"}


def test_contrast_is_measured_at_its_edge() -> None:
    # Of greys, #767676 is the lightest on which white letters can be read.
    assert (contrast_with_white("#767676") or 0) >= READABLE > (contrast_with_white("#777777") or 0)
    with pytest.raises(InvalidRecordError, match=r"contrast of 4\.4 on it"):
        with_level([CUI], 0, MarkingLevel("CUI", "#777777"), above=None)
    assert with_level([CUI], 0, MarkingLevel("CUI", "#767676"), above=None)
    assert contrast_with_white("green") is None


@pytest.mark.parametrize("name", [" ", "cui"])
def test_a_marking_has_a_name_of_its_own(name: str) -> None:
    with pytest.raises(InvalidRecordError) as refusal:
        with_level([UNCLASSIFIED, CUI], 0, MarkingLevel(name, "#003366"), above=None)
    assert set(refusal.value.fields) == {"name"}


def test_the_local_user_is_remembered(demo: Engine) -> None:
    first = read(demo).officers[0]
    put(demo, "officer_id", first.id, None)
    assert read(demo).officer() is not None
    put(demo, "officer_id", None, 1)
    assert read(demo).officer() is None
