"""The profile of a port: what it tells, what can be corrected, and what is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dashboard.actions.port_labels import value_text
from dashboard.parts.port_correction import changes_of
from dashboard.parts.port_records import plan_text
from geodata.errors import CoordinateError
from models.changes import writing
from models.database import reading
from models.tables import EngagementCreate, Port, PortEntry, PortEntryCreate, PortFacility, PortFacilityCreate
from models.vocabulary import EngagementKind, EngagementStatus, EntryState, HarbourSize, HarbourType, PortFlag
from tests.dashboard.conftest import AS_OF
from tests.dashboard.test_ports_page import add_port, layers, number, opened, said

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("page_day")

SUVA = "FJSUV"


def profile(engine: Engine, code: str = SUVA, **address: str) -> AppTest:
    return opened(port=str(number(engine, code)), **address)


def unfolded(app: AppTest, name: str, port: int) -> AppTest:
    """Open what is folded, as a click on it does."""
    app.session_state[f"{name}_{port}"] = True
    app.run()
    assert not app.exception
    return app


def tables(app: AppTest) -> str:
    return " ".join(one.value.to_csv(index=False) for one in app.table)


def entry(engine: Engine, port: int, **facts: Any) -> int:  # noqa: ANN401 - any fact of a port
    with writing(engine, who="x", why="x") as writer:
        form = PortEntryCreate(
            importer="wpi",
            key="55540",
            name="Suva Harbor",
            territory="FJI",
            facts={"name": "Suva Harbor", "territory": "FJI", "lon": 178.42, "lat": -18.13, **facts},
            attributes={"Shelter Afforded": "Good <b>"},
            state=EntryState.TAKEN,
            port_id=port,
            why="the same code",
            source="World Port Index, test.csv",
            source_date=date(2025, 1, 31),
        )
        return int(writer.create(form).id)


def stored(engine: Engine, port: int) -> Port:
    with reading(engine) as session:
        row = session.get(Port, port)
        assert row is not None
        return row


def test_facts_stand_with_their_source_and_its_day(demo: Engine) -> None:
    port = number(demo, SUVA)
    entry(demo, port, harbour_size="medium")
    with writing(demo, who="x", why="x") as writer:
        provenance = {"name": "reference", "lon": "wpi", "lat": "wpi", "harbour_size": "wpi"}
        writer.update(Port, port, {"harbour_size": HarbourSize.MEDIUM, "provenance": provenance}, seen=1)
    told = tables(profile(demo))
    assert "Harbour size,Medium,World Port Index,31\u00a0Jan\u00a02025" in told
    assert "Position,18°07.0′S\u00a0178°25.0′E,World Port Index" in told
    assert "Longitude" not in told


def test_flags_stand_with_their_reason_and_an_advisory_with_its_own(demo: Engine) -> None:
    flags = {"flags": PortFlag.LIKELY_SLIP.value, "flag_notes": {"likely_slip": "perhaps 18.0 *south*"}}
    port = add_port(demo, "Slip Quay", territory="IRN", lon=56.0, lat=27.0, **flags)
    app = opened(port=str(port))
    warned = " ".join(f"{one.proto.title} {one.value}" for one in app.warning)
    assert "Likely slip perhaps 18.0 \\*south\\*" in warned
    assert "Port Security Advisory in force for Iran" in warned


def test_facilities_visits_and_neighbours_are_told(demo: Engine) -> None:
    port = add_port(demo, "Lonely Quay", unlocode="FJLQY", lon=178.42, lat=-18.12)
    day = AS_OF + timedelta(days=3)
    visit: dict[str, Any] = {"kind": EngagementKind.PORT_VISIT, "status": EngagementStatus.CONFIRMED}
    visit |= {"territory": "FJI", "starts_on": day, "ends_on": day, "source": "a test", "ports": [port]}
    with writing(demo, who="x", why="x") as writer:
        facility = {"name": "Pier [1]", "imo_number": "FJLQY-0001", "plan_approved": True}
        facility |= {"approved_on": date(2020, 5, 4), "port_id": port, "source": "a test"}
        writer.create(PortFacilityCreate.model_validate(facility))
        booked = int(writer.create(EngagementCreate(**visit)).id)
    app = opened(port=str(port))
    assert "Pier \\[1\\],FJLQY\u20110001,Approved 4 May 2020" in tables(app)
    links = {one.proto.query_string: one.proto.label for one in app.get("page_link")}
    assert links[f"id={booked}"] == "25 Nov 2026 · Port visit · Confirmed"
    assert links["code=FJI"] == "Fiji"
    near = next(button for button in app.button if (button.key or "").startswith("near_port_"))
    assert near.label.startswith("Suva · ")
    assert "Nausori International Airport" in said(app)
    near.click().run()
    assert app.query_params["port"] == str(number(demo, SUVA))


def test_the_way_by_sea_is_told_drawn_and_labelled(demo: Engine) -> None:
    app = profile(demo, sea_to="honiara")
    assert "nm by sea" in said(app)
    assert "Not for navigation." in said(app)
    assert "sea-route" in layers(app)
    app.text_input(key="sea_to").set_value("there is no such port").run()
    assert "No other port is called so" in said(app)
    assert "sea-route" not in layers(app)


def test_near_it_searches_around_the_port(demo: Engine) -> None:
    app = profile(demo)
    app.button(key="port_near").click().run()
    assert not app.exception
    assert app.text_input(key="near").value == "18°07.0′S 178°25.0′E"
    assert next(iter(app.dataframe[0].value["Port"])) == "Suva"


def test_a_visit_is_entered_with_partner_and_port(demo: Engine) -> None:
    app = profile(demo)
    app.button(key="port_visit").click().run()
    assert not app.exception
    assert app.title[0].value == "New engagement"
    assert app.query_params["partner"] == "FJI"
    assert app.query_params["port"] == str(number(demo, SUVA))


def test_three_ports_are_chosen_from_their_profiles(demo: Engine) -> None:
    app = opened()
    for code in ("FJSUV", "FJLTK", "FJLEV"):
        app.query_params["port"] = str(number(demo, code))
        app.run()
        app.button(key=f"tray_in_{number(demo, code)}").click().run()
        assert not app.exception
    assert "nm** in this order" in said(app)
    app.button(key=f"tray_out_{number(demo, 'FJLEV')}").click().run()
    assert app.session_state["port_tray"] == [number(demo, "FJSUV"), number(demo, "FJLTK")]


def test_closing_leaves_the_list(demo: Engine) -> None:
    app = profile(demo)
    app.button(key="port_close").click().run()
    assert not app.exception
    assert "port" not in app.query_params
    assert not app.subheader


def test_a_correction_is_kept_with_its_reason_and_beats_the_files(demo: Engine) -> None:
    port = number(demo, SUVA)
    app = unfolded(profile(demo), "port_correction", number(demo, SUVA))
    labels = {one.label: one for one in app.text_input}
    labels["Name"].set_value("Suva Port")
    labels["Other names"].set_value("Suva; Suva Harbour ;")
    labels["Place"].set_value("18.14S 178.43E")
    labels["Reason (required)"].set_value("seen on site")
    saver(app).click().run()
    assert not app.exception
    row = stored(demo, port)
    assert (row.name, row.alternate_names) == ("Suva Port", ["Suva", "Suva Harbour"])
    assert (row.lon, row.lat) == (178.43, -18.14)
    assert row.provenance["name"] == "person"
    assert row.unlocode == SUVA, "what was not changed stays as it was"
    assert "Suva Port" in [heading.value for heading in app.subheader]
    assert "seen on site" in said(unfolded(app, "port_history", port))


def saver(app: AppTest) -> Any:  # noqa: ANN401 - a button of AppTest
    return next(button for button in app.button if button.label == "Save the correction")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("Reason (required)", "", "say why"),
        ("Place", "nowhere", "nowhere"),
        ("UN/LOCODE", "FJLTK", "Lautoka"),
        ("Name", "", "name"),
    ],
)
def test_a_correction_that_does_not_fit_says_why(demo: Engine, field: str, value: str, told: str) -> None:
    app = unfolded(profile(demo), "port_correction", number(demo, SUVA))
    labels = {one.label: one for one in app.text_input}
    labels["Reason (required)"].set_value("a test")
    labels["Other names"].set_value("Something")
    labels[field].set_value(value)
    saver(app).click().run()
    assert not app.exception
    assert told.lower() in " ".join(error.value for error in app.error).lower()
    assert stored(demo, number(demo, SUVA)).alternate_names == []


def test_a_port_that_somebody_else_changed_is_not_overwritten(demo: Engine) -> None:
    port = number(demo, SUVA)
    app = unfolded(profile(demo), "port_correction", number(demo, SUVA))
    with writing(demo, who="another", why="x") as writer:
        writer.update(Port, port, {"name": "Suva City"}, seen=1)
    labels = {one.label: one for one in app.text_input}
    labels["Name"].set_value("Suva Port")
    labels["Reason (required)"].set_value("a test")
    saver(app).click().run()
    assert app.error
    assert stored(demo, port).name == "Suva City"


def test_not_this_port_takes_a_source_off_it(demo: Engine) -> None:
    port = number(demo, SUVA)
    taken = entry(demo, port)
    app = unfolded(profile(demo), "port_said", port)
    assert "World Port Index, test.csv, 31 Jan 2025" in said(app)
    assert "Shelter Afforded" in tables(unfolded(app, "port_attributes", port))
    app.button(key=f"split_{taken}").click().run()
    assert not app.exception
    with reading(demo) as session:
        row = session.get(PortEntry, taken)
        assert row is not None
        assert row.port_id not in {None, port}
        assert session.exec(select(Port.name).where(Port.id == row.port_id)).one() == "Suva Harbor"
    assert f"split_{taken}" not in {button.key for button in app.button}


def test_what_ships_is_told_beside_the_files_and_a_territory_by_its_name(demo: Engine) -> None:
    port = number(demo, SUVA)
    entry(demo, port)
    with writing(demo, who="x", why="x") as writer:
        provenance = {"name": "wpi", "lon": "wpi", "lat": "wpi", "territory": "wpi", "unlocode": "reference"}
        changed = {"name": "Suva Harbor", "source": "World Port Index, test.csv", "provenance": provenance}
        writer.update(Port, port, changed, seen=1)
    app = unfolded(profile(demo), "port_said", port)
    assert "What each source says (2)" in {one.label for one in app.expander}
    assert "**Shipped with Seamark**: searoute" in said(app)
    by_file, shipped = [one.value.to_csv(index=False) for one in app.table if "Says" in one.value.columns]
    assert "Name,Suva Harbor,yes" in by_file
    assert "Territory,Fiji,yes" in by_file
    assert "Name,Suva,\n" in shipped
    assert "UN/LOCODE,FJSUV,yes" in shipped


def test_a_port_that_somebody_entered_has_nothing_from_what_ships(demo: Engine) -> None:
    port = add_port(demo, "Own Quay", territory="FJI")
    app = opened(port=str(port))
    assert not any(one.label.startswith("What each source says") for one in app.expander)


def test_the_history_of_a_facility_can_be_read_too(demo: Engine) -> None:
    port = number(demo, SUVA)
    with writing(demo, who="harbour master", why="found on site") as writer:
        pier = int(writer.create(PortFacilityCreate(name="Pier", port_id=port, source="a test")).id)
    app = unfolded(profile(demo), "port_history", port)
    app.selectbox(key=f"history_of_{port}").set_value(("port_facility", pier)).run()
    assert not app.exception
    assert "found on site" in said(app)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Not known"),
        ({"plan_approved": True}, "Approved"),
        ({"plan_approved": True, "approved_on": date(2020, 5, 4)}, "Approved 4 May 2020"),
        ({"plan_approved": False}, "Not approved"),
        ({"plan_approved": True, "plan_withdrawn": True}, "Withdrawn"),
        ({"plan_withdrawn": True, "plan_withdrawn_on": date(2021, 6, 1)}, "Withdrawn 1 Jun 2021"),
        ({"plan_approved": True, "plan_withdrawn": False}, "Approved"),
    ],
)
def test_the_state_of_a_plan(facts: dict[str, Any], told: str) -> None:
    assert plan_text(PortFacility(name="Pier", source="a test", **facts)) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, "Yes"),
        (False, "No"),
        (["Suva", "Thuvu"], "Suva; Thuvu"),
        (10.0, "10"),
        (10.25, "10.25"),
        (HarbourSize.VERY_SMALL, "Very small"),
        (HarbourType.RIVER_NATURAL.value, "River, natural"),
        ("FJSUV", "FJSUV"),
    ],
)
def test_values_are_written_for_a_person(value: object, told: str) -> None:
    assert value_text(value) == told


def test_only_what_a_form_changes_is_a_change() -> None:
    port = Port(
        name="Suva", territory="FJI", lon=178.417, lat=-18.117, alternate_names=["Thuvu"], source="x", source_key="x"
    )
    same = {"name": "Suva", "alternate_names": ["Thuvu"], "unlocode": None, "harbour_size": "unknown"}
    assert changes_of(port, same, "18°07.0′S 178°25.0′E") == {}, "a rounded place is no change"
    assert changes_of(port, {**same, "name": "Suva Port"}, "18.2S 178.4E") == {
        "name": "Suva Port",
        "lon": 178.4,
        "lat": -18.2,
    }
    with pytest.raises(CoordinateError):
        changes_of(port, same, "")
