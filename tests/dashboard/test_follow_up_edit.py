"""A follow-up is changed in its list; somebody else's change is shown, not overwritten."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.actions import initialise
from models import queries
from models.changes import writing
from models.database import reading
from models.tables import FollowUp, FollowUpCreate
from models.vocabulary import FollowUpState
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
TABLE = "follow_up_table"


pytestmark = pytest.mark.usefixtures("page_day")


@pytest.fixture
def number(prepared: Engine) -> int:
    """Store one follow-up and return its id."""
    initialise.start_empty(prepared)
    facts = FollowUpCreate(territory="FJI", what="Check the gate log", due_on=AS_OF, source="a test")
    with writing(prepared, who="x", why="x") as writer:
        return int(writer.create(facts).id)


def opened() -> AppTest:
    """Open the list and tick its only row."""
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page("app_pages/engagements.py")
    app.query_params["tab"] = "Follow-ups"
    app.run()
    return ticked(app)


def ticked(app: AppTest) -> AppTest:
    app.session_state[TABLE] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    result: AppTest = app.run()
    assert not result.exception
    return result


def widget(app: AppTest, kind: str, label: str) -> Any:  # noqa: ANN401 - any widget of the page
    """Return a field of the form; the page holds another form, for a new follow-up."""
    return next(one for one in app.get(kind) if one.label == label and re.match(r"follow_up_\d+_", one.key or ""))


def save(app: AppTest) -> AppTest:
    result: AppTest = next(one for one in app.button if one.label == "Save").click().run()
    assert not result.exception
    return result


def stored(engine: Engine, number: int) -> FollowUp:
    with reading(engine) as session:
        row = session.get(FollowUp, number)
    assert row is not None
    return row


def test_words_day_and_state_are_changed_with_a_reason(prepared: Engine, number: int) -> None:
    app = opened()
    widget(app, "text_area", "What").set_value("Check the gate log daily")
    widget(app, "date_input", "Due").set_value(AS_OF + timedelta(days=9))
    widget(app, "selectbox", "State").set_value("done")
    widget(app, "text_input", "Reason for the change (may be blank)").set_value("Agreed by phone")
    save(app)
    row = stored(prepared, number)
    assert (row.what, row.due_on, row.state) == (
        "Check the gate log daily",
        AS_OF + timedelta(days=9),
        FollowUpState.DONE,
    )
    assert row.done_on == AS_OF
    with reading(prepared) as session:
        assert queries.history("follow_up", number, session=session)[0][0].why == "Agreed by phone"


def test_a_blank_one_is_refused_beside_its_field(prepared: Engine, number: int) -> None:
    app = opened()
    widget(app, "text_area", "What").set_value("  ")
    save(app)
    assert [error.value for error in app.error] == ["Is required"]
    assert stored(prepared, number).version == 1


def test_a_withdrawn_one_leaves_the_list(prepared: Engine, number: int) -> None:
    app = opened()
    widget(app, "text_input", "Withdraw because").set_value("Entered twice")
    save(app)
    assert stored(prepared, number).withdrawn == "Entered twice"
    with reading(prepared) as session:
        assert queries.follow_ups(session=session) == []


def test_a_change_made_meanwhile_is_shown_and_nothing_overwritten(prepared: Engine, number: int) -> None:
    app = opened()
    widget(app, "text_area", "What").set_value("Mine")
    with writing(prepared, who="somebody else", why="x") as writer:
        writer.update(FollowUp, number, {"what": "Theirs", "who": "Embassy"}, seen=1)
    save(app)
    assert stored(prepared, number).what == "Theirs"
    app.radio(key=f"keep_{number}_2_what").set_value("Yours").run()
    next(one for one in app.button if one.label == "Save merged").click().run()
    row = stored(prepared, number)
    assert (row.what, row.who, row.version) == ("Mine", "Embassy", 3)
