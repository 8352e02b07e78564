"""Cells are read as what was meant, or refused with column, value and remedy; nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import CellError
from geodata.importers.table import Value
from geodata.importers.values import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_LISTED,
    as_text,
    parse_bool,
    parse_choice,
    parse_date,
    parse_int,
    parse_list,
)

NOVEMBER_22 = date(2026, 11, 22)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
KINDS = {"Port visit": 1, "Government engagement": 2, "Training": 3, "training": 3, "PV": 1}
ANY_VALUE = st.one_of(st.none(), st.text(max_size=60), st.integers(), st.floats(), st.dates(), st.datetimes())


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "2026/11/22",
        "2026-11-22T10:30:00Z",
        "2026-11-22 00:00:00",
        "22 Nov 2026",
        "22 November 2026",
        "22-Nov-26",
        "22-NOV-2026",
        "22nov2026",
        "22. Nov. 2026",
        "Nov 22, 2026",
        "November 22 2026",
        "22/11/2026",
        "22.11.2026",
        "11/22/2026",
        " 22/11/2026 08:00",
    ],
)
def test_a_date_that_can_be_one_day_only_is_read(text: str) -> None:
    assert parse_date(text, column="Start") == NOVEMBER_22


def test_date_cells_are_dates() -> None:
    assert parse_date(NOVEMBER_22, column="Start") == NOVEMBER_22
    read = parse_date(datetime(2026, 11, 22, 23, 59), column="Start")  # noqa: DTZ001 - a cell has no zone
    assert read == NOVEMBER_22
    assert type(read) is date


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_blanks_are_nothing(blank: str | None) -> None:
    assert parse_date(blank, column="x") is None
    assert parse_choice(blank, KINDS, column="x") is None
    assert parse_bool(blank, column="x") is None
    assert parse_int(blank, column="x") is None
    assert parse_list(blank) == ()
    assert as_text(blank) == ""


def test_an_ambiguous_date_needs_a_choice_and_says_so() -> None:
    assert parse_date("03/04/2026", column="Start", day_first=True) == date(2026, 4, 3)
    assert parse_date("03/04/2026", column="Start", day_first=False) == date(2026, 3, 4)
    assert parse_date("04/04/2026", column="Start") == date(2026, 4, 4)
    message = (
        r"^Start: '03/04/2026' can be 3 April or 4 March\. "
        r"Say for the file whether the day comes first, or write it as 22 Nov 2026$"
    )
    with pytest.raises(CellError, match=message):
        parse_date("03/04/2026", column="Start")


@pytest.mark.parametrize(("text", "day_first"), [("11/22/2026", True), ("22/11/2026", False)])
def test_a_choice_is_never_overruled(text: str, day_first: bool) -> None:  # noqa: FBT001 - given
    with pytest.raises(CellError, match=r"is no day: day (11|22) of month 22 of 2026"):
        parse_date(text, column="Start", day_first=day_first)


@pytest.mark.parametrize("value", [46348, 46348.5, "46348", "46348.5", "20261122", -1])
def test_a_bare_number_is_no_date(value: Value) -> None:
    with pytest.raises(
        CellError, match=rf"^Start: '{value}' is a number, not a date\. Format the cell as a date, or write"
    ):
        parse_date(value, column="Start")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("soon", r"'soon' is not a date\. Write it as 22 Nov 2026"),
        ("22 Foo 2026", "is not a date"),
        ("22 ma 2026", "is not a date"),
        ("Foo 22, 2026", "is not a date"),
        ("26/11/22", "is not a date"),
        ("2026-11", "is not a date"),
        ("#VALUE!", "is not a date"),
        ("30 Feb 2026", "is no day: day 30 of month 2 of 2026"),
        ("29 Feb 2027", "is no day"),
        ("2026-00-10", "is no day: day 10 of month 0 of 2026"),
        ("13/13/2026", "is no day"),
        ("22 Nov 0206", "lies outside 1900 to 2199. Correct the year"),
        ("2200-01-01", "lies outside"),
        ("0000-01-01", "is no day"),
        ("\u0662\u0662 Nov 2026", "is not a date"),
    ],
)
def test_what_is_no_date_says_why(text: str, message: str) -> None:
    with pytest.raises(CellError, match=message):
        parse_date(text, column="Start")


def test_leap_days_and_centuries() -> None:
    assert parse_date("29 Feb 2028", column="x") == date(2028, 2, 29)
    assert parse_date("1 Jan 1900", column="x") == date(1900, 1, 1)
    assert parse_date("31 Dec 2199", column="x") == date(2199, 12, 31)
    assert parse_date("22-Nov-68", column="x") == date(2068, 11, 22)
    assert parse_date("22-Nov-69", column="x") == date(1969, 11, 22)
    assert parse_date("22-Nov-00", column="x") == date(2000, 11, 22)


@given(DAYS)
def test_every_day_reads_back_however_it_is_written(day: date) -> None:
    assert parse_date(as_text(day), column="x") == day
    assert parse_date(day.isoformat(), column="x") == day
    assert parse_date(f"{day:%d/%m/%Y}", column="x", day_first=True) == day
    assert parse_date(f"{day:%m/%d/%Y}", column="x", day_first=False) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}", column="x", day_first=True) == day


@given(DAYS)
def test_without_a_choice_a_day_in_figures_is_right_or_refused(day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        if day.day > 12 or day.day == day.month:
            assert parse_date(text, column="x") == day
        else:
            with pytest.raises(CellError, match="can be"):
                parse_date(text, column="x")


@given(ANY_VALUE, st.sampled_from([None, True, False]))
def test_no_value_crashes_a_reader(value: Value, day_first: bool | None) -> None:  # noqa: FBT001 - given
    def outcome(read: object) -> object:
        assert callable(read)
        try:
            return read()
        except CellError as error:
            return str(error)

    outcomes = [
        outcome(lambda: parse_date(value, column="Start", day_first=day_first)),
        outcome(lambda: parse_choice(value, KINDS, column="Kind")),
        outcome(lambda: parse_bool(value, column="Flag")),
        outcome(lambda: parse_int(value, column="Count")),
    ]
    assert all(len(said.splitlines()) == 1 and len(said) < 400 for said in outcomes if isinstance(said, str))
    assert all(part == part.strip() and part for part in parse_list(value))


@pytest.mark.parametrize(
    ("text", "kind"), [("Port visit", 1), ("PORT_VISIT", 1), (" port-visit ", 1), ("pv", 1), ("TRAINING", 3)]
)
def test_choices_are_read_whatever_their_spelling(text: str, kind: int) -> None:
    assert parse_choice(text, KINDS, column="Kind") == kind


def test_a_wrong_choice_gets_the_likeliest_and_all() -> None:
    message = (
        r"^Kind: 'Port vist' is not one of the choices\. Did you mean 'Port visit'\? Choose one of: Port visit, Gov"
    )
    with pytest.raises(CellError, match=message):
        parse_choice("Port vist", KINDS, column="Kind")
    with pytest.raises(CellError, match=r"choices\. Choose one of: Port visit"):
        parse_choice("zzz", KINDS, column="Kind")


def test_a_choice_that_could_be_two_is_refused_unless_exact() -> None:
    choices = {"A-B": 1, "A B": 2}
    assert parse_choice("A-B", choices, column="x") == 1
    with pytest.raises(CellError, match="not one of"):
        parse_choice("a_b", choices, column="x")


def test_signs_alone_are_chosen_exactly() -> None:
    assert parse_choice("+", {"+": 1, "-": 2}, column="x") == 1
    with pytest.raises(CellError, match="not one of"):
        parse_choice("*", {"+": 1}, column="x")


def test_numbers_can_be_choices() -> None:
    assert parse_choice(2, {"1": "one", "2": "two"}, column="x") == "two"


@pytest.mark.parametrize(("count", "ending"), [(MAX_LISTED, f"c{MAX_LISTED - 1}$"), (MAX_LISTED + 5, "and 5 more$")])
def test_a_long_list_of_choices_is_cut(count: int, ending: str) -> None:
    with pytest.raises(CellError, match=ending):
        parse_choice("zzz", {f"c{number}": number for number in range(count)}, column="x")


@given(st.sampled_from(sorted(KINDS)))
def test_every_choice_reads_as_itself(name: str) -> None:
    for text in (name, name.upper(), name.replace(" ", "_")):
        assert parse_choice(text, KINDS, column="x") == KINDS[name]


def test_lists_are_split_cleaned_and_each_part_taken_once() -> None:
    assert parse_list(" ISPS ; governance;\r\n; ISPS;\nmaritime  awareness, at sea") == (
        "ISPS",
        "governance",
        "maritime awareness, at sea",
    )
    assert parse_list(3) == ("3",)


@given(st.lists(st.text("abc xyz,-", min_size=1).map(lambda text: " ".join(text.split())).filter(bool), unique=True))
def test_every_list_reads_back(parts: list[str]) -> None:
    assert parse_list("; ".join(parts)) == tuple(parts)
    assert parse_list("\n".join(parts)) == tuple(parts)


@pytest.mark.parametrize(
    ("value", "read"), [("Yes", True), ("TRUE", True), (1, True), ("x", True), ("no", False), (0, False)]
)
def test_yes_and_no(value: Value, read: bool) -> None:  # noqa: FBT001 - given
    assert parse_bool(value, column="x") is read


@pytest.mark.parametrize("value", ["maybe", 2, "-", "yes no", 1.5])
def test_neither_yes_nor_no(value: Value) -> None:
    with pytest.raises(CellError, match=r"^Done: .* is neither yes nor no\. Write yes or no$"):
        parse_bool(value, column="Done")


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_read_back(number: int) -> None:
    assert parse_int(number, column="x") == parse_int(str(number), column="x") == number


@pytest.mark.parametrize(
    "value", ["1,240", "1.240", "1 240", 2.5, "1e3", "five", "9" * 5000, "\u0663", "+", NOVEMBER_22]
)
def test_what_is_no_whole_number_is_refused(value: Value) -> None:
    with pytest.raises(CellError, match=r"^Ports: .* is not a whole number\. Write figures only, such as 1240$"):
        parse_int(value, column="Ports")


@pytest.mark.parametrize("length", [40, 41, 30_000])
def test_long_values_are_quoted_in_part(length: int) -> None:
    with pytest.raises(CellError) as caught:
        parse_date("x" * length, column="Start")
    assert ("…" in str(caught.value)) is (length > 40)
    assert len(str(caught.value)) < 120
