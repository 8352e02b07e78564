"""Importing files: what is read, what is compared, what is written, and what is refused."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from dashboard.actions import imports
from dashboard.actions.columns import ACCESS_PERIODS, ENGAGEMENTS, FOLLOW_UPS, KINDS, ORGANISATIONS, labelled
from dashboard.actions.export_columns import ExportKind
from dashboard.actions.exports import FileForm, as_file, rows
from dashboard.actions.import_mappings import KEY_HEADER, WHY_HEADER, parse_choices, propose
from dashboard.actions.import_rows import Reading
from dashboard.actions.import_undo import past_imports, undo_import
from dashboard.actions.naming import read_known
from dashboard.actions.templates import template_csv, template_workbook
from geodata.errors import MappingError, TableFileError
from geodata.exporters.delimited import to_csv
from models import audit, queries
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.settings import choose
from models.tables import AuditEntry, ColumnMapping, Engagement, FollowUp, Organisation, OrganisationCreate
from models.vocabulary import EngagementKind, EngagementStatus, OrganisationKind, Topic
from tests.models.records import engagement

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from dashboard.actions.column_types import Kind
    from dashboard.actions.import_plan import Plan
    from geodata.importers.table import Sheet

NAME = "visits.csv"
WHO = "planner"

VISITS = """\
Ref,Country,Type,Status,Start date,End date,Ports,Notes
R-1,Fiji,Port visit,Completed,2026-03-02,2026-03-04,FJSUV; Lautoka,Gate log checked
R-2,the Maldives,port_visit,planned,12 Jan 2027,,,
R-3,Burma,U.S. Embassy call,Completed,2026-05-06,2026-05-06,,"Two lines
of notes"
"""


class Files:
    """Imports texts and files into one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def sheet(self, text: str | bytes) -> Sheet:
        """Read a file."""
        return imports.read_bytes(text.encode() if isinstance(text, str) else text, name=NAME)

    def reading(self, kind: Kind, sheet: Sheet, /, **chosen: str) -> Reading:
        """Choose columns as proposed, but for what is given."""
        proposed = propose(self.engine, kind, sheet.headers).mapping
        return Reading({name: text for name, text in {**proposed, **chosen}.items() if text}, source="A register")

    def plan(
        self, text: str | bytes, kind: Kind = ENGAGEMENTS, /, *, day_first: bool | None = None, **chosen: str
    ) -> Plan:
        """Tell what an import would do."""
        sheet = self.sheet(text)
        reading = replace(self.reading(kind, sheet, **chosen), day_first=day_first)
        return imports.dry_run(self.engine, kind, sheet, reading, name=NAME)

    def bring(
        self, text: str | bytes, kind: Kind = ENGAGEMENTS, /, *, skip_rejected: bool = False, **chosen: str
    ) -> imports.Imported:
        """Import a file."""
        sheet = self.sheet(text)
        how = self.reading(kind, sheet, **chosen)
        plan = imports.dry_run(self.engine, kind, sheet, how, name=NAME)
        return imports.commit(self.engine, plan, how, headers=sheet.headers, who=WHO, skip_rejected=skip_rejected)

    def rows(self, kind: Kind = ENGAGEMENTS) -> list[Any]:
        """Return all records of a kind."""
        with reading(self.engine) as session:
            table: Any = kind.table
            return list(session.exec(select(table).order_by(table.id)))

    def one(self, key: str) -> Engagement:
        """Return an engagement by its key."""
        return next(row for row in self.rows() if row.source_key == key)

    def edit(self, row: Any, **facts: Any) -> None:  # noqa: ANN401 - any row and its facts
        """Change a record by hand."""
        with writing(self.engine, who="somebody", why="") as writer:
            writer.update(type(row), row.id, facts, seen=row.version)

    def version(self) -> int:
        """Return the data version."""
        with reading(self.engine) as session:
            return queries.data_version(session=session)


@pytest.fixture
def files(prepared: Engine) -> Files:
    """Return an importer of a prepared database without engagements."""
    return Files(prepared)


