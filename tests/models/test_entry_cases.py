"""Cases of the conditions of entry, each with the answer that its source gives."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.actions import initialise
from geodata.reference import read
from models.entry_calls import EntryAnswer, PortCall, Reason
from models.entry_conditions import Advisories, check_entry

ADVISORIES = Advisories([initialise.fact_form(row) for row in read.read_advisories()])
YES, NO, OPEN = EntryAnswer.APPLIES, EntryAnswer.DOES_NOT_APPLY, EntryAnswer.CANNOT_TELL

PHNOM_PENH = PortCall("Phnom Penh", "KHM", unlocode="KHPNH")
SIHANOUKVILLE = PortCall("Sihanoukville", "KHM", unlocode="KHSIH")
KAMPOT = PortCall("Kampot", "KHM")
TOAMASINA = PortCall("Toamasina", "MDG", unlocode="MGTOA")
TOAMASINA_0001 = PortCall("Toamasina", "MDG", unlocode="MGTOA", facility_number="MGTMM-0001")
TOAMASINA_0009 = PortCall("Toamasina", "MDG", unlocode="MGTOA", facility_number="MGTMM-0009")
MICTSL = PortCall("Toamasina", "MDG", unlocode="MGTOA", facility="MICTSL")
MAJUNGA = PortCall("Majunga", "MDG", unlocode="MGMJN")
NAURU = PortCall("Nauru", "NRU", unlocode="NRINU")
VICTORIA = PortCall("Victoria", "SYC", unlocode="SCPOV")
MUTSAMUDU = PortCall("Mutsamudu", "COM", unlocode="KMMUT")
POHNPEI = PortCall("Pohnpei", "FSM", unlocode="FMPNI")
DILI = PortCall("Dili", "TLS", unlocode="TLDIL")
JAKARTA = PortCall("Jakarta", "IDN", unlocode="IDJKT")
ARDJUNA = PortCall("Ardjuna", "IDN", facility_number="IDTPP-0001")
HAVANA = PortCall("Havana", "CUB", unlocode="CUHAV")
GUANTANAMO = PortCall("Guantanamo", "CUB", unlocode="CUGUB")
HODEIDAH = PortCall("Hodeidah", "YEM", unlocode="YEHOD")
ADEN = PortCall("Aden", "YEM", unlocode="YEADE")
MONROVIA = PortCall("Monrovia", "LBR", unlocode="LRMLW")
BUCHANAN = PortCall("Buchanan", "LBR", unlocode="LRUCN")
DJIBOUTI = PortCall("Djibouti", "DJI", unlocode="DJJIB")
DORALEH = PortCall("Djibouti", "DJI", unlocode="DJJIB", facility="Doraleh Container Terminal")
LUBA_0001 = PortCall("Luba", "GNQ", unlocode="GQLUB", facility_number="GQLUB-0001")
CEIBA_0002 = PortCall("Ceiba", "GNQ", facility_number="GQ362-0002")
DOUALA_0005 = PortCall("Douala", "CMR", unlocode="CMDLA", facility_number="CMDLA-0005")
DOUALA = PortCall("Douala", "CMR", unlocode="CMDLA")
ABIDJAN = PortCall("Abidjan", "CIV", unlocode="CIABJ")
LAGOS = PortCall("Lagos", "NGA", unlocode="NGLOS")
WONSAN = PortCall("Wonsan", "PRK", unlocode="KPWON")
SUVA = PortCall("Suva", "FJI", unlocode="FJSUV")
TARAWA = PortCall("Tarawa", "KIR", unlocode="KITRW")
UMM_QASR = PortCall("Umm Qasr", "IRQ", unlocode="IQUQR")

CASES = [
    # 73 FR 63499: imposed with effect from 7 Nov 2008, all but Phnom Penh and Sihanoukville.
    (KAMPOT, "2008-11-06", NO, Reason.NOT_LISTED),
    (KAMPOT, "2008-11-07", YES, Reason.LISTED),
    (PHNOM_PENH, "2008-11-07", NO, Reason.EXCEPTED_FACILITY),
    (SIHANOUKVILLE, "2011-10-14", NO, Reason.EXCEPTED_FACILITY),
    # PSA 3-14: both exceptions revoked with effect from 26 Sep 2014.
    (PHNOM_PENH, "2014-09-25", NO, Reason.EXCEPTED_FACILITY),
    (PHNOM_PENH, "2014-09-26", YES, Reason.LISTED),
    (SIHANOUKVILLE, "2014-09-25", NO, Reason.EXCEPTED_FACILITY),
    (SIHANOUKVILLE, "2014-09-26", YES, Reason.LISTED),
    (KAMPOT, "2014-09-25", YES, Reason.LISTED),
    (KAMPOT, "2026-11-22", YES, Reason.LISTED),
    # 2005 imposition, removed by PSA 2-05 on a day that was not seen: any day of that year.
    (MAJUNGA, "2005-05-22", NO, Reason.NOT_LISTED),
    (MAJUNGA, "2005-05-23", YES, Reason.LISTED),
    (MAJUNGA, "2005-09-09", OPEN, Reason.STATE_UNKNOWN),
    (MAJUNGA, "2005-12-31", NO, Reason.NOT_LISTED),
    # 74 FR 60283: imposed anew with effect from 4 Dec 2009, all but the port of Toamasina.
    (TOAMASINA, "2009-12-03", NO, Reason.NOT_LISTED),
    (TOAMASINA, "2009-12-04", NO, Reason.EXCEPTED_FACILITY),
    (MAJUNGA, "2009-12-03", NO, Reason.NOT_LISTED),
    (MAJUNGA, "2009-12-04", YES, Reason.LISTED),
    # The list reported on 5 Dec 2012 prints it as the facility MGTMM-0001.
    (TOAMASINA_0001, "2012-12-05", NO, Reason.EXCEPTED_FACILITY),
    (TOAMASINA_0009, "2012-12-05", YES, Reason.LISTED),
    (TOAMASINA, "2012-12-05", OPEN, Reason.FACILITY_UNKNOWN),
    # PSA 1-20: three more of Toamasina with effect from 10 Jun 2020, printed without numbers.
    (MICTSL, "2020-06-09", YES, Reason.LISTED),
    (MICTSL, "2020-06-10", NO, Reason.EXCEPTED_FACILITY),
    (TOAMASINA_0001, "2020-06-09", NO, Reason.EXCEPTED_FACILITY),
    (TOAMASINA_0001, "2020-06-10", NO, Reason.EXCEPTED_FACILITY),
    (TOAMASINA_0009, "2020-06-09", YES, Reason.LISTED),
    (TOAMASINA_0009, "2020-06-10", OPEN, Reason.FACILITY_UNKNOWN),
    (MAJUNGA, "2020-06-10", YES, Reason.LISTED),
    # 2005 imposition whose end was not seen, then 82 FR 16052, published 31 Mar 2017, in effect 14 Apr 2017.
    (NAURU, "2005-05-22", NO, Reason.NOT_LISTED),
    (NAURU, "2005-05-23", YES, Reason.LISTED),
    (NAURU, "2005-05-24", OPEN, Reason.STATE_UNKNOWN),
    (NAURU, "2010-01-01", OPEN, Reason.STATE_UNKNOWN),
    (NAURU, "2017-03-30", OPEN, Reason.STATE_UNKNOWN),
    (NAURU, "2017-04-13", NO, Reason.NOT_LISTED),
    (NAURU, "2017-04-14", YES, Reason.LISTED),
    # 84 FR 11992.
    (VICTORIA, "2019-04-11", NO, Reason.NOT_LISTED),
    (VICTORIA, "2019-04-12", YES, Reason.LISTED),
    # 76 FR 30954.
    (MUTSAMUDU, "2011-06-09", NO, Reason.NOT_LISTED),
    (MUTSAMUDU, "2011-06-10", YES, Reason.LISTED),
    # 82 FR 39609.
    (POHNPEI, "2017-09-04", NO, Reason.NOT_LISTED),
    (POHNPEI, "2017-09-05", YES, Reason.LISTED),
    # 75 FR 12250.
    (DILI, "2010-03-28", NO, Reason.NOT_LISTED),
    (DILI, "2010-03-29", YES, Reason.LISTED),
    # 73 FR 10042: its excepted ports were not seen. PSA 4-11 of 14 Oct 2011 prints some of them and is the last
    # sighting; removed on or before 5 Dec 2012.
    (JAKARTA, "2008-02-24", NO, Reason.NOT_LISTED),
    (JAKARTA, "2008-02-25", OPEN, Reason.EXCEPTIONS_UNSEEN),
    (JAKARTA, "2011-10-14", OPEN, Reason.EXCEPTIONS_UNSEEN),
    (JAKARTA, "2011-10-15", OPEN, Reason.STATE_UNKNOWN),
    (JAKARTA, "2012-12-04", OPEN, Reason.STATE_UNKNOWN),
    (JAKARTA, "2012-12-05", NO, Reason.NOT_LISTED),
    (ARDJUNA, "2011-10-13", OPEN, Reason.EXCEPTIONS_UNSEEN),
    (ARDJUNA, "2011-10-14", NO, Reason.EXCEPTED_FACILITY),
    (ARDJUNA, "2011-10-15", OPEN, Reason.STATE_UNKNOWN),
    # Imposed in 2008 by a note alone; removed 22 Mar 2016; 90 FR 12752 in effect 2 Apr 2025, all but the naval station.
    (HAVANA, "2012-01-01", OPEN, Reason.STATE_UNKNOWN),
    (HAVANA, "2016-03-21", OPEN, Reason.STATE_UNKNOWN),
    (HAVANA, "2016-03-22", NO, Reason.NOT_LISTED),
    (HAVANA, "2025-04-01", NO, Reason.NOT_LISTED),
    (HAVANA, "2025-04-02", YES, Reason.LISTED),
    (GUANTANAMO, "2025-04-02", OPEN, Reason.FACILITY_UNKNOWN),
    # PSA 1-12 from 18 Sep 2012, all but three; 80 FR 15800 of 25 Mar 2015 leaves one of them.
    (HODEIDAH, "2012-09-17", NO, Reason.NOT_LISTED),
    (HODEIDAH, "2012-09-18", NO, Reason.EXCEPTED_FACILITY),
    (ADEN, "2012-09-18", YES, Reason.LISTED),
    (HODEIDAH, "2015-03-24", NO, Reason.EXCEPTED_FACILITY),
    (HODEIDAH, "2015-03-25", YES, Reason.LISTED),
    # PSA 2-05: the port of Monrovia excepted; PSA 6-08: one more facility, not seen which; removed by 22 Dec 2020.
    (MONROVIA, "2005-05-23", NO, Reason.EXCEPTED_FACILITY),
    (BUCHANAN, "2005-05-23", YES, Reason.LISTED),
    (MONROVIA, "2008-06-25", OPEN, Reason.EXCEPTIONS_UNSEEN),
    (BUCHANAN, "2020-12-22", NO, Reason.NOT_LISTED),
    # 84 FR 22153 from 30 May 2019, all but two at Doraleh; removed with effect from 21 Jul 2025.
    (DJIBOUTI, "2019-05-29", NO, Reason.NOT_LISTED),
    (DJIBOUTI, "2019-05-30", OPEN, Reason.FACILITY_UNKNOWN),
    (DORALEH, "2019-05-30", NO, Reason.EXCEPTED_FACILITY),
    (DJIBOUTI, "2025-07-20", OPEN, Reason.FACILITY_UNKNOWN),
    (DJIBOUTI, "2025-07-21", NO, Reason.NOT_LISTED),
    # PSA 4-11 of 14 Oct 2011 is the first sighting; the list of August 2025 has them still.
    (LUBA_0001, "2011-10-13", OPEN, Reason.STATE_UNKNOWN),
    (LUBA_0001, "2011-10-14", NO, Reason.EXCEPTED_FACILITY),
    (CEIBA_0002, "2026-01-01", NO, Reason.EXCEPTED_FACILITY),
    (DOUALA_0005, "2026-01-01", NO, Reason.EXCEPTED_FACILITY),
    (DOUALA, "2026-01-01", OPEN, Reason.FACILITY_UNKNOWN),
    # 82 FR 60409 of 2018 is the last sighting; the list of August 2025 leaves it out.
    (ABIDJAN, "2011-06-10", YES, Reason.LISTED),
    (ABIDJAN, "2020-01-01", OPEN, Reason.STATE_UNKNOWN),
    (ABIDJAN, "2025-08-31", NO, Reason.NOT_LISTED),
    # Imposed with effect from 26 Jun 2014, all but a table of ports that is not printed.
    (LAGOS, "2014-06-25", NO, Reason.NOT_LISTED),
    (LAGOS, "2014-06-26", OPEN, Reason.EXCEPTIONS_UNSEEN),
    # Listed in August 2025 with effect from 2 Sep 2025.
    (WONSAN, "2025-09-01", NO, Reason.NOT_LISTED),
    (WONSAN, "2025-09-02", YES, Reason.LISTED),
    # PSA 1-18 from 26 Oct 2018: two terminals at sea and one at Al Maqal excepted.
    (UMM_QASR, "2018-10-25", NO, Reason.NOT_LISTED),
    (UMM_QASR, "2018-10-26", YES, Reason.LISTED),
    # On no list of conditions of entry; Kiribati only among those that had not reported in 2004.
    (SUVA, "2026-11-22", NO, Reason.NOT_LISTED),
    (TARAWA, "2004-09-10", NO, Reason.NOT_LISTED),
]


@pytest.mark.parametrize(
    ("call", "arrival", "answer", "reason"),
    [
        pytest.param(*case, id=f"{case[0].territory}-{case[0].port}-{case[1]}-{number}")
        for number, case in enumerate(CASES)
    ],
)
def test_a_published_case(call: PortCall, arrival: str, answer: EntryAnswer, reason: Reason) -> None:
    check = check_entry([call], arrival=date.fromisoformat(arrival), advisories=ADVISORIES)
    (verdict,) = check.calls
    assert (check.answer, verdict.reason) == (answer, reason), verdict.why
    assert verdict.verdict is answer


@pytest.mark.parametrize(
    ("call", "arrival", "since", "number", "notice"),
    [
        (KAMPOT, "2026-01-01", date(2008, 11, 7), None, "73 FR 63499"),
        (MAJUNGA, "2026-01-01", date(2009, 12, 4), "10-09", "74 FR 60283"),
        (NAURU, "2026-01-01", date(2017, 4, 14), "1-17", "82 FR 16052"),
        (VICTORIA, "2026-01-01", date(2019, 4, 12), "1-19", "84 FR 11992"),
        (MUTSAMUDU, "2026-01-01", date(2011, 6, 10), None, "76 FR 30954"),
        (POHNPEI, "2026-01-01", date(2017, 9, 5), None, "82 FR 39609"),
        (DILI, "2026-01-01", date(2010, 3, 29), None, "75 FR 12250"),
        (HAVANA, "2026-01-01", date(2025, 4, 2), None, "90 FR 12752"),
        (WONSAN, "2026-01-01", date(2025, 9, 2), None, None),
        (ADEN, "2013-01-01", date(2012, 9, 18), "1-12", None),  # its note names a notice of 2015
    ],
)
def test_a_listed_call_cites_what_imposed_the_advisory(
    call: PortCall, arrival: str, since: date, number: str | None, notice: str | None
) -> None:
    (verdict,) = check_entry([call], arrival=date.fromisoformat(arrival), advisories=ADVISORIES).calls
    cited = verdict.citations[0]
    assert (verdict.since, cited.psa_number, cited.notice) == (since, number, notice)
    assert "https://" in cited.source or "http://" in cited.source


def test_a_notice_is_cited_beside_what_it_did_and_no_other_fact() -> None:
    (verdict,) = check_entry([ADEN], arrival=date(2016, 1, 1), advisories=ADVISORIES).calls
    cited = [(one.psa_number, one.notice, one.published_on) for one in verdict.citations]
    assert cited == [("1-12", None, None), (None, "80 FR 15800", "2015-03-25")]


def test_what_revoked_an_exception_is_cited_too() -> None:
    (verdict,) = check_entry([PHNOM_PENH], arrival=date(2014, 9, 26), advisories=ADVISORIES).calls
    assert "3-14" in [cited.psa_number for cited in verdict.citations]
    assert any("sources disagree" in cited.note for cited in verdict.citations)


def test_what_only_a_note_says_of_cuba_is_cited_with_the_open_answer() -> None:
    (verdict,) = check_entry([HAVANA], arrival=date(2012, 1, 1), advisories=ADVISORIES).calls
    assert (
        verdict.why
        == "First seen removed on 22 Mar 2016; when it was imposed was not seen. Noted beside it: imposed 2008."
    )
    assert [cited.note for cited in verdict.citations] == ["imposed 2008"]
