"""Names and codes of territories, as sources write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.importers.territory_names import ALIASES, prefixes, territory_of
from geodata.reference.read import read_territories

TERRITORIES = {row.territory: row for row in read_territories()}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Burma", "MMR"),
        ("Brunei", "BRN"),
        ("Brunei Darussalam", "BRN"),
        ("Macau", "MAC"),
        ("Macao", "MAC"),
        ("Reunion", "REU"),
        ("RÉUNION", "REU"),
        ("Russia", "RUS"),
        ("Russian Federation", "RUS"),
        ("South Korea", "KOR"),
        ("Korea, Republic of", "KOR"),
        ("Republic of Korea", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("North Korea", "PRK"),
        ("Federated States of Micronesia", "FSM"),
        ("Micronesia (Federated States of)", "FSM"),
        ("Johnson Atoll", "UMI"),
        ("Midway Islands", "UMI"),
        ("Wake Island", "UMI"),
        ("The Bahamas", "BHS"),
        ("Bahamas", "BHS"),
        ("Gambia", "GMB"),
        ("Cote D'Ivoire", "CIV"),
        ("Côte d\u2019Ivoire", "CIV"),
        ("Congo (Brazzaville)", "COG"),
        ("Congo (Kinshasa)", "COD"),
        ("Viet Nam", "VNM"),
        ("Taiwan, Province of China", "TWN"),
        ("CN-TW", "TWN"),
        ("St. Lucia", "LCA"),
        ("Solomon Is.", "SLB"),
        ("fj", "FJI"),
        ("FJI", "FJI"),
        ("AND", "AND"),
        ("IS", "ISL"),
        ("ST", "STP"),
        ("QW", "UMI"),
        ("NA", "NAM"),
        ("Guinea", "GIN"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
    ],
)
def test_what_sources_call_a_territory(said: str, code: str) -> None:
    assert territory_of(said) == code


@pytest.mark.parametrize(
    "said", ["", " ", "-99", "-", "Atlantis", "the", "of the", "Republic", "Saint", "Islands", "ZZ"]
)
def test_what_is_no_territory(said: str) -> None:
    assert territory_of(said) is None


@pytest.mark.parametrize("code", list(TERRITORIES))
def test_every_territory_goes_by_its_name_and_its_codes(code: str) -> None:
    territory = TERRITORIES[code]
    for said in filter(None, (territory.territory, territory.alpha2, territory.name, territory.long_name)):
        assert territory_of(said) == territory.territory
        assert territory_of(said.upper()) == territory.territory
        assert territory_of(said.lower()) == territory.territory


def test_aliases_name_territories_of_the_table_that_it_does_not_name_itself() -> None:
    assert set(ALIASES.values()) <= set(TERRITORIES)
    assert {alias: territory_of(alias) for alias in ALIASES} == ALIASES


def test_prefixes_are_the_codes_of_two_letters() -> None:
    assert prefixes()["FJ"] == "FJI"
    assert len(set(prefixes().values())) == len(prefixes())
    prefixes()["FJ"] = "nobody"
    assert prefixes()["FJ"] == "FJI"


@given(st.text(max_size=60))
def test_any_text_is_a_territory_or_none(said: str) -> None:
    assert territory_of(said) is None or territory_of(said) in TERRITORIES