def sound(files: Files) -> bool:
    with reading(files.engine) as session:
        return list(audit.problems(session)) == []


def counts(plan: Plan) -> tuple[int, int, int, int]:
    return len(plan.new), len(plan.changed), len(plan.unchanged), len(plan.rejected_rows)


def reasons(plan: Plan) -> list[tuple[int, str, str]]:
    return [(one.number, one.column, one.reason) for one in plan.rejected]


# What is read


def test_an_extract_of_another_register_is_read_by_its_own_headers(files: Files) -> None:
    assert files.bring(VISITS) == imports.Imported(created=3, changed=0)
    first, second, third = files.rows()
    with reading(files.engine) as session:
        named = {port.id: port.name for port in queries.ports(session=session, territory="FJI")}
    assert [named[port] for port in first.ports] == ["Suva", "Lautoka"]
    assert (first.territory, first.kind, first.status) == ("FJI", "port_visit", "completed")
    assert (first.starts_on, first.ends_on) == (date(2026, 3, 2), date(2026, 3, 4))
    assert (first.source, first.source_key, first.summary, first.demo) == (
        "A register",
        "R-1",
        "Gate log checked",
        False,
    )
    assert (second.territory, second.starts_on, second.ends_on) == ("MDV", date(2027, 1, 12), date(2027, 1, 12))
    assert (third.territory, third.kind, third.summary) == ("MMR", "embassy_call", "Two lines\nof notes")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("FJI", "FJI"),
        ("fj", "FJI"),
        ("Republic of Fiji", "FJI"),
        ("Fiji Islands", "FJI"),
        ("Korea, South", "KOR"),
        ("Republic of Korea", "KOR"),
        ("Viet Nam", "VNM"),
        ("East Timor", "TLS"),
        ("REUNION", "REU"),
        ("Wallis & Futuna", "WLF"),
        ("The Maldives", "MDV"),
        ("Micronesia, Federated States of", "FSM"),
        ("Guam", "GUM"),
    ],
)
def test_a_territory_is_known_by_code_name_long_name_and_other_spellings(files: Files, written: str, code: str) -> None:
    plan = files.plan(f'Territory,First day,Reason\n"{written}",2026-01-01,unrest\n', ACCESS_PERIODS)
    assert reasons(plan) == []
    assert plan.new[0].form.territory == code  # type: ignore[attr-defined] # the form of an access period


def test_a_name_that_could_be_two_territories_is_not_guessed(files: Files) -> None:
    plan = files.plan("Territory,First day,Reason\nKorea,2026-01-01,unrest\n", ACCESS_PERIODS)
    assert plan.rejected[0].column == "Territory"
    assert "is no territory that is known" in plan.rejected[0].reason


@pytest.mark.parametrize("port", ["FJSUV", "fj suv", "Suva", "SUVA", "Suva (FJSUV)"])
def test_a_port_is_known_by_code_or_by_name_within_its_territory(files: Files, port: str) -> None:
    plan = files.plan(f"Territory,Kind,Status,First day,Ports\nFJI,Port visit,Planned,2027-01-01,{port}\n")
    assert reasons(plan) == []


def test_a_port_of_another_territory_is_refused_with_the_nearest_name(files: Files) -> None:
    text = "Territory,Kind,Status,First day,Ports\nFJI,Port visit,Planned,2027-01-01,{}\n"
    assert "is no port of Fiji" in files.plan(text.format("PFPPT")).rejected[0].reason
    assert "Did you mean 'Suva (FJSUV)'" in files.plan(text.format("Suvva")).rejected[0].reason


