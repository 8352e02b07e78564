"""The Engagements page: each view, what its controls do, and what it writes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import caching
from dashboard.actions import initialise
from models import drafts, listings, queries
from models.changes import writing
from models.database import reading
from models.drafts import Subject
from models.tables import EngagementCreate, FollowUp, FollowUpCreate, TerritoryCreate
from models.vocabulary import EngagementKind, EngagementStatus, FollowUpState
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/engagements.py"
DAY = timedelta(days=1)


pytestmark = pytest.mark.usefixtures("page_day")


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page(PAGE)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(block.value for block in app.markdown)


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def add(engine: Engine, **facts: Any) -> int:  # noqa: ANN401 - any field of the form
    known = {
        "territory": "FJI",
        "kind": EngagementKind.PORT_VISIT,
        "status": EngagementStatus.COMPLETED,
        "ends_on": AS_OF,
        "source": "a test",
        **facts,
    }
    with writing(engine, who="x", why="x") as writer:
        return int(writer.create(EngagementCreate(**{"starts_on": known["ends_on"], **known})).id)


def follow_up(engine: Engine, **facts: Any) -> int:  # noqa: ANN401 - any field of the form
    known = {"territory": "FJI", "what": "Check the gate log", "due_on": AS_OF, "source": "a test", **facts}
    with writing(engine, who="x", why="x") as writer:
        return int(writer.create(FollowUpCreate(**known)).id)


def stored(engine: Engine, number: int) -> FollowUp:
    with reading(engine) as session:
        row = session.get(FollowUp, number)
        assert row is not None
        return row


def pick(app: AppTest, key: str, *numbers: int, cell: tuple[int, str] | None = None) -> AppTest:
    """Choose rows, or a cell, of a table."""
    cells = [cell] if cell else []
    app.session_state[key] = {"selection": {"rows": list(numbers), "columns": [], "cells": cells}}
    return app.run()


@pytest.mark.parametrize("view", ["List", "Calendar", "Matrix", "Follow-ups", "Drafts"])
@pytest.mark.parametrize("filled", [True, False])
def test_every_view_opens_by_its_address(prepared: Engine, view: str, filled: bool) -> None:  # noqa: FBT001 - a parameter of the test
    if filled:
        initialise.load_demo(prepared, as_of=AS_OF)
    else:
        initialise.start_empty(prepared)
    app = opened(tab=view)
    assert app.title[0].value == "Engagements"


def test_an_empty_list_says_how_to_fill_it(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    assert "New engagement" in opened().info[0].value


def test_the_list_counts_all_and_shows_one_page(demo: Engine) -> None:
    with reading(demo) as session:
        count = listings.count(listings.Wanted(), session=session)
    app = opened()
    assert f"**{count:,} engagements**" in said(app)
    table = app.dataframe[0].value
    assert len(table) == listings.PAGE
    assert list(table["First day"]) == sorted(table["First day"], reverse=True)
    assert not any("Cancelled" in status for status in table["Status"])
    first = table.iloc[0].to_dict()
    app.pagination[0].set_value(2).run()
    assert app.dataframe[0].value.iloc[0].to_dict() != first


def test_typing_narrows_the_list_and_goes_back_to_the_first_page(demo: Engine) -> None:
    assert demo
    app = opened()
    app.pagination[0].set_value(2).run()
    app.text_input[0].set_value("fiji").run()
    assert set(app.dataframe[0].value["Territory"]) == {"Fiji"}
    app.text_input[0].set_value("nothing is called so").run()
    assert "No engagement matches" in app.info[0].value
    app.text_input[0].set_value("").run()
    assert app.pagination[0].value == 1


def test_the_address_filters(demo: Engine) -> None:
    assert demo
    app = opened(territories="Melanesia", kind="Port visit", since="2025-01-01", until="2026-12-31", earliest="true")
    table = app.dataframe[0].value
    assert set(table["Territory"]) <= {"Fiji", "New Caledonia", "Papua New Guinea", "Solomon Islands", "Vanuatu"}
    assert set(table["Kind"]) == {"Port visit"}
    assert min(table["Last day"]) >= date(2025, 1, 1)
    assert list(table["First day"]) == sorted(table["First day"])


def test_cancelled_ones_come_when_asked_for(demo: Engine) -> None:
    assert demo
    assert any(
        "Cancelled" in status for status in opened(closed="true", status="Cancelled").dataframe[0].value["Status"]
    )


@pytest.mark.parametrize("tab", ["List", "Calendar", "Matrix", "Follow-ups"])
def test_a_nonsense_address_is_survived(demo: Engine, tab: str) -> None:
    assert demo
    app = opened(
        tab=tab,
        page="-3",
        territories="Atlantis",
        kind="<b>",
        since="yesterday",
        month="Brumaire",
        year="99999",
        due_page="x",
        records="none",
    )
    assert app.title[0].value == "Engagements"


def test_bookings_past_their_dates_wait_for_a_report(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    late = [add(prepared, status=EngagementStatus.PLANNED, ends_on=AS_OF - days * DAY) for days in range(1, 8)]
    add(prepared, status=EngagementStatus.PLANNED, ends_on=AS_OF)
    app = opened()
    assert app.expander[0].label == "7 bookings are past their dates and wait for a report"
    offered = [button.key for button in app.button if (button.key or "").startswith("complete_")]
    assert offered == [f"complete_{number}" for number in reversed(late)][:5], "the oldest first"
    pressed(app, "all_waiting")
    assert "**7 engagements**" in said(app)


def test_one_booking_waits_in_the_singular_and_leads_to_its_report(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    number = add(prepared, status=EngagementStatus.CONFIRMED, ends_on=AS_OF - DAY)
    app = opened()
    assert app.expander[0].label == "1 booking is past its dates and waits for a report"
    app.button(key=f"complete_{number}").click().run()
    assert not app.exception
    assert app.query_params["id"] == str(number)
    assert app.query_params["complete"] == "1"


def test_a_row_opens_its_engagement(demo: Engine) -> None:
    assert demo
    app = opened()
    chosen = app.dataframe[0].value.iloc[3]
    pick(app, "engagement_table", 3)
    assert not app.exception
    assert app.query_params["id"].isdecimal()
    assert chosen["Territory"] in app.title[0].value


def test_a_new_engagement_is_one_click_away(demo: Engine) -> None:
    assert demo
    app = pressed(opened(), "new_engagement")
    assert app.title[0].value == "New engagement"


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_month_shows_each_engagement_on_its_days(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    number = add(prepared, starts_on=AS_OF - DAY, ends_on=AS_OF, kind=EngagementKind.TRAINING)
    booked = add(prepared, status=EngagementStatus.PLANNED, ends_on=AS_OF + DAY, territory="TON")
    text = html(opened(tab="Calendar"))
    assert text.count(f'href="engagement?id={number}"') == 2
    assert text.count(f'href="engagement?id={booked}"') == 1
    assert "● T Fiji" in text
    assert "○ P Tonga" in text
    assert "<strong>22</strong> today" in text
    assert text.index("Monday") < text.index("Sunday")


def test_a_full_day_counts_what_it_cannot_name(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    for _ in range(7):
        add(prepared)
    text = html(opened(tab="Calendar"))
    assert "and 3 more" in text
    assert f"engagements?since={AS_OF}&amp;until={AS_OF}" in text


def test_a_name_cannot_write_into_the_calendar(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    with writing(prepared, who="x", why="x") as writer:
        writer.create(TerritoryCreate(code="ZZZ", name='"><img src=x>', source="a test"))
    add(prepared, territory="ZZZ")
    text = html(opened(tab="Calendar"))
    assert "&quot;&gt;&lt;img src=x&gt;" in text
    assert "<img" not in text


def test_months_go_on_and_back_over_the_year(demo: Engine) -> None:
    assert demo
    app = opened(tab="Calendar", month="December", year="2025")
    assert "December 2025</caption>" in html(app)
    assert "January 2026</caption>" in html(pressed(app, "next"))
    assert "December 2025</caption>" in html(pressed(app, "previous"))
    assert "November 2026</caption>" in html(pressed(app, "today"))


def test_a_year_shows_its_months_and_opens_one(demo: Engine) -> None:
    assert demo
    app = opened(tab="Calendar", span="Year")
    assert list(app.table[0].value["Month"])[:2] == ["January 2026", "February 2026"]
    app.toggle(key="fiscal").set_value(True).run()
    table = app.table[0].value
    assert next(iter(table["Month"])) == "October 2025"
    assert table["Made"].iloc[:-1].sum() == table["Made"].iloc[-1] > 0
    pressed(app, "open_2026-03-01")
    assert "March 2026</caption>" in html(app)


def test_the_matrix_has_every_partner_and_its_sums_agree(demo: Engine) -> None:
    assert demo
    table = opened(tab="Matrix").dataframe[0].value
    partners = [name for name in table["Partner"] if name.startswith("\u2003")]
    assert len(partners) == 47
    assert table["Partner"].iloc[0] == "All, 47 partners"
    regions = table[table["Partner"].str.endswith(")")]
    made = [int(text.split(" ")[0]) for text in regions["2025"]]
    assert sum(made) == int(table["2025"].iloc[0].split(" ")[0]) > 0
    assert "none" in set(table["2025"])


def test_the_matrix_is_narrowed_and_counts_fiscal_years(demo: Engine) -> None:
    assert demo
    app = opened(tab="Matrix", territories="Fiji", fiscal="true")
    table = app.dataframe[0].value
    assert list(table["Partner"]) == ["All, 1 partner", "Melanesia (1)", "\u2003Fiji"]
    assert "FY 2027" in table.columns


def test_a_cell_of_the_matrix_shows_its_visits(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    add(prepared, ends_on=date(2025, 3, 4))
    add(prepared, ends_on=date(2026, 3, 4))
    add(prepared, ends_on=date(2026, 3, 5), kind=EngagementKind.LIAISON)
    app = opened(tab="Matrix", territories="Fiji")
    pick(app, "matrix_table", cell=(2, "2026"))
    assert app.subheader[0].value == "Fiji, 2026"
    assert list(app.dataframe[1].value["Last day"]) == [date(2026, 3, 4)]
    pick(app, "matrix_table", cell=(2, "Total"))
    assert len(app.dataframe[1].value) == 2


def test_follow_ups_come_by_due_date_and_say_what_is_overdue(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    follow_up(prepared, due_on=AS_OF + DAY)
    follow_up(prepared, due_on=AS_OF - 2 * DAY)
    follow_up(prepared, due_on=AS_OF)
    app = opened(tab="Follow-ups")
    assert list(app.dataframe[0].value["Days"]) == ["! 2 days overdue", "today", "in 1 day"]
    assert "**1 overdue**" in said(app)
    app.checkbox(key="due_late").check().run()
    assert len(app.dataframe[0].value) == 1


def test_ticked_follow_ups_are_marked_done_and_reopened(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    numbers = [follow_up(prepared), follow_up(prepared)]
    app = opened(tab="Follow-ups")
    pick(app, "follow_up_table", 0, 1)
    pressed(app, "mark_done")
    assert [stored(prepared, number).done_on for number in numbers] == [AS_OF, AS_OF]
    with reading(prepared) as session:
        entry, _ = queries.history("follow_up", numbers[0], session=session)[0]
    assert (entry.who, entry.why) == ("local user", "Done")
    app = opened(tab="Follow-ups", due_state="Done")
    pick(app, "follow_up_table", 1)
    pressed(app, "reopen")
    assert [stored(prepared, number).state for number in numbers] == [FollowUpState.DONE, FollowUpState.OPEN]


def test_a_follow_up_changed_meanwhile_is_not_overwritten(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    number = follow_up(prepared)
    app = opened(tab="Follow-ups")
    pick(app, "follow_up_table", 0)
    caching.listing(caching.records(), listings.leads)
    with writing(prepared, who="somebody else", why="x") as writer:
        writer.update(FollowUp, number, {"who": "Embassy"}, seen=1)
    pressed(app, "mark_done")
    assert stored(prepared, number).state is FollowUpState.OPEN
    assert "somebody else changed" in " ".join(toast.value for toast in app.toast)


def test_one_follow_up_is_read_with_the_way_to_its_engagement(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    number = add(prepared)
    follow_up(prepared, engagement_id=number, observation="A [gate](x) stood open", who="Embassy")
    app = opened(tab="Follow-ups")
    pick(app, "follow_up_table", 0)
    assert "A \\[gate\\]\\(x\\) stood open" in said(app)
    link = app.get("page_link")[-1].proto
    assert f"id={number}" in link.query_string


def test_a_follow_up_is_added(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    app = opened(tab="Follow-ups")
    assert "Nothing is left" in app.info[0].value
    next(button for button in app.button if button.label == "Add").click().run()
    assert "Choose a territory" in app.error[0].value
    app.selectbox(key="new_territory").select("Fiji")
    app.text_area(key="new_what").set_value("Send the checklist")
    next(button for button in app.button if button.label == "Add").click().run()
    assert not app.exception
    table = app.dataframe[0].value
    assert (table["Territory"].iloc[0], table["What"].iloc[0]) == ("Fiji", "Send the checklist")


def test_a_draft_is_discarded_and_brought_back(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    content = {"kind": "port_visit", "territory": "FJI", "summary": "half"}
    drafts.keep(prepared, "abc", Subject("engagement"), content, at=datetime(2026, 11, 22, 3, tzinfo=UTC))
    app = opened(tab="Drafts")
    assert "**Port visit, Fiji \\(new\\)**" in said(app)
    assert "22 Nov 2026 12\\:00 JST" in said(app), "in the time of the base"
    assert app.get("page_link")[0].proto.query_string == "draft=abc"
    pressed(app, "discard_abc")
    assert drafts.find(prepared, "abc") is None
    assert "No draft" in app.info[0].value
    pressed(app, "bring_back")
    kept = drafts.find(prepared, "abc")
    assert kept is not None
    assert kept.content == content


def test_a_draft_of_a_change_leads_back_to_its_record(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    number = add(prepared)
    drafts.keep(prepared, "k", Subject("engagement", number, 1), {"territory": "FJI"}, at=datetime.now(UTC))
    link = opened(tab="Drafts").get("page_link")[0].proto
    assert link.query_string == f"id={number}&draft=k"


def test_no_draft_says_where_drafts_come_from(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    assert "from the first field" in opened(tab="Drafts").info[0].value
