"""The tables that ship: complete, unique, resolvable."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import pytest
import shapely

from geodata.geodesy import Point, distance_nm
from geodata.reference.read import read_advisories, read_ports
from geodata.territories import to_frame
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from geodata.reference.read import Territory
    from geodata.territories import Boundaries

MEMBERS = {
    Subregion.WESTERN_INDIAN_OCEAN: "MDG COM MUS SYC REU MYT",
    Subregion.SOUTH_ASIA: "IND LKA BGD MDV",
    Subregion.SOUTHEAST_ASIA: "MMR THA KHM VNM MYS SGP IDN TLS BRN PHL",
    Subregion.EAST_ASIA: "CHN HKG MAC TWN JPN KOR RUS",
    Subregion.AUSTRALIA_NEW_ZEALAND: "AUS NZL",
    Subregion.MELANESIA: "PNG SLB VUT FJI NCL",
    Subregion.MICRONESIA: "KIR NRU MHL FSM PLW",
    Subregion.POLYNESIA: "TON WSM COK NIU TUV WLF PYF TKL",
}

CONTEXT = "CXR CCK NFK IOT PCN ASM GUM MNP UMI PRK PAK SCG XKX"

SOURCES = {"searoute 1.6.0", "sea-ports 0.0.9", "supplement"}


def test_the_partners_are_the_47(territories: dict[str, Territory]) -> None:
    found = {
        region: {code for code, territory in territories.items() if territory.partner and territory.subregion is region}
        for region in Subregion
    }
    assert found == {region: set(codes.split()) for region, codes in MEMBERS.items()}
    assert sum(territory.partner for territory in territories.values()) == 47


def test_codes_are_unique_and_well_formed(territories: dict[str, Territory]) -> None:
    assert all(re.fullmatch("[A-Z]{3}", code) for code in territories)
    alpha2 = [territory.alpha2 for territory in territories.values() if territory.alpha2]
    assert len(set(alpha2)) == len(alpha2)
    assert all(re.fullmatch("[A-Z]{2}", code) for code in alpha2)
    names = [territory.name for territory in territories.values()]
    assert len(set(names)) == len(names)
    assert set(CONTEXT.split()) <= set(territories)


def test_a_partner_has_every_fact_but_perhaps_its_post(territories: dict[str, Territory]) -> None:
    for territory in territories.values():
        if territory.partner:
            missing = [name for name, value in vars(territory).items() if value is None]
            assert missing in ([], ["embassy"]), territory.name


def test_zones_weekends_and_sovereigns_exist(territories: dict[str, Territory]) -> None:
    for territory in territories.values():
        if territory.partner:
            assert territory.time_zone in available_timezones()
            assert re.fullmatch("[1-7]{2}", territory.weekend or "")
            assert territory.sovereign in territories
    assert {code for code in territories if territories[code].weekend == "56"} == {"BGD", "MDV"}
    assert {code for code in territories if territories[code].weekend == "57"} == {"BRN"}


def test_capitals_and_labels_stand_on_their_land(territories: dict[str, Territory], boundaries: Boundaries) -> None:
    for code, territory in territories.items():
        for lon, lat in [(territory.capital_lon, territory.capital_lat), (territory.label_lon, territory.label_lat)]:
            if lon is not None and lat is not None:
                assert -180 <= lon < 180
                assert shapely.distance(boundaries.geometry(code), shapely.Point(to_frame(lon), lat)) < 0.1, code


def test_every_polygon_has_a_row_and_a_label(territories: dict[str, Territory], boundaries: Boundaries) -> None:
    for code, name in zip(boundaries.codes, boundaries.names, strict=True):
        assert territories[code].name == name
        assert territories[code].label_lon is not None


def test_only_these_have_no_polygon(territories: dict[str, Territory], boundaries: Boundaries) -> None:
    assert set(territories) - set(boundaries.codes) == {"ATA", "SCG", "VAT"}


def test_every_partner_has_a_port(territories: dict[str, Territory]) -> None:
    ports = Counter(port.territory for port in read_ports())
    assert [code for code, territory in territories.items() if territory.partner and not ports[code]] == []


def test_ports_are_unique_and_resolve(territories: dict[str, Territory]) -> None:
    ports = read_ports()
    keys = [(port.source, port.source_key) for port in ports]
    assert len(set(keys)) == len(keys)
    codes = [port.unlocode for port in ports if port.unlocode]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[A-Z]{2}[A-Z0-9]{3}", code) for code in codes)
    assert {port.source for port in ports} == SOURCES
    for port in ports:
        assert port.territory in territories
        assert port.located_territory is None or port.located_territory in territories
        assert Point(port.lon, port.lat)
        assert port.name == port.name.strip() != ""


def test_a_code_speaks_for_the_declared_territory(territories: dict[str, Territory]) -> None:
    for port in read_ports():
        if port.unlocode:
            assert territories[port.territory].alpha2 == port.unlocode[:2], port.name


def test_flags_say_what_the_coordinates_say() -> None:
    for port in read_ports():
        assert ("offshore" in port.flags) == (port.located_territory is None)
        elsewhere = port.located_territory not in {None, port.territory}
        assert ("declared_elsewhere" in port.flags) == elsewhere
        assert (port.located_nm is None) == (port.located_territory is None)
        assert "duplicate_code" not in port.flags or port.unlocode is None


def test_known_errors_are_flagged_and_not_mended() -> None:
    ports = {port.unlocode: port for port in read_ports()}
    assert ports["KMDZA"].territory == "COM"
    assert ports["KMDZA"].located_territory == "MYT"
    assert ports["IDKIJ"].flags == ("declared_elsewhere",)
    assert "CHERN" not in ports
    assert "TKMRW" not in ports


def test_hardly_any_partner_port_is_in_doubt(territories: dict[str, Territory]) -> None:
    ports = [port for port in read_ports() if territories[port.territory].partner]
    assert sum(bool(port.flags) for port in ports) < len(ports) * 0.01


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("PWROR", 134.46, 7.33),
        ("TLDIL", 125.58, -8.55),
        ("WFMAU", -176.17, -13.28),
        ("TKFKO", -171.25, -9.38),
        ("MHMAJ", 171.37, 7.1),
        ("FJSUV", 178.42, -18.13),
        ("PFPPT", -149.57, -17.53),
        ("MGTOA", 49.42, -18.15),
        ("KHKOS", 103.5, 10.64),
        ("SGSIN", 103.85, 1.26),
        ("KRPUS", 129.06, 35.1),
        ("RUVVO", 131.9, 43.1),
    ],
)
def test_chief_ports_are_where_they_are(code: str, lon: float, lat: float) -> None:
    port = {port.unlocode: port for port in read_ports()}[code]
    assert distance_nm(Point(port.lon, port.lat), Point(lon, lat)) < 15


def test_advisories_are_the_82_facts(territories: dict[str, Territory]) -> None:
    advisories = read_advisories()
    assert len(advisories) == 82
    assert {advisory.territory for advisory in advisories} <= set(territories)
    assert all(advisory.source_url.startswith("http") for advisory in advisories)
    assert all(advisory.published_on or advisory.effective_on or advisory.psa_number for advisory in advisories)


def test_schemes_and_full_lists() -> None:
    advisories = read_advisories()
    assert {advisory.published_on for advisory in advisories if advisory.scheme == "non_reporting"} == {"2004-09-09"}
    assert sum(advisory.scheme == "non_reporting" for advisory in advisories) == 17
    full = [advisory for advisory in advisories if advisory.full_list]
    assert {(advisory.published_on, advisory.action.value) for advisory in full} == {("2025-08", "listed")}
    assert {"COM", "FSM", "KHM", "MDG", "NRU", "SYC", "TLS", "PRK"} <= {advisory.territory for advisory in full}
    assert len(full) == 22
