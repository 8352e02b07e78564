"""Facts from a file: known again, compared, all or nothing, and each bad row with its reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.advisory_files import FACT_COLUMNS, facts_csv, list_csv
from dashboard.actions.advisory_import import FactPlan, commit_facts, plan_facts
from dashboard.actions.advisory_list import listed_on
from geodata.errors import MappingError
from geodata.importers.table import read_table
from geodata.reference.read import REFERENCE
from models import queries
from models.changes import writing
from models.database import reading
from models.errors import ConflictError
from models.tables import AdvisoryFact
from models.vocabulary import AdvisoryAction, AdvisoryScope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.engine import Engine

TODAY = date(2026, 11, 22)
HEADER = "territory,action,psa_number,published_on,effective_on,exceptions,source,full_list\n"
FIJI = "Fiji,imposed,1-26,2026-10-01,2026-10-15,Suva FJSUV-0001,https://example.org/1,no\n"


def facts_of(engine: Engine) -> Sequence[AdvisoryFact]:
    with reading(engine) as session:
        return queries.advisory_facts(session=session)


def planned(engine: Engine, folder: Path, text: str, name: str = "facts.csv") -> FactPlan:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return plan_facts(engine, read_table(path), name=name, as_of=TODAY)


def test_a_new_fact_is_shown_as_a_difference_and_then_written(prepared: Engine, tmp_path: Path) -> None:
    plan = planned(prepared, tmp_path, HEADER + FIJI)
    assert plan.difference.sentences() == ["Added: Fiji, since 15 Oct 2026 (PSA 1-26), excepted: “Suva FJSUV-0001”."]
    assert len(facts_of(prepared)) == 82
    commit_facts(prepared, plan, who="a person")
    fact = facts_of(prepared)[-1]
    assert (fact.territory, fact.action, fact.psa_number) == ("FJI", AdvisoryAction.IMPOSED, "1-26")
    assert (fact.effective_on, fact.exceptions, fact.scope) == (
        date(2026, 10, 15),
        "Suva FJSUV-0001",
        AdvisoryScope.NOT_PRINTED,
    )


def test_the_same_file_twice_changes_nothing(prepared: Engine, tmp_path: Path) -> None:
    commit_facts(prepared, planned(prepared, tmp_path, HEADER + FIJI), who="a person")
    plan = planned(prepared, tmp_path, HEADER + FIJI)
    assert (len(plan.new), len(plan.changed), plan.unchanged) == (0, 0, 1)
    commit_facts(prepared, plan, who="a person")
    assert [fact.version for fact in facts_of(prepared) if fact.territory == "FJI"] == [1]


def test_what_was_downloaded_comes_back_without_a_change(prepared: Engine, tmp_path: Path) -> None:
    text = facts_csv(facts_of(prepared), marking="UNCLASSIFIED")
    plan = planned(prepared, tmp_path, text)
    assert (plan.new, plan.changed, plan.unchanged, plan.rejected) == ([], [], 82, [])


def test_the_shipped_table_is_known_again_too(prepared: Engine) -> None:
    plan = plan_facts(prepared, read_table(REFERENCE / "advisories.csv"), name="advisories.csv", as_of=TODAY)
    assert (plan.new, plan.changed, plan.unchanged, plan.rejected) == ([], [], 82, [])


def test_a_correction_changes_one_fact_and_keeps_it_from_being_renewed(prepared: Engine, tmp_path: Path) -> None:
    text = facts_csv(facts_of(prepared), marking="UNCLASSIFIED").replace(
        ",Toamasina (Tamatave),", ",Toamasina (Tamatave) MGTMM-0001,"
    )
    plan = planned(prepared, tmp_path, text)
    ((fact, facts),) = plan.changed
    assert set(facts) == {"exceptions", "source"}
    commit_facts(prepared, plan, who="a person")
    (held,) = [one for one in facts_of(prepared) if one.id == fact.id]
    assert (held.exceptions, held.version) == ("Toamasina (Tamatave) MGTMM-0001", 2)
    assert held.source.startswith("http")


def test_a_column_that_the_file_lacks_is_left_as_it_is(prepared: Engine, tmp_path: Path) -> None:
    row = "NRU,imposed,1-17,2017-03-31,2017-04-14,https://example.org/other\n"
    plan = planned(prepared, tmp_path, "Country,Action,PSA,Date,Effective date,Source URL\n" + row)
    ((_, facts),) = plan.changed
    assert facts == {"source": "https://example.org/other"}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("Atlantis,imposed,1-26,2026-10-01,,,x,no", "territory", "no territory on record"),
        ("FJI,announced,1-26,2026-10-01,,,x,no", "action", "imposed"),
        ("FJI,imposed,PSA 1,2026-10-01,,,x,no", "psa_number", "pattern"),
        ("FJI,imposed,1-26,2026-13-01,,,x,no", "published_on", "month"),
        ("FJI,imposed,,,,,x,no", "published_on", "one of them is needed"),
        ("FJI,imposed,1-26,2026-10-01,,,,no", "source", "blank"),
        ("FJI,imposed,1-26,2026-10-01,soon,,x,no", "", "effective_on"),
        ("FJI,imposed,1-26,2026-10-01,,,x,maybe", "", "full_list"),
    ],
)
def test_a_bad_row_is_rejected_with_its_reason(
    prepared: Engine, tmp_path: Path, row: str, column: str, reason: str
) -> None:
    (rejected,) = planned(prepared, tmp_path, f"{HEADER}{row}\n").rejected
    assert (rejected.number, rejected.column) == (2, column)
    assert reason in rejected.reason


def with_exceptions(*printed: str) -> str:
    rows = (FIJI.replace("1-26", f"{at}-26") for at in range(1, len(printed) + 1))
    quoted = (row.replace("Suva FJSUV-0001", f'"{one}"') for row, one in zip(rows, printed, strict=True))
    return HEADER + "".join(quoted)


def test_exceptions_that_cannot_be_read_are_told_with_their_row(prepared: Engine, tmp_path: Path) -> None:
    text = with_exceptions(
        "Suva FJSUV-0001 (1 Nov 2026 to 30 Nov 2026); Lautoka FJLTK-0001/0003",
        "Suva FJSUV-0001 (1/11/2026 to 30/11/2026); Lautoka; 3 further terminals",
        "none",
        "",
    )
    plan = planned(prepared, tmp_path, text)
    assert (len(plan.new), plan.rejected) == (4, [])
    (unread,) = plan.unread
    assert unread.number == 3
    assert unread.parts == ("Suva FJSUV-0001 (1/11/2026 to 30/11/2026)", "3 further terminals")


def test_exceptions_are_told_anew_only_where_they_change(prepared: Engine, tmp_path: Path) -> None:
    text = with_exceptions("Suva FJSUV-0001 (1/11/2026 to 30/11/2026)")
    plan = planned(prepared, tmp_path, text)
    commit_facts(prepared, plan, who="a person")
    assert len(plan.unread) == 1
    assert planned(prepared, tmp_path, text).unread == []
    other = planned(prepared, tmp_path, text.replace("30/11/2026", "29/11/2026"))
    ((_, facts),), (unread,) = other.changed, other.unread
    assert "exceptions" in facts
    assert unread.parts == ("Suva FJSUV-0001 (1/11/2026 to 29/11/2026)",)


def test_a_row_that_says_the_same_again_is_rejected(prepared: Engine, tmp_path: Path) -> None:
    plan = planned(prepared, tmp_path, HEADER + FIJI + FIJI)
    assert [(one.number, one.column) for one in plan.rejected] == [(3, "territory")]
    assert len(plan.new) == 1


def test_a_file_without_what_is_required_is_refused(prepared: Engine, tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"no column action, source\. Begin from"):
        planned(prepared, tmp_path, "territory,note\nFJI,x\n")


def test_nothing_is_written_over_a_later_change(prepared: Engine, tmp_path: Path) -> None:
    commit_facts(prepared, planned(prepared, tmp_path, HEADER + FIJI), who="a person")
    plan = planned(prepared, tmp_path, HEADER + FIJI.replace("Suva", "Lautoka") + FIJI.replace("Fiji", "Tonga"))
    with writing(prepared, who="another", why="read again") as writer:
        fact = next(one for one in queries.advisory_facts(session=writer.session) if one.territory == "FJI")
        writer.update(AdvisoryFact, fact.id or 0, {"note": "seen"}, seen=1)
    with pytest.raises(ConflictError):
        commit_facts(prepared, plan, who="a person")
    assert "TON" not in {fact.territory for fact in facts_of(prepared)}


def test_a_fact_that_was_withdrawn_can_be_imported_anew(prepared: Engine, tmp_path: Path) -> None:
    commit_facts(prepared, planned(prepared, tmp_path, HEADER + FIJI), who="a person")
    with writing(prepared, who="a person", why="not so") as writer:
        fact = next(one for one in queries.advisory_facts(session=writer.session) if one.territory == "FJI")
        writer.update(AdvisoryFact, fact.id or 0, {"withdrawn": "not so"}, seen=1)
    commit_facts(prepared, planned(prepared, tmp_path, HEADER + FIJI), who="a person")
    (again,) = [one for one in facts_of(prepared) if one.territory == "FJI"]
    assert again.reference_key.endswith("(2)")


def test_files_say_what_they_are_known_up_to_and_that_they_decide_nothing(prepared: Engine) -> None:
    facts = facts_of(prepared)
    rows = listed_on(facts, {}, as_of=TODAY)
    for text in (list_csv(rows, facts, as_of=TODAY, marking="CUI"), facts_csv(facts, marking="CUI")):
        note = text.splitlines()[0]
        assert note.startswith("# CUI. ")
        assert "31 Aug 2025" in note
        assert "no legal advice" in note
        assert "Federal Register" in note


def test_the_file_of_facts_has_every_column_and_every_fact(prepared: Engine) -> None:
    lines = facts_csv(facts_of(prepared), marking="UNCLASSIFIED").splitlines()
    assert tuple(lines[1].split(",")) == FACT_COLUMNS
    assert len(lines) == 84
    assert "reference:" not in "".join(lines)


def test_a_territory_that_is_no_more_is_known_by_its_name(prepared: Engine, tmp_path: Path) -> None:
    row = "Serbia and Montenegro,listed,,2004-09-09,,,https://example.org,no\n"
    plan = planned(prepared, tmp_path, HEADER + row)
    assert plan.rejected == []
    assert [fact.territory for fact, _ in plan.changed] == ["SCG"]
