"""Entering, changing, closing and undoing an engagement on its page."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from models import audit, drafts, queries
from models.changes import writing
from models.database import reading
from models.tables import Engagement, FollowUp
from models.vocabulary import EngagementKind, EngagementStatus, FollowUpState
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


pytestmark = pytest.mark.usefixtures("page_day")


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page("app_pages/engagement.py").run()
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def widget(app: AppTest, kind: str, label: str) -> Any:  # noqa: ANN401 - any widget of the page
    return next(one for one in app.get(kind) if one.label == label)


def press(app: AppTest, label: str) -> AppTest:
    button = next(one for one in app.button if one.label == label)
    result: AppTest = button.click().run()
    return result


def newest(engine: Engine) -> Engagement:
    with reading(engine) as session:
        return session.exec(select(Engagement).order_by(col(Engagement.id).desc())).all()[0]


def problems(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(audit.problems(session))


def booking(engine: Engine) -> Engagement:
    with reading(engine) as session:
        query = select(Engagement).where(
            Engagement.status == EngagementStatus.CONFIRMED, Engagement.kind == EngagementKind.PORT_VISIT
        )
        return session.exec(query.order_by(col(Engagement.id))).all()[0]


def test_a_new_visit_begins_with_what_is_known_and_is_saved(demo: Engine) -> None:
    app = opened(partner="FJI")
    assert [widget(app, "selectbox", label).value for label in ("Territory", "Kind", "Status")] == [
        "FJI",
        "port_visit",
        "completed",
    ]
    assert widget(app, "text_input", "Lead").value.startswith("DEMO Liaison Officer")
    widget(app, "text_area", "Observations").set_value("Gate open\n\n  Lights out  ").run()
    press(app, "Save")
    row = newest(demo)
    assert (row.territory, row.starts_on, row.ends_on, row.status.value) == ("FJI", AS_OF, AS_OF, "completed")
    assert row.observations == ["Gate open", "Lights out"]
    assert app.title[0].value == "Port visit, Fiji"
    assert problems(demo) == []


@pytest.mark.parametrize(("partner", "begins"), [("FJI", 1), ("TON", 0), ("", 0)])
def test_a_visit_begins_with_the_port_of_the_address_where_it_is_the_partners(
    demo: Engine, partner: str, begins: int
) -> None:
    with reading(demo) as session:
        suva = next(port.id for port in queries.ports(session=session, territory="FJI") if port.name == "Suva")
    app = opened(partner=partner, port=str(suva))
    assert [suva] * begins == next(one.value for one in app.multiselect if one.label.startswith("Ports"))


def test_same_as_last_visit_takes_over_people_and_ports_but_no_words(demo: Engine) -> None:
    app = opened(partner="FJI")
    widget(app, "text_area", "Summary").set_value("Ours").run()
    press(app, "Same as last visit")
    press(app, "Save")
    row = newest(demo)
    assert row.ports
    assert row.organisations
    assert (row.summary, row.observations, row.starts_on) == ("Ours", [], AS_OF)


def test_a_draft_is_kept_as_each_field_is_left_and_found_again(demo: Engine) -> None:
    app = opened(partner="FJI")
    key = app.query_params["draft"][0] if isinstance(app.query_params["draft"], list) else app.query_params["draft"]
    assert drafts.find(demo, key) is None, "nothing was entered yet"
    widget(app, "text_area", "Summary").set_value("Half a sentence").run()
    assert drafts.find(demo, key)
    st.cache_resource.clear()
    again = opened(draft=key)
    assert widget(again, "text_area", "Summary").value == "Half a sentence"
    assert widget(again, "selectbox", "Territory").value == "FJI"
    press(again, "Save")
    assert newest(demo).summary == "Half a sentence"
    assert drafts.find(demo, key) is None


def test_a_discarded_draft_leaves_nothing(demo: Engine) -> None:
    before = newest(demo).id
    app = opened(partner="FJI")
    widget(app, "text_area", "Summary").set_value("No").run()
    press(app, "Discard draft")
    assert not app.exception
    assert newest(demo).id == before
    with reading(demo) as session:
        assert drafts.drafts(session=session) == []


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_written(demo: Engine) -> None:
    before = newest(demo).id
    app = opened()
    widget(app, "date_input", "Last day").set_value(AS_OF - timedelta(days=3)).run()
    assert any("lies before" in error.value for error in app.error), "said as soon as the field is left"
    press(app, "Save")
    assert any("Territory" in error.value or "territory" in error.value for error in app.error)
    assert newest(demo).id == before


def test_the_last_day_follows_the_first(demo: Engine) -> None:
    assert demo
    app = opened(partner="FJI")
    later = AS_OF + timedelta(days=30)
    widget(app, "date_input", "First day").set_value(later).run()
    assert widget(app, "date_input", "Last day").value == later


def test_another_territory_empties_what_belonged_to_the_first(demo: Engine) -> None:
    app = opened(partner="FJI")
    press(app, "Same as last visit")
    assert widget(app, "multiselect", "Ports visited").value
    widget(app, "selectbox", "Territory").set_value("WSM").run()
    assert not app.exception
    assert widget(app, "multiselect", "Ports visited").value == []
    press(app, "Save")
    assert newest(demo).territory == "WSM"


@pytest.mark.parametrize(
    ("kind", "label"),
    [("training", "Course"), ("reciprocal", "Delegation")],
)
def test_each_kind_asks_for_what_belongs_to_it(demo: Engine, kind: str, label: str) -> None:
    app = opened(partner="FJI", kind=kind)
    widget(app, "text_input", label).set_value("Something").run()
    press(app, "Save")
    assert not app.exception
    assert getattr(newest(demo), label.lower()) == "Something"


def test_a_liaison_contact_says_how_and_is_not_counted(demo: Engine) -> None:
    app = opened(partner="FJI", kind="liaison")
    widget(app, "selectbox", "How").set_value("call").run()
    press(app, "Save")
    assert newest(demo).channel == "call"
    assert "not counted" in app.markdown[0].value


def test_a_booking_becomes_a_report(demo: Engine) -> None:
    row = booking(demo)
    app = opened(id=str(row.id))
    press(app, "Write the report")
    assert widget(app, "selectbox", "Status").value == "completed"
    widget(app, "text_area", "Summary").set_value("All well").run()
    press(app, "Save")
    with reading(demo) as session:
        after = session.get(Engagement, row.id)
    assert after is not None
    assert (after.status, after.summary, after.version) == (EngagementStatus.COMPLETED, "All well", row.version + 1)


def test_a_second_editor_sees_both_versions_and_merges(demo: Engine) -> None:
    row = booking(demo)
    app = opened(id=str(row.id))
    press(app, "Edit")
    widget(app, "text_area", "Summary").set_value("Mine").run()
    widget(app, "text_input", "Lead").set_value("My lead").run()
    with writing(demo, who="somebody else", why="x") as writer:
        writer.update(Engagement, row.id or 0, {"summary": "Theirs", "place": "Theirs"}, seen=row.version)
    press(app, "Save")
    assert "somebody else saved this record" in app.warning[0].value
    assert next(one for one in app.button if one.label == "Save merged").disabled
    app.radio(key=f"keep_{row.id}_{row.version + 1}_summary").set_value("Both").run()
    press(app, "Save merged")
    with reading(demo) as session:
        after = session.get(Engagement, row.id)
    assert after is not None
    assert (after.summary, after.lead, after.place) == ("Theirs\nMine", "My lead", "Theirs")
    assert problems(demo) == []


def test_an_engagement_is_cancelled_with_a_reason_and_comes_back(demo: Engine) -> None:
    row = booking(demo)
    app = opened(id=str(row.id))
    press(app, "Close it")
    assert any("say why" in error.value for error in app.error)
    widget(app, "text_input", "Reason").set_value("The host asked for another month")
    press(app, "Close it")
    assert "another month" in app.warning[0].value
    app.button(key=next(b.key for b in app.button if b.label == "Undo")).click().run()
    with reading(demo) as session:
        after = session.get(Engagement, row.id)
    assert after is not None
    assert (after.status, after.closing_reason) == (EngagementStatus.CONFIRMED, "")


def test_a_follow_up_is_added_and_done(demo: Engine) -> None:
    with reading(demo) as session:
        row = next(e for e in session.exec(select(Engagement)).all() if e.recommendations)
    app = opened(id=str(row.id))
    widget(app, "text_input", "Who").set_value("Port authority")
    widget(app, "selectbox", "What").set_value(row.recommendations[0])
    press(app, "Add")
    with reading(demo) as session:
        made = session.exec(select(FollowUp).order_by(col(FollowUp.id).desc())).all()[0]
    assert (made.engagement_id, made.who, made.what) == (row.id, "Port authority", row.recommendations[0])
    app.button(key=f"done_{made.id}").click().run()
    with reading(demo) as session:
        done = session.get(FollowUp, made.id)
    assert done is not None
    assert (done.state, done.done_on) == (FollowUpState.DONE, AS_OF)


def test_an_unknown_engagement_is_named(demo: Engine) -> None:
    assert demo
    app = opened(id="99999")
    assert not app.exception
    assert "no engagement 99999" in app.error[0].value


def test_a_nonsense_address_is_survived(demo: Engine) -> None:
    assert demo
    app = opened(partner="<b>", kind="holiday", status="maybe", draft="nothing-here")
    assert not app.exception
    assert widget(app, "selectbox", "Territory").value is None
    assert widget(app, "selectbox", "Kind").value == "port_visit"


def test_a_visit_is_entered_beside_the_map(demo: Engine) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["territory"] = "Fiji"
    app.run()
    widget(app, "text_area", "Summary").set_value("From the map")
    press(app, "Save")
    row = newest(demo)
    assert (row.territory, row.summary, row.status, row.ends_on) == (
        "FJI",
        "From the map",
        EngagementStatus.COMPLETED,
        AS_OF,
    )
    assert app.dataframe[0].value.set_index("Territory").loc["Fiji", "Last visit"] == AS_OF


def test_a_second_click_beside_the_map_stores_nothing_twice(demo: Engine) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["territory"] = "Fiji"
    app.run()
    widget(app, "text_area", "Summary").set_value("Once")
    press(app, "Save")
    assert widget(app, "text_area", "Summary").value == "", "the form begins anew"
    assert newest(demo).summary == "Once"


def test_days_beyond_the_usual_bounds_survive_an_edit(demo: Engine) -> None:
    far = date(2060, 1, 1)
    with writing(demo, who="x", why="x") as writer:
        row = writer.session.get(Engagement, 1)
        assert row is not None
        writer.update(Engagement, 1, {"dispose_after": far, "source_date": date(1999, 5, 1)}, seen=row.version)
    app = opened(id="1")
    press(app, "Edit")
    widget(app, "text_area", "Summary").set_value("Edited").run()
    press(app, "Save")
    with reading(demo) as session:
        after = session.get(Engagement, 1)
    assert after is not None
    assert (after.summary, after.dispose_after, after.source_date) == ("Edited", far, date(1999, 5, 1))


def test_a_draft_of_another_record_opens_that_record(demo: Engine) -> None:
    app = opened(id="7")
    press(app, "Edit")
    widget(app, "text_area", "Summary").set_value("Of seven").run()
    key = app.query_params["draft"]
    key = key[0] if isinstance(key, list) else key
    again = opened(id="5", draft=key)
    press(again, "Save")
    with reading(demo) as session:
        five, seven = session.get(Engagement, 5), session.get(Engagement, 7)
    assert five is not None
    assert seven is not None
    assert (five.version, seven.summary) == (1, "Of seven")


def test_a_cancellation_does_not_run_over_a_report_made_meanwhile(demo: Engine) -> None:
    row = booking(demo)
    app = opened(id=str(row.id))
    with writing(demo, who="somebody else", why="x") as writer:
        facts = {"status": EngagementStatus.COMPLETED, "summary": "Done"}
        writer.update(Engagement, row.id or 0, facts, seen=row.version)
    widget(app, "text_input", "Reason").set_value("No ship")
    press(app, "Close it")
    with reading(demo) as session:
        after = session.get(Engagement, row.id)
    assert after is not None
    assert after.status is EngagementStatus.COMPLETED
    assert any("somebody else changed" in error.value for error in app.error)


def test_a_draft_saved_in_another_window_is_not_saved_twice(demo: Engine) -> None:
    app = opened(partner="FJI")
    widget(app, "text_area", "Summary").set_value("Once").run()
    key = app.query_params["draft"]
    drafts.discard(demo, key[0] if isinstance(key, list) else key)
    before = newest(demo).id
    press(app, "Save")
    assert "another window" in app.error[0].value
    assert newest(demo).id == before
