"""Which pairs are compared, checked against comparing all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import pairing
from geodata.geodesy import distances_nm
from geodata.importers.rows import PortRow
from geodata.pairing import REACH_NM, UNLIKE, Pairs, paired

SUVA = PortRow(1, "Suva", territory="FJI", lon=178.43, lat=-18.13)


def told(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-88, 88)), min_size=1, max_size=8),
    st.lists(st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5)), min_size=1, max_size=8),
)
def test_every_near_pair_is_found_and_no_far_one(
    places: list[tuple[float, float]], steps: list[tuple[float, float]]
) -> None:
    rows = [replace(SUVA, lon=lon, lat=lat) for lon, lat in places]
    lon, lat = places[0]
    twins = [replace(SUVA, lon=(lon + east + 540) % 360 - 180, lat=lat + north) for east, north in steps]
    pairs = paired(rows, [*twins, *twins])  # each name twice, so that only nearness brings a pair
    away = np.array([distances_nm(row.lon, row.lat, [t.lon for t in twins], [t.lat for t in twins]) for row in rows])
    near = {(row, twin) for row, twin in np.argwhere(away <= REACH_NM).tolist()}
    assert {(left, right % len(twins)) for left, right in told(pairs)} == near
    assert len(told(pairs)) == 2 * len(near)


def test_distances_and_likeness_are_of_the_pair() -> None:
    north = replace(SUVA, name="Suva Harbour", lat=-17.63)
    pairs = paired([SUVA], [replace(SUVA, lon=100.0), north, replace(SUVA, lat=-18.0)])
    assert told(pairs) == [(0, 1), (0, 2)]
    assert pairs.distance_nm.tolist() == [pytest.approx(29.9, abs=0.1), pytest.approx(7.8, abs=0.1)]
    assert pairs.likeness.tolist() == [pytest.approx(98.0), 100.0]


def test_a_pair_comes_once_however_much_speaks_for_it() -> None:
    coded = replace(SUVA, unlocode="FJSUV", wpi_number="1")
    pairs = paired([coded], [coded])
    assert told(pairs) == [(0, 0)]
    assert (pairs.same_code[0], pairs.same_number[0], pairs.only_namesakes[0]) == (True, True, True)
    assert not pairs.codes_differ[0]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"unlocode": "FJSUV"}, {"unlocode": "FJLTK"}, True),
        ({"unlocode": "FJSUV"}, {}, False),
        ({"wpi_number": "1"}, {"wpi_number": "2"}, True),
        ({"wpi_number": "1", "unlocode": "FJSUV"}, {"wpi_number": "1", "unlocode": "FJLTK"}, False),
        ({"wpi_number": "1", "unlocode": "FJSUV"}, {"wpi_number": "2", "unlocode": "FJSUV"}, True),
    ],
)
def test_codes_that_speak_against_a_pair(one: dict[str, str], other: dict[str, str], differ: bool) -> None:  # noqa: FBT001 - expected
    pairs = paired([replace(SUVA, **one)], [replace(SUVA, **other)])  # type: ignore[arg-type]  # only texts are changed
    assert bool(pairs.codes_differ[0]) is differ


def test_names_with_nothing_in_common_are_dropped_unless_coded() -> None:
    other = replace(SUVA, name="Honiara")
    assert told(paired([SUVA], [other])) == []
    coded = paired([replace(SUVA, unlocode="FJSUV")], [replace(other, unlocode="FJSUV")])
    assert told(coded) == [(0, 0)]
    assert coded.likeness[0] < UNLIKE


def test_only_a_slip_mends_a_pair() -> None:
    mirrored, far = replace(SUVA, lat=18.13), replace(SUVA, lat=5.0)
    assert paired([SUVA], [mirrored]).mended.tolist() == [True]
    assert paired([SUVA], [far]).mended.tolist() == [False]
    assert paired([SUVA], [SUVA]).mended.tolist() == [False]
    assert paired([SUVA], [replace(SUVA, lon=None, lat=None)]).mended.tolist() == [False]


def test_namesakes_are_one_on_each_side_in_a_territory() -> None:
    far = replace(SUVA, lat=5.0)
    assert paired([SUVA], [far]).only_namesakes.tolist() == [True]
    assert told(paired([SUVA], [far, replace(far, lat=6.0)])) == []
    assert told(paired([SUVA], [replace(far, territory="TON")])) == []
    assert told(paired([replace(SUVA, territory=None)], [replace(far, territory=None)])) == []


def test_parts_make_the_same_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [replace(SUVA, name=f"Suva {number}", lat=-18.0 - number / 20) for number in range(11)]
    whole = told(paired(rows, rows))
    monkeypatch.setattr(pairing, "PART", 3)
    assert told(paired(rows, rows)) == whole
    assert len(whole) == 11 * 11


def test_nothing_pairs_with_nothing() -> None:
    for rows, known in (([], []), ([SUVA], []), ([], [SUVA])):
        assert told(paired(rows, known)) == []
