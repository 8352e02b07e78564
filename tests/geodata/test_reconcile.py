"""Rows and ports: numbers first, then codes, then names within a distance; what is unclear waits for a person."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reconciling import shared_pairs
from geodata.importers import unlocode, wpi
from geodata.importers.rows import PortRow
from geodata.reconcile import Evidence, Match, Outcome, reconcile

DEGREE_NM = 60.0

SUVA = PortRow(1, "Suva", unlocode="FJSUV", wpi_number="56090", territory="FJI", lon=178.43, lat=-18.13)
LAUTOKA = PortRow(2, "Lautoka", unlocode="FJLTK", wpi_number="56130", territory="FJI", lon=177.43, lat=-17.6)
LEVUKA = PortRow(3, "Levuka", unlocode="FJLEV", wpi_number="56100", territory="FJI", lon=178.83, lat=-17.68)
APIA = PortRow(4, "Apia", unlocode="WSAPW", wpi_number="56080", territory="WSM", lon=-171.76, lat=-13.82)
PORTS = [SUVA, LAUTOKA, LEVUKA, APIA]

needs_real = pytest.mark.skipif(
    not {"SEAMARK_WPI", "SEAMARK_UNLOCODE"} <= set(os.environ),
    reason="SEAMARK_WPI and SEAMARK_UNLOCODE name no copies of the lists",
)


def unnamed(port: PortRow, **changed: Any) -> PortRow:  # noqa: ANN401 - any field
    return replace(port, **{"unlocode": None, "wpi_number": None} | changed)


def one(row: PortRow, *known: PortRow) -> Match:
    (match,) = reconcile([row], known or PORTS)
    return match


def test_every_port_is_itself() -> None:
    assert [(match.known, match.outcome, match.by) for match in reconcile(PORTS, PORTS)] == [
        (place, Outcome.CONFIDENT, Evidence.NUMBER) for place in range(4)
    ]


def test_a_code_is_enough_without_a_number_and_a_name_without_a_code() -> None:
    by_code = one(replace(SUVA, wpi_number=None, name="Rewa", lat=-18.2))
    assert (by_code.known, by_code.outcome, by_code.by) == (0, Outcome.CONFIDENT, Evidence.CODE)
    by_name = one(unnamed(SUVA, name="Port of SUVA", lat=-18.2))
    assert (by_name.known, by_name.outcome, by_name.by) == (0, Outcome.CONFIDENT, Evidence.NAME)
    assert by_name.distance_nm == pytest.approx(4.2, abs=0.05)
    assert by_name.why == "names 98 % alike, 4.2 nm apart"


def test_a_number_beats_a_code_and_a_code_a_name() -> None:
    row = replace(SUVA, unlocode="FJLTK")
    assert one(row).known == 0
    assert one(replace(row, wpi_number=None)).known == 1


@pytest.mark.parametrize(
    ("nm", "name", "outcome"),
    [
        (20, "Rewa", Outcome.CONFIDENT),
        (30, "Rewa", Outcome.DOUBTFUL),
        (55, "Suvla", Outcome.CONFIDENT),
        (65, "Suvla", Outcome.DOUBTFUL),
        (140, "Suva", Outcome.CONFIDENT),
        (160, "Suva", Outcome.DOUBTFUL),
        (3000, "Rewa", Outcome.DOUBTFUL),
    ],
)
def test_a_code_is_doubted_the_more_the_farther_apart(nm: float, name: str, outcome: Outcome) -> None:
    match = one(unnamed(SUVA, unlocode="FJSUV", name=name, lat=SUVA.lat + nm / DEGREE_NM))
    assert (match.known, match.by, match.outcome) == (0, Evidence.CODE, outcome)


def test_a_lost_sign_is_seen_through() -> None:
    match = one(unnamed(SUVA, lat=18.13))
    assert (match.known, match.outcome) == (0, Outcome.CONFIDENT)
    assert "but for a slip in its coordinates" in match.why
    assert one(replace(SUVA, wpi_number=None, name="Suva Bay", lat=18.13)).outcome is Outcome.CONFIDENT


def test_the_same_name_once_in_its_territory_reaches_farther() -> None:
    assert one(unnamed(SUVA, lat=-16.0)).outcome is Outcome.CONFIDENT
    assert one(unnamed(SUVA, lat=-10.0)).outcome is Outcome.DOUBTFUL
    twin = unnamed(SUVA, lat=-9.0)
    assert one(unnamed(SUVA, lat=-16.0), SUVA, twin).outcome is Outcome.NONE


@pytest.mark.parametrize(("nm", "outcome"), [(50, Outcome.CONFIDENT), (59, Outcome.CONFIDENT)])
def test_names_alike_are_enough_within_reach(nm: float, outcome: Outcome) -> None:
    assert one(unnamed(SUVA, lat=SUVA.lat + nm / DEGREE_NM)).outcome is outcome


def test_another_name_at_another_place_is_another_port() -> None:
    match = one(unnamed(SUVA, name="Nukubuco", lon=179.9, lat=-16.5))
    assert (match.known, match.outcome, match.by, match.distance_nm) == (None, Outcome.NONE, None, None)


@pytest.mark.parametrize(
    ("name", "nm", "outcome"),
    [
        ("Suvla", 1, Outcome.CONFIDENT),
        ("Suvla", 14, Outcome.CONFIDENT),
        ("Suvla", 16, Outcome.DOUBTFUL),
        ("Suva Point", 16, Outcome.DOUBTFUL),
        ("Suvla", 59, Outcome.DOUBTFUL),
        ("Savusavu Sea", 1, Outcome.DOUBTFUL),
        ("Savusavu Sea", 10, Outcome.NONE),
        ("Honiara", 0, Outcome.NONE),
    ],
)
def test_a_name_somewhat_alike_must_be_nearer(name: str, nm: float, outcome: Outcome) -> None:
    assert one(unnamed(SUVA, name=name, lat=SUVA.lat + nm / DEGREE_NM), SUVA).outcome is outcome


@pytest.mark.parametrize(
    ("name", "other", "nm"),
    [
        ("Tips Container Terminal", "Si Racha Terminal", 1.0),
        ("Pulau Bukom", "Pulau Sebarok", 1.5),
        ("Nghi Son I", "Nghi Son II", 1.0),
        ("Berth 5 East", "Berth 5 West", 0.5),
        ("North Harbour", "South Harbour", 1.0),
        ("Pier 38", "Pier 39", 0.2),
        ("Terminal A", "Terminal B", 0.2),
        ("New Mangalore", "Old Mangalore", 1.0),
        ("Boac, Marinduque", "Santa Cruz (Marinduque Isl)", 0.5),
        ("Gasan (Marinduque)", "Boac (Marinduque)", 0.5),
        ("Kota, Pulau Laut", "Batu, Pulau Laut", 0.5),
        ("Port Irene", "Port San Vicente", 0.1),
        ("Tips Container Terminal", "Si Racha Terminal", 0.1),
        ("Pier38", "Pier39", 0.1),
        ("Laem Chabang A0", "Laem Chabang B1", 0.1),
        ("Terminal VII", "Terminal VIII", 0.1),
        ("Pulau Batu Utara", "Pulau Batu Selatan", 0.1),
    ],
)
def test_neighbours_with_other_names_are_never_taken_for_one(name: str, other: str, nm: float) -> None:
    row, known = unnamed(SUVA, name=name), unnamed(SUVA, name=other, lat=SUVA.lat - nm / DEGREE_NM)
    assert one(row, known).outcome is not Outcome.CONFIDENT


@pytest.mark.parametrize(
    ("name", "other", "nm"),
    [
        ("Legazpi Port", "Legaspi", 1.0),
        ("Tanjung Balai Karimun", "Tanjungbalai", 1.0),
        ("South Harbour", "South Harbor", 2.0),
        ("Pier 38", "Pier 38 Terminal", 0.2),
        ("Batticaloa Roads", "Batticoloa", 3.6),
        ("Puerto Montt", "Puertomontt", 5.0),
        ("Port of Manila, North Harbor", "Manila North Harbour", 1.0),
        ("Kunsan", "Gunsan", 4.9),
        ("Ozamis, Mindanao", "Ozamiz (Mindanao)", 1.0),
        ("Basilian City (Isabela)", "Isabela, Basilan", 1.0),
        ("Calicut (Kozhikode)", "Kozhikode", 0.0),
        ("Moutsamoudu", "Mutsamudu, Anjouan", 1.0),
        ("Nghi Son II", "Cang Nghi Son II", 1.0),
    ],
)
def test_one_port_in_two_spellings_is_one(name: str, other: str, nm: float) -> None:
    row, known = unnamed(SUVA, name=name), unnamed(SUVA, name=other, lat=SUVA.lat - nm / DEGREE_NM)
    assert one(row, known).outcome is Outcome.CONFIDENT


@pytest.mark.parametrize(
    ("name", "other", "nm"),
    [
        ("Boac, Marinduque", "Santa Cruz (Marinduque Isl)", 14.2),
        ("Port Irene", "Port San Vicente", 9.2),
        ("Neets Bay", "Yes Bay", 10.5),
        ("Maher Terminal", "Maurer", 9.1),
        ("Neil's Harbour", "St Anns Harbour", 2.0),
        ("Port Island", "Island Harbor", 0.1),
        ("Manila North Harbor", "Manila South Harbor", 1.0),
        ("Nghi Son", "Nghi Son II", 0.1),
    ],
)
def test_neighbours_that_share_words_are_put_before_a_person(name: str, other: str, nm: float) -> None:
    row, known = unnamed(SUVA, name=name), unnamed(SUVA, name=other, lat=SUVA.lat - nm / DEGREE_NM)
    assert one(row, known).outcome is Outcome.DOUBTFUL


def test_two_that_are_nearly_as_good_are_left_to_a_person() -> None:
    east, west = unnamed(SUVA, lon=178.50), unnamed(SUVA, lon=178.36)
    assert one(unnamed(SUVA), east, west).outcome is Outcome.DOUBTFUL
    assert one(unnamed(SUVA, lon=178.49), east, west).known == 0
    rivals = reconcile([east, west], [unnamed(SUVA)])
    assert [(match.known, match.outcome) for match in rivals] == [(0, Outcome.DOUBTFUL)] * 2


def test_a_rival_that_has_a_port_of_its_own_is_none() -> None:
    twin = replace(SUVA, unlocode="FJSUW", wpi_number="56091", lon=178.5)
    matches = reconcile([twin, unnamed(SUVA)], [SUVA, twin])
    assert [(match.known, match.outcome) for match in matches] == [(1, Outcome.CONFIDENT), (0, Outcome.CONFIDENT)]


def test_a_port_is_confidently_one_row_only() -> None:
    rows = [replace(SUVA, wpi_number=None, name="Rewa"), replace(SUVA, wpi_number=None)]
    first, second = reconcile(rows, [SUVA])
    assert (second.known, second.outcome) == (0, Outcome.CONFIDENT)
    assert (first.known, first.outcome) == (None, Outcome.NONE)


def test_numbers_used_twice_are_told_apart_by_name_and_place() -> None:
    twin = replace(LAUTOKA, wpi_number="56090", unlocode=None)
    matches = reconcile([twin, SUVA], [SUVA, twin])
    assert [(match.known, match.outcome) for match in matches] == [(1, Outcome.CONFIDENT), (0, Outcome.CONFIDENT)]


def test_different_codes_are_different_ports_unless_all_else_is_the_same() -> None:
    other = unnamed(SUVA, unlocode="FJXXX")
    assert one(replace(other, name="Suvla")).outcome is Outcome.NONE
    match = one(other)
    assert (match.known, match.outcome) == (0, Outcome.DOUBTFUL)
    assert match.why.endswith("their codes differ")


def test_over_a_border_only_what_is_close_and_the_same_is_doubtful() -> None:
    assert one(unnamed(SUVA, territory="TON")).outcome is Outcome.DOUBTFUL
    assert one(unnamed(SUVA, territory="TON")).why.endswith("their territories differ")
    assert one(unnamed(SUVA, territory="TON", lat=-17.9)).outcome is Outcome.NONE
    assert one(unnamed(SUVA, territory=None)).outcome is Outcome.CONFIDENT


def test_what_has_no_place_is_matched_by_code_and_doubted_by_name() -> None:
    nowhere = replace(SUVA, wpi_number=None, lon=None, lat=None)
    assert (one(nowhere).outcome, one(nowhere).distance_nm) == (Outcome.CONFIDENT, None)
    assert one(unnamed(nowhere)).outcome is Outcome.DOUBTFUL
    assert "no place to compare" in one(unnamed(nowhere)).why


@pytest.mark.parametrize("lon", [179.99, -29.99])
def test_nearness_does_not_end_at_180_or_at_the_seam_of_the_frame(lon: float) -> None:
    here = PortRow(1, "Example Landing", territory="FJI", lon=lon, lat=-16.0)
    over = lon + 0.02 - 360 * (lon > 179)
    there = PortRow(2, "Example", territory="FJI", lon=over, lat=-16.0)
    others = [replace(there, name="Example Landing", lon=60.0)]
    match = one(here, there, *others)
    assert (match.known, match.outcome) == (0, Outcome.CONFIDENT)
    assert match.distance_nm == pytest.approx(1.15, abs=0.02)


def test_nothing_is_matched_with_nothing() -> None:
    assert reconcile([], []) == []
    assert reconcile([], PORTS) == []
    assert [match.outcome for match in reconcile(PORTS, [])] == [Outcome.NONE] * 4
    assert one(PortRow(1, "")).outcome is Outcome.NONE


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            PortRow,
            number=st.just(1),
            name=st.sampled_from(["Suva", "Suva Bay", "Apia", ""]),
            unlocode=st.sampled_from([None, "FJSUV", "WSAPW"]),
            wpi_number=st.sampled_from([None, "1", "2"]),
            territory=st.sampled_from([None, "FJI", "WSM"]),
            lon=st.sampled_from([178.4, 178.5, -171.8, 180.0]),
            lat=st.sampled_from([-18.1, -13.8, 18.1, 90.0]),
        ),
        max_size=6,
    ),
    st.integers(0, 6),
)
def test_one_outcome_per_row_and_one_confident_row_per_port(ports: list[PortRow], split: int) -> None:
    rows, known = ports[:split], ports[split:]
    matches = reconcile(rows, known)
    assert [match.row for match in matches] == list(range(len(rows)))
    sure = [match.known for match in matches if match.outcome is Outcome.CONFIDENT]
    assert len(set(sure)) == len(sure)
    doubtful = {match.known for match in matches if match.outcome is Outcome.DOUBTFUL}
    assert not doubtful & set(sure)
    assert all((match.known is None) == (match.outcome is Outcome.NONE) for match in matches)
    assert matches == reconcile(rows, known)


@needs_real
def test_precision_and_recall_on_real_pairs_with_the_code_hidden() -> None:
    hidden, coded = shared_pairs(
        wpi.read(Path(os.environ["SEAMARK_WPI"])).rows, unlocode.read(Path(os.environ["SEAMARK_UNLOCODE"])).rows
    )
    matches = reconcile([replace(row, unlocode=None) for row in hidden], coded)
    sure = [match for match in matches if match.outcome is Outcome.CONFIDENT and match.known is not None]
    right = sum(coded[match.known or 0].unlocode == hidden[match.row].unlocode for match in sure)
    assert right / len(sure) >= 0.99
    assert right / len(hidden) >= 0.95


@needs_real
def test_the_same_real_file_again_is_the_same_ports() -> None:
    rows = wpi.read(Path(os.environ["SEAMARK_WPI"])).rows
    assert all(match.known == match.row and match.outcome is Outcome.CONFIDENT for match in reconcile(rows, rows))
