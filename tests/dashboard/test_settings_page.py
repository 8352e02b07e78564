"""The Settings page: what is entered is stored, what is wrong is said beside its field, no change is lost."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from dashboard.actions.editing import save
from dashboard.actions.records import Records, read_records
from models.changes import writing
from models.database import reading
from models.settings import choose
from models.tables import AccessPeriod, Assessment, Engagement, Officer, Organisation, Territory
from models.vocabulary import Subregion
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
TABS = ("Territories", "Officers", "Organisations", "Access", "Assessments", "Offices", "Markings", "Disposal")


pytestmark = pytest.mark.usefixtures("page_day")


def opened(tab: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["tab"] = tab
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page("app_pages/settings.py").run()
    assert not app.exception
    return app


def field(found: Any, label: str) -> Any:  # noqa: ANN401 - a widget
    """Return the widget of a label."""
    return next(one for one in found if one.label == label)


def press(app: AppTest, label: str) -> AppTest:
    field(app.button, label).click().run()
    assert not app.exception
    return app


def errors(app: AppTest) -> str:
    return " ".join(one.value for one in app.error)


def read(engine: Engine) -> Records:
    with reading(engine) as session:
        return read_records(session=session)


def row(engine: Engine, table: Any, number: int) -> Any:  # noqa: ANN401 - any row
    with reading(engine) as session:
        return session.get(table, number)


def newest(engine: Engine, table: Any) -> Any:  # noqa: ANN401 - any row
    with reading(engine) as session:
        return session.exec(select(table).order_by(table.id.desc())).first()


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_drawn_with_records_and_without(prepared: Engine, demo: Engine, tab: str) -> None:
    assert prepared is demo
    app = opened(tab)
    assert app.title[0].value == "Settings"
    assert errors(app) == ""


# Territories


def test_an_interval_is_changed_and_stands_in_the_history(demo: Engine) -> None:
    app = opened("Territories", territory="Fiji")
    field(app.number_input, "Visit interval, days").set_value(180)
    field(app.text_input, "Reason for the change (may be blank)").set_value("agreed with the embassy")
    press(app, "Save")
    fiji = read(demo).territories["FJI"]
    assert (fiji.visit_interval_days, fiji.version) == (180, 2)
    assert field(app.number_input, "Visit interval, days").value == 180
    found = [one for one in app.expander if one.label == "History"]
    assert found


def test_saving_what_was_not_changed_writes_only_that_it_was_looked_at(demo: Engine) -> None:
    before = read(demo).territories["FJI"]
    press(opened("Territories", territory="Fiji"), "Save")
    after = read(demo).territories["FJI"]
    kept = {
        name: value for name, value in after.model_dump().items() if name not in {"version", "updated_at", "source"}
    }
    assert kept.items() <= before.model_dump().items()


def test_a_partner_is_added_and_reaches_map_tiles_and_figures(demo: Engine) -> None:
    app = opened("Territories", territory="Pakistan")
    field(app.checkbox, "Partner: visited, counted and shown").check()
    press(app, "Save")
    assert "Subregion" not in errors(app)
    assert "a partner belongs to a subregion" in errors(app).lower()
    assert not read(demo).territories["PAK"].partner
    field(app.selectbox, "Subregion").set_value(Subregion.SOUTH_ASIA)
    field(app.text_input, "Where its glyph stands").set_value("")
    press(app, "Save")
    assert errors(app) == ""
    held = read(demo).territories["PAK"]
    assert held.partner
    assert 60 < (held.label_lon or 0) < 78
    coverage = AppTest.from_file(str(APP), default_timeout=60)
    coverage.query_params["view"] = "Tiles"
    coverage.run()
    assert not coverage.exception
    assert " of 48" in coverage.metric[0].value
    deck = json.loads(coverage.get("deck_gl_json_chart")[0].proto.json)
    assert any(layer["id"] == "tiles" for layer in deck["layers"])


def test_taking_membership_away_says_what_it_means_first(demo: Engine) -> None:
    app = opened("Territories", territory="Fiji")
    field(app.checkbox, "Partner: visited, counted and shown").uncheck()
    press(app, "Save")
    assert read(demo).territories["FJI"].partner, "nothing is written before it is confirmed"
    assert "no longer counted" in app.warning[0].value
    press(app, "Take membership away")
    assert "Say why" in errors(app)
    assert read(demo).territories["FJI"].partner
    field(app.text_input, "Reason for the change").set_value("moved to another staff")
    press(app, "Take membership away")
    assert not read(demo).territories["FJI"].partner
    assert len(read(demo).partners) == 46


def test_one_may_go_back_instead(demo: Engine) -> None:
    app = opened("Territories", territory="Fiji")
    field(app.checkbox, "Partner: visited, counted and shown").uncheck()
    press(app, "Save")
    press(app, "Go back")
    assert field(app.checkbox, "Partner: visited, counted and shown").value in {True, False}
    assert read(demo).territories["FJI"].version == 1


def test_going_back_shows_what_was_typed_over_the_version_that_was_seen(demo: Engine) -> None:
    app = opened("Territories", territory="Fiji")
    field(app.checkbox, "Partner: visited, counted and shown").uncheck()
    field(app.number_input, "Visit interval, days").set_value(200)
    field(app.text_input, "Reason for the change (may be blank)").set_value("moved")
    press(app, "Save")
    assert field(app.text_input, "Reason for the change").value == "moved", "what was typed is not asked for again"
    save(demo, Territory, read(demo).territories["FJI"].id, {"capital": "Elsewhere"}, seen=1, who="another steward")
    press(app, "Go back")
    assert not field(app.checkbox, "Partner: visited, counted and shown").value
    assert field(app.number_input, "Visit interval, days").value == 200
    assert field(app.text_input, "Reason for the change (may be blank)").value == "moved"
    field(app.checkbox, "Partner: visited, counted and shown").check()
    press(app, "Save")
    assert "another steward" in app.warning[0].value, "the other change is not overwritten"
    assert read(demo).territories["FJI"].capital == "Elsewhere"


@pytest.mark.parametrize(
    ("text", "says"), [("178, -18", "swapped"), ("somewhere", "write them as"), ("18°61′S 178°E", "below 60")]
)
def test_a_point_that_is_none_is_refused_beside_its_field(demo: Engine, text: str, says: str) -> None:
    app = opened("Territories", territory="Fiji")
    field(app.text_input, "Where its glyph stands").set_value(text)
    press(app, "Save")
    assert says in errors(app)
    assert field(app.text_input, "Where its glyph stands").value == text, "what was typed stays"
    assert read(demo).territories["FJI"].version == 1


def test_the_list_is_searched_by_any_word(demo: Engine) -> None:
    assert demo
    app = opened("Territories")
    field(app.text_input, "Search").set_value("polynesia PACIFIC").run()
    assert set(app.dataframe[0].value["Subregion"]) == {"Polynesia"}
    field(app.text_input, "Search").set_value("atlantis").run()
    assert "No line" in app.info[0].value
    field(app.text_input, "Search").set_value("").run()
    field(app.radio, "Show").set_value("All").run()
    assert len(app.dataframe[0].value) == len(read(demo).territories)


def test_two_stewards_of_one_territory_see_both_versions(demo: Engine) -> None:
    app = opened("Territories", territory="Fiji")
    fiji = read(demo).territories["FJI"]
    save(demo, Territory, fiji.id, {"visit_interval_days": 90, "capital": "Elsewhere"}, seen=1, who="another steward")
    field(app.number_input, "Visit interval, days").set_value(200)
    press(app, "Save")
    assert read(demo).territories["FJI"].visit_interval_days == 90
    assert "another steward" in app.warning[0].value
    chosen = next(one for one in app.radio if "interval" in one.label)
    chosen.set_value(chosen.options[0]).run()
    press(app, "Save merged")
    merged = read(demo).territories["FJI"]
    assert (merged.visit_interval_days, merged.capital, merged.version) == (200, "Elsewhere", 3)


def test_one_may_leave_the_other_s_version(demo: Engine) -> None:
    app = opened("Territories", territory="Fiji")
    save(demo, Territory, read(demo).territories["FJI"].id, {"visit_interval_days": 90}, seen=1, who="another")
    field(app.number_input, "Visit interval, days").set_value(200)
    press(app, "Save")
    press(app, "Leave theirs")
    assert field(app.number_input, "Visit interval, days").value == 90


def test_a_form_says_that_its_record_has_changed_since(demo: Engine) -> None:
    app = opened("Territories", territory="Fiji")
    save(demo, Territory, read(demo).territories["FJI"].id, {"visit_interval_days": 90}, seen=1, who="another")
    app.run()
    assert "changed since" in app.info[0].value
    press(app, "Show the newest")
    assert field(app.number_input, "Visit interval, days").value == 90
    assert not app.info


# Officers


def test_an_officer_is_entered_changed_withdrawn_and_restored(demo: Engine) -> None:
    app = press(opened("Officers"), "New officer")
    field(app.text_input, "Name or duty title").set_value("Pacific desk")
    field(app.multiselect, "Territories").set_value(["TON", "FJI"])
    field(app.date_input, "Further leave, first and last day").set_value((date(2026, 12, 1), date(2026, 12, 9)))
    press(app, "Save")
    assert errors(app) == ""
    held = newest(demo, Officer)
    assert (held.name, held.territories, held.marking) == ("Pacific desk", ["FJI", "TON"], "UNCLASSIFIED")
    assert held.leave == [{"starts_on": "2026-12-01", "ends_on": "2026-12-09"}]
    assert field(app.selectbox, "Officer").value == "Pacific desk", "what was saved stays open"

    assert field(app.date_input, "Leave 1, first and last day").value == (date(2026, 12, 1), date(2026, 12, 9))
    field(app.date_input, "Further leave, first and last day").set_value((date(2026, 11, 1), date(2026, 11, 9)))
    press(app, "Save")
    assert [one["starts_on"] for one in newest(demo, Officer).leave] == ["2026-11-01", "2026-12-01"]

    press(app, "Withdraw this officer")
    assert "Say why" in errors(app)
    field(app.text_input, "Reason").set_value("left the staff")
    press(app, "Withdraw this officer")
    assert newest(demo, Officer).withdrawn == "left the staff"
    assert "Pacific desk" not in field(app.selectbox, "Officer").options

    field(app.checkbox, "Withdrawn ones").check().run()
    field(app.selectbox, "Officer").set_value("Pacific desk").run()
    field(app.text_input, "Reason").set_value("came back")
    press(app, "Restore this officer")
    assert newest(demo, Officer).withdrawn == ""


def test_who_else_has_a_territory_and_who_has_none_is_said(demo: Engine) -> None:
    app = opened("Officers")
    assert not app.warning
    first = row(demo, Officer, 1)
    assert "FJI" in first.territories
    save(demo, Officer, 1, {"territories": [code for code in first.territories if code != "FJI"]}, seen=1, who="x")
    app = opened("Officers")
    assert app.warning[0].value == "Fiji"
    app = press(opened("Officers"), "New officer")
    assert any("also DEMO Liaison Officer" in option for option in field(app.multiselect, "Territories").options)


def test_a_name_that_is_taken_is_refused(demo: Engine) -> None:
    app = press(opened("Officers"), "New officer")
    field(app.text_input, "Name or duty title").set_value(row(demo, Officer, 1).name)
    press(app, "Save")
    assert "already" in errors(app)
    field(app.text_input, "Name or duty title").set_value("")
    press(app, "Save")
    assert errors(app)


def test_the_local_user_says_who_he_is(demo: Engine) -> None:
    app = opened("Officers")
    field(app.selectbox, "I am").set_value(2).run()
    assert read(demo).settings.officer_id == 2
    field(app.selectbox, "I am").set_value(3).run()
    assert read(demo).settings.officer_id == 3
    save(demo, Officer, 3, {"withdrawn": "left"}, seen=1, who="x")
    assert field(opened("Officers").selectbox, "I am").value is None


@pytest.mark.parametrize("drawn_between", [True, False])
def test_what_was_typed_stays_when_somebody_else_renames_the_record(demo: Engine, *, drawn_between: bool) -> None:
    first = row(demo, Officer, 1)
    app = opened("Officers", officer=first.name)
    before = field(app.text_input, "Name or duty title").proto.id
    save(demo, Officer, 1, {"name": "Renamed there"}, seen=first.version, who="another steward")
    if drawn_between:
        app.run()
    name = field(app.text_input, "Name or duty title")
    assert name.proto.id == before, "a browser keeps what was typed only in the same widget"
    name.set_value("Typed here")
    press(app, "Save")
    shown = " ".join(one.value for one in app.markdown)
    assert "Yours: Typed here" in shown
    assert "Theirs: Renamed there" in shown
    assert field(app.selectbox, "Officer").value == "Renamed there"
    assert row(demo, Officer, 1).name == "Renamed there"


def test_a_record_that_takes_over_the_title_does_not_take_over_the_form(demo: Engine) -> None:
    first, second = row(demo, Officer, 1), row(demo, Officer, 2)
    app = opened("Officers", officer=first.name)
    field(app.text_input, "Name or duty title").set_value("Typed here")
    save(demo, Officer, 1, {"name": "Renamed there"}, seen=first.version, who="another steward")
    save(demo, Officer, 2, {"name": first.name}, seen=second.version, who="another steward")
    press(app, "Save")
    assert "Theirs: Renamed there" in " ".join(one.value for one in app.markdown)
    assert row(demo, Officer, 2).name == first.name


def test_what_was_typed_stays_when_somebody_else_withdraws_the_record(demo: Engine) -> None:
    first = row(demo, Officer, 1)
    app = opened("Officers", officer=first.name)
    field(app.text_input, "Name or duty title").set_value("Typed here")
    save(demo, Officer, 1, {"withdrawn": "left the staff"}, seen=first.version, who="another steward")
    press(app, "Save")
    assert "another steward" in app.warning[-1].value
    assert "Yours: Typed here" in " ".join(one.value for one in app.markdown)
    press(app, "Leave theirs")
    assert field(app.selectbox, "Officer").value is None, "with its form closed it leaves the list"
    assert row(demo, Officer, 1).withdrawn == "left the staff"


# Organisations, access periods, assessments


def test_an_organisation_is_entered_with_a_port_of_its_territory(demo: Engine) -> None:
    app = press(opened("Organisations"), "New organisation")
    field(app.selectbox, "Territory").set_value("FJI").run()
    ports = {port.name for port in read(demo).ports["FJI"]}
    assert set(field(app.selectbox, "Port").options) == ports
    field(app.text_input, "Name of the office").set_value("Harbour office")
    field(app.selectbox, "Kind").set_value("port_authority")
    field(app.selectbox, "Port").set_value(read(demo).ports["FJI"][0].id)
    field(app.text_input, "Office phone").set_value("ask at the gate")
    field(app.text_input, "Office mail").set_value("nobody")
    press(app, "Save")
    assert "digits" in errors(app)
    assert "one @" in errors(app).replace("\\", "")
    assert field(app.text_input, "Name of the office").value == "Harbour office"
    field(app.text_input, "Office phone").set_value("+679 331 5266")
    field(app.text_input, "Office mail").set_value("harbour@example.org")
    press(app, "Save")
    assert errors(app) == ""
    held = newest(demo, Organisation)
    assert (held.name, held.territory, held.phone) == ("Harbour office", "FJI", "+679 331 5266")
    assert any("never of a person" in one.value for one in app.caption)


def test_an_organisation_without_a_kind_or_territory_is_refused_in_plain_words(demo: Engine) -> None:
    before = newest(demo, Organisation).id
    app = press(opened("Organisations"), "New organisation")
    press(app, "Save")
    assert "pydantic" not in errors(app)
    assert len(app.error) >= 2
    assert newest(demo, Organisation).id == before


def test_an_access_period_is_entered_and_ended(demo: Engine) -> None:
    app = press(opened("Access"), "New access period")
    field(app.selectbox, "Territory").set_value("TON")
    field(app.date_input, "First day").set_value(date(2026, 11, 1))
    field(app.date_input, "Last day").set_value(date(2026, 10, 1))
    field(app.text_input, "What stands in the way").set_value("Ash fall")
    press(app, "Save")
    assert "before" in errors(app)
    field(app.date_input, "Last day").set_value(None)
    press(app, "Save")
    assert errors(app) == ""
    held = newest(demo, AccessPeriod)
    assert (held.territory, held.starts_on, held.ends_on) == ("TON", date(2026, 11, 1), None)
    press(app, "End this access period")
    assert newest(demo, AccessPeriod).ends_on == AS_OF
    assert "End this access period" not in {one.label for one in app.button}


def test_an_assessment_is_entered(demo: Engine) -> None:
    app = press(opened("Assessments"), "New assessment")
    field(app.selectbox, "Territory").set_value("TON").run()
    field(app.date_input, "Assessed on").set_value(date(2026, 11, 3))
    field(app.selectbox, "Anti-terrorism measures").set_value("effective")
    field(app.text_area, "Note").set_value("All ports seen")
    press(app, "Save")
    assert errors(app) == ""
    held = newest(demo, Assessment)
    assert (held.territory, held.assessed_on, held.note) == ("TON", date(2026, 11, 3), "All ports seen")


# Offices and markings


def test_an_office_is_added_and_made_the_base(demo: Engine) -> None:
    app = opened("Offices")
    field(app.selectbox, "Office").set_value("New office").run()
    field(app.text_input, "Name").set_value("Honolulu")
    press(app, "Save")
    assert "position" in errors(app)
    field(app.text_input, "Position").set_value("21°18.6′N 157°51.6′W")
    press(app, "Save")
    assert "choose one" in errors(app).lower()
    field(app.selectbox, "Time zone").set_value("Pacific/Honolulu")
    press(app, "Save")
    assert errors(app) == ""
    assert [office.name for office in read(demo).settings.offices] == ["Yokota Air Base, Japan", "Honolulu"]
    assert field(app.selectbox, "Office").value == "Honolulu"
    field([one for one in app.text_input if (one.key or "").startswith("office_1_base")], "Reason").set_value("moved")
    press(app, "Make it the base")
    held = read(demo).settings.base
    assert (held.name, held.lon, held.lat, held.time_zone) == ("Honolulu", -157.86, 21.31, "Pacific/Honolulu")


def test_the_only_office_stays(demo: Engine) -> None:
    assert demo
    assert "Take it off the list" not in {one.label for one in opened("Offices").button}


def test_the_maximum_is_raised_and_not_lowered_below_what_records_bear(demo: Engine) -> None:
    app = opened("Markings")
    field(app.radio, "Maximum").set_value("CUI")
    press(app, "Set the maximum")
    assert "say why" in errors(app).lower()
    field(app.text_input, "Reason for the change").set_value("reports will be CUI")
    press(app, "Set the maximum")
    assert read(demo).settings.marking == "CUI"
    assert "CUI · DEMO DATA" in " ".join(one.proto.body for one in app.get("html"))
    save(demo, Engagement, 1, {"marking": "CUI"}, seen=row(demo, Engagement, 1).version, who="x")
    app = opened("Markings")
    field(app.radio, "Maximum").set_value("UNCLASSIFIED")
    field(app.text_input, "Reason for the change").set_value("back again")
    press(app, "Set the maximum")
    assert "1 record bears CUI" in errors(app)
    assert read(demo).settings.marking == "CUI"


def test_a_marking_is_added_with_a_colour_that_can_be_read(demo: Engine) -> None:
    app = opened("Markings")
    field(app.selectbox, "Marking").set_value("New marking").run()
    field(app.text_input, "Name").set_value("CUI//SP-SSI")
    app.color_picker[0].set_value("#f0c000")
    press(app, "Save")
    assert "contrast of 1" in errors(app)
    app.color_picker[0].set_value("#7a1f5c")
    press(app, "Save")
    assert errors(app) == ""
    assert [level.name for level in read(demo).settings.markings] == ["UNCLASSIFIED", "CUI", "CUI//SP-SSI"]


def test_a_marking_that_records_bear_is_not_taken_off_the_list(demo: Engine) -> None:
    app = opened("Markings")
    field([one for one in app.text_input if (one.key or "").startswith("marking_0_off")], "Reason").set_value("unused")
    press(app, "Take it off the list")
    assert "maximum" in errors(app)
    assert len(read(demo).settings.markings) == 2


OFFICES = [
    {"name": name, "lon": lon, "lat": 20.0, "time_zone": "Pacific/Honolulu"}
    for name, lon in (("First", 139.0), ("Second", 140.0), ("Third", 141.0))
]


def choose_setting(engine: Engine, name: str, value: Any) -> None:  # noqa: ANN401 - any value of a setting
    with writing(engine, who="another steward", why="x") as writer:
        choose(writer, name, value)


@pytest.mark.parametrize("left", [OFFICES[:1], OFFICES[1:]])
def test_a_list_that_somebody_else_shortens_shows_both_versions(demo: Engine, left: list[Any]) -> None:
    choose_setting(demo, "offices", OFFICES)
    app = opened("Offices")
    field(app.selectbox, "Office").set_value("Third").run()
    field(app.text_input, "Name").set_value("Third, renamed")
    choose_setting(demo, "offices", left)
    press(app, "Save")
    assert "another steward" in app.warning[0].value
    assert "Third, renamed" in " ".join(one.value for one in app.markdown)
    assert [office.name for office in read(demo).settings.offices] == [one["name"] for one in left]


def test_an_entry_that_is_chosen_next_is_one_of_the_newest_list(demo: Engine) -> None:
    choose_setting(demo, "offices", OFFICES)
    app = opened("Offices")
    choose_setting(demo, "offices", OFFICES[1:])
    field(app.selectbox, "Office").set_value("Second").run()
    assert field(app.text_input, "Name").value == "Second"
    assert field(app.selectbox, "Office").options == ["Second", "Third", "New office"]
    field(app.text_input, "Name").set_value("Second, renamed")
    press(app, "Save")
    assert [office.name for office in read(demo).settings.offices] == ["Second, renamed", "Third"]


def test_a_marking_is_changed_in_the_list_that_its_form_shows(demo: Engine) -> None:
    levels = [{"name": name, "colour": "#1f4e79"} for name in ("UNCLASSIFIED", "CUI", "CUI//SP-SSI")]
    choose_setting(demo, "markings", levels)
    app = opened("Markings")
    field(app.selectbox, "Marking").set_value("CUI//SP-SSI").run()
    field(app.text_input, "Name").set_value("CUI//OTHER")
    choose_setting(demo, "markings", levels[:2])
    press(app, "Save")
    assert "another steward" in app.warning[0].value
    assert [level.name for level in read(demo).settings.markings] == ["UNCLASSIFIED", "CUI"]


# Disposal


def test_what_was_changed_since_it_was_shown_is_not_disposed_of(demo: Engine) -> None:
    past = AS_OF - timedelta(days=1)
    with writing(demo, who="x", why="x") as writer:
        writer.update(Engagement, 1, {"dispose_after": past}, seen=1)
    app = opened("Disposal")
    choice = field(app.multiselect, "Records to dispose of")
    assert choice.options[0].endswith("DEMO")
    assert "DEMO" in set(app.dataframe[0].value["Demo"])
    choice.set_value(choice.options[:1]).run()
    field(app.checkbox, "I have read what will be lost for good").check()
    field(app.text_input, "Reason").set_value("retention has ended")
    save(demo, Engagement, 1, {"summary": "Still needed"}, seen=2, who="another steward")
    press(app, "Dispose of 1 record")
    assert "Nothing was disposed of" in errors(app)
    assert row(demo, Engagement, 1).disposed_on is None
    press(app, "Dispose of 1 record")
    assert row(demo, Engagement, 1).disposed_on == AS_OF, "what is shown by now is of the newest version"


def test_a_record_that_is_due_no_more_is_said_to_be_kept(demo: Engine) -> None:
    with writing(demo, who="x", why="x") as writer:
        writer.update(Engagement, 1, {"dispose_after": AS_OF - timedelta(days=1)}, seen=1)
    app = opened("Disposal")
    choice = field(app.multiselect, "Records to dispose of")
    choice.set_value(choice.options[:1]).run()
    field(app.checkbox, "I have read what will be lost for good").check()
    field(app.text_input, "Reason").set_value("retention has ended")
    save(demo, Engagement, 1, {"dispose_after": None}, seen=2, who="another steward")
    press(app, "Dispose of 1 record")
    assert "Nothing was disposed of" in errors(app)
    assert row(demo, Engagement, 1).disposed_on is None


def test_disposal_asks_twice_and_blanks_for_good(demo: Engine) -> None:
    past = AS_OF - timedelta(days=1)
    with writing(demo, who="x", why="x") as writer:
        writer.update(Engagement, 1, {"dispose_after": past, "summary": "What was said"}, seen=1)
    app = opened("Disposal")
    choice = field(app.multiselect, "Records to dispose of")
    choice.set_value(choice.options[:1]).run()
    assert "Nobody can bring this back" in app.warning[0].value
    press(app, "Dispose of 1 record")
    assert "Tick" in errors(app)
    field(app.checkbox, "I have read what will be lost for good").check()
    press(app, "Dispose of 1 record")
    assert "reason" in errors(app)
    field(app.text_input, "Reason").set_value("retention has ended")
    press(app, "Dispose of 1 record")
    assert row(demo, Engagement, 1).disposed_on == AS_OF
    assert "No record is past" in app.info[0].value


def test_what_was_disposed_of_can_no_longer_be_edited(demo: Engine) -> None:
    with writing(demo, who="x", why="x") as writer:
        writer.update(Officer, 1, {"dispose_after": AS_OF - timedelta(days=1)}, seen=1)
        writer.dispose(Officer, 1, seen=2, today=AS_OF)
    name = row(demo, Officer, 1).name
    app = opened("Officers", officer=name)
    assert "disposed of" in app.info[0].value
    assert "Save" not in {one.label for one in app.button}


def test_a_marking_above_the_maximum_is_not_offered(demo: Engine) -> None:
    app = opened("Officers", officer=row(demo, Officer, 1).name)
    assert field(app.selectbox, "Marking").options == ["UNCLASSIFIED"]
    with writing(demo, who="x", why="x") as writer:
        choose(writer, "marking", "CUI")
    app = opened("Officers", officer=row(demo, Officer, 1).name)
    assert field(app.selectbox, "Marking").options == ["UNCLASSIFIED", "CUI"]
