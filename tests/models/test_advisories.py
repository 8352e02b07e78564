"""Whether an advisory is in force, on the days that the published facts turn on."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import initialise
from geodata.reference import read
from models.advisories import Answer, advisory_finding, advisory_spans, advisory_state, cutoff
from models.excepted import scope_of
from models.tables import AdvisoryFactCreate
from models.vocabulary import AdvisoryAction, AdvisoryScheme, AdvisoryScope

FACTS = [initialise.fact_form(row) for row in read.read_advisories()]
IN, OUT, OPEN = Answer.IN_FORCE, Answer.NOT_IN_FORCE, Answer.CANNOT_TELL


@pytest.mark.parametrize(
    ("territory", "as_of", "expected"),
    [
        ("KHM", "2008-11-06", OUT),
        ("KHM", "2008-11-07", IN),
        ("KHM", "2026-11-22", IN),
        ("COM", "2011-06-09", OUT),
        ("COM", "2011-06-10", IN),
        ("FSM", "2017-09-04", OUT),
        ("FSM", "2017-09-05", IN),
        ("SYC", "2019-04-11", OUT),
        ("SYC", "2019-04-12", IN),
        ("TLS", "2010-03-28", OUT),
        ("TLS", "2010-03-29", IN),
        ("IDN", "2008-02-24", OUT),
        ("IDN", "2008-02-25", IN),
        ("IDN", "2011-10-14", IN),  # the last sighting; the removal is noted as on or before the day it was posted
        ("IDN", "2011-10-15", OPEN),
        ("IDN", "2012-12-04", OPEN),
        ("IDN", "2012-12-05", OUT),
        ("NRU", "2005-05-22", OUT),
        ("NRU", "2005-05-23", IN),
        ("NRU", "2005-05-24", OPEN),
        ("NRU", "2017-03-30", OPEN),
        ("NRU", "2017-04-13", OUT),
        ("NRU", "2017-04-14", IN),
        ("MDG", "2005-05-22", OUT),
        ("MDG", "2005-05-23", IN),
        ("MDG", "2005-12-30", OPEN),
        ("MDG", "2005-12-31", OUT),
        ("MDG", "2009-12-03", OUT),
        ("MDG", "2009-12-04", IN),
        ("MDG", "2020-06-10", IN),
        ("PRK", "2025-09-01", OUT),
        ("PRK", "2025-09-02", IN),
        ("CUB", "2016-03-21", OPEN),
        ("CUB", "2016-03-22", OUT),
        ("CUB", "2025-04-01", OUT),
        ("CUB", "2025-04-02", IN),
        ("CIV", "2018-01-03", IN),
        ("CIV", "2018-01-04", OPEN),
        ("CIV", "2025-08-31", OUT),
        ("CMR", "2011-10-13", OPEN),
        ("CMR", "2011-10-14", IN),
        ("GNB", "2015-01-01", IN),
        ("DJI", "2025-07-20", IN),
        ("DJI", "2025-07-21", OUT),
        ("LBR", "2020-12-21", IN),
        ("LBR", "2020-12-22", OUT),
        ("KIR", "2004-09-09", OUT),
        ("FJI", "2026-11-22", OUT),
    ],
)
def test_the_state_turns_on_the_published_days(territory: str, as_of: str, expected: Answer) -> None:
    answer = advisory_state(FACTS, territory=territory, as_of=date.fromisoformat(as_of))
    assert answer.answer is expected, answer.why


@pytest.mark.parametrize(
    ("as_of", "excepted"),
    [
        ("2012-12-04", "Toamasina (Tamatave)"),
        ("2012-12-05", "Toamasina (Tamatave) MGTMM-0001"),
        ("2020-06-09", "Toamasina (Tamatave) MGTMM-0001"),
        ("2020-06-10", "Toamasina (Tamatave); MICTSL; Ambatovy Bulk Jetty Terminal"),
    ],
)
def test_the_exceptions_are_those_last_printed(as_of: str, excepted: str) -> None:
    answer = advisory_state(FACTS, territory="MDG", as_of=date.fromisoformat(as_of))
    assert answer.exceptions.startswith(excepted)
    assert ("MICTSL" in answer.exceptions) is ("MICTSL" in excepted)
    assert ("MGTMM" in answer.exceptions) is ("MGTMM" in excepted)


@settings(deadline=None)
@given(st.dates(date(2003, 1, 1), date(2030, 1, 1)), st.sampled_from(sorted({fact.territory for fact in FACTS})))
def test_the_state_and_the_scope_read_the_exceptions_alike(as_of: date, territory: str) -> None:
    finding = advisory_finding(FACTS, territory=territory, as_of=as_of)
    assert finding.state.exceptions == (scope_of(finding.facts).printed if finding.state.answer is IN else "")


@pytest.mark.parametrize(
    ("scope", "excepted"), [(AdvisoryScope.NOT_PRINTED, "Toamasina (Tamatave)"), (AdvisoryScope.ALL_PORTS, "")]
)
def test_a_change_that_prints_no_exceptions_ends_them_only_where_it_means_all_ports(
    scope: AdvisoryScope, excepted: str
) -> None:
    changed = AdvisoryFactCreate(
        territory="MDG",
        scheme=AdvisoryScheme.CONDITIONS_OF_ENTRY,
        action=AdvisoryAction.MODIFIED,
        effective_on=date(2027, 1, 1),
        scope=scope,
        source="made up",
        reference_key="changed",
    )
    finding = advisory_finding([*FACTS, changed], territory="MDG", as_of=date(2027, 1, 1))
    assert finding.state.answer is IN
    assert finding.state.exceptions.startswith(excepted)
    assert bool(finding.state.exceptions) is bool(excepted)
    assert bool(scope_of(finding.facts).facilities) is bool(excepted)


@pytest.mark.parametrize(
    ("territory", "as_of", "said"),
    [
        ("IDN", "2010-01-01", "since 25 Feb 2008, when it was published; its effective date was not seen."),
        ("IDN", "2012-01-01", "Removed between 14 Oct 2011 and 5 Dec 2012; the day was not seen."),
        ("IDN", "2012-12-05", "Removed by 5 Dec 2012."),
        ("IDN", "2008-01-01", "First imposed by a notice of 25 Feb 2008."),
        ("CUB", "2010-01-01", "when it was imposed was not seen. Noted beside it: imposed 2008."),
        ("IRN", "2020-01-01", "First seen listed in Aug 2025; when it was imposed was not seen."),
        ("CMR", "2010-01-01", "First seen listed on 14 Oct 2011; when it was imposed was not seen."),
    ],
)
def test_the_reason_claims_no_more_than_was_seen(territory: str, as_of: str, said: str) -> None:
    why = advisory_state(FACTS, territory=territory, as_of=date.fromisoformat(as_of)).why
    assert why.endswith(said)


@pytest.mark.parametrize(
    ("note", "effective", "open_from"),
    [
        ("removal on or before 2027-02-01", None, date(2025, 9, 3)),
        ("Removed ON OR BEFORE that day", None, date(2025, 9, 3)),
        ("date is the notice post date", None, None),
        ("removal on or before 2027-02-01", date(2027, 2, 1), None),  # an effective date decides
    ],
)
def test_a_removal_whose_day_is_noted_as_the_latest_leaves_the_days_since_the_last_sighting_open(
    note: str, effective: date | None, open_from: date | None
) -> None:
    removal = AdvisoryFactCreate(
        territory="PRK",
        scheme=AdvisoryScheme.CONDITIONS_OF_ENTRY,
        action=AdvisoryAction.REMOVED,
        published_on="2027-02-01",
        effective_on=effective,
        note=note,
        source="made up",
        reference_key="removed",
    )
    spans = {span.state.answer: span for span in advisory_spans([*FACTS, removal], territory="PRK")}
    assert (spans[OPEN].first if OPEN in spans else None) == open_from
    assert spans[IN].last == ((open_from or date(2027, 2, 1)) - timedelta(days=1))
    assert spans[OUT].first == date(2027, 2, 1)


def test_since_is_the_day_it_was_imposed() -> None:
    assert advisory_state(FACTS, territory="MDG", as_of=date(2024, 1, 1)).since == date(2009, 12, 4)


@pytest.mark.parametrize(("territory", "words"), [("KHM", "7 Nov 2008"), ("IRN", "Aug 2025")])
def test_since_is_told_no_more_exactly_than_it_was_printed(territory: str, words: str) -> None:
    state = advisory_state(FACTS, territory=territory, as_of=date(2026, 11, 22))
    assert state.since_words == words
    assert f"since {words}" in state.why


def test_the_newest_full_list_is_the_cut_off() -> None:
    assert cutoff(FACTS) == date(2025, 8, 31)
    assert cutoff([]) is None


def test_what_cannot_be_told_says_why() -> None:
    why = advisory_state(FACTS, territory="CIV", as_of=date(2020, 1, 1)).why
    assert (
        why == "Last seen in force on 3 Jan 2018; no removal was seen, and the full list of 31 Aug 2025 leaves it out."
    )


@settings(deadline=None)
@given(st.dates(date(2003, 1, 1), date(2030, 1, 1)), st.sampled_from(sorted({fact.territory for fact in FACTS})))
def test_every_day_of_every_territory_has_an_answer_with_its_reason(as_of: date, territory: str) -> None:
    answer = advisory_state(FACTS, territory=territory, as_of=as_of)
    assert answer.why
    assert (answer.since is not None) is (answer.answer is Answer.IN_FORCE)
    assert answer.since is None or answer.since <= as_of


@settings(deadline=None)
@given(st.dates(date(2025, 9, 2), date(2040, 1, 1)), st.sampled_from(sorted({fact.territory for fact in FACTS})))
def test_after_the_last_fact_nothing_changes(as_of: date, territory: str) -> None:
    one, next_day = (
        advisory_state(FACTS, territory=territory, as_of=day).answer for day in (as_of, as_of + timedelta(days=1))
    )
    assert one is next_day is not Answer.CANNOT_TELL


def test_a_list_that_prints_no_facilities_leaves_the_exceptions_as_last_printed() -> None:
    answer = advisory_state(FACTS, territory="CMR", as_of=date(2026, 1, 1))
    assert answer.exceptions.startswith("Ebome Marine Terminal CM394-0001")


DAYS = st.dates(date(2003, 1, 1), date(2030, 1, 1))
TERRITORIES = st.sampled_from(sorted({fact.territory for fact in FACTS} | {"FJI"}))


@settings(deadline=None)
@given(DAYS, TERRITORIES)
def test_the_span_of_a_day_answers_as_the_day_does(as_of: date, territory: str) -> None:
    spans = advisory_spans(FACTS, territory=territory)
    (span,) = [span for span in spans if (span.first or date.min) <= as_of <= (span.last or date.max)]
    answer = advisory_state(FACTS, territory=territory, as_of=as_of)
    assert (span.state.answer, span.state.since, span.state.exceptions) == (
        answer.answer,
        answer.since,
        answer.exceptions,
    )


@pytest.mark.parametrize("territory", sorted({fact.territory for fact in FACTS} | {"FJI"}))
def test_spans_follow_one_another_without_a_gap_and_differ(territory: str) -> None:
    spans = advisory_spans(FACTS, territory=territory)
    assert spans[0].first is None
    assert spans[-1].last is None
    for one, following in itertools.pairwise(spans):
        assert one.last is not None
        assert following.first == one.last + timedelta(days=1)
        assert (one.state.answer, one.state.since, one.state.exceptions) != (
            following.state.answer,
            following.state.since,
            following.state.exceptions,
        )


def test_the_spans_of_nauru_are_those_of_its_two_impositions() -> None:
    spans = advisory_spans(FACTS, territory="NRU")
    assert [(span.first, span.state.answer) for span in spans] == [
        (None, OUT),
        (date(2005, 5, 23), IN),
        (date(2005, 5, 24), OPEN),
        (date(2017, 3, 31), OUT),
        (date(2017, 4, 14), IN),
    ]


def test_a_finding_rests_on_what_was_published_since_it_was_imposed() -> None:
    finding = advisory_finding(FACTS, territory="MDG", as_of=date(2020, 6, 10))
    assert [fact.psa_number for fact in finding.facts] == ["10-09", None, "1-20"]


def test_a_finding_out_of_force_rests_on_the_removal() -> None:
    finding = advisory_finding(FACTS, territory="LBR", as_of=date(2021, 1, 1))
    assert [fact.psa_number for fact in finding.facts] == ["2-20"]
    assert advisory_finding(FACTS, territory="FJI", as_of=date(2021, 1, 1)).facts == ()


@settings(deadline=None)
@given(DAYS, TERRITORIES)
def test_a_finding_in_force_begins_with_the_day_it_is_in_force_since(as_of: date, territory: str) -> None:
    finding = advisory_finding(FACTS, territory=territory, as_of=as_of)
    assert finding.state == advisory_state(FACTS, territory=territory, as_of=as_of)
    if finding.state.answer is IN:
        assert finding.facts
        assert all(fact.territory == territory for fact in finding.facts)
