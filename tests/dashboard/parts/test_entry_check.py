"""What the Entry check page offers to choose from, and where it draws the calls."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.actions.entry_check import Sure, check_pasted, pasted_calls
from dashboard.actions.entry_ground import Ground, Harbour, ground_of
from dashboard.actions.entry_rows import UNKNOWN
from dashboard.actions.records import read_records
from dashboard.parts.entry_check_calls import _chosen_port, _facility_said, _port_choices
from dashboard.parts.entry_check_map import _sites, _ways
from models import queries
from models.advisories import Answer
from models.database import reading

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.entry_check import Checked


@pytest.fixture
def ground(prepared: Engine) -> Ground:
    with reading(prepared) as session:
        return ground_of(read_records(session=session), queries.facilities(session=session))


def checked(text: str, ground: Ground) -> Checked:
    return check_pasted(pasted_calls(text, ground), arrival=date(2026, 11, 22), ground=ground)


def harbour(ground: Ground, code: str) -> Harbour:
    return next(one for one in ground.harbours.values() if one.unlocode == code)


def test_the_choice_holds_ports_territories_and_that_it_is_not_known(ground: Ground) -> None:
    (taken,) = checked("Victria, Seychelles", ground).taken
    choices = _port_choices(taken, ground)
    assert list(choices) == ["Port Victoria, Seychelles (SCPOV)", "Only Seychelles", "Not known"]
    assert choices["Not known"]["territory"] == UNKNOWN


def test_a_doubtful_call_is_not_chosen_for_the_user_and_a_sure_one_is(ground: Ground) -> None:
    doubtful, sure = checked("Victria, Seychelles\nFJSUV", ground).taken
    assert (doubtful.sure, _chosen_port(doubtful, _port_choices(doubtful, ground))) == (Sure.DOUBTFUL, None)
    assert _chosen_port(sure, _port_choices(sure, ground)) == "Suva, Fiji (FJSUV)"


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("MGTMM-0001 Toamasina", "MGTMM-0001"),
        ("MGTMM-0001", "MGTMM-0001"),
        ("MICTSL", "MICTSL"),
        ("Quai 9", "Quai 9"),
        ("K-5 Oil Center", "K-5 Oil Center"),
    ],
)
def test_what_a_facility_is_known_by(choice: str, said: str) -> None:
    assert _facility_said(choice) == said


def test_calls_at_one_port_share_a_badge_of_the_gravest_colour(ground: Ground) -> None:
    found = checked("SCPOV\nFJSUV\nSCPOV", ground).check.calls
    port = harbour(ground, "SCPOV")
    sites = _sites([(port, found[1]), (harbour(ground, "FJSUV"), found[1]), (port, found[0])])
    assert [(site.label, site.means) for site in sites] == [("2, 1", Answer.IN_FORCE), ("2", Answer.NOT_IN_FORCE)]


def test_ways_run_in_sailing_order_and_not_from_a_port_to_itself(ground: Ground) -> None:
    suva, apia = harbour(ground, "FJSUV"), harbour(ground, "WSAPW")
    ways = _ways([apia, suva, suva])
    assert len(ways.legs) == 1
    assert ways.legs[0][0].lon == pytest.approx(suva.lon, abs=0.01)
    assert ways.length_nm > 500
    assert _ways([suva]).legs == []


def test_a_way_that_cannot_be_told_is_straight(ground: Ground) -> None:
    suva = harbour(ground, "FJSUV")
    near = Harbour(-1, "Beside it", (), None, "FJI", suva.lon + 0.01, suva.lat)
    ways = _ways([suva, near])
    assert (len(ways.legs), len(ways.straight), ways.length_nm) == (0, 1, 0.0)
