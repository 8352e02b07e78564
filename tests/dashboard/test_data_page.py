"""The Data page: a file goes in, is looked at, imported and taken back; records come out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from dashboard import caching
from dashboard.actions import initialise
from dashboard.actions.port_export import PortForm
from dashboard.parts import import_progress
from dashboard.parts.data_export_ports import FACILITIES, PORTS, places_file
from models.changes import writing
from models.database import reading
from models.tables import Engagement, PortFacilityCreate
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
NAME = "visits.csv"
FILE = (
    b"Ref,Country,Type,Status,Start date,Remarks\n"
    b"R-1,Fiji,Port visit,Completed,2026-03-02,Gate log checked\n"
    b"R-2,Tonga,Port visit,Planned,2027-01-12,\n"
)
WITH_ERROR = FILE + b"R-3,Atlantis,Port visit,Planned,2027-01-12,\n"


pytestmark = pytest.mark.usefixtures("page_day")


def page(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page("app_pages/data.py").run()


def upload(app: AppTest, data: bytes = FILE, name: str = NAME) -> AppTest:
    return app.file_uploader[0].set_value((name, data, "text/csv")).run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def figures(app: AppTest) -> list[str]:
    return [metric.value for metric in app.metric]


def held(engine: Engine) -> list[tuple[str | None, str]]:
    with reading(engine) as session:
        return [(row.source_key, row.status) for row in session.exec(select(Engagement).order_by("id"))]


def said(app: AppTest) -> str:
    elements: list[Any] = [*app.error, *app.info, *app.success, *app.warning]
    return " ".join(element.value for element in elements)


@pytest.fixture
def empty(prepared: Engine) -> Engine:
    """Return a started database without engagements."""
    initialise.start_empty(prepared)
    return prepared


def test_a_file_is_checked_imported_and_taken_back(empty: Engine) -> None:
    app = press(upload(page()), "Check the file")
    assert figures(app) == ["2", "0", "0", "0"]
    assert held(empty) == [], "checking writes nothing"
    press(app, "Import 2 new engagements")
    assert "2 engagements imported" in said(app)
    assert held(empty) == [("R-1", "completed"), ("R-2", "planned")]
    assert not app.metric, "the page is ready for the next file"
    app.query_params["data"] = "Undo an import"
    app.run()
    press(app, "Undo it")
    assert "Taken back: 2 records" in said(app)
    assert {status for _, status in held(empty)} == {"cancelled"}


def test_the_same_file_again_has_nothing_to_import_and_its_columns_are_remembered(empty: Engine) -> None:
    assert empty
    app = press(press(upload(page()), "Check the file"), "Import 2 new")
    upload(app)
    assert any("Chosen as last time" in caption.value for caption in app.caption)
    press(app, "Check the file")
    assert figures(app) == ["0", "0", "2", "0"]
    assert "Nothing to import" in said(app)


def test_rejected_rows_keep_the_file_out_until_they_are_left_out_by_choice(empty: Engine) -> None:
    app = press(upload(page(), WITH_ERROR), "Check the file")
    assert figures(app) == ["2", "0", "0", "1"]
    assert app.dataframe[0].value.to_dict("records")[0]["Column"] == "Country"
    button = next(button for button in app.button if button.label == "Import 2 new engagements")
    assert button.disabled
    next(box for box in app.checkbox if "leave out" in box.label).check().run()
    press(app, "Import 2 new")
    assert len(held(empty)) == 2


def test_what_changes_is_shown_field_by_field(empty: Engine) -> None:
    app = press(press(upload(page()), "Check the file"), "Import 2 new")
    press(upload(app, FILE.replace(b"Planned", b"Confirmed")), "Check the file")
    assert app.dataframe[0].value.to_dict("records") == [
        {
            "Row": 3,
            "Record": "Tonga, Port visit, 12 Jan 2027",
            "Field": "Status",
            "Now": "Planned",
            "In the file": "Confirmed",
        }
    ]
    press(app, "Import 1 changed engagement")
    assert dict(held(empty))["R-2"] == "confirmed"


def test_a_column_can_be_chosen_by_hand_and_a_missing_one_is_asked_for(empty: Engine) -> None:
    assert empty
    app = upload(page(), b"Where,Start date\nFiji,2026-03-02\n")
    press(app, "Check the file")
    assert "Choose a column for: Territory, Kind, Status" in said(app).replace("\\", "")
    chosen = {"territory": "Where", "kind": "=Training", "status": "=Completed"}
    for field, option in chosen.items():
        next(box for box in app.selectbox if (box.key or "").endswith(f"_{field}")).set_value(option)
    press(app, "Check the file")
    assert figures(app) == ["1", "0", "0", "0"]


def test_a_file_that_cannot_be_read_says_why(empty: Engine) -> None:
    assert empty
    app = upload(page(), b"PK\x03\x04nothing", "visits.xlsx")
    assert not app.exception
    assert "damaged" in said(app)


def test_the_text_of_a_file_is_never_markup(empty: Engine) -> None:
    assert empty
    app = upload(page(), b"![x](http://evil)\n1\n")
    press(app, "Check the file")
    shown = " ".join(element.value for element in [*app.caption, *app.markdown, *app.error])
    assert "![x](" not in shown


def test_a_new_kind_or_file_throws_the_check_away(empty: Engine) -> None:
    assert empty
    app = press(upload(page()), "Check the file")
    app.radio[0].set_value("access-periods").run()
    assert not app.metric
    assert not app.exception


def test_the_address_names_kind_and_part(empty: Engine) -> None:
    assert empty
    assert page(import_kind="Organisations").radio[0].value == "organisations"


def test_a_page_without_imports_says_what_would_stand_there(empty: Engine) -> None:
    assert empty
    assert "No file has been imported yet" in said(page(data="Undo an import"))


def test_an_import_of_which_a_record_changed_is_not_taken_back(empty: Engine) -> None:
    app = press(press(upload(page()), "Check the file"), "Import 2 new")
    with writing(empty, who="somebody", why="") as writer:
        row = writer.session.exec(select(Engagement).where(Engagement.source_key == "R-2")).one()
        writer.update(Engagement, row.id or 0, {"lead": "Somebody"}, seen=row.version)
    app.query_params["data"] = "Undo an import"
    app.run()
    press(app, "Undo it")
    assert "1 record changed since the import: engagement" in said(app).replace("\\", "")
    assert {status for _, status in held(empty)} == {"completed", "planned"}


def test_every_kind_is_offered_for_export_in_three_formats(demo: Engine) -> None:
    assert demo
    app = page(data="Export")
    labels = [button.proto.label for button in app.get("download_button")]
    assert {"Engagements as CSV", "Engagements as XLSX", "Engagements as JSON"} <= set(labels)
    assert "Bookings and due dates as ICS" in labels
    app.selectbox(key="export_kind").set_value("audit").run()
    assert app.multiselect(key="export_territories").disabled
    app.selectbox(key="export_kind").set_value("officers").run()
    assert app.date_input(key="export_from").disabled
    assert not app.exception


@pytest.mark.parametrize(("kind", "label"), [("ports", "Ports"), ("port-facilities", "Port facilities")])
def test_places_are_offered_for_export_in_every_format(demo: Engine, kind: str, label: str) -> None:
    assert demo
    app = page(data="Export")
    app.selectbox(key="export_kind").set_value(kind).run()
    labels = [button.proto.label for button in app.get("download_button")]
    forms = ("CSV", "XLSX", "JSON", "GeoJSON", "GeoPackage", "KML")
    assert {f"{label} as {form}" for form in forms} <= set(labels)
    assert app.date_input(key="export_from").disabled
    app.multiselect(key="export_territories").set_value(["Samoa", "American Samoa"]).run()
    assert "Bookings and due dates as ICS" in labels
    assert not app.exception


def test_ports_are_written_of_the_territories_chosen_and_else_all(demo: Engine) -> None:
    records = caching.records()
    assert demo
    some = places_file(records, PORTS, {"Fiji": "FJI"}, AS_OF, PortForm.CSV).decode()
    assert "FJSUV" in some
    assert "Ports (Fiji)" in some
    assert "WSAPW" not in some
    assert "WSAPW" in places_file(records, PORTS, {}, AS_OF, PortForm.CSV).decode()


def test_a_facility_that_waits_for_its_port_is_written_too(demo: Engine) -> None:
    form = PortFacilityCreate(name="Lonely Jetty", imo_number="FJZZZ-0001", territory="FJI", source="test.csv")
    with writing(demo, who="x", why="x") as writer:
        writer.create(form)
    records = caching.records()
    written = places_file(records, FACILITIES, {"Fiji": "FJI"}, AS_OF, PortForm.CSV).decode()
    assert "FJZZZ-0001" in written
    assert "FJZZZ-0001" not in places_file(records, FACILITIES, {"Samoa": "WSM"}, AS_OF, PortForm.CSV).decode()


def test_days_in_the_wrong_order_are_pointed_out(demo: Engine) -> None:
    assert demo
    app = page(data="Export")
    app.date_input(key="export_from").set_value(AS_OF).run()
    app.date_input(key="export_to").set_value(AS_OF.replace(year=2025)).run()
    assert "To lies before From" in said(app)


def test_long_work_is_announced_and_short_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, str]] = []

    class Bar:
        def progress(self, value: float, text: str = "") -> None:
            """Note what is told."""
            told.append((round(value * 100), text))

    monkeypatch.setattr(import_progress.st, "progress", lambda _value: Bar())
    with import_progress.progress("Checking", "rows", key="short", shown_from=1_000) as tell:
        tell(0, 999)
    assert told == []
    with import_progress.progress("Checking", "rows", key="long", shown_from=1_000) as tell:
        tell(0, 4000)
        tell(2000, 4000)
    assert told == [(0, "Checking: 0 of 4,000 rows"), (50, "Checking: 2,000 of 4,000 rows")]
