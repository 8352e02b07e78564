"""What a brief is asked to hold: which region is meant, and what becomes of the words that a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.actions.brief_choice import Edit, find_region
from dashboard.actions.records import read_records
from dashboard.actions.sets import AOR
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.tables import TerritorySetCreate

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def found(engine: Engine, region: str) -> tuple[str, frozenset[str]]:
    with reading(engine) as session:
        return find_region(read_records(session=session), region)


def named(engine: Engine, **sets: str) -> None:
    """Store sets of one territory each under names that `save_set` refuses today, as an older release did."""
    with writing(engine, who="a test", why="") as writer:
        for name, code in sets.items():
            writer.create(TerritorySetCreate(source="a test", name=name, territories=[code]))


@pytest.mark.parametrize("region", ["AOR", "aor", "The AOR"])
def test_the_whole_area_is_all_partners_whatever_a_set_is_called(prepared: Engine, region: str) -> None:
    named(prepared, AOR="FJI")
    name, codes = found(prepared, region)
    assert (name, len(codes)) == (AOR, 47)


def test_a_region_of_exactly_this_name_goes_first(prepared: Engine) -> None:
    named(prepared, aor="FJI", South_Pacific="TON", south_pacific="WSM")
    assert found(prepared, "aor") == ("aor", {"FJI"})
    assert len(found(prepared, "Aor")[1]) == 47
    assert found(prepared, "south_pacific") == ("south_pacific", {"WSM"})
    assert found(prepared, "South_Pacific") == ("South_Pacific", {"TON"})


def test_a_region_is_found_as_people_write_it(prepared: Engine) -> None:
    assert found(prepared, "australia & new zealand")[0] == "Australia and New Zealand"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Two visits\nare arranged.", "Two visits are arranged."),
        (" Two\r\n\r\nvisits\t are\u2028arranged.\n", "Two visits are arranged."),
        (" \n ", ""),
    ],
)
def test_what_a_person_wrote_is_one_line(written: str, text: str) -> None:
    generated = "1 visit\nis arranged."
    assert Edit(written, generated) == Edit(text, generated)
    assert Edit(written, generated).text == text
    assert Edit(written, generated).instead_of == generated, "as it was generated, to be found again"


@pytest.mark.parametrize("region", ["", " ", "++", "Atlantis"])
def test_what_is_no_region_is_refused_with_those_there_are(prepared: Engine, region: str) -> None:
    with writing(prepared, who="a test", why="") as writer:
        writer.create(TerritorySetCreate(source="a test", name="+", territories=["FJI"]))
    with pytest.raises(InvalidRecordError, match="is no region; choose one of: AOR, Western Indian Ocean"):
        found(prepared, region)
