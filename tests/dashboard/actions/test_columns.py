"""The registry of columns: it fits the forms, no name means two fields, and every cell that is written can be read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticUndefined

from dashboard.actions.cells import (
    Agenda,
    Cell,
    Choice,
    Choices,
    Day,
    Lines,
    MarkingCell,
    NamedCells,
    Passage,
    Place,
    TerritoryCell,
    Whole,
    YesNo,
)
from dashboard.actions.columns import ENGAGEMENTS, KINDS
from dashboard.actions.naming import Known, Named, Register, own_id, own_reference
from dashboard.actions.spellings import ALTERNATIVES, territory_names
from geodata.errors import CellError
from geodata.exporters.workbook import CUT
from geodata.importers.columns import guess, normalised
from geodata.reference.read import read_territories
from models.settings import Settings
from models.tables import Territory
from models.vocabulary import AgendaPart, EngagementKind, EngagementStatus, Topic

if TYPE_CHECKING:
    from dashboard.actions.column_types import Kind

EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

PORTS = Register(
    "port",
    [
        Named(1, "FJI", "Suva", ("FJSUV",)),
        Named(2, "FJI", "Port A; inner", ("FJPAI",)),
        Named(3, "FJI", "Twin", ("FJTW1",)),
        Named(4, "FJI", "Twin", ("FJTW2",)),
        Named(5, "TON", "Suva", ("TOSUV",)),
    ],
    remedy="Write its UN/LOCODE or its name",
)


def territory(row: Any) -> Territory:  # noqa: ANN401 - a row of the reference table
    return Territory(
        code=row.territory,
        alpha2=row.alpha2,
        name=row.name,
        long_name=row.long_name,
        partner=row.partner,
        source="test",
    )


TERRITORIES = {row.territory: territory(row) for row in read_territories()}
NOTHING = Register("thing", [], remedy="")
KNOWN = Known(
    settings=Settings(),
    territories=TERRITORIES,
    spellings=territory_names(TERRITORIES.values()),
    ports=PORTS,
    facilities=NOTHING,
    organisations=NOTHING,
    engagements={},
    references={},
)
HERE = Place("Column", KNOWN, "FJI")

texts = st.text(st.characters(exclude_characters=";", exclude_categories=["Cc", "Cs", "Z"]), min_size=1)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def again(cell: Cell, held: Any) -> Any:  # noqa: ANN401 - the value of any field
    return cell.read(cell.write(held, KNOWN), HERE)


# The registry


@EVERY_KIND
def test_every_column_is_a_field_and_every_required_field_is_a_required_column(kind: Kind) -> None:
    fields = kind.form.model_fields
    names = [column.name for column in kind.columns]
    assert set(names) <= set(fields)
    assert len(names) == len(set(names))
    needed = {
        name for name, field in fields.items() if field.get_default() is PydanticUndefined and field.is_required()
    }
    required = {column.name for column in kind.columns if column.required}
    assert needed - {"source", "ends_on"} <= required, (
        "a source is always given, a day without an end ends the same day"
    )
    assert set(kind.identity) <= required
    assert [column.required for column in kind.columns] == sorted((c.required for c in kind.columns), reverse=True)


@EVERY_KIND
def test_no_name_means_two_fields(kind: Kind) -> None:
    labels = [normalised(column.label) for column in kind.columns]
    assert len(labels) == len(set(labels))
    aliases = [normalised(name) for column in kind.columns for name in column.aliases]
    assert [name for name in aliases if aliases.count(name) > 1] == []
    for column in kind.columns:
        others = [normalised(one.label) for one in kind.columns if one is not column]
        assert not {normalised(name) for name in column.aliases} & set(others)


@EVERY_KIND
def test_every_name_of_a_column_alone_is_recognised(kind: Kind) -> None:
    for column in kind.columns:
        for name in (column.name, column.label, *column.aliases):
            assert guess([name], kind.columns) == {column.name: name}


def test_a_header_that_only_looks_alike_is_not_taken() -> None:
    assert guess(["Office", "Weather", "Budget"], ENGAGEMENTS.columns) == {}


# Cells


@given(days)
def test_days_come_back_from_the_row_and_from_the_audit(day: date) -> None:
    assert again(Day(), day) == day
    assert Day().write(day.isoformat(), KNOWN) == day


@given(st.lists(texts, unique=True))
def test_lines_come_back(lines: list[str]) -> None:
    assert again(Lines(), lines) == lines


@given(st.lists(st.text(min_size=1)))
def test_what_was_read_from_a_list_is_read_so_again(lines: list[str]) -> None:
    read = again(Lines(), lines)
    assert again(Lines(), read) == read


@given(st.text())
def test_passages_come_back_but_for_line_ends_and_blanks_around(text: str) -> None:
    cell = Passage()
    assert cell.write(again(cell, text), KNOWN) == cell.write(text.strip(), KNOWN)


@given(st.sampled_from(list(EngagementKind)))
def test_choices_are_read_in_words_and_as_stored_in_any_case(kind: EngagementKind) -> None:
    cell = Choice(EngagementKind)
    assert again(cell, kind) is kind
    assert cell.read(kind.value.upper(), HERE) is kind
    assert cell.write(kind.value, KNOWN) == cell.write(kind, KNOWN)


@given(st.lists(st.sampled_from(list(Topic)), unique=True))
def test_several_choices_come_back(topics: list[Topic]) -> None:
    assert again(Choices(Topic), topics) == topics


@given(st.lists(st.tuples(st.sampled_from(list(AgendaPart)), texts)))
def test_agendas_come_back(items: list[tuple[AgendaPart, str]]) -> None:
    held = [{"part": part, "item": item} for part, item in dict.fromkeys(items)]
    assert again(Agenda(AgendaPart), held) == held


@pytest.mark.parametrize("text", ["Meeting", "Port:", "Lunch: soup"])
def test_an_item_of_an_agenda_needs_its_part(text: str) -> None:
    with pytest.raises(CellError, match="Column"):
        Agenda(AgendaPart).read(text, HERE)


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (3, "3"), (None, None)])
def test_no_days_are_not_the_same_as_nothing_said(number: int | None, text: str | None) -> None:
    assert again(Whole(), number) == number
    assert Whole().read(text, HERE) == number


@pytest.mark.parametrize("blank", [True, False])
def test_a_blank_yes_or_no_means_what_the_field_means(blank: bool) -> None:  # noqa: FBT001 - parametrised
    cell = YesNo(blank=blank)
    assert cell.read(None, HERE) is blank
    assert (again(cell, held=True), again(cell, held=False)) == (True, False)


def test_a_text_that_was_cut_is_not_taken_for_the_whole() -> None:
    for cell in (Cell(), Passage(), Lines()):
        with pytest.raises(CellError, match="was cut"):
            cell.read(f"beginning{CUT}", HERE)


def test_ports_come_back_whatever_they_are_called() -> None:
    assert again(NamedCells("ports"), [1, 2, 3, 4]) == [1, 2, 3, 4]
    with pytest.raises(CellError, match=r"can be Twin \(FJTW1\), Twin \(FJTW2\)"):
        NamedCells("ports").read("Twin", HERE)
    with pytest.raises(CellError, match="is no port of Fiji"):
        NamedCells("ports").read("TOSUV", HERE)
    assert NamedCells("ports").read("Suva", Place("Column", KNOWN, "TON")) == [5]
    assert PORTS.name(99) == "#99"


def test_a_marking_is_the_lowest_unless_said_and_never_above_the_maximum() -> None:
    cell = MarkingCell()
    assert cell.read(None, HERE) == "UNCLASSIFIED"
    assert cell.choices(KNOWN) == ("UNCLASSIFIED",)
    with pytest.raises(CellError, match="is above UNCLASSIFIED"):
        cell.read("cui", HERE)
    with pytest.raises(CellError, match="is not one of the choices"):
        cell.read("SECRET", HERE)


# Spellings and references


@pytest.mark.parametrize("code", TERRITORIES)
def test_every_territory_is_found_by_each_of_its_names(code: str) -> None:
    row = TERRITORIES[code]
    for name in {row.code, row.alpha2, row.name, row.long_name, *ALTERNATIVES.get(code, ())} - {None, ""}:
        assert TerritoryCell().read(name, HERE) == code, name


def test_alternatives_are_of_partners() -> None:
    assert all(TERRITORIES[code].partner for code in ALTERNATIVES)


def test_a_reference_of_our_own_is_the_same_in_every_zone_and_differs_by_the_instant() -> None:
    made = datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC)
    names = {
        own_reference(7, moment)
        for moment in (made, made.replace(tzinfo=None), made.astimezone(timezone(timedelta(hours=9))))
    }
    assert len(names) == 1
    assert own_id(names.pop()) == 7
    assert own_reference(7, made) != own_reference(7, made + timedelta(microseconds=1))
    assert [own_id(text) for text in ("R-1", "seamark-7", "seamark-x-00000000")] == [None, None, None]


def test_words_of_a_reciprocal_visit_are_statuses() -> None:
    cell = ENGAGEMENTS.column("status").cell
    read = [cell.read(word, HERE) for word in ("requested", "accepted", "done", "Canceled")]
    assert read == [
        EngagementStatus.PLANNED,
        EngagementStatus.CONFIRMED,
        EngagementStatus.COMPLETED,
        EngagementStatus.CANCELLED,
    ]