def test_an_unknown_organisation_is_a_row_error_with_the_remedy_and_a_known_one_is_found(files: Files) -> None:
    text = "Territory,Kind,Status,First day,Organisations\nFJI,Government,Planned,2027-01-01,Harbour Office\n"
    plan = files.plan(text)
    assert plan.rejected[0].column == "Organisations"
    assert "Enter or import the organisation first" in plan.rejected[0].reason
    files.bring(
        "Territory,Kind,Name\nFJI,Port authority,Harbour Office\nTON,Port authority,Harbour Office\n", ORGANISATIONS
    )
    files.bring(text)
    fijian = next(row for row in files.rows(ORGANISATIONS) if row.territory == "FJI")
    assert files.rows()[0].organisations == [fijian.id]


def test_every_error_of_a_row_is_named_with_number_column_and_remedy(files: Files) -> None:
    text = (
        "Country,Type,Status,Start date,End date\n"
        "Fidji,picnic,done,03/04/2026,\n"
        "\n"
        "FJI,Port visit,Planned,2026-02-30,\n"
        "FJI,Port visit,Planned,2026-03-02,2026-03-01\n"
        "FJI,Port visit,,2026-03-02,\n"
        "FJI,Port visit,Cancelled,2026-03-02,\n"
    )
    found = {(number, column): reason for number, column, reason in reasons(files.plan(text))}
    assert set(found) == {
        *((2, "Country"), (2, "Type"), (2, "Start date")),
        *((4, "Start date"), (5, "End date"), (6, "Status"), (7, "Reason for closing")),
    }
    assert "Did you mean 'Fiji'" in found[2, "Country"]
    assert "3 April or 4 March" in found[2, "Start date"] or "can be" in found[2, "Start date"]
    assert "lies before" in found[5, "End date"]
    assert found[6, "Status"].startswith("is blank")


@pytest.mark.parametrize(("day_first", "expected"), [(True, date(2026, 4, 3)), (False, date(2026, 3, 4))])
def test_dates_in_figures_are_read_as_said(files: Files, day_first: bool, expected: date) -> None:  # noqa: FBT001 - parametrised
    plan = files.plan("Territory,First day,Reason\nFJI,03/04/2026,unrest\n", ACCESS_PERIODS, day_first=day_first)
    assert plan.new[0].form.starts_on == expected  # type: ignore[attr-defined] # as above


def test_a_value_for_every_row_stands_in_for_a_column(files: Files) -> None:
    files.bring("Country,Date\nFiji,2026-03-02\nTonga,2026-03-09\n", kind="=port visit", status="=completed")
    assert {(row.kind, row.status) for row in files.rows()} == {("port_visit", "completed")}
    plan = files.plan("Country,Date\nFiji,2026-03-02\n", kind="=picnic", status="=completed")
    assert plan.rejected[0].column == "Kind"


def test_a_required_field_without_a_column_is_asked_for(files: Files) -> None:
    with pytest.raises(MappingError, match=r"Choose a column for: Kind, Status"):
        files.plan("Country,Date\nFiji,2026-03-02\n")


def test_lists_topics_agenda_and_yes_or_no_are_read(files: Files) -> None:
    files.bring(
        "Territory,Kind,Status,First day,Topics,Agenda,Team,In the territory,Days at headquarters\n"
        "FJI,Reciprocal visit,accepted,2027-01-01,ISPS; maritime awareness,Port: Walk round; Embassy: Out-brief,"
        "Lead; Second; Lead,no,3\n"
    )
    row = files.rows()[0]
    assert row.status is EngagementStatus.CONFIRMED
    assert row.topics == [Topic.ISPS, Topic.MARITIME_AWARENESS]
    assert row.agenda == [{"part": "port", "item": "Walk round"}, {"part": "embassy", "item": "Out-brief"}]
    assert (row.team, row.in_territory, row.headquarters_days) == (["Lead", "Second"], False, 3)


