"""Named sets of territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.actions.sets import save_set
from models import audit, queries
from models.database import reading
from models.errors import InvalidRecordError

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def held(engine: Engine) -> list[tuple[str, list[str], int]]:
    with reading(engine) as session:
        assert list(audit.problems(session)) == []
        return [(row.name, row.territories, row.version) for row in queries.territory_sets(session=session)]


def test_a_set_is_saved_sorted_and_once(prepared: Engine) -> None:
    for codes in (["PLW", "FSM", "FSM"], ["FSM", "PLW"], ["FSM", "MHL", "PLW"]):
        save_set(prepared, name=" Compact states ", territories=codes, who="x")
    assert held(prepared) == [("Compact states", ["FSM", "MHL", "PLW"], 2)]


@pytest.mark.parametrize(
    ("name", "codes", "field"), [(" ", ["FJI"], "Name"), ("Polynesia", ["FJI"], "Name"), ("Mine", [], "Territories")]
)
def test_what_cannot_be_saved_names_the_field(prepared: Engine, name: str, codes: list[str], field: str) -> None:
    with pytest.raises(InvalidRecordError, match=field):
        save_set(prepared, name=name, territories=codes, who="x")
    assert held(prepared) == []


@pytest.mark.parametrize(
    "name",
    ["My territories", " My territories ", "my Territories", "Officer: Smith", "Officer:Smith", "OFFICER: X"],
)
def test_a_set_does_not_pass_for_the_territories_of_an_officer(prepared: Engine, name: str) -> None:
    with pytest.raises(InvalidRecordError, match="of an officer"):
        save_set(prepared, name=name, territories=["FJI"], who="a test")


@pytest.mark.parametrize("name", ["AOR", " aor ", "The AOR", "polynesia", "Australia & New Zealand", "East_Asia"])
def test_a_set_does_not_pass_for_the_whole_area_or_a_subregion(prepared: Engine, name: str) -> None:
    with pytest.raises(InvalidRecordError, match=r"^Name: .*; choose another name$"):
        save_set(prepared, name=name, territories=["FJI"], who="a test")
    assert held(prepared) == []


def test_two_sets_differ_by_more_than_their_spelling(prepared: Engine) -> None:
    save_set(prepared, name="Compact states", territories=["FSM"], who="a test")
    for name in ("compact STATES", "Compact_states", "The Compact-states"):
        with pytest.raises(InvalidRecordError, match=r"^Name: there is a set Compact states; write it so"):
            save_set(prepared, name=name, territories=["PLW"], who="a test")
    save_set(prepared, name="Compact states", territories=["MHL"], who="a test")
    assert held(prepared) == [("Compact states", ["MHL"], 2)]


def test_names_of_signs_alone_are_told_apart(prepared: Engine) -> None:
    for name in ("+", "++", "\N{SHIP}"):
        save_set(prepared, name=name, territories=["FJI"], who="a test")
    assert len(held(prepared)) == 3


@pytest.mark.parametrize("name", ["My territories 2", "Officers", "my set", "AOR west", "Asia"])
def test_other_names_are_free(prepared: Engine, name: str) -> None:
    save_set(prepared, name=name, territories=["FJI"], who="a test")
