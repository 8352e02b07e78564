"""The queue of the Data page: a doubtful place is looked at, decided, and the decision taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions import initialise
from models import queries
from models.changes import writing
from models.database import reading
from models.tables import Port, PortEntry, PortEntryCreate, PortFacility, PortFacilityCreate
from models.vocabulary import EntryState
from tests.dashboard.data_page import offered, page, press, said, written

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("page_day")

SOURCE = "World Port Index, test.csv"
WHY = "same UN/LOCODE, names 31 % alike, 90.0 nm apart"


@pytest.fixture
def begun(prepared: Engine) -> Engine:
    """Return a started database without engagements."""
    initialise.start_empty(prepared)
    return prepared


def port(engine: Engine, code: str) -> Port:
    with reading(engine) as session:
        return next(one for one in queries.ports(session=session) if one.unlocode == code)


def doubt(engine: Engine, name: str = "Walu Bay", code: str = "FJSUV", **said: Any) -> int:  # noqa: ANN401 - facts
    """Put a doubtful entry into the queue, and return its id."""
    candidate = port(engine, code)
    facts = {"name": name, "territory": "FJI", "lon": 178.43, "lat": -18.12, "harbour_size": "medium"}
    with writing(engine, who="planner", why="Import of test.csv") as writer:
        entry = writer.create(
            PortEntryCreate(
                source=SOURCE,
                importer="wpi",
                key=name,
                name=name,
                territory="FJI",
                facts=facts,
                state=EntryState.DOUBTFUL,
                candidate_id=candidate.id,
                why=WHY,
                **said,
            )
        )
        return int(entry.id or 0)


def lonely(engine: Engine, name: str = "Example Wharf", number: str = "FJXXX-0001") -> int:
    """Put a facility without a port into the database, and return its id."""
    with writing(engine, who="planner", why="Import of test.csv") as writer:
        form = PortFacilityCreate(
            source="GISIS, test.csv",
            name=name,
            imo_number=number,
            territory="FJI",
            port_name="Walu",
            lon=178.5,
            lat=-18.1,
        )
        return int(writer.create(form).id or 0)


def entry(engine: Engine, number: int) -> PortEntry:
    with reading(engine) as session:
        return session.get_one(PortEntry, number)


def placed(engine: Engine, number: int) -> int | None:
    with reading(engine) as session:
        return session.get_one(PortFacility, number).port_id


def queue() -> AppTest:
    return page(data="Doubtful")


def facts(app: AppTest) -> dict[str, tuple[str, str, str]]:
    frame = app.table[0].value
    return {row[0]: tuple(cell.replace("\\", "") for cell in row[1:]) for row in frame.itertuples(index=False)}


def test_an_empty_queue_says_what_would_stand_there(begun: Engine) -> None:
    assert begun
    assert "Nothing is doubtful" in said(queue())


def test_a_pair_is_shown_with_its_facts_and_why(begun: Engine) -> None:
    doubt(begun)
    app = queue()
    assert "Is **Walu Bay**, Fiji of World Port Index, test.csv the port **Suva**, Fiji?" in written(app)
    assert "Same UN/LOCODE, names 31 % alike" in written(app)
    assert facts(app)["Name"] == ("Walu Bay", "Suva", "≠")
    assert facts(app)["Territory"] == ("Fiji", "Fiji", "=")
    assert app.selectbox(key="pair_shown").label == "1 of 1 pair"
    assert "nm apart" in written(app)


def test_the_same_port_takes_what_the_file_says_and_gives_it_back(begun: Engine) -> None:
    number = doubt(begun)
    app = press(queue(), "Same port")
    assert "Walu Bay is Suva: one port." in said(app)
    decided = entry(begun, number)
    assert (decided.state, decided.port_id, decided.decided) == (EntryState.TAKEN, port(begun, "FJSUV").id, True)
    assert port(begun, "FJSUV").name == "Walu Bay", "the Index goes before what ships"
    press(app, "Undo")
    undone = entry(begun, number)
    assert (undone.state, undone.port_id, undone.decided) == (EntryState.DOUBTFUL, None, False)
    assert port(begun, "FJSUV").name == "Suva"
    assert "Same port" in offered(app)


def test_another_port_is_made_of_it_and_withdrawn_again(begun: Engine) -> None:
    number = doubt(begun)
    app = press(queue(), "Separate port")
    assert "Walu Bay is a port of its own." in said(app)
    made = entry(begun, number).port_id
    with reading(begun) as session:
        assert session.get_one(Port, made).name == "Walu Bay"
    press(app, "Undo")
    assert entry(begun, number).state is EntryState.DOUBTFUL
    with reading(begun) as session:
        assert session.get_one(Port, made).withdrawn


def test_where_the_row_makes_no_port_it_is_left_out(begun: Engine) -> None:
    number = doubt(begun, creates=False)
    app = queue()
    assert "Separate port" not in offered(app)
    press(app, "Leave it out")
    assert entry(begun, number).state is EntryState.SET_ASIDE


def test_a_different_port_is_found_by_search(begun: Engine) -> None:
    number = doubt(begun)
    app = queue()
    app.session_state[f"pair_{number}_other"] = True
    app.run()
    nearest = [label for label in offered(app) if "nm away" in label]
    assert nearest
    assert not any(label.startswith("Suva,") for label in nearest), "the candidate has a button of its own"
    app.text_input(key=f"pair_{number}_text").set_value("lautoka").run()
    press(app, "Lautoka, Fiji")
    assert entry(begun, number).port_id == port(begun, "FJLTK").id


def test_a_search_without_an_answer_says_so(begun: Engine) -> None:
    number = doubt(begun)
    app = queue()
    app.session_state[f"pair_{number}_other"] = True
    app.run()
    app.text_input(key=f"pair_{number}_text").set_value("zzzzzzzz").run()
    assert "No port is called so." in written(app)


def test_next_and_previous_walk_through_the_pairs_and_a_decision_shows_the_next(begun: Engine) -> None:
    for name in ("First", "Second", "Third"):
        doubt(begun, name)
    app = queue()
    assert app.button(key="pair_Previous").disabled
    press(app, "Next")
    assert "**Second**" in written(app)
    press(app, "Same port")
    assert "**Third**" in written(app)
    assert app.selectbox(key="pair_shown").label == "2 of 2 pairs"
    assert app.button(key="pair_Next").disabled
    press(app, "Previous")
    assert "**First**" in written(app)
    press(app, "Undo")
    assert "**Second**" in written(app), "what was taken back is shown again"


def test_pairs_of_partners_come_first(begun: Engine) -> None:
    elsewhere = doubt(begun, "Elsewhere")
    with writing(begun, who="planner", why="") as writer:
        writer.update(PortEntry, elsewhere, {"territory": "GRC"}, seen=1)
    doubt(begun, "Here")
    assert "**Here**" in written(queue())


def test_a_decision_over_a_newer_version_is_refused(begun: Engine) -> None:
    number = doubt(begun)
    app = queue()
    same = next(button for button in app.button if button.label == "Same port")
    with writing(begun, who="somebody", why="") as writer:
        writer.update(PortEntry, number, {"state": EntryState.SET_ASIDE, "candidate_id": None}, seen=1)
    same.click().run()
    assert not app.exception
    assert entry(begun, number).state is EntryState.SET_ASIDE


def test_a_facility_without_a_port_is_given_one_and_loses_it_again(begun: Engine) -> None:
    number = lonely(begun)
    app = queue()
    app.radio(key="queue_what").set_value("facilities").run()
    assert "Does **Example Wharf** belong to the port **Suva**?" in written(app)
    press(app, "It belongs to Suva")
    assert "Example Wharf belongs to Suva." in said(app)
    assert placed(begun, number) == port(begun, "FJSUV").id
    press(app, "Undo")
    assert placed(begun, number) is None


def test_a_facility_may_belong_to_another_port_than_the_one_proposed(begun: Engine) -> None:
    number = lonely(begun)
    app = queue()
    app.radio(key="queue_what").set_value("facilities").run()
    app.session_state[f"facility_{number}_other"] = True
    app.run()
    app.text_input(key=f"facility_{number}_text").set_value("FJLTK").run()
    press(app, "Lautoka, Fiji")
    assert placed(begun, number) == port(begun, "FJLTK").id


def test_a_facility_far_from_every_port_has_no_proposal(begun: Engine) -> None:
    number = lonely(begun)
    with writing(begun, who="planner", why="") as writer:
        writer.update(PortFacility, number, {"lon": -150.0, "lat": 0.0}, seen=1)
    app = queue()
    app.radio(key="queue_what").set_value("facilities").run()
    assert "Which port has **Example Wharf**?" in written(app)
    assert not any(label.startswith("It belongs") for label in offered(app))


def test_while_only_facilities_wait_they_are_shown_and_no_pair(begun: Engine) -> None:
    lonely(begun)
    app = queue()
    assert "**Example Wharf**" in written(app)
    app.radio(key="queue_what").set_value("ports").run()
    assert "Nothing of this kind waits" in said(app)


def test_the_facility_that_the_address_asks_for_is_shown_once(begun: Engine) -> None:
    doubt(begun)
    lonely(begun)
    number = lonely(begun, "Other Wharf", "FJXXX-0002")
    app = page(data="Doubtful", waiting=str(number))
    assert app.selectbox(key="facility_shown").value == number
    assert "waiting" not in app.query_params
    app.radio(key="queue_what").set_value("ports").run()
    assert "**Walu Bay**" in written(app)


@pytest.mark.parametrize("asked", ["0", "x", "-1"])
def test_an_address_that_asks_for_no_facility_that_waits_is_passed_over(begun: Engine, asked: str) -> None:
    doubt(begun)
    lonely(begun)
    app = page(data="Doubtful", waiting=asked)
    assert "**Walu Bay**" in written(app)


def test_a_place_without_a_position_has_no_mark_but_its_facts(begun: Engine) -> None:
    number = doubt(begun)
    with writing(begun, who="planner", why="") as writer:
        writer.update(PortEntry, number, {"facts": {"name": "Walu Bay"}}, seen=1)
    app = queue()
    assert "The file gives no position." in written(app)
    assert facts(app)["Name"][0] == "Walu Bay"


def test_the_text_of_a_file_is_never_markup(begun: Engine) -> None:
    doubt(begun, "![x](http://evil)")
    app = queue()
    shown = " ".join(element.value for element in [*app.markdown, *app.caption])
    assert "![x](" not in shown
    press(app, "Same port")
    assert "![x](" not in " ".join(element.value for element in app.success)
