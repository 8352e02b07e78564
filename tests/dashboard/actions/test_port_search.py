"""Searching ports: what is typed is answered, forgivingly, the best first; filters leave out what they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.actions.port_catalogue import CataloguePort, catalogue
from dashboard.actions.port_search import Found, PortFilter, find, parse_near
from dashboard.actions.records import read_records
from geodata.errors import CoordinateError
from geodata.geodesy import Point, distance_nm
from models import database
from models.advisories import Answer
from models.searching import fold
from models.vocabulary import HarbourSize, HarbourType, PortFlag, Subregion
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from pathlib import Path


def port(number: int, name: str, *others: str, **facts: Any) -> CataloguePort:  # noqa: ANN401 - any field
    """Make a port of Fiji."""
    facts = {
        "unlocode": None,
        "wpi_number": None,
        "territory": "FJI",
        "territory_name": "Fiji",
        "subregion": Subregion.MELANESIA,
        "lon": 178.0,
        "lat": -18.0,
        "size": HarbourSize.UNKNOWN,
        "type": HarbourType.UNKNOWN,
        "facilities": 0,
        "flags": (),
        "advisory": Answer.NOT_IN_FORCE,
        "last_visit": None,
        "days_since": None,
        "partner": True,
        "sources": ("reference",),
        "demo": False,
        "marking": "",
        **facts,
    }
    spelled = [fold(one) for one in (name, *others)]
    told = (
        *spelled,
        *(fold(str(facts[key] or "")) for key in ("unlocode", "wpi_number", "territory", "territory_name")),
    )
    return CataloguePort(
        id=number,
        name=name,
        alternate_names=others,
        names="\n".join(("", *spelled, "")),
        words="".join(f" {word}" for word in sorted(set(" ".join(told).split()))),
        **facts,
    )


SUVA = port(1, "Suva", unlocode="FJSUV", wpi_number="56100")
SAVUSAVU = port(2, "Savusavu", "Savu Savu")
PAPEETE = port(3, "Papeete", "Vai\u02bbete\u0304", unlocode="PFPPT", territory="PYF", territory_name="French Polynesia")
PAGO = port(4, "Pago Pago", unlocode="ASPPG", territory="ASM", territory_name="American Samoa")
MORESBY = port(5, "Port Moresby", unlocode="PGPOM", territory="PNG", territory_name="Papua New Guinea")
VILA = port(6, "Port-Vila", "Vila", unlocode="VUVLI", territory="VUT", territory_name="Vanuatu")
FEW = [SUVA, SAVUSAVU, PAPEETE, PAGO, MORESBY, VILA]


@pytest.fixture(scope="module")
def shipped(prepared_file: Path) -> list[CataloguePort]:
    """Return the catalogue of the ports that ship."""
    opened = database.open_engine(database.make_url(f"sqlite:///{prepared_file}"))
    with database.reading(opened) as session:
        found = catalogue(read_records(session=session), {}, as_of=AS_OF)
    opened.dispose()
    return found


def names(found: list[Found]) -> list[str]:
    return [one.port.name for one in found]


def typed(text: str, ports: list[CataloguePort] | None = None) -> list[str]:
    return names(find(FEW if ports is None else ports, PortFilter(text=text)))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("papete", "Papeete"),
        ("papet", "Papeete"),
        ("honiarra", "Honiara"),
        ("honira", "Honiara"),
        ("pago", "Pago Pago"),
        ("PAGO PAGO", "Pago Pago"),
        ("pagopago", "Pago Pago"),
        ("PFPPT", "Papeete"),
        ("pf ppt", "Papeete"),
        ("nuku\u02bbalofa", "Nuku'alofa"),
        ("Nuku\u00b4alofa", "Nuku'alofa"),
        ("malé", "Male"),
        ("morseby", "Port Moresby"),
        ("prt moresby", "Port Moresby"),
        ("moresby papua", "Port Moresby"),
        ("suva fiji", "Suva"),
        ("fiji suva", "Suva"),
        ("port of suva", "Suva"),
        ("lea va", "Leava"),
        ("lae", "Lae"),
        ("lautoca", "Lautoka"),
    ],
)
def test_what_planners_type_finds_the_port_first(shipped: list[CataloguePort], text: str, first: str) -> None:
    assert typed(text, shipped)[0] == first


def test_one_of_a_territory_finds_all_of_it(shipped: list[CataloguePort]) -> None:
    fijian = {one.id for one in shipped if one.territory == "FJI"}
    for text in ("fiji", "FJI", "fij", "Fiji "):
        assert {one.port.id for one in find(shipped, PortFilter(text=text))} >= fijian


def test_better_answers_stand_first() -> None:
    ports = [
        port(1, "Kasuva"),
        port(2, "New Suva"),
        port(3, "Somewhere", "Suvarov"),
        port(4, "Elsewhere", "Suva"),
        port(5, "Suva Bay"),
        port(6, "Suva"),
        port(7, "Fagatogo", unlocode="SUVA"),
        port(8, "Nowhere", territory_name="Suva Islands"),
    ]
    found = find(ports, PortFilter(text="suva"))
    assert [one.port.id for one in found] == [7, 6, 5, 4, 3, 2, 8, 1]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= 100 for one in found)


def test_a_misspelling_counts_only_where_nothing_is_met() -> None:
    assert typed("suva", [SUVA, port(9, "Sava")]) == ["Suva"]
    assert sorted(typed("siva", [SUVA, port(9, "Sava")])) == ["Sava", "Suva"]


def test_only_the_names_least_off_are_answers() -> None:
    assert typed("papete", [PAPEETE, port(9, "Sapele")]) == ["Papeete"]


@pytest.mark.parametrize("text", ["su", "sx", "zq"])
def test_two_letters_are_never_taken_for_a_misspelling(text: str) -> None:
    assert all(name.casefold().startswith(text) for name in typed(text))


@pytest.mark.parametrize("text", ["zzzzzz", "qqq www", "9999999", "x" * 100_000, "suva " * 2_000 + "zz"])
def test_what_nothing_is_like_finds_nothing(text: str) -> None:
    assert typed(text) == []


@pytest.mark.parametrize("text", ["", "   ", "...", "'\u2019", "\n\t", "\U0001f419"])
def test_without_letters_everything_is_found_by_name(text: str) -> None:
    assert typed(text) == ["Pago Pago", "Papeete", "Port Moresby", "Port-Vila", "Savusavu", "Suva"]


def test_numbers_of_the_index_are_codes() -> None:
    assert find(FEW, PortFilter(text="56100"))[0] == Found(SUVA, None, 100)
    assert typed("5610") == ["Suva"]


def test_a_port_elsewhere_is_found_by_its_name_where_no_partner_has_such_a_port() -> None:
    elsewhere = replace(PAGO, partner=False)
    assert typed("pago", [SUVA, port(9, "Mago"), elsewhere]) == ["Pago Pago"]
    assert typed("pago", [SUVA, port(9, "Pagoda"), elsewhere]) == ["Pagoda"]
    assert typed("mago", [SUVA, port(9, "Mago"), elsewhere]) == ["Mago"]
    assert typed("magoo", [SUVA, port(9, "Mago"), elsewhere]) == ["Mago"]
    assert typed("", [SUVA, elsewhere]) == ["Suva"]


def test_other_filters_hold_for_a_port_elsewhere() -> None:
    elsewhere = replace(PAGO, partner=False)
    assert find([SUVA, elsewhere], PortFilter(text="pago", territories=("FJI",))) == []


@given(st.text(max_size=30))
def test_no_text_breaks_the_search(text: str) -> None:
    found = find(FEW, PortFilter(text=text))
    assert len({one.port.id for one in found}) == len(found) <= len(FEW)


@given(st.sampled_from(FEW), st.data())
def test_a_letter_left_out_or_doubled_still_finds_the_port(wanted: CataloguePort, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=1, max_value=len(wanted.name) - 1))
    for text in (wanted.name[:at] + wanted.name[at + 1 :], wanted.name[:at] + wanted.name[at - 1 :]):
        assert wanted.name in typed(text)


@given(st.sampled_from(FEW), st.data())
def test_every_beginning_of_a_name_finds_the_port(wanted: CataloguePort, data: st.DataObject) -> None:
    length = data.draw(st.integers(min_value=1, max_value=len(wanted.name)))
    assert wanted.name in typed(wanted.name[:length])


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (PortFilter(territories=("PYF", "ASM")), {2}),
        (PortFilter(subregions=(Subregion.POLYNESIA,)), {2}),
        (PortFilter(sizes=(HarbourSize.SMALL, HarbourSize.LARGE)), {1}),
        (PortFilter(types=(HarbourType.OPEN_ROADSTEAD,)), {2}),
        (PortFilter(facilities=True), {1}),
        (PortFilter(facilities=False), {2, 3}),
        (PortFilter(facilities=None), {1, 2, 3}),
        (PortFilter(flags=(PortFlag.LIKELY_SLIP, PortFlag.CODE_PREFIX)), {3}),
        (PortFilter(advisory=True), {2}),
        (PortFilter(partners_only=False), {1, 2, 3, 4}),
        (PortFilter(not_visited_days=0), {1, 2, 3}),
        (PortFilter(not_visited_days=100), {1, 2, 3}),
        (PortFilter(not_visited_days=101), {2, 3}),
        (PortFilter(text="beta", facilities=False), {2}),
        (PortFilter(text="beta", facilities=True), set()),
        (PortFilter(territories=("XXX",)), set()),
    ],
)
def test_filters_leave_out_what_is_not_wanted(wanted: PortFilter, ids: set[int]) -> None:
    ports = [
        port(1, "Alpha", size=HarbourSize.LARGE, facilities=2, days_since=100, last_visit=date(2026, 8, 14)),
        port(
            2,
            "Beta",
            territory="PYF",
            subregion=Subregion.POLYNESIA,
            type=HarbourType.OPEN_ROADSTEAD,
            advisory=Answer.IN_FORCE,
        ),
        port(3, "Gamma", flags=(PortFlag.CODE_PREFIX,), advisory=Answer.CANNOT_TELL),
        port(4, "Delta", territory="NLD", subregion=None, partner=False),
    ]
    assert {one.port.id for one in find(ports, wanted)} == ids


EAST = port(1, "East of the date line", lon=-179.5, lat=-17.0)
WEST = port(2, "West of the date line", lon=179.5, lat=-17.0)
FAR = port(3, "Far", lon=170.0, lat=-17.0)


def test_near_searches_reach_across_the_date_line() -> None:
    here = Point(lon=179.9, lat=-17.0)
    found = find([FAR, EAST, WEST], PortFilter(near=here, within_nm=60))
    assert names(found) == [WEST.name, EAST.name]
    assert [one.distance_nm for one in found] == [
        pytest.approx(distance_nm(here, Point(lon=place.lon, lat=place.lat))) for place in (WEST, EAST)
    ]
    assert all(one.score == 0 for one in found)


def test_without_a_radius_all_are_listed_by_their_distance() -> None:
    assert names(find([FAR, EAST, WEST], PortFilter(near=Point(lon=-179.9, lat=-17.0)))) == [
        EAST.name,
        WEST.name,
        FAR.name,
    ]


def test_the_radius_itself_is_near() -> None:
    here = Point(lon=178.0, lat=-17.0)
    nm = distance_nm(here, Point(lon=WEST.lon, lat=WEST.lat))
    assert find([WEST], PortFilter(near=here, within_nm=nm))
    assert not find([WEST], PortFilter(near=here, within_nm=nm * 0.999))


def test_among_equal_answers_the_nearest_stands_first() -> None:
    ports = [replace(place, names="\nsuva\n", name=f"Suva {place.id}") for place in (FAR, EAST, WEST)]
    found = find(ports, PortFilter(text="suva", near=Point(lon=180.0, lat=-17.0), within_nm=10_000))
    assert names(found)[-1] == "Suva 3"


def test_a_port_at_the_point_itself_stands_first() -> None:
    found = find([FAR, EAST], PortFilter(near=Point(lon=EAST.lon, lat=EAST.lat)))
    assert found[0].distance_nm == pytest.approx(0)


@pytest.mark.parametrize("wanted", [PortFilter(), PortFilter(text="suva"), PortFilter(near=Point(0, 0), within_nm=1)])
def test_without_ports_nothing_is_found(wanted: PortFilter) -> None:
    assert find([], wanted) == []


@pytest.mark.parametrize("text", ["-17.53, -149.57", "17°31.8′S 149°34.2′W", "17.53S 149.57W", "149.57W, 17.53S"])
def test_points_are_read_in_every_form(text: str) -> None:
    point = parse_near(text)
    assert (point.lon, point.lat) == (pytest.approx(-149.57), pytest.approx(-17.53))


@pytest.mark.parametrize("text", ["", "Suva", "181, 95", "nan, nan"])
def test_what_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(CoordinateError):
        parse_near(text)
