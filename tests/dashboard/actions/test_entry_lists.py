"""Lists as they come: what must never be answered "does not apply" by a slip, a namesake or a way of writing."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.actions import initialise
from dashboard.actions.entry_check import check_pasted, pasted_calls
from dashboard.actions.entry_ground import Ground, Harbour
from geodata.call_resolving import Gazetteer
from geodata.reference import read
from models.entry_calls import EntryAnswer
from models.entry_conditions import Advisories

YES, NO, OPEN = EntryAnswer.APPLIES, EntryAnswer.DOES_NOT_APPLY, EntryAnswer.CANNOT_TELL
ARRIVAL = date(2025, 10, 1)

HARBOURS = {
    place: Harbour(place, port.name, (), port.unlocode, port.territory, port.lon, port.lat)
    for place, port in enumerate(read.read_ports(), 1)
}
GROUND = Ground(
    Gazetteer(HARBOURS.values()),
    Advisories([initialise.fact_form(row) for row in read.read_advisories()]),
    HARBOURS,
    {},
    {},
)
FIVE_CLEAR = "Suva\nApia\nNoumea\nAuckland\nNelson, New Zealand\n"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        # Names of several places.
        ("Georgetown", OPEN),
        ("Victoria", OPEN),
        ("Tripoli", OPEN),
        ("Barcelona", OPEN),
        ("Lagos", OPEN),
        ("Colonia", OPEN),
        ("Caracas", OPEN),  # no port of that name, but a Caracas Bay
        ("Congo", OPEN),
        ("Korea", OPEN),
        ("Santiago", YES),
        ("Mahajanga", YES),
        ("Tamatave", OPEN),
        # A port and a territory that do not go together.
        ("Sihanoukville, Vietnam", OPEN),
        ("Sihanoukvile, Vietnam", OPEN),
        ("Port Victoria, Australia", OPEN),
        ("Santiago de Cuba, Chile", OPEN),
        ("Basra, Kuwait", OPEN),
        ("La Guaira, Colombia", OPEN),
        ("Kingston, United States", NO),  # known in others, none of which is listed
        ("Nampo, Korea", YES),
        ("Busan, Korea", NO),
        ("Savannah, Georgia", NO),
        ("Tripoli, Lebanon", NO),
        ("Tripoli, Libya", YES),
        # Codes that are not known, or of another port.
        ("San Diego (VESDO)", OPEN),
        ("Panjang KPPNG", OPEN),
        ("Suva (KHKOS)", OPEN),
        ("Diego Suarez (SGSIN)", OPEN),
        ("Wonsan then on to SGSIN", OPEN),
        ("KH", YES),
        ("SC", OPEN),
        ("Havana, FL", NO),
        # Facilities: of several the gravest decides.
        ("GQ362-0001/0002", NO),
        ("GQ362-0001/0009", OPEN),
        ("Toamasina MGTMM-0001", NO),
        ("MGTMM-0001/0002", OPEN),
        ("Toamasina MGTMM-0001, 0002", OPEN),
        ("Toamasina MGTMM-0001 to 0003", OPEN),
        ("MGTMM-0001-0002", OPEN),
        ("MGTMM-0001 and MGTMM-0009", OPEN),
        ("Toamasina, port facility not listed", OPEN),
        ("Singapore MGTMM-0001", OPEN),
        # A canal is no hiding place.
        ("Suva; Suez Canal transit", NO),
        ("Suva; Panama Canal, Panama - transit northbound", NO),
        ("Suva; SUEZ CANAL (EGSUZ) TRANSIT", NO),
        ("Suva; Sihanoukville (Suez Canal transit)", OPEN),
        ("Suva; Aden to Suez transit", OPEN),
        ("Suva; Aden (in transit)", YES),
        ("Suva; Cristobal, Venezuela (transit)", OPEN),
        ("Suez Canal transit", OPEN),
        # One line, several calls.
        ("Sihanoukville, Singapore", OPEN),
        ("Singapore/Sihanoukville/Hong Kong", OPEN),
        ("Singapore and Sihanoukville", OPEN),
        ("SINGAPORE/SG; SIHANOUKVILLE/KH", YES),
        ("Suva FJ, Sihanoukville KH, Apia WS", YES),
        ("Weno, Chuuk", YES),
        # Lines that are no calls, or do not look like one.
        ("Suva\nFlag: Comoros", NO),
        ("Suva\nNext port: Havana", NO),
        ("Suva\nFlag: Panama, last port: Sihanoukville", OPEN),
        ("Suva\nVoyage: Sihanoukville - Houston", OPEN),
        ("Suva\nRegards from Sihanoukville", OPEN),
        ("Dear Captain,\nplease find our last ports:\nLPOC 1: Suva\nLPOC 2: Apia\nBest regards,", NO),
        ("High seas", OPEN),
        ("STS off Lome", OPEN),
        ("N/A", OPEN),
        ("", OPEN),
    ],
)
def test_a_list_is_answered_as_an_officer_would(text: str, answer: EntryAnswer) -> None:
    assert check_pasted(pasted_calls(text, GROUND), arrival=ARRIVAL, ground=GROUND).check.answer is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"{FIVE_CLEAR}Sihanoukville", NO),
        (f"Houston\n{FIVE_CLEAR}".replace("\nNelson, New Zealand", "\nSihanoukville"), OPEN),
        (f"Houston 1 Oct 2025\n{FIVE_CLEAR}".replace("\nNelson, New Zealand", "\nSihanoukville"), YES),
        (f"Suva\n{FIVE_CLEAR}".replace("\nNelson, New Zealand", "\nSihanoukville"), OPEN),
        ("| 1 | Suva | Fiji |\n| 2 | Apia | Samoa |\n| 3 | Nelson | New Zealand |\n| 4 | Wonsan | North Korea |", YES),
        ("No;Port;Country\n1;Suva;Fiji\n2;Apia;Samoa\n3;Nelson;New Zealand\n4;Wonsan;North Korea", YES),
        ("Sihanoukville -> Suva -> Apia -> Noumea -> Auckland -> Singapore", YES),
        ("Singapore -> Suva -> Apia -> Noumea -> Auckland -> Sihanoukville", OPEN),
        ("Singapore -> Suva -> Apia", NO),
    ],
)
def test_no_way_of_writing_pushes_a_call_out_of_the_five(text: str, answer: EntryAnswer) -> None:
    assert check_pasted(pasted_calls(text, GROUND), arrival=ARRIVAL, ground=GROUND).check.answer is answer


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_in_which_ports_are_stored_changes_no_word_of_the_notes(reverse: bool) -> None:  # noqa: FBT001 - a value of the table
    harbours = sorted(HARBOURS.values(), key=lambda one: one.id, reverse=reverse)
    other = Ground(Gazetteer(harbours), GROUND.advisories, HARBOURS, {}, {})
    for text in ("Georgetown", "Victria", "Port Hedlund AU", "Santa"):
        notes = [
            check_pasted(pasted_calls(text, ground), arrival=ARRIVAL, ground=ground).check.notes
            for ground in (GROUND, other)
        ]
        assert notes[0] == notes[1]
