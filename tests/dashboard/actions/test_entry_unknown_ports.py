"""Calls at ports that are not known, in territories where facilities are excepted: never told apart by mere words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.entry_check import Checked, check_calls, check_pasted, pasted_calls, record_of, take
from dashboard.actions.entry_ground import Ground, ground_of
from dashboard.actions.entry_rows import Row
from dashboard.actions.records import read_records
from models import queries
from models.database import reading
from models.entry_calls import EntryAnswer, Reason

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

TODAY = "2026-11-22"


@pytest.fixture
def ground(prepared: Engine) -> Ground:
    with reading(prepared) as session:
        return ground_of(read_records(session=session), queries.facilities(session=session))


def checked(text: str, arrival: str, ground: Ground) -> Checked:
    return check_pasted(pasted_calls(text, ground), arrival=date.fromisoformat(arrival), ground=ground)


@pytest.mark.parametrize(
    ("text", "arrival"),
    [
        ("Madagascar", TODAY),
        ("Cambodia", "2014-09-25"),
        ("Yemen", TODAY),
        ("Iraq", TODAY),
        ("Cuba", TODAY),
        ("Cameroon", TODAY),
        ("unknown port, Madagascar", TODAY),
        ("Toamasina MICTSL terminal, Madagascar", TODAY),
        ("Naval Station Guantanamo Bay, Cuba", TODAY),
        ("Hudaydah, Yemen", "2014-01-01"),
        ("Ash Shihr Terminal, Yemen", "2014-01-01"),
        ("Kampot, Cambodia", "2014-09-25"),
        ("MGTMM-0002", TODAY),
    ],
)
def test_a_port_that_is_not_known_may_be_one_that_is_excepted(text: str, arrival: str, ground: Ground) -> None:
    found = checked(text, arrival, ground)
    (verdict,) = found.check.calls
    assert (found.check.answer, verdict.reason) == (EntryAnswer.CANNOT_TELL, Reason.FACILITY_UNKNOWN)
    assert not verdict.call.is_resolved


@pytest.mark.parametrize(
    ("text", "arrival"),
    [
        ("Cambodia", "2014-09-26"),
        ("somewhere, Cambodia", TODAY),
        ("Seychelles", TODAY),
        ("Syria", TODAY),
    ],
)
def test_where_no_facility_is_excepted_every_port_applies(text: str, arrival: str, ground: Ground) -> None:
    (verdict,) = checked(text, arrival, ground).check.calls
    assert (verdict.verdict, verdict.reason) == (EntryAnswer.APPLIES, Reason.LISTED)


@pytest.mark.parametrize(
    ("text", "arrival"),
    [
        ("Majunga, Madagascar", TODAY),
        ("MGMJN", TODAY),
        ("Mahajanga, Madagascar", TODAY),  # no name of the list of ports
        ("Diego Suarez, Madagascar", TODAY),
        ("Aden, Yemen", "2013-01-01"),
        ("Havana, Cuba", TODAY),
        ("Umm Qasr, Iraq", TODAY),
    ],
)
def test_a_port_that_is_known_to_lie_elsewhere_applies(text: str, arrival: str, ground: Ground) -> None:
    (verdict,) = checked(text, arrival, ground).check.calls
    assert (verdict.verdict, verdict.reason) == (EntryAnswer.APPLIES, Reason.LISTED)


@pytest.mark.parametrize("text", ["Hodeidah, Yemen", "YEHOD"])
def test_a_port_that_is_known_to_be_excepted_does_not_apply(text: str, ground: Ground) -> None:
    (verdict,) = checked(text, "2014-01-01", ground).check.calls
    assert (verdict.verdict, verdict.reason) == (EntryAnswer.DOES_NOT_APPLY, Reason.EXCEPTED_FACILITY)


def _corrected(text: str, row: Row, ground: Ground) -> Checked:
    pasted = pasted_calls(text, ground)
    return check_calls(take(pasted, [row], ground), pasted, arrival=date(2026, 11, 22), ground=ground)


def test_a_port_that_somebody_chose_is_known(ground: Ground) -> None:
    majunga = next(one.id for one in ground.harbours.values() if one.unlocode == "MGMJN")
    (verdict,) = _corrected("unknown port, Madagascar", Row(0, port=majunga), ground).check.calls
    assert (verdict.reason, verdict.call.is_resolved) == (Reason.LISTED, True)


@pytest.mark.parametrize("text", ["Majunga", "unknown port"])
def test_a_territory_that_somebody_chose_makes_no_port_known(text: str, ground: Ground) -> None:
    (verdict,) = _corrected(text, Row(0, territory="MDG"), ground).check.calls
    assert (verdict.reason, verdict.call.is_resolved) == (Reason.FACILITY_UNKNOWN, False)


@pytest.mark.parametrize(
    ("facility", "reason"),
    [
        ("MICTSL", Reason.EXCEPTED_FACILITY),
        ("Another Quay", Reason.LISTED),
    ],
)
def test_a_facility_that_somebody_named_decides_where_it_can(facility: str, reason: Reason, ground: Ground) -> None:
    (verdict,) = _corrected("unknown port, Madagascar", Row(0, facility=facility), ground).check.calls
    assert verdict.reason is reason


def test_the_record_tells_words_from_a_port(ground: Ground) -> None:
    found = checked("Majunga, Madagascar\nunknown port, Madagascar", TODAY, ground)
    calls = record_of(found, text="", vessel="", marking="M")["calls"]
    assert [(call["port"], call["is_resolved"]) for call in calls] == [("Majunga", True), ("unknown port", False)]
    assert "Neither the port nor the facility is known" in calls[1]["why"]
