"""Files of many vessels: a row each, the calls from its columns in their order, and bad rows told apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import TableFileError
from geodata.importers.rows import Read
from geodata.vessel_calls import VesselCalls, read_vessels

if TYPE_CHECKING:
    from pathlib import Path

CODES = frozenset({"FJSUV", "WSAPW"})


def _read(tmp_path: Path, text: str, **options: bool) -> Read[VesselCalls]:
    path = tmp_path / "vessels.csv"
    path.write_text(text, encoding="utf-8")
    return read_vessels(path, codes=CODES, **options)


def _names(read: Read[VesselCalls]) -> list[list[str]]:
    return [[call.name for call in vessel.pasted.calls] for vessel in read.rows]


def test_each_row_is_a_vessel_with_its_calls_in_the_order_of_the_columns(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Vessel,Arrival,Call 1,Call 2,Call 3\n"
        'Blue Heron,2026-03-01,"Suva, Fiji",WSAPW,Panama Canal (transit)\n'
        "Grey Gull,2 Mar 2026,Toamasina MGTMM-0001,,Apia\n",
    )
    assert [(row.number, row.vessel, row.arrival) for row in read.rows] == [
        (2, "Blue Heron", date(2026, 3, 1)),
        (3, "Grey Gull", date(2026, 3, 2)),
    ]
    assert _names(read) == [["Suva", "WSAPW", "Panama Canal"], ["Toamasina", "Apia"]]
    assert read.rows[0].pasted.calls[2].is_canal_transit
    assert read.rejected == ()


def test_one_column_may_hold_all_calls(tmp_path: Path) -> None:
    read = _read(tmp_path, 'Ship name;ETA;Last ports\nBlue Heron;2026-03-01;"Suva; Apia; Lautoka, Fiji"\n')
    assert _names(read) == [["Suva", "Apia", "Lautoka"]]


@pytest.mark.parametrize(
    "header",
    [
        "Vessel,Flag,Arrival,1,2",
        "Vessel,Flag,Arrival,Last port,Port 2",
        "Vessel,Port of registry,Arrival,call_1,Call2",
        "Vessel,Call sign,Arrival,LPOC1,LPOC 2",
        "Vessel,Arrival port,Arrival,Last ports,Earlier ports",
    ],
)
def test_columns_that_hold_no_calls_are_left_out_where_others_say_that_they_do(tmp_path: Path, header: str) -> None:
    assert _names(_read(tmp_path, f"{header}\nBlue Heron,Panama,2026-03-01,Suva,Apia\n")) == [["Suva", "Apia"]]


def test_where_no_column_says_so_all_others_hold_calls(tmp_path: Path) -> None:
    assert _names(_read(tmp_path, "Vessel,Arrival,A,B\nBlue Heron,2026-03-01,Suva,Apia\n")) == [["Suva", "Apia"]]


def test_a_vessel_without_calls_is_kept(tmp_path: Path) -> None:
    assert _names(_read(tmp_path, "Vessel,Arrival,Calls\nBlue Heron,2026-03-01,\n")) == [[]]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",2026-03-01,Suva", "Vessel", "is blank. Write the vessel"),
        ("Blue Heron,,Suva", "Arrival", "is blank. Write the day of arrival in the United States"),
        ("Blue Heron,tomorrow,Suva", "Arrival", "'tomorrow' is not a date. Write it as 22 Nov 2026"),
    ],
)
def test_a_row_without_vessel_or_arrival_is_rejected_with_its_reason(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    read = _read(tmp_path, f"Vessel,Arrival,Calls\n{row}\nGrey Gull,2026-03-02,Apia\n")
    assert [(one.number, one.column, one.reason) for one in read.rejected] == [(2, column, reason)]
    assert [one.vessel for one in read.rows] == ["Grey Gull"]


def test_a_date_that_could_be_two_is_rejected_unless_it_is_said_which(tmp_path: Path) -> None:
    text = "Vessel,Arrival,Calls\nBlue Heron,03/04/2026,Suva\n"
    assert _read(tmp_path, text).rows == ()
    assert _read(tmp_path, text, day_first=True).rows[0].arrival == date(2026, 4, 3)
    assert _read(tmp_path, text, day_first=False).rows[0].arrival == date(2026, 3, 4)


def test_what_is_doubtful_in_a_cell_is_kept_with_the_vessel(tmp_path: Path) -> None:
    (vessel,) = _read(tmp_path, 'Vessel,Arrival,Calls\nBlue Heron,2026-03-01,"Suva, Apia"\n').rows
    assert vessel.pasted.doubts == ("Read as 2 calls: Suva, Apia.",)


def test_what_names_no_port_is_kept_as_unread(tmp_path: Path) -> None:
    (vessel,) = _read(tmp_path, "Vessel,Arrival,Call 1,Call 2\nBlue Heron,2026-03-01,Suva,--12--\n").rows
    assert [call.name for call in vessel.pasted.calls] == ["Suva"]
    assert vessel.pasted.unread == ("--12--",)


@pytest.mark.parametrize(("header", "missing"), [("Vessel,Calls", "arrival"), ("Arrival,Calls", "vessel")])
def test_a_table_without_vessel_or_arrival_is_refused(tmp_path: Path, header: str, missing: str) -> None:
    with pytest.raises(TableFileError, match=missing):
        _read(tmp_path, f"{header}\nA,B\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=30), max_size=4))
def test_no_cell_makes_the_reader_fail(tmp_path: Path, cells: list[str]) -> None:
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    headers = ",".join(f"Call {number}" for number in range(1, len(cells) + 1))
    read = _read(tmp_path, f"Vessel,Arrival,{headers}\nBlue Heron,2026-03-01,{quoted}\n")
    assert read.total == 1


def test_a_row_that_says_no_arrival_has_the_day_that_was_given(tmp_path: Path) -> None:
    path = tmp_path / "vessels.csv"
    path.write_text("Vessel,Calls\nBlue Heron,Suva\n", encoding="utf-8")
    assert read_vessels(path, arrival=date(2026, 3, 1)).rows[0].arrival == date(2026, 3, 1)


def test_a_known_name_with_a_comma_is_one_call(tmp_path: Path) -> None:
    path = tmp_path / "vessels.csv"
    path.write_text('Vessel,Arrival,Calls\nBlue Heron,2026-03-01,"Weno, Chuuk"\n', encoding="utf-8")
    assert _names(read_vessels(path, names={"weno chuuk"})) == [["Weno, Chuuk"]]


def test_no_column_that_may_hold_a_call_is_left_out_without_a_word(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Vessel,Arrival,Flag,Call 1,2nd,Before that,Tonnage\nBlue Heron,2026-03-01,Comoros,Suva,Apia,Lautoka,9000\n",
    )
    assert _names(read) == [["Suva", "Apia"]]
    assert read.rows[0].pasted.unread == ("Before that: Lautoka",)


@pytest.mark.parametrize(
    "header",
    [
        "Last port before US arrival",
        "Next to last port",
        "Next-to-last port",
        "Previous port (arrival 2026-10-01)",
        "Ports visited before arrival",
        "Last port before arrival",
        "Last foreign port (before US port)",
        "History 2",
    ],
)
def test_a_column_of_calls_is_read_whatever_else_its_header_says(tmp_path: Path, header: str) -> None:
    read = _read(tmp_path, f"Ship/Vessel,ETA,Port 1,{header}\nBlue Heron,2026-03-01,Suva,Moroni\n")
    assert _names(read) == [["Suva", "Moroni"]]


@pytest.mark.parametrize(
    "header", ["US arrival port", "Arrival port", "Last US port", "Last cargo", "Remarks", "Voyage"]
)
def test_a_column_that_is_not_of_calls_is_left_out_with_a_word(tmp_path: Path, header: str) -> None:
    read = _read(tmp_path, f"Vessel,ETA,Port 1,{header}\nBlue Heron,2026-03-01,Suva,Moroni\n")
    assert _names(read) == [["Suva"]]
    assert read.rows[0].pasted.unread == (f"{header}: Moroni",)


@pytest.mark.parametrize(
    "header", ["Flag", "Next port", "Next US port", "Destination", "Port of registry", "Owner", "Vessel type"]
)
def test_a_column_that_is_as_a_whole_of_something_else_is_left_out(tmp_path: Path, header: str) -> None:
    read = _read(tmp_path, f"Vessel,ETA,Port 1,{header}\nBlue Heron,2026-03-01,Suva,Moroni\n")
    assert _names(read) == [["Suva"]]
    assert read.rows[0].pasted.unread == ()
    read = _read(tmp_path, f'Vessel,ETA,Port 1,{header}\nBlue Heron,2026-03-01,Suva,"x, last port Moroni"\n')
    assert read.rows[0].pasted.unread == (f"{header}: x, last port Moroni",)


def test_a_column_of_territories_goes_on_about_the_port_before_it(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Vessel,Country,Arrival,Port 1,Country 1,Last port,Last port country,Last port LOCODE\n"
        "Blue Heron,Fiji,2026-03-01,Suva,Fiji,,Comoros,\n"
        "Grey Gull,Fiji,2026-03-01,Suva,,Apia,Samoa,WSAPW\n",
    )
    calls = [[(call.name, call.territory) for call in row.pasted.calls] for row in read.rows]
    assert calls == [[("Suva", "FJI"), ("Comoros", "COM")], [("Suva", None), ("Apia", "WSM")]]
    assert read.rows[0].pasted.unread == ("Country: Fiji",)


@pytest.mark.parametrize("header", ["US arrival", "Arrival US", "Arrival (US)", "ETA US", "US arrival date"])
def test_the_arrival_may_be_called_that_in_the_united_states(tmp_path: Path, header: str) -> None:
    (vessel,) = _read(tmp_path, f"Vessel,{header},Port 1\nBlue Heron,2026-03-01,Suva\n").rows
    assert vessel.arrival == date(2026, 3, 1)


@pytest.mark.parametrize("header", ["Flag", "Owner", "Vessel type", "Country", "Next port"])
def test_what_is_of_the_vessel_takes_the_place_of_no_call_where_no_header_tells(tmp_path: Path, header: str) -> None:
    read = _read(tmp_path, f"Vessel,{header},Arrival,A,B\nBlue Heron,Liberia,2026-03-01,Suva,Apia\n")
    assert _names(read) == [["Suva", "Apia"]]
    read = _read(tmp_path, f"Vessel,Arrival,{header},A,B\nBlue Heron,2026-03-01,Liberia,Suva,Apia\n")
    assert _names(read) == [["Suva", "Apia"]]
