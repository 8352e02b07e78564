"""The rule of the conditions of entry: what no list of calls and no published fact may change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import initialise
from geodata.reference import read
from models.advisories import Answer, advisory_spans, advisory_state
from models.entry_calls import CallVerdict, EntryAnswer, EntryCheck, PortCall, Reason
from models.entry_conditions import OUT_OF_ORDER, Advisories, check_entry
from models.entry_facility import Match, facility_match
from models.excepted import Excepted
from models.tables import AdvisoryFactCreate
from models.vocabulary import AdvisoryAction, AdvisoryScheme

FACTS = [initialise.fact_form(row) for row in read.read_advisories()]
ADVISORIES = Advisories(FACTS)
YES, NO, OPEN = EntryAnswer.APPLIES, EntryAnswer.DOES_NOT_APPLY, EntryAnswer.CANNOT_TELL
ON = date(2026, 3, 1)

SEYCHELLES = PortCall("Victoria", "SYC")
FIJI = PortCall("Suva", "FJI")
FIVE = [PortCall(name, "FJI", unlocode=code) for name, code in (("Suva", "FJSUV"), ("Lautoka", "FJLTK"))]
FIVE += [PortCall(name, "NZL", unlocode=code) for name, code in (("Auckland", "NZAKL"), ("Napier", "NZNPE"))]
FIVE += [PortCall("Noumea", "NCL", unlocode="NCNOU")]
"""Five calls of which none is listed and none may be another."""
UNRESOLVED = PortCall("Somewhere")
CANAL = PortCall("Panama Canal", "PAN", is_canal_transit=True)

DAYS = st.dates(date(2004, 1, 1), date(2030, 1, 1))
TERRITORIES = sorted({fact.territory for fact in FACTS})
UNLISTED = [code for code in ("FJI", "JPN", "AUS", "USA", "NZL") if code not in TERRITORIES]
CALLS = st.builds(
    PortCall,
    port=st.sampled_from(["", "Toamasina", "Majunga", "Phnom Penh", "Luba", "Victoria"]),
    territory=st.none() | st.sampled_from([*TERRITORIES, *UNLISTED]),
    facility_number=st.none() | st.sampled_from(["MGTMM-0001", "GQ362-0002", "SCPOV-0001"]),
    facility=st.sampled_from(["", "MICTSL", "North Quay"]),
    is_resolved=st.booleans(),
    arrived_on=st.none() | DAYS,
    left_on=st.none() | DAYS,
    is_canal_transit=st.booleans(),
)
MANY = st.lists(CALLS, max_size=8)


def _check(*calls: PortCall, arrival: date = ON, advisories: Advisories = ADVISORIES) -> EntryCheck:
    return check_entry(calls, arrival=arrival, advisories=advisories)


def _answers(check: EntryCheck) -> list[EntryAnswer | None]:
    return [verdict.verdict for verdict in check.calls]


def _fact(
    action: AdvisoryAction, effective: date, exceptions: str = "", number: str | None = None, notice: str = ""
) -> AdvisoryFactCreate:
    return AdvisoryFactCreate(
        territory="FJI",
        psa_number=number,
        scheme=AdvisoryScheme.CONDITIONS_OF_ENTRY,
        action=action,
        effective_on=effective,
        exceptions=exceptions,
        notice=notice,
        source="made up",
        reference_key=f"{action} {effective} {exceptions}",
    )


# --- properties ---


@settings(deadline=None)
@given(MANY, DAYS, st.integers(0, 8), st.sampled_from(UNLISTED))
def test_adding_an_unlisted_call_never_changes_does_not_apply(
    calls: list[PortCall], arrival: date, at: int, territory: str
) -> None:
    if _check(*calls, arrival=arrival).answer is NO:
        more = [*calls[:at], PortCall("Elsewhere", territory), *calls[at:]]
        assert _check(*more, arrival=arrival).answer is NO


def _without_days(calls: list[PortCall]) -> list[PortCall]:
    return [replace(call, arrived_on=None, left_on=None) for call in calls]


@settings(deadline=None)
@given(MANY, MANY, DAYS)
def test_calls_beyond_the_fifth_are_irrelevant(calls: list[PortCall], older: list[PortCall], arrival: date) -> None:
    counting = _without_days([call for call in calls if not call.is_canal_transit])
    padded = [*counting, *[FIJI] * 5][:5]
    five = [replace(call, port=f"Port {place}", unlocode=f"XX{place}") for place, call in enumerate(padded)]
    short, long = (_check(*some, arrival=arrival) for some in (five, [*five, *_without_days(older)]))
    assert short.answer is long.answer
    assert short.calls == long.calls[:5]
    assert all(verdict.verdict is None and verdict.place is None for verdict in long.calls[5:])


@settings(deadline=None)
@given(MANY, DAYS, st.integers(0, 8))
def test_a_canal_transit_is_no_call(calls: list[PortCall], arrival: date, at: int) -> None:
    with_canal = _check(*calls[:at], CANAL, *calls[at:], arrival=arrival)
    assert with_canal.answer is _check(*calls, arrival=arrival).answer


@settings(deadline=None)
@given(MANY, DAYS)
def test_an_unresolved_call_among_the_last_five_is_never_does_not_apply(calls: list[PortCall], arrival: date) -> None:
    check = _check(*calls, arrival=arrival)
    counted = [verdict for verdict in check.calls if verdict.place]
    assert all(verdict.verdict is OPEN for verdict in counted if verdict.call.territory is None)
    if any(verdict.call.territory is None for verdict in counted):
        assert check.answer is not NO


@settings(deadline=None)
@given(MANY, DAYS)
def test_the_worst_call_decides(calls: list[PortCall], arrival: date) -> None:
    check = _check(*calls, arrival=arrival)
    verdicts = {verdict.verdict for verdict in check.calls if verdict.verdict}
    expected = YES if YES in verdicts else OPEN if OPEN in verdicts or not verdicts else NO
    assert check.answer is expected


@settings(deadline=None)
@given(MANY, DAYS)
def test_every_call_is_answered_in_its_place_with_a_reason(calls: list[PortCall], arrival: date) -> None:
    check = _check(*calls, arrival=arrival)
    assert [verdict.call for verdict in check.calls] == calls
    places = [verdict.place for verdict in check.calls if verdict.place]
    assert places == list(range(1, len(places) + 1))
    assert len(places) <= 5
    assert all(verdict.why for verdict in check.calls)
    assert all(verdict.verdict for verdict in check.calls if verdict.place)
    assert all(verdict.citations and verdict.since for verdict in check.calls if verdict.verdict is YES)


@settings(deadline=None)
@given(MANY, DAYS)
def test_the_dates_of_calls_never_better_the_answer(calls: list[PortCall], arrival: date) -> None:
    dated, undated = (_check(*some, arrival=arrival) for some in (calls, _without_days(calls)))
    assert SEVERITY[dated.answer] >= SEVERITY[undated.answer] or not undated.calls
    if len(calls) <= 5:
        assert _answers(dated) == _answers(undated)


SEVERITY = {NO: 0, OPEN: 1, YES: 2}
EXCEPTIONS = st.lists(
    st.sampled_from(["Suva", "Suva FJSUV-0001", "Lautoka FJLTK-0001/0002", "Oil Jetty", "FJSUV-0003"]),
    max_size=3,
    unique=True,
)
FIJI_CALLS = st.builds(
    PortCall,
    port=st.sampled_from(["", "Suva", "Lautoka", "Levuka"]),
    territory=st.just("FJI"),
    unlocode=st.none() | st.sampled_from(["FJSUV", "FJLTK"]),
    facility_number=st.none() | st.sampled_from(["FJSUV-0001", "FJSUV-0002", "FJSUV-0003", "FJLTK-0002"]),
    facility=st.sampled_from(["", "Oil Jetty", "Kings Wharf"]),
    is_resolved=st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(FIJI_CALLS, min_size=1, max_size=5), EXCEPTIONS, EXCEPTIONS)
def test_an_exception_can_only_relax_a_call_that_applies(
    calls: list[PortCall], fewer: list[str], others: list[str]
) -> None:
    more = list(dict.fromkeys([*fewer, *others]))
    before, after = (
        _check(*calls, advisories=Advisories([_fact(AdvisoryAction.IMPOSED, date(2020, 1, 1), "; ".join(some))]))
        for some in (fewer, more)
    )
    for one, other in zip(_answers(before), _answers(after), strict=True):
        assert one
        assert other
        assert SEVERITY[other] <= SEVERITY[one]


@settings(deadline=None)
@given(FIJI_CALLS, EXCEPTIONS)
def test_words_that_no_port_is_known_by_never_decide(call: PortCall, printed: list[str]) -> None:
    fact = _fact(AdvisoryAction.IMPOSED, date(2020, 1, 1), "; ".join(printed))
    words, blank = (
        _check(replace(call, port=port, unlocode=None, is_resolved=False), advisories=Advisories([fact])).answer
        for port in (call.port, "")
    )
    assert words is blank
    if not (call.facility_number or call.facility):
        assert words is (OPEN if printed else YES)


@pytest.mark.parametrize("territory", TERRITORIES)
def test_both_days_of_every_edge_answer_as_the_state_does(territory: str) -> None:
    for span in advisory_spans(FACTS, territory=territory):
        edges = [edge for edge in (span.first, span.last) if edge]
        for edge in edges:
            for arrival in (edge - timedelta(days=1), edge, edge + timedelta(days=1)):
                state = advisory_state(FACTS, territory=territory, as_of=arrival).answer
                (verdict,) = _check(PortCall("Nowhere Near", territory), arrival=arrival).calls
                assert (
                    verdict.verdict
                    in {
                        Answer.IN_FORCE: {YES, OPEN},
                        Answer.NOT_IN_FORCE: {NO},
                        Answer.CANNOT_TELL: {OPEN},
                    }[state]
                )
                assert (verdict.since is not None) is (state is Answer.IN_FORCE)


# --- single rules ---


def test_no_call_at_all_cannot_be_told() -> None:
    check = _check()
    assert check.answer is OPEN
    assert "No port of call was given." in check.notes
    assert _check(CANAL).answer is OPEN


def test_fewer_than_five_calls_are_enough() -> None:
    assert _check(FIJI).answer is NO
    assert _check(SEYCHELLES).answer is YES


@pytest.mark.parametrize(("between", "answer"), [(4, YES), (5, NO)])
def test_the_fifth_call_counts_and_the_sixth_does_not(between: int, answer: EntryAnswer) -> None:
    assert _check(*FIVE[:between], SEYCHELLES).answer is answer


def test_a_canal_transit_does_not_take_the_place_of_a_call() -> None:
    check = _check(*FIVE[:2], CANAL, *FIVE[2:4], SEYCHELLES, UNRESOLVED)
    assert [verdict.place for verdict in check.calls] == [1, 2, None, 3, 4, 5, None]
    assert [verdict.reason for verdict in check.calls][-2:] == [Reason.LISTED, Reason.BEYOND_FIFTH]
    assert check.answer is YES


@pytest.mark.parametrize(
    "call",
    [
        PortCall("Suva", "FJI", unlocode="FJSUV"),  # given twice
        PortCall("Fiji", "FJI"),  # the territory on a line of its own
    ],
)
def test_a_call_that_may_be_given_twice_puts_none_beyond_the_fifth(call: PortCall) -> None:
    check = _check(FIVE[0], call, *FIVE[2:], SEYCHELLES, PortCall("Latakia", "SYR"))
    assert check.answer is OPEN
    assert [verdict.reason for verdict in check.calls[5:]] == [Reason.MAY_COUNT, Reason.BEYOND_FIFTH]
    assert any(note.startswith(call.port) and "given twice" in note for note in check.notes)
    dated = [replace(one, arrived_on=ON - timedelta(days=at)) for at, one in enumerate([FIVE[0], call, *FIVE[2:]])]
    assert _check(*dated, SEYCHELLES).answer is NO


@pytest.mark.parametrize("phantoms", range(1, 5))
def test_territories_on_lines_of_their_own_push_no_call_beyond_the_fifth(phantoms: int) -> None:
    ports = [PortCall(code, code, unlocode=f"{code}XX") for code in ("FJI", "NZL", "NCL", "JPN", "AUS")]
    calls = [one for call in ports[:phantoms] for one in (call, PortCall("Country", call.territory))]
    check = _check(*calls, *ports[phantoms:4], SEYCHELLES)
    assert check.answer is OPEN
    assert check.calls[-1].reason is Reason.MAY_COUNT
    assert _check(*calls, *ports[phantoms:], SEYCHELLES).answer is NO


def test_a_last_call_in_the_united_states_may_be_the_arrival_itself() -> None:
    houston = PortCall("Houston", "USA", unlocode="USHOU")
    assert _check(houston, *FIVE[:4], SEYCHELLES).answer is OPEN
    assert _check(houston, *FIVE, SEYCHELLES).answer is NO
    assert _check(replace(houston, arrived_on=ON - timedelta(days=1)), *FIVE[:4], SEYCHELLES).answer is NO
    assert _check(replace(houston, arrived_on=ON), *FIVE[:4], SEYCHELLES).answer is YES


@pytest.mark.parametrize(("days", "answer"), [(0, NO), (1, YES)])
def test_a_call_after_the_arrival_takes_no_place_and_is_judged(days: int, answer: EntryAnswer) -> None:
    late = PortCall("Nassau", "BHS", unlocode="BSNAS", arrived_on=ON + timedelta(days=days))
    check = _check(late, *FIVE[:4], SEYCHELLES)
    assert check.answer is answer
    assert check.calls[0].verdict is NO
    assert _check(replace(SEYCHELLES, arrived_on=ON + timedelta(days=1))).answer is YES


@pytest.mark.parametrize(("days", "answer"), [(-1, NO), (0, NO), (1, YES)])
def test_a_sixth_call_that_is_later_than_one_of_the_five_counts(days: int, answer: EntryAnswer) -> None:
    dated = [replace(call, arrived_on=date(2026, 1, 10 - at)) for at, call in enumerate(FIVE)]
    sixth = replace(SEYCHELLES, arrived_on=date(2026, 1, 6) + timedelta(days=days))
    check = _check(*dated, sixth)
    assert check.answer is answer
    assert (OUT_OF_ORDER in check.calls[5].notes) is (answer is YES)


def test_a_list_that_runs_oldest_first_hides_none_of_its_last_calls() -> None:
    oldest_first = [replace(call, arrived_on=date(2026, 1, at)) for at, call in enumerate([*FIVE, SEYCHELLES], 1)]
    assert _check(*oldest_first).answer is YES


@pytest.mark.parametrize(
    ("said", "rivals", "answer"),
    [("VNM", ("KHM",), OPEN), ("KHM", ("VNM",), OPEN), ("VNM", ("FJI", "SYR"), OPEN), ("USA", ("JAM", "CAN"), NO)],
)
def test_a_port_that_is_known_elsewhere_is_clear_only_where_neither_is_listed(
    said: str, rivals: tuple[str, ...], answer: EntryAnswer
) -> None:
    (verdict,) = _check(PortCall("Somewhere", said, rivals=rivals)).calls
    assert verdict.verdict is answer
    assert (verdict.reason is Reason.TERRITORY_UNRESOLVED) is (answer is OPEN)


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        (("MGTMM-0001",), Reason.EXCEPTED_FACILITY),
        (("MGTMM-0001", "MGTMM-0001"), Reason.EXCEPTED_FACILITY),
        (("MGTMM-0001", "MGTMM-0002"), Reason.LISTED),
        (("MGTMM-0002", "MGTMM-0001"), Reason.LISTED),
    ],
)
def test_of_several_facilities_the_gravest_decides(numbers: tuple[str, ...], reason: Reason) -> None:
    call = PortCall("Toamasina", "MDG", facility_number=numbers[0], other_facility_numbers=numbers[1:])
    assert _check(call, arrival=date(2015, 1, 1)).calls[0].reason is reason


@pytest.mark.parametrize(("as_of", "said"), [("2025-07-31", True), ("2025-08-01", False), ("2025-08-31", False)])
def test_before_the_first_full_list_the_answer_says_what_is_known(as_of: str, said: bool) -> None:  # noqa: FBT001 - as above
    notes = _check(FIJI, arrival=date.fromisoformat(as_of)).notes
    assert any(note.startswith("No full list before") for note in notes) is said


def test_a_canal_transit_in_a_listed_territory_is_no_call_there() -> None:
    check = _check(FIJI, replace(SEYCHELLES, is_canal_transit=True))
    assert check.answer is NO
    assert check.calls[1].reason is Reason.CANAL_TRANSIT


def test_an_unresolved_call_leaves_the_answer_open_unless_another_applies() -> None:
    assert _check(FIJI, UNRESOLVED).answer is OPEN
    assert _check(UNRESOLVED, SEYCHELLES).answer is YES
    assert _check(*FIVE, UNRESOLVED).answer is NO


def test_a_call_that_cannot_be_told_says_between_which_days() -> None:
    (verdict,) = _check(PortCall("Nauru", "NRU"), arrival=date(2010, 1, 1)).calls
    assert verdict.notes == ("Whether it was listed cannot be told from 24 May 2005 to 30 Mar 2017.",)
    assert verdict.why.startswith("Last seen in force on 23 May 2005")


def test_days_that_cannot_be_told_may_have_no_beginning() -> None:
    (verdict,) = _check(PortCall("Luba", "GNQ"), arrival=date(2004, 1, 1)).calls
    assert verdict.notes == ("Whether it was listed cannot be told on any day to 13 Oct 2011.",)


@pytest.mark.parametrize(
    ("arrived", "left", "noted"),
    [
        (None, None, False),
        (date(2019, 4, 10), date(2019, 4, 11), True),
        (date(2019, 4, 10), date(2019, 4, 12), False),
        (date(2019, 4, 11), None, True),
        (date(2019, 4, 12), None, False),
        (None, date(2019, 4, 11), True),
    ],
)
def test_a_call_that_ended_before_the_effective_date_is_noted_and_still_applies(
    arrived: date | None,
    left: date | None,
    noted: bool,  # noqa: FBT001 - a column of the table
) -> None:
    (verdict,) = _check(replace(SEYCHELLES, arrived_on=arrived, left_on=left), arrival=date(2019, 4, 12)).calls
    assert verdict.verdict is YES
    assert any("speaks of visits on or after the effective date" in note for note in verdict.notes) is noted


def test_a_call_dated_after_the_arrival_is_noted() -> None:
    (verdict,) = _check(replace(FIJI, arrived_on=ON, left_on=ON + timedelta(days=1))).calls
    assert verdict.notes == ("The call is dated 2 Mar 2026, after the arrival in the United States.",)
    assert _check(replace(FIJI, arrived_on=ON, left_on=ON)).calls[0].notes == ()


def test_calls_that_are_not_newest_first_are_noted_and_kept_in_order() -> None:
    old, new = (replace(FIJI, arrived_on=date(2026, 1, at)) for at in (1, 2))
    note = "The dates of the calls are not newest first; the order as given was kept."
    assert note in _check(old, UNRESOLVED, new).notes
    assert note not in _check(new, UNRESOLVED, old).notes
    assert note not in _check(new, new).notes


@pytest.mark.parametrize(("arrival", "noted"), [(date(2025, 8, 31), False), (date(2025, 9, 1), True)])
def test_after_the_cut_off_every_answer_says_so(arrival: date, noted: bool) -> None:  # noqa: FBT001 - as above
    check = _check(FIJI, arrival=arrival)
    assert check.cutoff == date(2025, 8, 31)
    note = "Advisories are known up to 31 Aug 2025; after it the last list is taken to stand."
    assert (note in check.notes) is noted


def test_without_a_full_list_that_is_said() -> None:
    check = _check(FIJI, advisories=Advisories([]))
    assert check.cutoff is None
    assert "No full list of advisories is known." in check.notes


def test_exceptions_older_than_the_last_sighting_are_said_to_be() -> None:
    (verdict,) = _check(PortCall("Luba", "GNQ", facility_number="GQLUB-0001")).calls
    assert verdict.notes == ("Exceptions are as printed last, in 2011-10-14; what was seen later prints none.",)


def test_a_territory_seen_only_on_a_list_without_exceptions_applies_and_says_so() -> None:
    (verdict,) = _check(PortCall("Latakia", "SYR")).calls
    assert verdict.verdict is YES
    assert verdict.notes == ("It was seen only on a list that prints no exceptions.",)


def test_the_citations_are_the_imposition_the_exceptions_and_the_last_sighting_once_each() -> None:
    (verdict,) = _check(PortCall("Majunga", "MDG")).calls
    assert [cited.psa_number for cited in verdict.citations] == ["10-09", "1-20", None]
    assert len(set(verdict.citations)) == len(verdict.citations)


@pytest.mark.parametrize(("notice", "cited"), [("91 FR 12345", "91 FR 12345"), ("", None)])
def test_a_fact_is_cited_by_its_own_notice(notice: str, cited: str | None) -> None:
    fact = _fact(AdvisoryAction.IMPOSED, date(2020, 1, 1), number="1-20", notice=notice)
    noted = fact.model_copy(update={"note": "see 74 FR 60283"})
    (verdict,) = _check(FIJI, advisories=Advisories([noted])).calls
    assert [(one.psa_number, one.notice) for one in verdict.citations] == [("1-20", cited)]


@pytest.mark.parametrize(("arrival", "answer"), [(9, YES), (10, NO), (12, NO), (13, YES)])
def test_an_exception_with_dates_of_its_own_holds_on_both_of_its_days(arrival: int, answer: EntryAnswer) -> None:
    printed = "Suva FJSUV-0001 (from 10 May 2020) (until 12 May 2020)"
    advisories = Advisories([_fact(AdvisoryAction.IMPOSED, date(2020, 1, 1), printed)])
    call = PortCall("Suva", "FJI", facility_number="FJSUV-0001")
    assert _check(call, arrival=date(2020, 5, arrival), advisories=advisories).answer is answer


# --- facilities ---


@pytest.mark.parametrize(
    ("call", "excepted", "match"),
    [
        (PortCall("Suva", "FJI", facility_number="FJSUV-0001"), Excepted("", ("Suva",), ("FJSUV-0001",)), Match.YES),
        (PortCall("Suva", "FJI", facility_number="FJSUV-0002"), Excepted("", ("Suva",), ("FJSUV-0001",)), Match.NO),
        (PortCall("Suva", "FJI"), Excepted("", ("Suva",), ("FJSUV-0001",)), Match.MAYBE),
        (PortCall("Suva", "FJI"), Excepted("", ("Port of Suva",)), Match.YES),
        (PortCall("SUVA", "FJI", facility_number="FJSUV-0002"), Excepted("", ("Suva",)), Match.YES),
        (PortCall("Suva Point", "FJI"), Excepted("", ("Suva",)), Match.MAYBE),
        (PortCall("Viti Levu", "FJI", other_names=("Suva",)), Excepted("", ("Suva",)), Match.YES),
        (PortCall("Suva", "FJI", facility="Oil Jetty"), Excepted("", ("The Oil Jetty", "Jetty 3")), Match.YES),
        (PortCall("Suva", "FJI", facility="Jetty 3"), Excepted("", ("Oil Jetty", "Jetty 3")), Match.YES),
        (PortCall("Suva", "FJI", facility="Kings Wharf"), Excepted("", ("Oil Jetty",)), Match.NO),
        (PortCall("Suva", "FJI", facility_number="FJSUV-0002"), Excepted("", ("Oil Jetty",)), Match.MAYBE),
        (PortCall("Suva", "FJI", facility="Kings Wharf"), Excepted("", (), ("FJSUV-0001",)), Match.MAYBE),
        (PortCall("Majunga", "MDG"), Excepted("", ("MICTSL",)), Match.NO),
        (PortCall("Tamatave", "MDG"), Excepted("", ("MICTSL",)), Match.MAYBE),
        (PortCall("", "MDG", unlocode="MGTMM"), Excepted("", ("MICTSL",)), Match.MAYBE),
        (PortCall("", "MDG"), Excepted("", ("MICTSL",)), Match.MAYBE),
        (PortCall("Kompong Som", "KHM"), Excepted("", ("Sihanoukville Autonomous Port",)), Match.YES),
        (PortCall("Phnom Penh", "KHM"), Excepted("", ("Phnom Penh Autonomous Port",)), Match.YES),
        (
            PortCall("Phnom Penh", "KHM", facility_number="KHPNH-0009"),
            Excepted("", ("Phnom Penh Autonomous Port",)),
            Match.MAYBE,
        ),
        (
            PortCall("Phnom Penh", "KHM", facility="Sokimex Jetty"),
            Excepted("", ("Phnom Penh Autonomous Port",)),
            Match.MAYBE,
        ),
        (
            PortCall("Phnom Penh", "KHM", facility="Phnom Penh Autonomous Port"),
            Excepted("", ("Phnom Penh Autonomous Port",)),
            Match.YES,
        ),
        (PortCall("Kampot", "KHM"), Excepted("", ("Sihanoukville Autonomous Port",)), Match.NO),
        (PortCall("Sihanoukville", "FJI"), Excepted("", ("MICTSL",)), Match.MAYBE),
        (PortCall("Majunga", "MDG", is_resolved=False), Excepted("", ("MICTSL",)), Match.MAYBE),
        (PortCall("Hodeidah", "YEM", is_resolved=False), Excepted("", ("Port of Hodeidah",)), Match.MAYBE),
        (
            PortCall("Hodeidah quay", "YEM", facility="Quay 5", is_resolved=False),
            Excepted("", ("Port of Hodeidah",)),
            Match.MAYBE,
        ),
        (PortCall("Majunga", "MDG", facility="Quay 5", is_resolved=False), Excepted("", ("MICTSL",)), Match.NO),
        (PortCall("X", "MDG", facility="MICTSL", is_resolved=False), Excepted("", ("MICTSL",)), Match.YES),
        (
            PortCall("Suva", "FJI", facility_number="FJSUV-0002", is_resolved=False),
            Excepted("", ("Suva",), ("FJSUV-0001",)),
            Match.NO,
        ),
    ],
)
def test_a_call_is_matched_with_an_excepted_facility(call: PortCall, excepted: Excepted, match: Match) -> None:
    assert facility_match(call, excepted) is match


def test_a_facility_that_may_be_excepted_is_named_in_the_reason() -> None:
    verdict: CallVerdict
    (verdict,) = _check(PortCall("Toamasina", "MDG")).calls
    assert verdict.reason is Reason.FACILITY_UNKNOWN
    assert "MICTSL; Ambatovy Bulk Jetty Terminal" in verdict.why
    (verdict,) = _check(PortCall("Toamasina", "MDG", facility_number="MGTMM-0009")).calls
    assert "MGTMM-0009 cannot be told from what is excepted without a number: MICTSL" in verdict.why