def test_hostile_cells_are_held_as_text_and_leave_neutralised(files: Files) -> None:
    evil = "=cmd|' /C calc'!A0"
    header = "Territory,Kind,Status,First day,Summary,Lead"
    text = f'{header}\nFJI,Port visit,Planned,2027-01-01,"{evil}","<script>x</script>"\n'
    files.bring(text)
    row = files.rows()[0]
    assert (row.summary, row.lead) == (evil, "<script>x</script>")
    sheet = files.sheet(f'Territory,Kind,Status,First day,Summary\n=1+1,Port visit,Planned,2027-01-01,"{evil}"\n')
    plan = imports.dry_run(files.engine, ENGAGEMENTS, sheet, files.reading(ENGAGEMENTS, sheet), name=NAME)
    written = list(csv.DictReader(io.StringIO(imports.rejected_csv(plan, sheet, note=""))))
    assert (written[0]["Territory"], written[0]["Summary"]) == ("'=1+1", f"'{evil}")


def test_a_file_that_is_no_table_is_refused_and_leaves_nothing_behind(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    for data in (b"", b"PK\x03\x04 no workbook", b"\x00\x01"):
        with pytest.raises(TableFileError, match=NAME):
            files.sheet(data)
    files.sheet(VISITS)
    assert list((tmp_path / "temporary").iterdir()) == []


# What is compared


def test_the_same_file_twice_changes_nothing(files: Files) -> None:
    files.bring(VISITS)
    before = files.version()
    assert counts(files.plan(VISITS)) == (0, 0, 3, 0)
    assert files.bring(VISITS) == imports.Imported(0, 0)
    assert files.version() == before


def test_without_references_equal_rows_keep_apart_and_the_file_twice_changes_nothing(files: Files) -> None:
    text = "Territory,Kind,Status,First day,Summary\n" + "FJI,Liaison,Completed,2026-03-02,{}\n" * 3
    files.bring(text.format("a", "b", "c"))
    assert [row.summary for row in files.rows()] == ["a", "b", "c"]
    assert counts(files.plan(text.format("a", "b", "c"))) == (0, 0, 3, 0)
    plan = files.plan(text.format("a", "B", "c"))
    assert counts(plan) == (0, 1, 2, 0)
    assert [(diff.label, diff.held, diff.said) for diff in plan.changed[0].diffs] == [("Summary", "b", "B")]


def test_a_changed_row_changes_only_its_field(files: Files) -> None:
    files.bring(VISITS)
    before = files.one("R-2")
    assert files.bring(VISITS.replace("planned", "confirmed")) == imports.Imported(0, 1)
    after = files.one("R-2")
    assert (after.status, after.version) == (EngagementStatus.CONFIRMED, before.version + 1)
    assert after.model_dump(exclude={"status", "version", "updated_at"}) == before.model_dump(
        exclude={"status", "version", "updated_at"}
    )
    assert sound(files)


def test_what_a_person_changed_since_beats_the_same_file(files: Files) -> None:
    files.bring(VISITS)
    files.edit(files.one("R-1"), summary="Gate log missing")
    assert counts(files.plan(VISITS)) == (0, 0, 3, 0)
    files.bring(VISITS.replace("2026-03-04", "2026-03-05"))
    assert files.one("R-1").summary == "Gate log missing", "another field's change takes nothing else along"
    files.bring(VISITS.replace("2026-03-04", "2026-03-05"))
    assert files.one("R-1").summary == "Gate log missing"
    plan = files.plan(VISITS.replace("Gate log checked", "Gate log signed").replace("2026-03-04", "2026-03-05"))
    assert [(d.label, d.held, d.said) for d in plan.changed[0].diffs] == [
        ("Summary", "Gate log missing", "Gate log signed")
    ]


def test_a_blank_cell_clears_what_the_file_said_before_and_nothing_that_a_person_wrote(files: Files) -> None:
    files.bring(VISITS)
    files.edit(files.one("R-2"), summary="Called ahead")
    files.bring(VISITS.replace("Gate log checked", ""))
    assert files.one("R-1").summary == ""
    assert files.one("R-2").summary == "Called ahead"


def test_a_record_that_a_person_cancelled_stays_cancelled(files: Files) -> None:
    files.bring(VISITS)
    files.edit(files.one("R-2"), status=EngagementStatus.CANCELLED, closing_reason="Cyclone")
    assert counts(files.plan(VISITS)) == (0, 0, 3, 0)
    assert counts(files.plan(VISITS.replace("planned", "cancelled"))) == (0, 0, 3, 0)


def test_a_disposed_record_is_not_filled_again(files: Files) -> None:
    files.bring(VISITS)
    row = files.one("R-1")
    files.edit(row, dispose_after=date(2026, 4, 1))
    with writing(files.engine, who=WHO, why="") as writer:
        writer.dispose(Engagement, row.id or 0, seen=row.version + 1)
    assert counts(files.plan(VISITS)) == (0, 0, 3, 0)


def test_a_reference_that_another_territory_has_is_refused(files: Files) -> None:
    files.bring(VISITS)
    plan = files.plan("Ref,Country,Type,Status,Start date\nR-1,Tonga,Port visit,Planned,2027-01-01\n")
    assert counts(plan) == (0, 0, 0, 1)
    assert "is the reference of a record of Fiji" in plan.rejected[0].reason


def test_a_reference_twice_in_a_file_is_refused(files: Files) -> None:
    plan = files.plan(VISITS + "R-1,Fiji,Port visit,Planned,2027-05-01,,,\n")
    assert reasons(plan) == [(5, "Ref", "'R-1' stands in row 2, too. Give each record a reference of its own")]


def test_a_row_like_a_record_that_was_entered_by_hand_is_pointed_out(files: Files) -> None:
    with writing(files.engine, who=WHO, why="") as writer:
        held = writer.create(engagement(ends_on=date(2026, 3, 2)))
    plan = files.plan(VISITS)
    assert [row.like for row in plan.new] == [held.id, None, None]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("form", [FileForm.CSV, FileForm.XLSX])
def test_what_was_exported_comes_back_as_it_is(demo: Engine, name: str, form: FileForm) -> None:
    files, kind = Files(demo), KINDS[name]
    before = files.version()
    export = rows(demo, ExportKind(name))
    data = as_file(export, form)
    assert counts(files.plan(data, kind)) == (0, 0, len(export.rows), 0)
    assert len(export.rows) > 0
    files.bring(data, kind)
    assert files.version() == before + 1, "only the choice of columns is remembered"


def test_an_exported_record_is_changed_by_its_own_reference_and_never_loses_its_demo_mark(demo: Engine) -> None:
    files = Files(demo)
    with reading(demo) as session:
        known = read_known(session)
        row = session.exec(select(Engagement)).first()
        assert row is not None
        cells = labelled(ENGAGEMENTS, row, known) | {"Summary": "Corrected", "Demonstration": "no"}
    plan = files.plan(to_csv([cells]))
    assert [diff.label for diff in plan.changed[0].diffs] == ["Summary"]
    files.bring(to_csv([cells]))
    assert [(one.summary, one.demo) for one in files.rows() if one.id == row.id] == [("Corrected", True)]


def test_an_own_reference_of_another_database_makes_a_new_record(files: Files) -> None:
    files.bring(VISITS)
    text = "Ref,Country,Type,Status,Start date\nseamark-1-00000000,Fiji,Port visit,Planned,2027-01-01\n"
    assert counts(files.plan(text)) == (1, 0, 0, 0)


# What is written


def test_a_rejected_row_keeps_everything_out_unless_it_is_left_out(files: Files) -> None:
    text = VISITS + "R-4,Atlantis,Port visit,Planned,2027-05-01,,,\n"
    with pytest.raises(InvalidRecordError, match=r"1 row of visits\.csv rejected"):
        files.bring(text)
    assert files.rows() == []
    assert files.bring(text, skip_rejected=True) == imports.Imported(3, 0)


def test_the_audit_names_file_and_digest(files: Files) -> None:
    files.bring(VISITS)
    with reading(files.engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.record_table == "engagement")).all()
    assert {entry.why for entry in entries} == {
        f"Import of engagements from visits.csv (SHA-256 {files.sheet(VISITS).digest})"
    }
    assert {entry.who for entry in entries} == {WHO}
    assert len({entry.at for entry in entries}) == 1


