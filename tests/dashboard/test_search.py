"""The search opens from every page, finds as one types, and leads on by links."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from dashboard import scripts
from dashboard.actions import initialise
from dashboard.actions.findable import Group
from dashboard.request_guard import content_security_policy, inline_script_hashes
from models.changes import writing
from models.tables import AdvisoryFact, OrganisationCreate, Port, PortFacilityCreate
from models.vocabulary import OrganisationKind

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from streamlit.testing.v1.element_tree import Button

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGES = sorted((APP.parent / "app_pages").glob("*.py"))


pytestmark = pytest.mark.usefixtures("page_day")


def on(page: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    return app.switch_page(f"app_pages/{page}.py").run()


def searching(app: AppTest, words: str) -> AppTest:
    """Open the search with words already typed: a test runs the whole page anew, which would close it."""
    app.session_state["search_words"] = words
    return app.button(key="search").click().run()


def first(app: AppTest, group: str) -> Button:
    """Return the first of a group that was found within the page that is shown."""
    return next(one for one in app.button if (one.key or "").startswith(f"found_{group}_"))


def links(app: AppTest) -> dict[str, tuple[str, str]]:
    """Return page and address of every link by its label."""
    return {one.proto.label: (one.proto.page, one.proto.query_string) for one in app.get("page_link")}


def test_within_a_page_the_address_follows(demo: Engine) -> None:
    assert demo
    app = searching(on("territories"), "tonga ton")
    first(app, "territories").click().run()
    assert not app.exception
    assert app.query_params["code"] in ("TON", ["TON"])
    assert any("Tonga" in title.value for title in (*app.title, *app.header, *app.subheader))


def test_within_the_coverage_page_the_controls_follow(demo: Engine) -> None:
    assert demo
    app = searching(on("coverage"), "officer 3")
    first(app, "officers").click().run()
    assert app.multiselect(key="region").value == ["Officer: DEMO Liaison Officer 3"]


@pytest.mark.parametrize("page", [page.stem for page in PAGES])
def test_the_search_opens_from_every_page(demo: Engine, page: str) -> None:
    assert demo
    app = searching(on(page), "fjsuv")
    assert not app.exception
    found = [where for label, where in links(app).items() if label.startswith("**Suva**")]
    buttons = [button for button in app.button if button.label.startswith("**Suva**")]
    if page == "ports":
        assert (found, len(buttons)) == ([], 1), "within the page a button leads on"
    else:
        assert buttons == []
        assert [(where, query.startswith("port=")) for where, query in found] == [("ports", True)]


def test_within_the_ports_page_the_port_opens_and_the_filters_stay(demo: Engine) -> None:
    assert demo
    app = on("ports")
    app.multiselect(key="where").set_value(["Melanesia"]).run()
    app = searching(app, "fjsuv")
    first(app, "ports").click().run()
    assert not app.exception
    assert "Suva" in [heading.value for heading in app.subheader]
    assert app.multiselect(key="where").value == ["Melanesia"]


def test_within_the_data_page_a_facility_that_waits_is_shown_on_its_tab(demo: Engine) -> None:
    with writing(demo, who="x", why="x") as writer:
        form = PortFacilityCreate(name="Lonely Jetty", imo_number="FJZZZ-0001", territory="FJI", source="a test")
        number = writer.create(form).id
    app = searching(on("data"), "lonely jetty")
    first(app, "facilities").click().run()
    assert not app.exception
    assert app.selectbox(key="facility_shown").value == number


def test_within_the_advisories_page_a_citation_opens_the_record_and_the_day_stays(prepared: Engine) -> None:
    initialise.start_empty(prepared)
    app = on("advisories")
    app.date_input(key="on").set_value(date(2018, 1, 1)).run()
    app = searching(app, "82 fr 16052")
    first(app, "advisories").click().run()
    assert not app.exception
    assert app.selectbox(key="of").value == "Nauru"
    assert app.date_input(key="on").value == date(2018, 1, 1)


def test_the_search_has_a_shortcut_and_is_not_offered_before_the_beginning(prepared: Engine) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "search" not in {button.key for button in app.button}
    initialise.start_empty(prepared)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert app.button(key="search").proto.shortcut == "ctrl+k"


def test_every_group_leads_to_a_page_that_runs(demo: Engine) -> None:
    with writing(demo, who="a test", why="a test") as writer:
        port = writer.session.exec(select(Port.id).where(col(Port.unlocode) == "FJSUV")).one() or 0
        writer.create(PortFacilityCreate(name="Fiji Wharf", imo_number="FJSUV-0001", port_id=port, source="a test"))
        facts = {"action": "imposed", "scheme": "conditions_of_entry", "published_on": "2026-10-01"}
        writer.make(AdvisoryFact, {**facts, "territory": "FJI", "source": "a test", "reference_key": "a fact"})
    app = searching(on("help"), "fiji")
    pages = {page for page, _ in links(app).values()}
    assert not app.exception
    assert {"territories", "engagement", "advisories", ""} <= pages, "the Coverage page has no name in its address"
    captions = " ".join(caption.value for caption in app.caption)
    assert all(group.value in captions for group in Group)


def test_nothing_typed_says_what_can_be_found(demo: Engine) -> None:
    assert demo
    app = on("help")
    app.button(key="search").click().run()
    said = " ".join(caption.value for caption in app.caption)
    assert all(group.value.lower() in said.lower() for group in Group)
    assert "Tab" in said


def test_what_is_not_found_is_said_without_being_taken_for_markdown(demo: Engine) -> None:
    assert demo
    app = searching(on("help"), "[xyzzy](http://example.com)")
    assert "Nothing on record" in app.info[0].value
    assert "[xyzzy](" not in app.info[0].value


def test_names_are_shown_as_they_are(demo: Engine) -> None:
    name = "Board **of** [ports](http://example.com)"
    with writing(demo, who="a test", why="a test") as writer:
        writer.create(OrganisationCreate(territory="FJI", kind=OrganisationKind.OTHER, name=name, source="a test"))
    (label,) = (label for label in links(searching(on("help"), "board ports")) if "Board" in label)
    assert r"\*\*of\*\* \[ports\]\(http" in label


def test_many_are_counted(demo: Engine) -> None:
    assert demo
    app = searching(on("help"), "visit")
    (said,) = (caption.value for caption in app.caption if caption.value.startswith("Engagements"))
    shown, of, count = said.removeprefix("Engagements · ").split(" ")
    assert (shown, of) == ("8", "of")
    assert int(count) > 8


def test_the_policy_lets_our_script_run_and_it_is_no_template() -> None:
    policy = content_security_policy(inline_script_hashes(scripts.tag(scripts.FOCUS_DIALOG)))
    assert policy.count("sha256-") == 1
    assert scripts.FOCUS_DIALOG in scripts.ALL
    assert "</script" not in scripts.FOCUS_DIALOG
    assert "{}" not in scripts.FOCUS_DIALOG
