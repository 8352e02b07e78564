"""The Entry check page: the answer follows what is pasted and put right, and an address replays it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from dashboard.actions.entry_words import AID
from dashboard.parts.entry_check_state import LONGEST
from models.entry_guidance import ACTIONS_IN_PORT

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/entry_check.py"
TEXT = "Victria, Seychelles 12-14 Oct 2026\nPort Louis 3 Oct 2026\nFJSUV"
SEYCHELLES = "Port Victoria, Seychelles (SCPOV)"

pytestmark = pytest.mark.usefixtures("page_day")


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page(PAGE)
    for name, value in address.items():
        app.query_params[name] = value
    return ran(app)


def pasted(text: str = TEXT) -> AppTest:
    app = opened()
    app.text_area(key="entry_text").set_value(text)
    return ran(app)


def said(app: AppTest) -> str:
    blocks = (*app.markdown, *app.warning, *app.info, *app.caption, *app.error)
    return " ".join([*(block.value for block in blocks), *(html.proto.body for html in app.get("html"))])


def answer(app: AppTest) -> str:
    return next(html.proto.body for html in app.get("html") if "<h2" in html.proto.body)


def hash_said(app: AppTest) -> str:
    return next(block.value for block in app.markdown if "Hash " in block.value)


def heads(app: AppTest) -> list[str]:
    """Return what each call is taken for."""
    return [html.proto.body for html in app.get("html") if "justify-content:space-between" in html.proto.body]


def layers(app: AppTest) -> dict[str, Any]:
    made = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return {layer["id"]: layer for layer in made["layers"]}


def chosen(app: AppTest, label: str, place: int) -> Any:  # noqa: ANN401 - a selectbox of any options
    return [box for box in app.selectbox if box.label == label][place]


def test_an_empty_page_says_what_to_do(demo: Engine) -> None:
    assert demo
    app = opened()
    assert "No calls yet" in answer(app)
    assert heads(app) == []
    assert "us_arrival" not in app.query_params


def test_a_pasted_list_is_answered_with_authority_actions_and_record(demo: Engine) -> None:
    assert demo
    app = pasted()
    assert "Conditions of entry apply" in answer(app)
    text = said(app)
    assert "1 call in doubt" in text
    assert "PSA 1\\-19, 84 FR 11992" in text
    assert "known up to 31 Aug 2025" in text
    assert ACTIONS_IN_PORT[2].text in text
    assert AID.split(".", maxsplit=1)[0] in text
    assert [button.proto.label for button in app.get("download_button")] == ["Record as PDF", "Record as JSON"]


def test_a_call_in_doubt_is_put_right_in_its_place(demo: Engine) -> None:
    assert demo
    app = pasted()
    assert "In doubt" in heads(app)[0]
    box = chosen(app, "Port", 0)
    assert box.value is None
    assert SEYCHELLES in box.options
    box.select(SEYCHELLES)
    ran(app)
    assert "Chosen" in heads(app)[0]
    assert chosen(app, "Port", 0).value == SEYCHELLES
    assert not app.warning
    assert app.query_params["call_rows"].startswith("0;p")


def test_a_copied_address_replays_the_check_as_corrected(demo: Engine) -> None:
    assert demo
    app = pasted()
    chosen(app, "Port", 0).select("Not known")
    ran(app)
    assert "Cannot tell" in answer(app)
    app.text_input(key="entry_vessel").set_value("Example Star")
    ran(app)
    again = opened(**dict(app.query_params))
    assert answer(again) == answer(app)
    assert heads(again) == heads(app)
    assert again.text_input(key="entry_vessel").value == "Example Star"
    assert hash_said(again) == hash_said(app)


def test_two_ports_on_a_line_are_made_two_calls_with_a_click(demo: Engine) -> None:
    assert demo
    app = pasted("Sihanoukville, Singapore")
    assert "Cannot tell" in answer(app)
    app.button(key="entry_parts_1_0").click()
    ran(app)
    assert "Conditions of entry apply" in answer(app)
    assert len(heads(app)) == 2
    assert "Make 2 calls" not in str([button.label for button in app.button])


def test_a_list_that_runs_oldest_first_is_turned_with_a_click(demo: Engine) -> None:
    assert demo
    codes = ("FJSUV", "FJLTK", "NZAKL", "NCNOU", "WSAPW", "SCPOV")
    app = pasted("\n".join(f"{code} {at} Sep 2026" for at, code in enumerate(codes, 1)))
    assert "FJSUV" in heads(app)[0]
    app.button(key="entry_by_date").click()
    ran(app)
    assert "SCPOV" in heads(app)[0]
    assert "entry_by_date" not in [button.key for button in app.button]


def test_a_past_arrival_is_replayed_from_the_address(demo: Engine) -> None:
    assert demo
    assert "do not apply" in answer(opened(us_arrival="2014-09-25", calls="Port Louis"))
    assert "Conditions of entry apply" in answer(opened(us_arrival="2019-04-12", calls="SCPOV"))
    assert "Conditions of entry apply" not in answer(opened(us_arrival="2019-04-11", calls="SCPOV"))


def test_a_nonsense_address_is_survived(demo: Engine) -> None:
    assert demo
    app = opened(us_arrival="someday", calls="<b>x</b> ![](http://x)", call_rows="0;p9;zz,9,9")
    assert "<b>x</b>" not in " ".join(heads(app))
    assert app.date_input(key="entry_arrival").value.isoformat() == "2026-11-22"
    assert opened(us_arrival="1999-01-01", calls="FJSUV").date_input(key="entry_arrival").value.year == 2026


def test_calls_move_go_and_come_back(demo: Engine) -> None:
    assert demo
    app = pasted()
    app.button(key="entry_down_1_0").click()
    ran(app)
    assert "Port Louis" in heads(app)[0]
    app.button(key="entry_close_1_0").click()
    ran(app)
    assert len(heads(app)) == 2
    assert "do not apply" in answer(app)
    app.button(key="entry_anew").click()
    ran(app)
    assert len(heads(app)) == 3
    assert "call_rows" not in app.query_params


def test_removing_every_call_leaves_none(demo: Engine) -> None:
    assert demo
    app = pasted("FJSUV")
    app.button(key="entry_close_1_0").click()
    ran(app)
    assert heads(app) == []
    assert app.query_params["call_rows"] == "-"


def test_a_port_is_found_and_added(demo: Engine) -> None:
    assert demo
    app = pasted("FJSUV")
    app.text_input(key="entry_find").set_value("Victoria")
    ran(app)
    button = next(one for one in app.button if "Seychelles" in one.label)
    button.click()
    ran(app)
    assert len(heads(app)) == 2
    assert "Conditions of entry apply" in answer(app)
    assert app.text_input(key="entry_find").value == ""
    app.text_input(key="entry_find").set_value("qqqqqqqq")
    assert "No port is known by that name" in said(ran(app))


def test_a_facility_is_chosen_among_those_excepted(demo: Engine) -> None:
    assert demo
    app = pasted("Toamasina, Madagascar")
    assert "Cannot tell" in answer(app)
    box = chosen(app, "Facility", 0)
    assert "MICTSL" in box.options
    assert sum("MGTMM-0001" in option for option in box.options) == 1
    box.select("MICTSL")
    ran(app)
    assert "do not apply" in answer(app)
    assert chosen(app, "Facility", 0).value == "MICTSL"
    chosen(app, "Facility", 0).select("Not known")
    assert "Cannot tell" in answer(ran(app))


def test_a_facility_number_that_was_pasted_is_chosen_already(demo: Engine) -> None:
    assert demo
    box = chosen(pasted("MGTMM-0001"), "Facility", 0)
    assert box.value.startswith("MGTMM-0001")
    assert sum("MGTMM-0001" in option for option in box.options) == 1
    assert chosen(pasted("FJSUV-0042"), "Facility", 0).value == "FJSUV-0042"


def test_a_transit_is_ticked_and_days_are_set(demo: Engine) -> None:
    assert demo
    app = pasted("SCPOV 1 Oct 2026")
    app.checkbox(key="entry_transit_1_0").check()
    ran(app)
    assert "Cannot tell" in answer(app), "no call is left that counts"
    app.checkbox(key="entry_transit_1_0").uncheck()
    ran(app)
    assert "Conditions of entry apply" in answer(app)
    assert [str(day) for day in app.date_input(key="entry_days_1_0").value] == ["2026-10-01"]


def test_another_text_begins_anew(demo: Engine) -> None:
    assert demo
    app = pasted()
    app.button(key="entry_close_1_0").click()
    ran(app)
    app.text_area(key="entry_text").set_value("FJSUV\nMUPLU\nWSAPW")
    ran(app)
    assert len(heads(app)) == 3
    assert "call_rows" not in app.query_params


def test_a_list_too_long_for_the_address_says_so(demo: Engine) -> None:
    assert demo
    app = pasted("FJSUV 1 Oct 2026 and then some words\n" * (LONGEST // 30))
    assert "too long" in said(app)
    assert "calls" not in app.query_params


def test_what_was_asked_is_there_when_one_comes_back(demo: Engine) -> None:
    assert demo
    app = pasted()
    app.date_input(key="entry_arrival").set_value("2019-04-12")
    app.text_input(key="entry_vessel").set_value("Test Vessel")
    ran(app)
    app.button(key="entry_close_1_2").click()
    ran(app)
    app.switch_page("app_pages/help.py")
    ran(app)
    app.switch_page(PAGE)
    ran(app)
    assert app.text_area(key="entry_text").value == TEXT
    assert app.date_input(key="entry_arrival").value.isoformat() == "2019-04-12"
    assert app.text_input(key="entry_vessel").value == "Test Vessel"
    assert len(heads(app)) == 2


def test_the_map_numbers_the_calls_and_draws_the_way(demo: Engine) -> None:
    assert demo
    app = pasted("FJSUV\nWSAPW\nFJSUV")
    drawn = layers(app)
    assert [row["t"] for row in drawn["call-numbers-0"]["data"]] == ["2", "1, 3"]
    lons = [lon for path in drawn["call-legs"]["data"]["coordinates"] for lon, _ in path]
    assert max(lons) - min(lons) < 30, "the way over the date line is one stroke"
    assert "Not for navigation" in said(app)
    assert "no map" in said(pasted("Nowhere at all"))


def upload(app: AppTest, data: bytes) -> AppTest:
    app.session_state["entry_part"] = "Many vessels"
    ran(app)
    app.file_uploader(key="entry_file").upload("vessels.csv", data, "text/csv")
    return ran(app)


def test_many_vessels_are_listed_filtered_and_opened(demo: Engine) -> None:
    assert demo
    app = upload(opened(), b"Vessel,Arrival,Call 1\nA,2026-11-22,SCPOV\nB,2026-11-23,FJSUV\nC,someday,FJSUV\n")
    assert list(app.dataframe[0].value["Vessel"]) == ["A", "B"]
    assert "could not be read" in app.expander[0].label
    radio = app.radio(key="entry_answers")
    radio.set_value(next(option for option in radio.options if "Does not apply" in option))
    ran(app)
    assert list(app.dataframe[0].value["Vessel"]) == ["B"]
    states = app._tree.get_widget_states()
    selection = json.dumps({"selection": {"rows": [0], "columns": [], "cells": []}})
    states.widgets.append(WidgetState(id=app.dataframe[0].proto.id, string_value=selection))
    app._run(states)
    app.button(key="entry_open").click()
    ran(app)
    assert app.text_area(key="entry_text").value == "FJSUV"
    assert app.text_input(key="entry_vessel").value == "B"
    assert app.date_input(key="entry_arrival").value.isoformat() == "2026-11-23"
    assert "do not apply" in answer(app)


def test_what_is_set_beside_the_many_is_kept(demo: Engine) -> None:
    assert demo
    app = opened(us_arrival="2026-11-22", calls="SCPOV")
    app = upload(app, b"Vessel,Arrival,Call 1\nA,2026-11-22,SCPOV\n")
    app.date_input(key="entry_arrival").set_value("2019-04-11")
    ran(app)
    app.session_state["entry_part"] = "One vessel"
    ran(app)
    assert app.date_input(key="entry_arrival").value.isoformat() == "2019-04-11"
    assert app.text_area(key="entry_text").value == "SCPOV"
    assert app.query_params["us_arrival"] == "2019-04-11"


def test_a_file_that_is_no_list_of_vessels_says_what_to_do(demo: Engine) -> None:
    assert demo
    app = upload(opened(), b"Port,Country\nSuva,Fiji\n")
    assert app.error
    assert not app.dataframe