@pytest.mark.parametrize(("maximum", "refused"), [("UNCLASSIFIED", True), ("CUI", False)])
def test_a_marking_above_the_maximum_is_a_row_error(files: Files, maximum: str, refused: bool) -> None:  # noqa: FBT001 - parametrised
    with writing(files.engine, who=WHO, why="") as writer:
        choose(writer, "marking", maximum)
    plan = files.plan("Territory,Kind,Status,First day,Marking\nFJI,Port visit,Planned,2027-01-01,CUI\n")
    assert bool(plan.rejected) is refused
    if refused:
        assert (plan.rejected[0].column, "is above UNCLASSIFIED" in plan.rejected[0].reason) == ("Marking", True)


def test_cancelling_midway_leaves_nothing(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done:
            raise StoppedError

    monkeypatch.setattr(imports, "AT_ONCE", 2)
    sheet = files.sheet(VISITS)
    how = files.reading(ENGAGEMENTS, sheet)
    plan = imports.dry_run(files.engine, ENGAGEMENTS, sheet, how, name=NAME)
    before = files.version()
    with pytest.raises(StoppedError):
        imports.commit(files.engine, plan, how, headers=sheet.headers, who=WHO, progress=stop)
    assert (files.rows(), files.version()) == ([], before)


def test_progress_tells_how_much_is_done(files: Files) -> None:
    told: list[tuple[int, int]] = []
    sheet = files.sheet(VISITS)
    how = files.reading(ENGAGEMENTS, sheet)
    plan = imports.dry_run(
        files.engine, ENGAGEMENTS, sheet, how, name=NAME, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(0, 3)]
    imports.commit(
        files.engine,
        plan,
        how,
        headers=sheet.headers,
        who=WHO,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (0, 3)


def test_a_record_that_changed_since_the_dry_run_stops_the_import(files: Files) -> None:
    files.bring(VISITS)
    text = VISITS.replace("planned", "confirmed") + "R-9,Tonga,Port visit,Planned,2027-05-01,,,\n"
    sheet = files.sheet(text)
    how = files.reading(ENGAGEMENTS, sheet)
    plan = imports.dry_run(files.engine, ENGAGEMENTS, sheet, how, name=NAME)
    files.edit(files.one("R-2"), lead="Somebody")
    with pytest.raises(ConflictError):
        imports.commit(files.engine, plan, how, headers=sheet.headers, who=WHO)
    assert len(files.rows()) == 3


def test_two_people_importing_one_file_write_it_once(files: Files) -> None:
    sheet = files.sheet(VISITS)
    how = files.reading(ENGAGEMENTS, sheet)
    plans = [imports.dry_run(files.engine, ENGAGEMENTS, sheet, how, name=NAME) for _ in range(2)]
    imports.commit(files.engine, plans[0], how, headers=sheet.headers, who=WHO)
    with pytest.raises(ConflictError, match="imported meanwhile"):
        imports.commit(files.engine, plans[1], how, headers=sheet.headers, who=WHO)
    assert len(files.rows()) == 3


def test_follow_ups_find_their_engagement_by_its_reference(files: Files) -> None:
    files.bring(VISITS)
    text = "Territory,What,Due,State,Done on,Engagement\nFJI,Check the log,2026-09-01,Done,2026-08-01,{}\n"
    files.bring(text.format("R-1"), FOLLOW_UPS)
    row: FollowUp = files.rows(FOLLOW_UPS)[0]
    assert (row.engagement_id, row.state, row.done_on) == (files.one("R-1").id, "done", date(2026, 8, 1))
    assert "no engagement has the reference" in files.plan(text.format("R-8"), FOLLOW_UPS).rejected[0].reason
    undated = files.plan("Territory,What,Due,State\nFJI,Check the gate,2026-09-01,Done\n", FOLLOW_UPS)
    assert reasons(undated)[0][1] == "Done on"


# The choice of columns


def test_a_choice_of_columns_is_remembered_for_the_same_headers_in_any_order(files: Files) -> None:
    text = "Nation,When,What\nFiji,2026-03-02,x\n"
    chosen = {"territory": "Nation", "starts_on": "When", "summary": "What", "kind": "=training", "status": "=planned"}
    assert not propose(files.engine, ENGAGEMENTS, ["Nation", "When", "What"]).remembered
    files.bring(text, **chosen)
    proposal = propose(files.engine, ENGAGEMENTS, ["WHAT", "nation", "when"])
    assert proposal.remembered
    assert proposal.mapping == chosen | {"territory": "nation", "starts_on": "when", "summary": "WHAT"}
    assert not propose(files.engine, ACCESS_PERIODS, ["Nation", "When", "What"]).remembered
    files.bring(text, **chosen, lead="What")
    assert propose(files.engine, ENGAGEMENTS, ["Nation", "When", "What"]).mapping["lead"] == "What"
    with reading(files.engine) as session:
        assert len(session.exec(select(ColumnMapping)).all()) == 1


def test_choices_of_the_command_line(files: Files) -> None:
    assert files
    assert parse_choices(ENGAGEMENTS, ["First day=Date", "kind==training", "summary="]) == {
        "starts_on": "Date",
        "kind": "=training",
        "summary": "",
    }
    for text in ("kind", "colour=red"):
        with pytest.raises(MappingError, match="FIELD=COLUMN"):
            parse_choices(ENGAGEMENTS, [text])


def test_rejected_rows_come_back_corrected_and_are_not_taken_for_others(files: Files) -> None:
    text = (
        "Territory,Kind,Status,First day,Summary\n"
        "FJI,Liaison,Completed,2026-03-02,first\n"
        "FJI,Liaison,finished,2026-03-02,second\n"
    )
    files.bring(text, skip_rejected=True)
    sheet = files.sheet(text)
    how = files.reading(ENGAGEMENTS, sheet)
    plan = imports.dry_run(files.engine, ENGAGEMENTS, sheet, how, name=NAME)
    rejected = imports.rejected_csv(plan, sheet, note="UNCLASSIFIED")
    row = next(csv.DictReader(io.StringIO(rejected.partition("\n")[2])))
    assert row[WHY_HEADER].startswith("Status: 'finished' is not one of the choices")
    assert row[KEY_HEADER].endswith("-2")
    corrected = rejected.replace("finished,", "completed,")
    assert propose(files.engine, ENGAGEMENTS, files.sheet(corrected).headers).remembered
    files.bring(corrected)
    assert [one.summary for one in files.rows()] == ["first", "second"]
    assert counts(files.plan(text.replace("finished", "completed"))) == (0, 0, 2, 0)


# Templates


@pytest.mark.parametrize("name", KINDS)
def test_a_template_is_read_back_and_offers_what_may_be_chosen(files: Files, name: str) -> None:
    kind = KINDS[name]
    with reading(files.engine) as session:
        known = read_known(session)
    workbook = template_workbook(kind, known, note="UNCLASSIFIED")
    labels = [column.label for column in kind.columns if column.in_template]
    for data in (workbook, template_csv(kind, known, note="UNCLASSIFIED").encode()):
        sheet = files.sheet(data)
        assert list(sheet.headers) == labels
        assert sheet.rows == ()
        assert set(propose(files.engine, kind, sheet.headers).mapping) == {
            column.name for column in kind.columns if column.in_template
        }
    checks = load_workbook(io.BytesIO(workbook)).worksheets[0].data_validations.dataValidation
    assert sum(check.type == "list" for check in checks) == sum(
        bool(column.cell.choices(known)) for column in kind.columns if column.in_template
    )


def test_every_choice_that_a_template_offers_is_read(files: Files) -> None:
    with reading(files.engine) as session:
        known = read_known(session)
    for kind in KINDS.values():
        for column in kind.columns:
            choices = column.cell.choices(known)
            text = "\n".join(f'"{cell}"' for cell in (column.label, *choices))
            rejected = files.plan(text, kind, **_filled(kind, column.name)).rejected if choices else []
            assert [one for one in rejected if one.column == column.label] == []


def _filled(kind: Kind, but: str) -> dict[str, str]:
    """Return values for every row for what is required beside one field."""
    values = {
        "territory": "=FJI",
        "kind": "=other" if kind is ORGANISATIONS else "=liaison",
        "status": "=planned",
        "starts_on": "=2026-01-01",
        "due_on": "=2026-01-01",
        "what": "=x",
        "reason": "=x",
        "name": "=x",
    }
    return {column.name: values[column.name] for column in kind.columns if column.required and column.name != but}


# Taking an import back


def test_an_import_is_taken_back_as_a_whole_and_can_be_imported_again(files: Files) -> None:
    files.bring(VISITS)
    files.bring(VISITS.replace("planned", "confirmed") + "R-9,Tonga,Port visit,Planned,2027-05-01,,,\n")
    newest = past_imports(files.engine)[0]
    assert (newest.created, newest.changed, newest.undone) == (1, 1, False)
    assert undo_import(files.engine, newest.id, who=WHO) == 2
    assert [row.status for row in files.rows()] == ["completed", "planned", "completed", "cancelled"]
    assert [one.undone for one in past_imports(files.engine)] == [True, False]
    first = past_imports(files.engine)[1]
    undo_import(files.engine, first.id, who=WHO)
    assert {row.status for row in files.rows()} == {"cancelled"}
    again = files.bring(VISITS)
    assert again == imports.Imported(0, 3)
    assert [(row.status, row.closing_reason) for row in files.rows()[:3]] == [
        ("completed", ""),
        ("planned", ""),
        ("completed", ""),
    ]
    assert counts(files.plan(VISITS)) == (0, 0, 3, 0)
    assert sound(files)


def test_what_is_withdrawn_by_undoing_comes_back_by_importing(files: Files) -> None:
    text = "Territory,First day,Reason\nFJI,2026-01-01,unrest\n"
    files.bring(text, ACCESS_PERIODS)
    undo_import(files.engine, past_imports(files.engine)[0].id, who=WHO)
    assert files.rows(ACCESS_PERIODS)[0].withdrawn
    files.bring(text, ACCESS_PERIODS)
    assert files.rows(ACCESS_PERIODS)[0].withdrawn == ""
    assert len(files.rows(ACCESS_PERIODS)) == 1


def test_an_import_of_which_a_record_changed_since_is_not_taken_back_at_all(files: Files) -> None:
    files.bring(VISITS)
    row = files.one("R-2")
    files.edit(row, lead="Somebody")
    before = files.version()
    with pytest.raises(ConflictError, match=f"1 record changed since the import: engagement {row.id}\\."):
        undo_import(files.engine, past_imports(files.engine)[0].id, who=WHO)
    assert files.version() == before


def test_only_an_import_can_be_taken_back(files: Files) -> None:
    with writing(files.engine, who=WHO, why="entered") as writer:
        writer.create(engagement())
    with pytest.raises(UnknownRecordError):
        undo_import(files.engine, files.version(), who=WHO)
    with pytest.raises(UnknownRecordError):
        undo_import(files.engine, 10_000_000, who=WHO)
    assert past_imports(files.engine) == []


def test_an_organisation_of_two_equal_names_is_the_one_that_stands(files: Files) -> None:
    with writing(files.engine, who=WHO, why="") as writer:
        gone, stands = writer.create_all(
            [
                OrganisationCreate(
                    source="test", territory="FJI", name="Port Office", kind=OrganisationKind.OTHER, withdrawn=why
                )
                for why in ("merged", "")
            ]
        )
    files.bring("Territory,Kind,Status,First day,Organisations\nFJI,Government,Planned,2027-01-01,port office\n")
    assert files.rows()[0].organisations == [stands.id]
    assert gone.id != stands.id
    assert files.rows()[0].kind is EngagementKind.GOVERNMENT
    assert isinstance(stands, Organisation)
