"""Checks of pasted lists: what a call is taken for, what a correction changes, and what the record says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.entry_check import Checked, Sure, check_calls, check_pasted, pasted_calls, record_of, take
from dashboard.actions.entry_ground import Ground, ground_of
from dashboard.actions.entry_rows import MOST_ROWS, UNKNOWN, Row, added, as_pasted, changed
from dashboard.actions.records import read_records
from models import queries
from models.changes import writing
from models.database import reading
from models.entry_calls import EntryAnswer, Reason
from models.tables import PortFacilityCreate

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

ARRIVAL = date(2026, 11, 22)


def laid_out(engine: Engine) -> Ground:
    with reading(engine) as session:
        return ground_of(read_records(session=session), queries.facilities(session=session))


@pytest.fixture
def ground(prepared: Engine) -> Ground:
    return laid_out(prepared)


def harbour(ground: Ground, code: str) -> int:
    return next(one.id for one in ground.harbours.values() if one.unlocode == code)


def checked(text: str, ground: Ground, *rows: Row) -> Checked:
    pasted = pasted_calls(text, ground)
    taken = take(pasted, rows or as_pasted(len(pasted.calls)), ground)
    return check_calls(taken, pasted, arrival=ARRIVAL, ground=ground)


def test_a_messy_list_is_answered(ground: Ground) -> None:
    found = checked("Victria, Seychelles 12-14 Oct 2026\nMGTMM-0001\nSuez Canal transit\nFJSUV", ground)
    assert found.check.answer is EntryAnswer.APPLIES
    assert [verdict.reason for verdict in found.check.calls] == [
        Reason.LISTED,
        Reason.EXCEPTED_FACILITY,
        Reason.CANAL_TRANSIT,
        Reason.NOT_LISTED,
    ]
    assert [one.sure for one in found.taken] == [Sure.DOUBTFUL, Sure.NOT_FOUND, Sure.SURE, Sure.SURE]


def test_what_is_in_doubt_is_among_the_notes(ground: Ground) -> None:
    notes = checked("Victria, Seychelles", ground).check.notes
    assert any(note.startswith("Victria, Seychelles: It may be Port Victoria (SYC)") for note in notes)
    assert any("Advisories are known up to" in note for note in notes)


def test_a_chosen_port_ends_the_doubt(ground: Ground) -> None:
    found = checked("Victria, Seychelles", ground, Row(0, port=harbour(ground, "SCPOV")))
    (taken,) = found.taken
    assert taken.sure is Sure.CHOSEN
    assert taken.call.unlocode == "SCPOV"
    assert found.check.answer is EntryAnswer.APPLIES
    assert not any("may be" in note for note in found.check.notes)


def test_choosing_another_port_changes_the_answer(ground: Ground) -> None:
    assert checked("Victria, Seychelles", ground, Row(0, port=harbour(ground, "FJSUV"))).check.answer is (
        EntryAnswer.DOES_NOT_APPLY
    )


def test_a_call_known_only_by_its_territory_or_not_at_all(ground: Ground) -> None:
    assert checked("FJSUV", ground, Row(0, territory="SYC")).check.answer is EntryAnswer.APPLIES
    found = checked("FJSUV", ground, Row(0, territory=UNKNOWN))
    assert found.check.calls[0].reason is Reason.TERRITORY_UNRESOLVED
    assert found.check.answer is EntryAnswer.CANNOT_TELL


def test_typed_words_stand_in_place_of_the_pasted_and_keep_the_days(ground: Ground) -> None:
    (taken,) = checked("Sva 3 Oct 2026", ground, Row(0, text="FJSUV")).taken
    assert taken.call.unlocode == "FJSUV"
    assert taken.call.arrived_on == date(2026, 10, 3)
    (taken,) = checked("Sva 3 Oct 2026", ground, Row(0, text="FJSUV 5 Oct 2026")).taken
    assert taken.call.arrived_on == date(2026, 10, 5)


def test_typed_words_that_name_nothing_leave_the_territory_open(ground: Ground) -> None:
    found = checked("FJSUV", ground, Row(0, text="12345"))
    assert found.check.answer is EntryAnswer.CANNOT_TELL
    assert found.taken[0].call.territory is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("MGTMM-0001", Reason.EXCEPTED_FACILITY),
        ("MICTSL", Reason.EXCEPTED_FACILITY),
        ("MGTMM-0999", Reason.FACILITY_UNKNOWN),
        ("Another pier", Reason.LISTED),
        ("", Reason.FACILITY_UNKNOWN),
    ],
)
def test_a_facility_that_somebody_names_decides(ground: Ground, said: str, reason: Reason) -> None:
    found = checked("MGTOA", ground, Row(0, facility=said))
    assert found.check.calls[0].reason is reason, found.check.calls[0].why


def test_a_facility_of_the_register_brings_its_name(prepared: Engine) -> None:
    port = harbour(laid_out(prepared), "FJSUV")
    with writing(prepared, who="x", why="x") as writer:
        form = PortFacilityCreate(name="King's Wharf", imo_number="FJSUV-0001", port_id=port, source="a test")
        writer.create(form)
    ground = laid_out(prepared)
    assert checked("FJSUV-0001", ground).taken[0].call.port == "Suva"
    (taken,) = checked("FJSUV", ground, Row(0, facility="FJSUV-0001")).taken
    assert (taken.call.facility, taken.call.facility_number) == ("King's Wharf", "FJSUV-0001")
    assert [berth.name for berth in ground.berths[port]] == ["King's Wharf"]


def test_days_and_transit_are_put_right(ground: Ground) -> None:
    stay = (date(2026, 10, 1), None)
    (taken,) = checked("Suez Canal transit 3 Oct 2026", ground, Row(0, stay=stay, transit=False)).taken
    assert (taken.call.arrived_on, taken.call.left_on, taken.call.is_canal_transit) == (*stay, False)


def test_an_added_port_counts_and_one_that_is_gone_is_not_known(ground: Ground) -> None:
    rows = added(as_pasted(1), port=harbour(ground, "SCPOV"))
    assert checked("FJSUV", ground, *rows).check.answer is EntryAnswer.APPLIES
    assert checked("FJSUV", ground, Row(0, port=999_999_999)).taken[0].call.unlocode == "FJSUV"


def test_the_order_of_the_rows_decides_which_are_the_last_five(ground: Ground) -> None:
    text = "FJSUV\nFJLTK\nNZAKL\nNCNOU\nWSAPW\nSCPOV"
    assert checked(text, ground).check.answer is EntryAnswer.DOES_NOT_APPLY
    rows = as_pasted(6)
    assert checked(text, ground, rows[5], *rows[:5]).check.answer is EntryAnswer.APPLIES


def test_what_was_put_right_by_hand_is_among_the_notes(ground: Ground) -> None:
    text = "FJSUV\nNZAKL\nToamasina\nSihanoukville"
    rows = as_pasted(4)
    hand = [replace(rows[2], facility="MGTMM-0001"), replace(rows[3], transit=True), rows[1]]
    notes = checked(text, ground, *hand).check.notes
    assert "Taken out by hand: FJSUV." in notes
    assert "The order was changed by hand." in notes
    assert "Toamasina: facility by hand MGTMM-0001." in notes
    assert "Sihanoukville: by hand a canal transit, no call." in notes
    assert not any("by hand" in note for note in checked(text, ground).check.notes)
    typed = checked("Sihanoukville", ground, Row(0, text="Suva"), Row(-1, text="Apia")).check.notes
    assert "Written by hand in place of Sihanoukville: Suva." in typed
    assert "Written by hand: Apia." in typed


def test_several_calls_typed_in_place_of_one_settle_nothing(ground: Ground) -> None:
    (taken,) = checked("Suva", ground, Row(0, text="Suva; Sihanoukville")).taken
    assert taken.call.territory is None
    assert taken.sure is not Sure.SURE
    assert "These are several calls; give each its own." in taken.doubts


def test_the_record_holds_what_was_pasted_and_what_was_put_in_by_hand(ground: Ground) -> None:
    port = harbour(ground, "SCPOV")
    rows = added(changed(as_pasted(1), 0, port=port), port=port)
    record = record_of(
        checked("Victria, Seychelles", ground, *rows), text=" Victria, Seychelles \n\n", vessel=" X ", marking="M"
    )
    assert record["given"] == [
        "Victria, Seychelles",
        "Put in by hand: Victria, Seychelles is Port Victoria, SYC",
        "Put in by hand: Port Victoria, SYC",
    ]
    assert (record["vessel"], record["marking"]) == ("X", "M")


def test_the_same_inputs_give_the_same_hash_and_a_correction_another(ground: Ground) -> None:
    def hashed(*rows: Row) -> str:
        found = checked("Victria, Seychelles", ground, *rows)
        return str(record_of(found, text="Victria, Seychelles", vessel="", marking="M")["hash"])

    assert hashed() == hashed()
    assert hashed() != hashed(Row(0, port=harbour(ground, "SCPOV")))


def test_lines_that_name_nothing_are_noted(ground: Ground) -> None:
    text = "12345\nFJSUV"
    assert pasted_calls(text, ground).unread == ("12345",)
    assert "Not read as a call: 12345." in checked(text, ground).check.notes


def test_calls_beyond_the_bound_are_noted(ground: Ground) -> None:
    pasted = pasted_calls("\n".join(["FJSUV"] * (MOST_ROWS + 1)), ground)
    notes = check_pasted(pasted, arrival=ARRIVAL, ground=ground).check.notes
    assert f"Only the first {MOST_ROWS} calls of the list were taken." in notes


def test_an_empty_list_cannot_be_told(ground: Ground) -> None:
    assert checked("", ground).check.answer is EntryAnswer.CANNOT_TELL
