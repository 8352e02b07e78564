"""Pasted lists of port calls, as they come: every form is read, the order is kept, and no doubt is swallowed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.port_calls import MOST_CHARACTERS, RawCall, parse_calls
from geodata.reference.read import read_ports

CODES = frozenset(port.unlocode for port in read_ports() if port.unlocode)

MESSY = """Last 5 ports of call:
1. Suva, Fiji (FJSUV) 12 Jan 2026 - 14 Jan 2026
2) Apia / Samoa;
- Toamasina MGTMM-0001 arr 3 Jan 2026 dep 5 Jan 2026
Panama Canal (transit)
* Victoria, Seychelles
\u2022 WSAPW\tApia
"""


def _names(text: str) -> list[str]:
    return [call.name for call in parse_calls(text, codes=CODES).calls]


def _one(text: str) -> RawCall:
    (call,) = parse_calls(text, codes=CODES).calls
    return call


def test_a_messy_list_is_read_in_its_order() -> None:
    pasted = parse_calls(MESSY, codes=CODES)
    assert [(call.name, call.territory, call.unlocode, call.facility_number) for call in pasted.calls] == [
        ("Suva", "FJI", "FJSUV", None),
        ("Apia", "WSM", None, None),
        ("Toamasina", None, None, "MGTMM-0001"),
        ("Panama Canal", None, None, None),
        ("Victoria", "SYC", None, None),
        ("WSAPW, Apia", None, "WSAPW", None),
    ]
    assert [call.is_canal_transit for call in pasted.calls] == [False, False, False, True, False, False]
    assert (pasted.calls[0].arrived_on, pasted.calls[0].left_on) == (date(2026, 1, 12), date(2026, 1, 14))
    assert (pasted.calls[2].arrived_on, pasted.calls[2].left_on) == (date(2026, 1, 3), date(2026, 1, 5))
    assert pasted.unread == ("Last 5 ports of call:",)
    assert all(call.doubts == () for call in pasted.calls)


@pytest.mark.parametrize(
    "text",
    [
        "Suva\nApia\nPort Vila",
        "1. Suva\n2. Apia\n3. Port Vila",
        "1) Suva 2) Apia 3) Port Vila",
        "(1) Suva\n(2) Apia\n(3) Port Vila",
        "1 Suva\n2 Apia\n3 Port Vila",
        "#1 Suva\n#2 Apia\n#3 Port Vila",
        "- Suva\n- Apia\n- Port Vila",
        "* Suva\n\n* Apia\r\n* Port Vila\n",
        "\u2022 Suva\n\u2022 Apia\n\u2022 Port Vila",
        "Suva; Apia; Port Vila",
        "Suva | Apia | Port Vila",
        "Suva, Apia, Port Vila",
        "Suva -> Apia -> Port Vila",
        "Suva \u2192 Apia \u2192 Port Vila",
        "Suva - Apia - Port Vila",
        "Suva / Apia / Port Vila",
        "Suva\tApia\tPort Vila",
        "Last 5 ports: Suva, Apia, Port Vila",
        "Last five (5) ports of call:\nSuva\nApia\nPort Vila",
        "LPOC: Suva; Apia; Port Vila",
        "Port 1: Suva\nPort 2: Apia\nPort 3: Port Vila",
        "1st: Suva\n2nd: Apia\n3rd: Port Vila",
        "No\tPort\n1\tSuva\n2\tApia\n3\tPort Vila",
        "Vessel: Blue Heron\nETA Houston: 12 Jan 2026\nSuva\nApia\nPort Vila",
        "\ufeffSuva\u00a0\nApia\u2028Port Vila",
    ],
)
def test_calls_are_divided_however_they_are_listed(text: str) -> None:
    assert _names(text) == ["Suva", "Apia", "Port Vila"]


@pytest.mark.parametrize(
    ("text", "name", "territory"),
    [
        ("Suva, Fiji", "Suva", "FJI"),
        ("Suva (Fiji)", "Suva", "FJI"),
        ("Suva - Fiji", "Suva", "FJI"),
        ("Suva / FIJI", "Suva", "FJI"),
        ("Suva, FJ", "Suva", "FJI"),
        ("Suva, FJI", "Suva", "FJI"),
        ("Fiji: Suva", "Suva", "FJI"),
        ("1. Fiji - Suva", "Suva", "FJI"),
        ("Busan, Korea, Republic of", "Busan", "KOR"),
        ("Pohnpei, Micronesia, Federated States of", "Pohnpei", "FSM"),
        ("Hong Kong, China", "Hong Kong", "HKG"),
        ("Singapore", "Singapore", "SGP"),
        ("Singapore, Singapore", "Singapore", "SGP"),
        ("Nauru", "Nauru", "NRU"),
        ("1. Lautoka, Viti Levu, Fiji", "Lautoka, Viti Levu", "FJI"),
        ("Sihanoukville (Kompong Som), Cambodia", "Sihanoukville (Kompong Som)", "KHM"),
        ("Port Louis, Mauritius arr 12 Jan 2026 SL1", "Port Louis", "MUS"),
        ("Houston, TX", "Houston", "USA"),
        ("Charleston, SC, USA", "Charleston", "USA"),
        ("LA PAZ, BOLIVIA", "LA PAZ", "BOL"),
        ("Saint-Denis, Réunion", "Saint-Denis", "REU"),
        ("Suva", "Suva", None),
        ("Suva, in", "Suva", None),
    ],
)
def test_a_port_may_name_its_territory(text: str, name: str, territory: str | None) -> None:
    call = parse_calls(text, codes=CODES).calls[0]
    assert (call.name, call.territory) == (name, territory)


@pytest.mark.parametrize(
    ("text", "code"), [("Victoria, SC", "SYC"), ("Vientiane, LA", "LAO"), ("Libreville, GA", "GAB")]
)
def test_a_code_that_is_also_a_state_of_the_united_states_is_doubted(text: str, code: str) -> None:
    call = _one(text)
    assert call.territory is None
    assert call.doubts == (f"{text[-2:]} may be a state of the United States or the territory {code}.",)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("FJSUV", "FJSUV", "FJSUV"),
        ("FJ SUV", "FJ SUV", "FJSUV"),
        ("Suva FJSUV", "Suva", "FJSUV"),
        ("Suva FJ SUV", "Suva", "FJSUV"),
        ("Suva (FJSUV)", "Suva", "FJSUV"),
        ("Suva (FJ SUV), Fiji", "Suva", "FJSUV"),
        ("SUVA FJSUV", "SUVA FJSUV", "FJSUV"),
        ("FJSUV - Suva", "Suva", "FJSUV"),
        ("FJSUV: Suva, Fiji", "Suva", "FJSUV"),
        ("Suva, FJSUV", "Suva", "FJSUV"),
        ("1. Suva, FJSUV", "Suva", "FJSUV"),
        ("TOKYO", "TOKYO", "TOKYO"),
        ("TOKYO, JAPAN", "TOKYO", None),
        ("LAGOS, NIGERIA", "LAGOS", None),
        ("PORT OF LA PAZ", "PORT OF LA PAZ", None),
        ("ZZSUV", "ZZSUV", None),
    ],
)
def test_a_code_is_read_in_each_form_and_a_name_in_capitals_stays_a_name(
    text: str, name: str, code: str | None
) -> None:
    call = _one(text)
    assert (call.name, call.unlocode) == (name, code)
    assert call.doubts == ()


def test_five_capitals_after_a_name_are_a_call_of_their_own_unless_they_are_a_known_code() -> None:
    assert _names("SUVA, TOKYO, APIA") == ["SUVA", "TOKYO", "APIA"]
    assert _names("Suva, FJSUV, Apia, WSAPW") == ["Suva", "Apia"]
    assert _names("Suva, Fiji, WSAPW") == ["Suva", "WSAPW"]
    assert [call.name for call in parse_calls("Suva, FJSUV").calls] == ["Suva", "FJSUV"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weno, Chuuk", ["Weno, Chuuk"]),
        ("Suva, WENO, CHUUK, Apia", ["Suva", "WENO, CHUUK", "Apia"]),
        ("Weno - Chuuk; Suva", ["Weno, Chuuk", "Suva"]),
        ("Weno, Chuuk, Micronesia", ["Weno, Chuuk"]),
        ("Weno, Apia", ["Weno", "Apia"]),
    ],
)
def test_a_known_name_that_holds_a_comma_is_one_call(text: str, expected: list[str]) -> None:
    assert [call.name for call in parse_calls(text, names={"weno chuuk"}).calls] == expected
    assert len(parse_calls("Weno, Chuuk").calls) == 2


def test_a_territory_that_is_a_port_may_be_said_twice_but_not_three_times() -> None:
    assert _names("Nauru, Nauru") == ["Nauru"]
    assert _names("Nauru, Nauru, Nauru") == ["Nauru", "Nauru"]
    assert _names("Busan, Korea, KR") == ["Busan"]


def test_codes_alone_are_calls_each() -> None:
    assert [call.unlocode for call in parse_calls("FJSUV, WSAPW; TO TBU").calls] == ["FJSUV", "WSAPW", "TOTBU"]


def test_a_code_of_another_territory_is_doubted() -> None:
    assert _one("Suva (WSAPW), Fiji").doubts == ("WSAPW is not a code of Fiji.",)


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("MGTMM-0001", "", "MGTMM-0001"),
        ("Toamasina MGTMM-0001", "Toamasina", "MGTMM-0001"),
        ("Toamasina, mgtmm-0001", "Toamasina", "MGTMM-0001"),
        ("Toamasina MGTMM0001", "Toamasina", "MGTMM-0001"),
        ("Toamasina MGTMM 0001", "Toamasina", "MGTMM-0001"),
        ("Toamasina (IMO facility no. MGTMM-0001)", "Toamasina", "MGTMM-0001"),
        ("Ebome Marine Terminal CM394-0001", "Ebome Marine Terminal", "CM394-0001"),
        ("Tokyo 2026", "Tokyo 2026", None),
    ],
)
def test_a_facility_number_is_read_in_each_form(text: str, name: str, number: str | None) -> None:
    call = _one(text)
    assert (call.name, call.facility_number) == (name, number)


def test_two_facilities_of_one_call_are_doubted() -> None:
    call = _one("Ceiba GQ362-0001/0002")
    assert call.facility_number == "GQ362-0001"
    assert call.doubts == ("It names several facilities; each of them is judged.",)


JAN_12, JAN_14 = date(2026, 1, 12), date(2026, 1, 14)


@pytest.mark.parametrize(
    ("dates", "arrived", "left"),
    [
        ("12 Jan 2026", JAN_12, None),
        ("12-Jan-26", JAN_12, None),
        ("12JAN26", JAN_12, None),
        ("12 Jan '26", JAN_12, None),
        ("12th January, 2026", JAN_12, None),
        ("Jan 12, 2026", JAN_12, None),
        ("2026-01-12", JAN_12, None),
        ("2026/01/12", JAN_12, None),
        ("2026-01-12T08:00Z", JAN_12, None),
        ("12 Jan 2026 0800 LT", JAN_12, None),
        ("12-14 Jan 2026", JAN_12, JAN_14),
        ("12 Jan - 14 Jan 2026", JAN_12, JAN_14),
        ("12 Jan 2026 - 14 Jan 2026", JAN_12, JAN_14),
        ("12 Jan 2026 to 14 Jan 2026", JAN_12, JAN_14),
        ("2026-01-12 / 2026-01-14", JAN_12, JAN_14),
        ("12/01/2026 - 14/01/2026", JAN_12, JAN_14),
        ("01/12/2026 - 01/14/2026", JAN_12, JAN_14),
        ("12 Jan 2026, 14 Jan 2026", JAN_12, JAN_14),
        ("arr 12 Jan 2026 dep 14 Jan 2026", JAN_12, JAN_14),
        ("dep 14 Jan 2026, arr 12 Jan 2026", JAN_12, JAN_14),
        ("(12 Jan 2026 - 14 Jan 2026)", JAN_12, JAN_14),
        ("sailed 14 Jan 2026", None, JAN_14),
        ("ATD: 14 Jan 2026", None, JAN_14),
        ("28 Dec - 3 Jan 2026", date(2025, 12, 28), date(2026, 1, 3)),
        ("31 Dec 2025 to 1 Jan 2026", date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_dates_are_read_in_each_form(dates: str, arrived: date | None, left: date | None) -> None:
    call = _one(f"1. Suva, Fiji, {dates}")
    assert (call.name, call.territory) == ("Suva", "FJI")
    assert (call.arrived_on, call.left_on) == (arrived, left)
    assert call.doubts == ()


@pytest.mark.parametrize(
    ("dates", "doubt"),
    [
        ("03/04/2026", "03/04/2026 is not one certain date. Write it as 22 Nov 2026."),
        ("31 Feb 2026", "31 Feb 2026 is not one certain date. Write it as 22 Nov 2026."),
        ("12 Jan", "12 Jan has no year."),
        ("14-12 Jan 2026", "14-12 Jan 2026 runs backwards."),
        ("arr 14 Jan 2026 dep 12 Jan 2026", "It is left before it is reached; the dates are not taken."),
    ],
)
def test_a_date_that_is_not_certain_is_doubted_and_not_taken(dates: str, doubt: str) -> None:
    call = _one(f"Suva {dates}")
    assert call.name == "Suva"
    assert (call.arrived_on, call.left_on) == (None, None)
    assert call.doubts == (doubt,)


def test_which_figure_is_the_day_can_be_said_or_shown_by_another_date() -> None:
    assert parse_calls("Suva 03/04/2026", day_first=True).calls[0].arrived_on == date(2026, 4, 3)
    assert parse_calls("Suva 03/04/2026", day_first=False).calls[0].arrived_on == date(2026, 3, 4)
    shown = parse_calls("Suva 13/04/2026\nApia 03/04/2026").calls
    assert [call.arrived_on for call in shown] == [date(2026, 4, 13), date(2026, 4, 3)]
    torn = parse_calls("Suva 13/04/2026\nApia 04/13/2026\nNadi 03/04/2026").calls
    assert torn[2].arrived_on is None


@pytest.mark.parametrize("text", ["1. Mar del Plata", "1 Mar del Plata", "Mar del Plata", "2) May Pen", "3 Mayport"])
def test_a_number_before_a_name_that_begins_like_a_month_is_no_date(text: str) -> None:
    call = _one(text)
    assert call.name == text.lstrip("123.) ")
    assert call.doubts == ()


def test_lines_of_dates_belong_to_the_call_before_them() -> None:
    pasted = parse_calls("Suva\nArrived 12 Jan 2026\nDeparted 14 Jan 2026\nApia")
    assert [(call.name, call.arrived_on, call.left_on) for call in pasted.calls] == [
        ("Suva", JAN_12, JAN_14),
        ("Apia", None, None),
    ]


def test_a_table_has_one_call_to_a_row() -> None:
    header = "No\tPort\tCountry\tArrival\tDeparture\n"
    table = f"{header}1\tSuva\tFiji\t12 Jan 2026\t14 Jan 2026\n2\tBusan\tKorea, Republic of\t\t"
    pasted = parse_calls(table)
    assert [(call.name, call.territory, call.arrived_on, call.left_on) for call in pasted.calls] == [
        ("Suva", "FJI", JAN_12, JAN_14),
        ("Busan", "KOR", None, None),
    ]
    assert pasted.unread == ("No Port Country Arrival Departure",)


@pytest.mark.parametrize(
    ("text", "is_transit", "doubted"),
    [
        ("Panama Canal transit", True, False),
        ("Suez Canal (transit)", True, False),
        ("Port Said (in transit)", True, False),
        ("Balboa - transit only", True, False),
        ("Suez Canal", False, True),
        ("Singapore (transit)", False, True),
        ("Balboa", False, False),
        ("Transition Bay", False, False),
    ],
)
def test_a_transit_counts_as_one_only_where_a_canal_is_named(text: str, is_transit: bool, doubted: bool) -> None:  # noqa: FBT001 - columns of the table
    call = _one(text)
    assert call.is_canal_transit is is_transit
    assert bool(call.doubts) is doubted


def test_the_mark_of_a_transit_is_that_of_its_own_call() -> None:
    calls = parse_calls("Suva, Panama Canal (transit), Apia").calls
    assert [call.is_canal_transit for call in calls] == [False, True, False]


def test_a_line_read_as_several_calls_says_so() -> None:
    assert parse_calls("Suva, Apia, Lautoka, Fiji").doubts == ("Read as 3 calls: Suva, Apia, Lautoka, Fiji.",)
    assert parse_calls("Suva; Apia\nLautoka, Fiji").doubts == ()


@pytest.mark.parametrize(("first", "second", "doubted"), [(1, 2, True), (2, 1, False), (1, 1, False)])
def test_dates_that_run_oldest_first_are_doubted(first: int, second: int, doubted: bool) -> None:  # noqa: FBT001 - as above
    pasted = parse_calls(f"Suva {first} Jan 2026\nApia {second} Jan 2026")
    assert any("oldest first" in doubt for doubt in pasted.doubts) is doubted


@pytest.mark.parametrize("text", ["", "   \n\t\n", "Port\tCountry", "12 Jan 2026", "---", "Vessel: Blue Heron", "a"])
def test_what_names_no_port_is_no_call_and_is_given_back(text: str) -> None:
    pasted = parse_calls(text)
    assert pasted.calls == ()
    assert pasted.unread == ((" ".join(text.split()),) if text.strip() else ())


def test_a_text_that_is_too_long_is_read_in_part_and_says_so() -> None:
    pasted = parse_calls("Suva\n" * (MOST_CHARACTERS // 5) + "Apia")
    assert {call.name for call in pasted.calls} == {"Suva"}
    assert "Only the first 200,000 characters were read." in pasted.doubts


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    pasted = parse_calls(text, codes=CODES)
    for call in pasted.calls:
        assert call.name or call.unlocode or call.facility_number or call.territory_said
        assert call.text


SNIPPETS = st.sampled_from(
    [
        "Suva",
        "Apia",
        "FJSUV",
        "FJ SUV",
        "MGTMM-0001",
        "Fiji",
        "SC",
        "12 Jan 2026",
        "03/04/2026",
        "12-14 Jan",
        "transit",
        "Suez Canal",
        *[", ", "; ", " - ", "\n", "\t", "(", ")", ":", "1. ", "2) ", "* ", " arr ", " dep ", "->", "|", " "],
    ]
)


@given(st.lists(SNIPPETS, max_size=40))
def test_no_mix_of_forms_makes_the_reader_fail_or_read_backwards(pieces: list[str]) -> None:
    for call in parse_calls("".join(pieces), codes=CODES).calls:
        assert not (call.arrived_on and call.left_on and call.left_on < call.arrived_on)


PORTS = ["Suva", "Apia", "Port Vila", "Honiara", "Nadi", "Lautoka", "Papeete", "Majuro", "Dili", "Malakal Harbor"]


@given(
    st.lists(st.sampled_from(PORTS), min_size=1, max_size=8),
    st.sampled_from(["\n", "; ", " | ", " -> ", "\n\n- ", ", "]),
)
def test_the_order_and_the_number_of_calls_are_kept(ports: list[str], between: str) -> None:
    assert _names(between.join(ports)) == ports


@pytest.mark.parametrize(
    "line",
    [
        "Dear Captain,",
        "Good day. Please find our last ports:",
        "Best regards,",
        "Master",
        "MV Example Star",
        "Flag: Comoros",
    ],
)
def test_the_prose_of_a_letter_is_no_call(line: str) -> None:
    read = parse_calls(f"{line}\nSuva")
    assert [call.name for call in read.calls] == ["Suva"]
    assert read.unread == (line,)


@pytest.mark.parametrize(
    "line", ["Mt Maunganui", "Hilo", "Dearborn", "Masterton", "Flag: Panama, last port: Aden", "Hi: Suva"]
)
def test_what_only_begins_like_prose_is_not_left_out(line: str) -> None:
    assert parse_calls(line).calls


@pytest.mark.parametrize("gap", [" " * 5_000, " \t" * 2_500, "\t" * 5_000, "\u2003" * 5_000])
def test_a_gap_of_any_length_is_one_gap(gap: str) -> None:
    assert [call.name for call in parse_calls(f"1.{gap}Suva,{gap}Fiji{gap}").calls] == ["Suva"]
    assert len(parse_calls(f"flag{gap}: Fiji\nSuva").calls) in {1, 2}  # without a tab it is about something else
