"""Exceptions as they were printed: what is read, what is said to be unread, and what stands on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import initialise
from geodata.reference import read
from models.advisories import advisory_finding
from models.excepted import Excepted, Scope, parse_exceptions, scope_of
from models.tables import AdvisoryFactCreate
from models.vocabulary import AdvisoryAction, AdvisoryScheme

FACTS = [initialise.fact_form(row) for row in read.read_advisories()]

PRINTED = {
    "Port of Monrovia": [("Port of Monrovia",)],
    "5 further terminals (names not seen)": None,
    "1 facility (name not seen)": None,
    "Phnom Penh Autonomous Port; Sihanoukville Autonomous Port": [
        ("Phnom Penh Autonomous Port",),
        ("Sihanoukville Autonomous Port",),
    ],
    "Toamasina (Tamatave)": [("Toamasina", "Tamatave")],
    "Phnom Penh Autonomous Port; Sihanoukville Autonomous Port (IMO numbers not listed)": [
        ("Phnom Penh Autonomous Port",),
        ("Sihanoukville Autonomous Port",),
    ],
    "Ardjuna Marine Terminal IDTPP-0001; Banjarmasin Port IDBDJ-0001/0002; (more, past stored excerpt)": [
        ("Ardjuna Marine Terminal", "IDTPP-0001"),
        ("Banjarmasin Port", "IDBDJ-0001", "IDBDJ-0002"),
    ],
    "Ebome Marine Terminal CM394-0001; Quai GETMA (LAMNALCO Base) CMDLA-0005; SONARA; Kome-Kribi 1 CM234-0001": [
        ("Ebome Marine Terminal", "CM394-0001"),
        ("Quai GETMA", "LAMNALCO Base", "CMDLA-0005"),
        ("SONARA",),
        ("Kome-Kribi 1", "CM234-0001"),
    ],
    "Ceiba GQ362-0001/0002; K-5 Oil Center; Luba GQLUB-0001; Punta Europa GQ368-0001; Zafiro GQ370-0001": [
        ("Ceiba", "GQ362-0001", "GQ362-0002"),
        ("K-5 Oil Center",),
        ("Luba", "GQLUB-0001"),
        ("Punta Europa", "GQ368-0001"),
        ("Zafiro", "GQ370-0001"),
    ],
    "Ash Shihr Terminal; Balhalf LNG Terminal; Port of Hodeidah": [
        ("Ash Shihr Terminal",),
        ("Balhalf LNG Terminal",),
        ("Port of Hodeidah",),
    ],
    "Toamasina (Tamatave) MGTMM-0001": [("Toamasina", "Tamatave", "MGTMM-0001")],
    "(table of ports, names in PSA)": None,
    "none (Phnom Penh and Sihanoukville exemptions revoked)": [],
    "Balhalf LNG Terminal only": [("Balhalf LNG Terminal",)],
    "Terminal a Conteneurs; Carena Shipyard": [("Terminal a Conteneurs",), ("Carena Shipyard",)],
    "Al-Basrah Oil Terminal; Khor Al Amaya Oil Terminal; Al Maqal Terminal 14": [
        ("Al-Basrah Oil Terminal",),
        ("Khor Al Amaya Oil Terminal",),
        ("Al Maqal Terminal 14",),
    ],
    "Doraleh Container Terminal; Doraleh Oil Terminal (Horizon)": [
        ("Doraleh Container Terminal",),
        ("Doraleh Oil Terminal", "Horizon"),
    ],
    "Toamasina (Tamatave); MICTSL; Ambatovy Bulk Jetty Terminal; Plateforme Petroliere GALANA": [
        ("Toamasina", "Tamatave"),
        ("MICTSL",),
        ("Ambatovy Bulk Jetty Terminal",),
        ("Plateforme Petroliere GALANA",),
    ],
    "U.S. Naval Station Guantanamo Bay": [("U.S. Naval Station Guantanamo Bay",)],
}
"""Every printed list of the table, with names and numbers as a person reads them; None where it names nothing."""

UNREAD = {
    "5 further terminals (names not seen)",
    "1 facility (name not seen)",
    "(more, past stored excerpt)",
    "(table of ports, names in PSA)",
}


def test_every_list_of_the_table_is_among_those_read_here() -> None:
    assert {fact.exceptions for fact in FACTS if fact.exceptions} == set(PRINTED)


@pytest.mark.parametrize("printed", sorted(PRINTED))
def test_a_list_is_read_as_a_person_reads_it(printed: str) -> None:
    facilities = parse_exceptions(printed).facilities
    assert [(*one.names, *one.numbers) for one in facilities] == (PRINTED[printed] or [])
    assert all((one.first, one.last) == (None, None) for one in facilities)


@pytest.mark.parametrize("printed", sorted(PRINTED))
def test_what_names_no_facility_is_reported_as_printed(printed: str) -> None:
    assert set(parse_exceptions(printed).unread) == {part for part in UNREAD if part in printed}


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("Ceiba GQ362-0001/0002", ("GQ362-0001", "GQ362-0002")),
        ("Ceiba GQ362-0001/0004", ("GQ362-0001", "GQ362-0004")),
        ("Ceiba GQ362-0001, 0002 and 0005", ("GQ362-0001", "GQ362-0002", "GQ362-0005")),
        ("Ceiba GQ362-0001 & 0002", ("GQ362-0001", "GQ362-0002")),
        ("Ceiba GQ362-0001-0003", ("GQ362-0001", "GQ362-0002", "GQ362-0003")),
        ("Ceiba GQ362-0001 to 0003", ("GQ362-0001", "GQ362-0002", "GQ362-0003")),
        ("Ceiba GQ362-0001\u20130003", ("GQ362-0001", "GQ362-0002", "GQ362-0003")),
        ("Ceiba GQ362 - 0001", ("GQ362-0001",)),
        ("Ardjuna Marine Terminal IDTPP0001", ("IDTPP-0001",)),
        ("Luba - GQLUB-0001", ("GQLUB-0001",)),
        ("Ceiba GQ362-0001, GQ363-0002", ("GQ362-0001", "GQ363-0002")),
        ("Firestone Facility IMO number not listed", ()),
        ("Firestone Facility (IMO numbers not listed)", ()),
        ("Firestone Facility, not listed", ()),
    ],
)
def test_numbers_are_read_in_each_form_that_is_printed(printed: str, numbers: tuple[str, ...]) -> None:
    (facility,) = parse_exceptions(printed).facilities
    assert facility.numbers == numbers


@pytest.mark.parametrize(
    "printed",
    [
        "Ceiba GQ362-000 1/0002",
        "Ceiba GQ362-0001/2",
        "Ceiba GQ362-0003 to 0001",
        "Ceiba GQ362-0001 to 0999",
        "Ceiba GQ362-00015",
        "Ceiba GQ362-001",
        "Luba GQLUB-0001 from 31 February 2020",
        "Luba GQLUB-0001 from 2 June 2020 until 1 June 2020",
        "Luba GQLUB-0001 (2 June 2020 to 1 June 2020)",
        "Luba GQLUB-0001 (1 June 2020 to 31 June 2020)",
        "Luba GQLUB-0001 (28 Dec to 3 Jan 2021)",
        "Luba GQLUB-0001 (1 May 2020 to 3 May 2020) (5 May 2020 to 6 May 2020)",
        "Luba GQLUB-0001 from 1 May 2020, from 3 May 2020",
        "Luba Quay 14 to 30 May 2020",  # the fourteenth of May, or a quay
        "Luba GQLUB-0001 (30 May 2020)",
        "Luba GQLUB-0001 (1/5/2020 to 30/5/2020)",
        "All ports in the north",
        "3 terminals",
        "12345",
    ],
)
def test_what_cannot_be_read_for_certain_is_not_guessed(printed: str) -> None:
    read_ = parse_exceptions(printed)
    assert read_.facilities == ()
    assert read_.unread == (printed,)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Toamasina (also known as Tamatave) MGTMM-0001", ("Toamasina", "Tamatave")),
        (
            "Douala International Terminal (aka Douala Containers) CMDLA-0002",
            ("Douala International Terminal", "Douala Containers"),
        ),
        ("and Zafiro Marine Terminal GQ370-0001", ("Zafiro Marine Terminal",)),
        ("GQ370-0001", ()),
        ("Al Maqal Terminal 14", ("Al Maqal Terminal 14",)),
        ("Port of Luba, until further notice", ("Port of Luba",)),
        ("Port of Luba (pending further notice) GQLUB-0001", ("Port of Luba",)),
        ("Freeport of Monrovia from 1 Dec 2026 until further notice", ("Freeport of Monrovia",)),
    ],
)
def test_names_are_read_without_numbers_and_with_what_else_they_are_called(
    printed: str, names: tuple[str, ...]
) -> None:
    (facility,) = parse_exceptions(printed).facilities
    assert facility.names == names


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("Luba GQLUB-0001 (from 10 June 2020)", date(2020, 6, 10), None),
        ("Luba GQLUB-0001, effective June 10, 2020", date(2020, 6, 10), None),
        ("Luba (since 2020-06-10) GQLUB-0001", date(2020, 6, 10), None),
        ("Luba GQLUB-0001 until 25 Sep 2014", None, date(2014, 9, 25)),
        ("Luba GQLUB-0001 before 26 September 2014", None, date(2014, 9, 25)),
        ("Luba GQLUB-0001 from 1 May 2010 until 1 May 2010", date(2010, 5, 1), date(2010, 5, 1)),
        ("Luba GQLUB-0001 (1 May 2010 to 30 May 2010)", date(2010, 5, 1), date(2010, 5, 30)),
        ("Luba GQLUB-0001 (2010-05-01 to 2010-05-30)", date(2010, 5, 1), date(2010, 5, 30)),
        ("Luba GQLUB-0001, 2010-05-01 - 2010-05-30", date(2010, 5, 1), date(2010, 5, 30)),
        ("Luba (May 1, 2010 \u2013 May 30, 2010) GQLUB-0001", date(2010, 5, 1), date(2010, 5, 30)),
        ("Luba GQLUB-0001 (1 May to 30 June 2010)", date(2010, 5, 1), date(2010, 6, 30)),
        ("Luba GQLUB-0001 May 1 to May 30, 2010", date(2010, 5, 1), date(2010, 5, 30)),
        ("Luba GQLUB-0001 between 1 May 2010 and 30 May 2010", date(2010, 5, 1), date(2010, 5, 30)),
        ("Luba GQLUB-0001 with effect from 1 May 2010", date(2010, 5, 1), None),
        ("Luba GQLUB-0001 (effective 1 May 2010, expires on 30 May 2010)", date(2010, 5, 1), date(2010, 5, 30)),
        ("Luba GQLUB-0001 (expires 30 May 2010)", None, date(2010, 5, 30)),
        ("Luba GQLUB-0001 to 30 May 2010", None, date(2010, 5, 30)),
        ("Luba GQLUB-0001, valid until 30 May 2010", None, date(2010, 5, 30)),
        ("Luba GQLUB-0001 (ends: 30 May 2010)", None, date(2010, 5, 30)),
    ],
)
def test_an_exception_has_its_own_dates_where_they_are_printed(
    printed: str, first: date | None, last: date | None
) -> None:
    (facility,) = parse_exceptions(printed).facilities
    assert (facility.names, facility.numbers) == (("Luba",), ("GQLUB-0001",))
    assert (facility.first, facility.last) == (first, last)


def test_an_exception_stands_on_both_days_of_its_edge() -> None:
    facility = Excepted("", ("Luba",), (), date(2010, 5, 1), date(2010, 5, 3))
    stands = [facility.stands_on(date(2010, 4, 30)), *(facility.stands_on(date(2010, 5, day)) for day in (1, 3, 4))]
    assert stands == [False, True, True, False]


@pytest.mark.parametrize("printed", ["Luba GQLUB-0001 from 10 June 2020", "Luba GQLUB-0001, 2020-06-10 to 2020-06-12"])
def test_a_year_does_not_make_a_facility_number(printed: str) -> None:
    (facility,) = parse_exceptions(printed).facilities
    assert facility.numbers == ("GQLUB-0001",)


def test_a_range_of_numbers_stands_beside_a_range_of_days() -> None:
    (facility,) = parse_exceptions("GQLUB-0001 to 0003 (1 May 2010 to 3 May 2010)").facilities
    assert facility.numbers == ("GQLUB-0001", "GQLUB-0002", "GQLUB-0003")
    assert (facility.first, facility.last) == (date(2010, 5, 1), date(2010, 5, 3))


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_text_makes_the_reader_fail_and_nothing_printed_is_lost(printed: str) -> None:
    read_ = parse_exceptions(printed)
    kept = {*read_.unread, *(one.printed for one in read_.facilities)}
    assert all(part in printed for part in kept)
    assert all(one.names or one.numbers for one in read_.facilities)


NUMBERS = st.tuples(st.from_regex(r"[A-Z]{2}[A-Z0-9]{3}", fullmatch=True), st.integers(0, 9999))


@settings(deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=4, unique=True))
def test_every_number_that_is_written_whole_is_read(numbers: list[tuple[str, int]]) -> None:
    written = [f"{prefix}-{number:04d}" for prefix, number in numbers]
    printed = "; ".join(f"Quay {number}" for number in written)
    assert [one.numbers for one in parse_exceptions(printed).facilities] == [(number,) for number in written]


def _scope(territory: str, as_of: str) -> Scope:
    return scope_of(advisory_finding(FACTS, territory=territory, as_of=date.fromisoformat(as_of)).facts)


@pytest.mark.parametrize(
    ("territory", "as_of", "names"),
    [
        ("KHM", "2008-11-07", ["Phnom Penh Autonomous Port", "Sihanoukville Autonomous Port"]),
        ("KHM", "2014-09-25", ["Phnom Penh Autonomous Port", "Sihanoukville Autonomous Port"]),
        ("KHM", "2014-09-26", []),
        ("MDG", "2020-06-09", ["Toamasina"]),
        (
            "MDG",
            "2020-06-10",
            ["Toamasina", "MICTSL", "Ambatovy Bulk Jetty Terminal", "Plateforme Petroliere GALANA"],
        ),
        ("YEM", "2015-03-24", ["Ash Shihr Terminal", "Balhalf LNG Terminal", "Port of Hodeidah"]),
        ("YEM", "2015-03-25", ["Balhalf LNG Terminal"]),
        ("CMR", "2026-01-01", ["Ebome Marine Terminal", "Quai GETMA", "SONARA", "Kome-Kribi 1"]),
        ("SYC", "2026-01-01", []),
    ],
)
def test_what_stands_on_a_day_is_what_was_printed_last(territory: str, as_of: str, names: list[str]) -> None:
    scope = _scope(territory, as_of)
    assert [one.names[0] for one in scope.facilities] == names
    assert scope.unseen == ()


@pytest.mark.parametrize(
    ("territory", "as_of", "reason"),
    [
        ("IDN", "2008-02-25", "The notice's excepted ports were not seen."),
        ("IDN", "2008-06-25", "Printed of the exceptions: 5 further terminals (names not seen)."),
        ("IDN", "2011-10-14", "Printed of the exceptions: (more, past stored excerpt)."),
        ("LBR", "2008-06-25", "Printed of the exceptions: 1 facility (name not seen)."),
        ("NGA", "2014-06-26", "Printed of the exceptions: (table of ports, names in PSA)."),
    ],
)
def test_what_was_not_seen_of_the_exceptions_is_said(territory: str, as_of: str, reason: str) -> None:
    assert reason in _scope(territory, as_of).unseen


@pytest.mark.parametrize(("as_of", "numbers"), [("2012-12-04", ()), ("2012-12-05", ("MGTMM-0001",))])
def test_a_number_is_known_from_the_day_it_was_printed(as_of: str, numbers: tuple[str, ...]) -> None:
    assert _scope("MDG", as_of).facilities[0].numbers == numbers


def test_a_number_printed_once_stays_with_its_name() -> None:
    assert _scope("MDG", "2021-01-01").facilities[0].numbers == ("MGTMM-0001",)


def _fact(action: AdvisoryAction, exceptions: str = "") -> AdvisoryFactCreate:
    return AdvisoryFactCreate(
        territory="FJI",
        scheme=AdvisoryScheme.CONDITIONS_OF_ENTRY,
        action=action,
        published_on="2020-01-01",
        exceptions=exceptions,
        source="made up",
        reference_key=f"{action}{exceptions}",
    )


def test_a_sighting_that_prints_no_facilities_leaves_the_exceptions() -> None:
    facts = [_fact(AdvisoryAction.IMPOSED, "Suva"), _fact(AdvisoryAction.LISTED)]
    assert [one.names for one in scope_of(facts).facilities] == [("Suva",)]
    assert scope_of(facts).facts == (facts[0],)


def test_a_sighting_adds_and_a_modification_replaces() -> None:
    facts = [_fact(AdvisoryAction.IMPOSED, "Suva"), _fact(AdvisoryAction.LISTED, "Suva FJSUV-0001; Lautoka")]
    assert [one.names[0] for one in scope_of(facts).facilities] == ["Suva", "Lautoka"]
    facts.append(_fact(AdvisoryAction.MODIFIED, "Levuka"))
    assert [one.names[0] for one in scope_of(facts).facilities] == ["Levuka"]
    assert scope_of(facts).facts == (facts[-1],)


def test_a_modification_that_prints_no_exceptions_leaves_them_and_one_that_prints_none_ends_them() -> None:
    facts = [_fact(AdvisoryAction.IMPOSED, "Suva"), _fact(AdvisoryAction.MODIFIED)]
    assert scope_of(facts).facilities
    assert scope_of([*facts, _fact(AdvisoryAction.MODIFIED, "none")]).facilities == ()
