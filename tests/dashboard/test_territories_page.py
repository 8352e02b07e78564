"""The Territories page: one territory at a time, all that is on record of it, also on paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.actions import initialise
from dashboard.actions.territory_timeline import Sort
from dashboard.parts.territory_timeline import ON_A_PAGE
from dashboard.parts.text import JOINER
from models import queries
from models.changes import writing
from models.database import reading
from models.settings import choose
from models.tables import FollowUpCreate, OrganisationCreate, PortFacilityCreate
from models.vocabulary import EngagementKind, EngagementStatus, OrganisationKind
from tests.dashboard.conftest import AS_OF
from tests.models.records import SOURCE, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/territories.py"
NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
HEADINGS = [
    *("Follow-ups", "Timeline", "Calling and travelling", "Nearest partners"),
    *("Ports and facilities", "Organisations", "Advisories"),
]


pytestmark = pytest.mark.usefixtures("page_day")


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be noon at the base."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """Return everything that is written on the page, as it is read."""
    parts = [one.value for kind in (app.title, app.subheader, app.markdown, app.caption) for one in kind]
    tables = [one.value.to_csv() for one in (*app.table, *app.dataframe)]
    bodies = [one.proto.body for one in app.get("html")]
    return "\n".join((*parts, *tables, *bodies)).replace("\\", "").replace("\u00a0", " ")


def links(app: AppTest) -> list[Any]:
    return [one.proto for one in app.get("page_link")]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def write(engine: Engine, *forms: Any) -> list[int]:  # noqa: ANN401 - forms of any table
    with writing(engine, who="a test", why="test") as writer:
        return [writer.create(form).id or 0 for form in forms]


def test_the_address_names_the_territory(demo: Engine) -> None:
    assert demo
    app = opened(code="FJI")
    assert app.title[0].value == "Fiji"
    assert app.selectbox[0].value == "FJI"
    assert [one.value for one in app.subheader] == HEADINGS


def test_without_a_code_the_first_partner_is_shown_and_the_address_says_so(demo: Engine) -> None:
    assert demo
    app = opened()
    assert app.title[0].value == "Australia"
    assert app.query_params["code"] == "AUS"


def test_a_code_may_be_written_small(demo: Engine) -> None:
    assert demo
    assert opened(code="fji").title[0].value == "Fiji"


@pytest.mark.parametrize("code", ["XYZ", "<b>", "Fiji"])
def test_an_unknown_code_is_said_and_a_territory_shown(demo: Engine, code: str) -> None:
    assert demo
    app = opened(code=code)
    assert "No territory has the code" in app.warning[0].value
    assert app.title[0].value == "Australia"


def test_choosing_changes_the_address(demo: Engine) -> None:
    assert demo
    app = opened(code="FJI")
    app.selectbox[0].select("TON").run()
    assert app.title[0].value == "Tonga"
    assert app.query_params["code"] == "TON"


def test_next_and_previous_walk_in_the_chosen_order(demo: Engine) -> None:
    assert demo
    app = opened(code="FJI")
    assert press(app, "Next").title[0].value == "French Polynesia"
    assert press(app, "Previous").title[0].value == "Fiji"
    app.selectbox[1].select("West to east").run()
    assert app.title[0].value == "Fiji"
    assert press(app, "Next").title[0].value == "Palau"
    assert app.query_params["code"] == "PLW"


def test_the_ends_of_the_list_go_no_further(demo: Engine) -> None:
    assert demo
    assert next(one for one in opened(code="AUS").button if one.label == "Previous").disabled
    assert next(one for one in opened(code="ZWE").button if one.label == "Next").disabled


def test_a_neighbour_is_shown_by_a_click(demo: Engine) -> None:
    assert demo
    app = opened(code="FJI")
    near = next(button for button in app.button if button.label.startswith("Tonga"))
    assert "402 nm" in near.label
    near.click().run()
    assert app.title[0].value == "Tonga"


def test_status_clocks_and_reason_are_those_of_the_coverage_page(demo: Engine) -> None:
    assert demo
    coverage = AppTest.from_file(str(APP), default_timeout=60).run()
    table = coverage.dataframe[0].value.set_index("Territory")
    for code, name in (("FJI", "Fiji"), ("KHM", "Cambodia"), ("TON", "Tonga")):
        assert table.loc[name]["Status"] in words(opened(code=code))


def test_what_a_caller_asks_first(demo: Engine) -> None:
    assert demo
    said = words(opened(code="FJI"))
    for expected in (
        "Sunday 22 Nov 2026, 15:00 (Pacific/Fiji, UTC+12:00) · weekend there",
        "3 hours ahead of Yokota Air Base, Japan",
        "Government weekend**: Saturday and Sunday",
        "Fri 25 Dec 2026: Christmas Day",
        "Suva, 18°08.4′S 178°26.4′E, 3,914 nm from Yokota Air Base, Japan",
        "Embassy Suva",
        "DEMO Liaison Officer 1 (leave 22 Dec 2026 to 4 Jan 2027)",
    ):
        assert expected in said


def test_an_officer_on_leave_is_said_to_be_away(demo: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo
    monkeypatch.setattr(clock, "today", lambda _settings: AS_OF + timedelta(days=35))
    assert "DEMO Liaison Officer 1 (on leave until 4 Jan 2027)" in words(opened(code="FJI"))


def test_ports_stand_on_the_map_and_in_the_table(demo: Engine) -> None:
    assert demo
    app = opened(code="FJI")
    table = app.dataframe[0].value
    assert list(table["Port"]) == ["Suva", "Levuka", "Lautoka", "Savu Savu", "Lambasa"]
    assert table["Position"][0] == "18°07.0′S 178°25.0′E"
    assert list(table["From Suva"]) == sorted(table["From Suva"])
    chart = app.get("deck_gl_json_chart")[0].proto
    assert "5 ports of Fiji" in chart.alt
    assert all(name in chart.json for name in table["Port"])


def test_a_port_that_is_ticked_opens_its_profile(demo: Engine) -> None:
    assert demo
    app = opened(code="FJI")
    app.session_state["territory_ports_FJI"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    assert app.title[0].value == "Ports"
    assert "Levuka" in [heading.value for heading in app.subheader]


def test_a_facility_stands_with_its_number_and_its_port(demo: Engine) -> None:
    with reading(demo) as session:
        number = next(one.id for one in queries.ports(session=session, territory="FJI") if one.name == "Suva")
    assert number
    form = PortFacilityCreate(
        name="Kings Wharf", imo_number="FJSUV-0001", port_id=number, lon=178.42, lat=-18.13, source=SOURCE
    )
    write(demo, form)
    app = opened(code="FJI")
    assert "Kings Wharf,FJSUV-0001,Suva" in words(app)
    assert "Kings Wharf" in app.get("deck_gl_json_chart")[0].proto.json


def test_organisations_show_how_and_when_they_were_reached(demo: Engine) -> None:
    office = OrganisationCreate(
        territory="FJI",
        kind=OrganisationKind.PORT_AUTHORITY,
        name="Harbour [office](x)",
        phone="+679 000 0000",
        mail="office@example.org",
        last_contact_on=AS_OF,
        source=SOURCE,
    )
    write(demo, office)
    table = next(one.value for one in opened(code="FJI").table if "Organisation" in one.value.columns)
    row = table.iloc[-1]
    assert row["Organisation"] == "Harbour \\[office\\]\\(x\\)", "a name is no link"
    assert (row["Kind"], row["Last contact"]) == ("Port authority", "22\u00a0Nov\u00a02026")
    assert row["Phone"].replace("\\", "") == "+679 000 0000"


def test_what_is_overdue_comes_first(demo: Engine) -> None:
    for days in (40, -3, 5, -20):
        due_on = AS_OF + timedelta(days=days)
        write(demo, FollowUpCreate(territory="FJI", what=f"Task {days}", who="PFSO", due_on=due_on, source=SOURCE))
    said = words(opened(code="FJI"))
    assert "4 open, 2 overdue." in said
    places = [said.index(text) for text in ("20 days overdue", "3 days overdue", "due 27 Nov 2026", "due 1 Jan 2027")]
    assert places == sorted(places)


def test_advisories_show_sources_and_the_cut_off(demo: Engine) -> None:
    assert demo
    app = opened(code="IDN")
    said = words(app)
    assert "**Not in force**. Removed by 5 Dec 2012." in said
    assert "Advisory facts are known up to 31 Aug 2025." in said
    table = next(one.value for one in app.table if "Source" in one.value.columns)
    assert table["Source"][0].startswith("[regulations.justia.com](<https://regulations.justia.com/")
    assert table["Day"][0] == "25\u00a0Feb\u00a02008"


def test_the_timeline_links_each_engagement(demo: Engine) -> None:
    (number,) = write(demo, engagement(territory="FJI", ends_on=AS_OF, summary="Walked [the](x) wharf."))
    app = opened(code="FJI")
    assert f"id={number}" in [one.query_string for one in links(app)]
    assert "Walked [the](x) wharf." in words(app)
    assert "Walked [the](x)" not in "".join(one.value for one in app.caption), "a summary is no link"


def test_what_lies_ahead_is_set_apart(demo: Engine) -> None:
    assert demo
    said = [one.value for one in opened(code="KHM").caption]
    assert "↑ ahead · today is 22 Nov 2026 · past ↓" in said
    assert not any("ahead ·" in one for one in (caption.value for caption in opened(code="FJI").caption))


def test_a_cancelled_engagement_is_struck_out_with_its_reason(demo: Engine) -> None:
    write(demo, engagement(ends_on=AS_OF, status=EngagementStatus.CANCELLED, closing_reason="storm"))
    said = words(opened(code="FJI"))
    assert "**~~Port visit, cancelled~~**" in said
    assert "Cancelled: storm" in said


def test_sorts_narrow_the_timeline_and_stay_for_the_next_territory(demo: Engine) -> None:
    assert demo
    app = opened(code="IDN", sort=Sort.ADVISORY.value)
    assert "4 entries, the newest first." in words(app)
    app.selectbox[0].select("FJI").run()
    assert not app.exception
    assert "Nothing of these sorts is on record." in words(app)


def test_many_entries_are_paged(demo: Engine) -> None:
    calls = [
        engagement(territory="FJI", kind=EngagementKind.LIAISON, ends_on=AS_OF - timedelta(days=400 + day))
        for day in range(2_000)
    ]
    write(demo, *calls)
    app = opened(code="FJI", sort=Sort.LIAISON.value)
    assert "2,001 entries, the newest first." in words(app)
    assert len(links(app)) <= ON_A_PAGE + 10
    assert app.get("pagination")[0].proto.num_pages == 101


def test_a_marking_above_the_lowest_is_shown(demo: Engine) -> None:
    with writing(demo, who="a test", why="test") as writer:
        choose(writer, "marking", "CUI")
        writer.create(engagement(ends_on=AS_OF, marking="CUI", summary="Held back."))
    captions = [one.value for one in opened(code="FJI").caption]
    assert [one for one in captions if one.startswith("CUI")]
    assert not [one for one in captions if one.startswith("UNCLASSIFIED")]


def test_a_territory_without_records_says_how_to_fill_it(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    said = words(opened(code="FJI"))
    assert "Nothing is on record yet. Enter or book a visit above, or import a file on the Data page." in said
    assert "No organisation is on record. Add one" in said
    assert "Officers assigned**: none" in said
    assert "Never visited" in said


def test_a_territory_that_is_no_partner_shows_what_there_is(demo: Engine) -> None:
    assert demo
    app = opened(code="USA")
    said = words(app)
    assert "No partner: no visit is due here." in said
    assert "no time zone is on record" in said
    assert "Government weekend**: not on record" in said
    assert "Capital**: none on record" in said
    assert len(app.dataframe[0].value) > 600


def test_a_place_without_a_port_says_so(demo: Engine) -> None:
    assert demo
    assert "No port and no facility is on record." in words(opened(code="ATA"))


def test_every_territory_can_be_shown(demo: Engine) -> None:
    assert demo
    app = opened(code="AUS")
    for code in app.selectbox[0].options[::9]:
        app.selectbox[0].select(code).run()
        assert not app.exception, code


def test_on_paper_everything_stands_at_full_length_without_controls(demo: Engine) -> None:
    assert demo
    app = opened(code="CHN", print="true")
    assert app.title[0].value == "China"
    assert not {"Previous", "Next", "Enter a visit"} & {one.label for one in app.button}
    assert not app.selectbox
    assert not app.dataframe
    assert not app.table
    rows = next(one.value for one in app.markdown if one.value.startswith("| Port |")).split("\n")
    assert len(rows) == 229 + 2
    assert {*HEADINGS} - {one.value for one in app.subheader} == {"Nearest partners"}
    assert "**Nearest partners**: South Korea" in words(app)


def test_on_paper_the_sources_of_advisories_are_numbered_and_written_out(demo: Engine) -> None:
    assert demo
    said = words(opened(code="IDN", print="true")).replace(JOINER, "")
    assert "| 25 Feb 2008 | Advisory imposed |" in said
    assert "1. https://regulations.justia.com/regulations/fedreg/2008/02/25/08-842.html" in said


def test_paper_and_screen_say_the_same_of_the_timeline(demo: Engine) -> None:
    assert demo
    screen, paper = words(opened(code="FJI")), words(opened(code="FJI", print="true"))
    for expected in ("Port visit", "Liaison contact", "16 to 18 Aug 2025", "Walked the terminals"):
        assert expected in screen
        assert expected in paper


def test_the_coverage_panel_leads_here(demo: Engine) -> None:
    assert demo
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["territory"] = "Fiji"
    app.run()
    found = [one for one in links(app) if one.label == "Open territory"]
    assert [one.query_string for one in found] == ["code=FJI"]


@pytest.mark.parametrize(("label", "asked"), [("Enter a visit", "partner=FJI"), ("Book a visit", "status=planned")])
def test_the_buttons_lead_to_the_form(demo: Engine, label: str, asked: str) -> None:
    assert demo
    app = press(opened(code="FJI"), label)
    assert app.title[0].value != "Fiji"
    name, value = asked.split("=")
    assert app.query_params[name] == value
