"""The Advisories page: map and list of any day, timeline, changes, records, and a notice entered as a difference."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.parts.text import JOINER
from models import queries
from models.changes import writing
from models.database import reading
from models.tables import AdvisoryFact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/advisories.py"

pytestmark = pytest.mark.usefixtures("page_day")


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """Return everything that is written on the page, as it is read."""
    parts = [one.value for kind in (app.title, app.subheader, app.markdown, app.caption, app.info) for one in kind]
    tables = [one.value.to_csv() for one in app.dataframe]
    bodies = [one.proto.body for one in app.get("html")]
    return "\n".join((*parts, *tables, *bodies)).replace("\\", "").replace(JOINER, "")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def deck(app: AppTest) -> dict[str, Any]:
    drawn: dict[str, Any] = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return drawn


def signs(app: AppTest) -> dict[str, int]:
    """Return the sign of each territory on the map: 1 in force, 0 cannot tell."""
    (layer,) = [one for one in deck(app)["layers"] if one["id"] == "glyphs"]
    return {row["t"]: row["a"] for row in layer["data"]}


def links(app: AppTest) -> dict[str, str]:
    return {one.proto.label: one.proto.query_string for one in app.get("page_link")}


def facts_of(engine: Engine) -> Sequence[AdvisoryFact]:
    with reading(engine) as session:
        return queries.advisory_facts(session=session)


# The day


@pytest.mark.parametrize(("on", "listed"), [("2017-09-04", False), ("2017-09-05", True)])
def test_the_map_turns_on_the_day_that_the_address_names(demo: Engine, on: str, *, listed: bool) -> None:
    assert demo
    app = opened(on=on)
    assert (signs(app).get("FSM") == 1) is listed
    assert f"In force on {int(on[-2:])} Sep 2017" in words(app)
    assert ("Micronesia" in {button.label for button in app.button}) is listed


def test_without_a_day_it_is_today_and_the_last_list_is_said_to_stand(demo: Engine) -> None:
    assert demo
    told = words(opened())
    assert "In force on 22 Nov 2026" in told
    assert "Facts are known up to 31 Aug 2025" in told
    assert "taken to stand" in told
    assert "no legal advice" in told
    assert "the Federal Register decides" in told


def test_a_day_before_all_advisories_says_that_none_is_known(demo: Engine) -> None:
    assert demo
    app = opened(on="2004-01-01")
    assert "No advisory is known to be in force on that day." in words(app)
    assert set(signs(app).values()) == {0}


def test_open_days_bear_their_reason(demo: Engine) -> None:
    assert demo
    app = opened(on="2014-01-01")
    assert signs(app)["NRU"] == 0
    assert "it was imposed anew later" in words(app)


def test_no_geometry_travels_with_the_map(demo: Engine) -> None:
    assert demo
    assert len(opened().get("deck_gl_json_chart")[0].proto.json) < 20_000


# The territory


def test_a_chosen_territory_shows_its_record_with_sources_and_certainty(demo: Engine) -> None:
    assert demo
    told = words(opened(of="Madagascar"))
    assert "In force since 4 Dec 2009 (PSA 10-09)." in told
    assert "MICTSL" in told
    assert "Toamasina (Tamatave) (MGTMM-0001)" in told
    assert "Certainty: 74 FR 60283" in told
    assert "Advisory modified (PSA 1-20)" in told
    assert "[safety4sea.com](<https://safety4sea.com" in told


def test_a_territory_that_was_never_listed_says_so(demo: Engine) -> None:
    assert demo
    told = words(opened(of="Fiji"))
    assert "Not in force. No advisory is on record." in told.replace("*", "")
    assert "No published fact speaks of it." in told


def test_the_territory_leads_to_its_page_and_its_ports(demo: Engine) -> None:
    assert demo
    assert links(opened(of="Nauru")) == {"Open territory": "code=NRU", "Its ports": "where=Nauru"}


def test_a_name_in_the_list_chooses_the_territory(demo: Engine) -> None:
    assert demo
    app = press(opened(), "Nauru")
    assert app.query_params["of"] == "Nauru"
    assert "since 14 Apr 2017" in words(app)
    assert "of" not in press(app, "Close").query_params


# Timeline, changes and list


def test_the_timeline_has_words_for_everybody_and_an_equal_table(demo: Engine) -> None:
    assert demo
    app = opened()
    (picture,) = app.get("image")
    assert picture.proto.imgs[0].alt.startswith("Timeline of advisories, 30 rows")
    table = app.dataframe[0].value
    nauru = table[table["Territory"] == "Nauru"]
    assert list(nauru["State"]) == ["In force", "Cannot tell", "In force"]
    assert list(nauru["To"]) == ["23 May 2005", "30 Mar 2017", "the last list stands"]


def test_partners_alone_can_be_listed(demo: Engine) -> None:
    assert demo
    told = words(opened(aor="true", part="List"))
    assert "Madagascar" in told
    assert "Venezuela" not in told


def test_two_days_are_compared_in_words(demo: Engine) -> None:
    assert demo
    told = words(opened(on="2017-04-01", against="2019-06-01", part="Changes"))
    assert "From 1 Apr 2017 to 1 Jun 2019" in told
    assert "**Nauru**, since 14 Apr 2017 (PSA 1-17)" in told


def test_two_days_without_a_change_say_so(demo: Engine) -> None:
    assert demo
    assert "Nothing changed on the list." in words(opened(on="2022-01-01", against="2022-06-01", part="Changes"))


def test_without_another_day_the_page_offers_one(demo: Engine) -> None:
    assert demo
    app = press(opened(on="2024-02-29", part="Changes"), "Compare with a year earlier")
    assert app.query_params["against"] == "2023-02-28"


def test_the_list_and_the_facts_can_be_downloaded(demo: Engine) -> None:
    assert demo
    app = opened(part="List")
    assert [one.proto.label for one in app.get("download_button")] == ["List as CSV", "Facts as CSV"]
    assert app.dataframe[0].value["Advisory"].iloc[0] == "! In force"


# Records


def chosen(app: AppTest, title: str) -> AppTest:
    next(box for box in app.selectbox if box.label == "Published fact").set_value(title).run()
    assert not app.exception
    return app


def typed(app: AppTest, label: str, text: str) -> None:
    fields = [*app.text_input, *app.text_area]
    next(field for field in fields if field.label == label).input(text)


def test_a_fact_is_corrected_with_history_and_no_longer_renewed(demo: Engine) -> None:
    app = chosen(opened(part="Records"), "Nauru, imposed 14 Apr 2017")
    typed(app, "Excepted, as printed", "Aiwo NRINU-0001")
    typed(app, "Reason for the change (may be blank)", "read the notice")
    press(app, "Save")
    (fact,) = [one for one in facts_of(demo) if one.psa_number == "1-17"]
    assert (fact.exceptions, fact.version) == ("Aiwo NRINU-0001", 2)
    assert fact.source == "https://thefederalregister.org/82-FR/16052"
    with reading(demo) as session:
        entry, _ = queries.history("advisory_fact", fact.id or 0, session=session)[0]
    assert entry.why == "read the notice"


def test_a_fact_without_a_day_is_refused(demo: Engine) -> None:
    app = chosen(opened(part="Records"), "Nauru, imposed 14 Apr 2017")
    for label in ("Issued", "PSA number", "Effective from"):
        typed(app, label, "")
    app = press(app, "Save")
    assert any("Give the day" in error.value for error in app.error)
    assert all(one.version == 1 for one in facts_of(demo))


# A notice


def filled(engine: Engine) -> AppTest:
    assert engine
    app = opened(part="Enter a notice")
    typed(app, "PSA number", "1-26")
    typed(app, "Source address", "https://example.org/notice")
    next(one for one in app.date_input if one.label == "Issued").set_value(date(2026, 10, 1))
    next(one for one in app.date_input if one.label == "Effective from").set_value(date(2026, 10, 15))
    boxes = {one.label: one for one in app.multiselect}
    boxes["Added"].set_value(["FJI"])
    boxes["Removed"].set_value(["SYC"])
    app.run()
    assert not app.exception
    return app


def test_a_notice_is_shown_as_a_difference_before_it_is_saved(demo: Engine) -> None:
    app = press(filled(demo), "Show the difference")
    told = words(app)
    assert "PSA 1-26: what changes on 15 Oct 2026" in told
    assert "**Fiji**, since 15 Oct 2026 (PSA 1-26)" in told
    assert "**Seychelles**, removed with effect from 15 Oct 2026 (PSA 1-26)" in told
    assert len(facts_of(demo)) == 82
    press(app, "Save")
    assert [one.territory for one in facts_of(demo)[82:]] == ["FJI", "SYC"]


def test_going_back_keeps_what_was_typed(demo: Engine) -> None:
    app = press(press(filled(demo), "Show the difference"), "Go back")
    assert next(one for one in app.text_input if one.label == "PSA number").value == "1-26"
    assert next(one for one in app.multiselect if one.label == "Added").value == ["FJI"]
    assert len(facts_of(demo)) == 82


def test_a_fact_from_after_the_day_asked_about_says_so(demo: Engine) -> None:
    assert demo
    told = words(opened(of="Madagascar", on="2010-01-01"))
    assert "Advisory imposed (PSA 10-09 · 74 FR 60283)\n" in told
    assert "Advisory modified (PSA 1-20); after 1 Jan 2010" in told


def test_who_was_overtaken_sees_the_difference_as_it_is_now(demo: Engine) -> None:
    app = press(filled(demo), "Show the difference")
    with writing(demo, who="somebody else", why="another notice") as writer:
        facts = {
            "action": "removed",
            "scheme": "conditions_of_entry",
            "effective_on": "2026-10-02",
            "psa_number": "9-26",
        }
        writer.make(AdvisoryFact, {**facts, "territory": "NRU", "source": "a test", "reference_key": "by another"})
        writer.make(AdvisoryFact, {**facts, "territory": "SYC", "source": "a test", "reference_key": "another"})
    app = press(app, "Save")
    assert any("Nothing was saved" in one.value and "Seychelles is not on the list" in one.value for one in app.warning)
    assert len(facts_of(demo)) == 84
    next(one for one in app.multiselect if one.label == "Removed").set_value([])
    app = press(press(app.run(), "Show the difference"), "Save")
    assert [one.territory for one in facts_of(demo)[84:]] == ["FJI"]


def test_of_whom_one_cannot_tell_may_be_added_removed_or_changed(demo: Engine) -> None:
    app = filled(demo)
    next(one for one in app.date_input if one.label == "Effective from").set_value(date(2020, 1, 1)).run()
    offered = {one.label: one.options for one in app.multiselect}
    assert all("Côte d'Ivoire" in offered[label] for label in ("Added", "Removed", "Changed"))
    assert "Madagascar" not in offered["Added"]
    assert "Fiji" not in offered["Removed"]


def test_a_notice_of_long_ago_is_shown_with_what_it_does_today(demo: Engine) -> None:
    app = filled(demo)
    for label, day in (("Issued", date(2020, 1, 1)), ("Effective from", date(2020, 1, 15))):
        next(one for one in app.date_input if one.label == label).set_value(day)
    told = words(press(app.run(), "Show the difference"))
    assert "What changes on the list of today, 22 Nov 2026" in told
    assert "**Seychelles**, removed with effect from 15 Jan 2020 (PSA 1-26)" in told
    assert "**Seychelles**, interrupted, seen in force since Aug 2025" in told
    assert told.count("**Fiji**") == 1


def test_what_was_entered_is_taken_back_as_a_whole(demo: Engine) -> None:
    app = press(press(filled(demo), "Show the difference"), "Save")
    assert "1-26 · 2 facts" in words(app)
    app = press(app, "Take back")
    assert len(facts_of(demo)) == 82
    assert "Entered lately" not in words(app)


def test_what_is_missing_is_said_beside_its_field(demo: Engine) -> None:
    app = press(opened(part="Enter a notice"), "Show the difference")
    said = [error.value for error in app.error]
    assert any("where it was read" in one for one in said)
    assert any("adds, removes or changes" in one for one in said)
    assert len(facts_of(demo)) == 82


def test_each_territory_that_is_added_has_its_scope_and_exceptions(demo: Engine) -> None:
    app = filled(demo)
    next(one for one in app.selectbox if one.label == "Scope, Fiji").set_value("all_but_excepted").run()
    typed(app, "Excepted facilities of Fiji, as printed", "Suva FJSUV-0001")
    press(press(app.run(), "Show the difference"), "Save")
    (fact,) = [one for one in facts_of(demo) if one.territory == "FJI"]
    assert (fact.scope.value, fact.exceptions) == ("all_but_excepted", "Suva FJSUV-0001")


def test_exceptions_that_cannot_be_read_are_told_before_they_are_saved(demo: Engine) -> None:
    app = filled(demo)
    next(one for one in app.selectbox if one.label == "Scope, Fiji").set_value("all_but_excepted").run()
    typed(app, "Excepted facilities of Fiji, as printed", "Suva FJSUV-0001; Quay 14 to 30 May 2020")
    app = press(app.run(), "Show the difference")
    assert ["Quay 14 to 30 May 2020" in one.value and "Fiji" in one.value for one in app.warning] == [True]


# Ways here


def test_the_territory_page_leads_here(demo: Engine) -> None:
    assert demo
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.query_params["code"] = "NRU"
    app.switch_page("app_pages/territories.py").run()
    assert links(app)["Advisories on any day"] == "of=Nauru"


@pytest.mark.parametrize("as_of", ["2005-05-23", "2005-05-24", "2017-04-13", "2026-11-22"])
def test_coverage_says_of_an_advisory_what_this_page_says(demo: Engine, as_of: str) -> None:
    assert demo
    coverage = AppTest.from_file(str(APP), default_timeout=60)
    coverage.query_params["as_of"] = as_of
    coverage.run()
    here = opened(part="List", on=as_of, aor="true")
    (told,) = [one.value for one in coverage.dataframe if "Next booking" in one.value]
    (listed,) = [one.value for one in here.dataframe if "Cited" in one.value]
    states = {row["Territory"]: row["Advisory"] for _, row in listed.iterrows() if row["Advisory"][0] != "\N{EN DASH}"}
    assert {row["Territory"]: row["Advisory"] for _, row in told.iterrows() if row["Advisory"]} == states
    assert states


@pytest.mark.parametrize(("territory", "label"), [("Nauru", "Open advisory"), ("Fiji", "Advisories over the years")])
def test_the_panel_of_coverage_leads_here_on_its_day(demo: Engine, territory: str, label: str) -> None:
    assert demo
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["territory"] = territory
    app.query_params["as_of"] = "2020-05-01"
    app.run()
    assert links(app)[label] == f"of={territory}&on=2020-05-01"
