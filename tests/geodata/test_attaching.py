"""Facilities: by the code in their number, else by the port that they name, else by the nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.attaching import Attachment, attach
from geodata.importers.rows import FacilityRow, PortRow
from geodata.reconcile import Outcome

DEGREE_NM = 60.0

SUVA = PortRow(1, "Suva", unlocode="FJSUV", territory="FJI", lon=178.43, lat=-18.13)
LAMI = PortRow(2, "Lami", territory="FJI", lon=178.43, lat=-18.03)
APIA = PortRow(3, "Apia", unlocode="WSAPW", territory="WSM", lon=-171.76, lat=-13.82)
PORTS = [SUVA, LAMI, APIA]
WHARF = FacilityRow(1, "Example Wharf", "FJSUV-0001", "Suva", "FJI", lon=178.42, lat=-18.14)
UNCODED = replace(WHARF, imo_number="FJ394-0001", port_name="")


def one(facility: FacilityRow, *ports: PortRow) -> Attachment:
    (attachment,) = attach([facility], ports or PORTS)
    return attachment


def test_the_code_in_the_number_is_enough() -> None:
    attachment = one(WHARF)
    assert (attachment.facility, attachment.port, attachment.outcome) == (0, 0, Outcome.CONFIDENT)
    assert attachment.distance_nm == pytest.approx(0.8, abs=0.1)
    assert attachment.why == "its number has the code FJSUV"


@pytest.mark.parametrize(("nm", "outcome"), [(59, Outcome.CONFIDENT), (61, Outcome.DOUBTFUL)])
def test_a_facility_far_from_the_port_of_its_code_is_doubtful(nm: float, outcome: Outcome) -> None:
    attachment = one(replace(WHARF, lon=178.43, lat=-18.13 + nm / DEGREE_NM))
    assert (attachment.port, attachment.outcome) == (0, outcome)


def test_the_code_holds_without_a_place() -> None:
    nowhere = replace(WHARF, lon=None, lat=None)
    assert (one(nowhere).port, one(nowhere).outcome, one(nowhere).distance_nm) == (0, Outcome.CONFIDENT, None)
    assert one(WHARF, replace(SUVA, lon=None, lat=None)).outcome is Outcome.CONFIDENT


def test_of_ports_that_share_the_code_the_nearest() -> None:
    twin = replace(SUVA, lon=177.0)
    assert one(WHARF, twin, SUVA).port == 1
    assert one(WHARF, replace(SUVA, lon=None, lat=None), twin).port == 1


@pytest.mark.parametrize(
    ("name", "lat", "port", "outcome"),
    [
        ("", -18.13, 0, Outcome.CONFIDENT),
        ("", -18.075, 1, Outcome.CONFIDENT),
        ("Port of Suva", -18.04, 0, Outcome.CONFIDENT),
        ("Elsewhere", -17.9, 1, Outcome.DOUBTFUL),
        ("Suva", -17.0, None, Outcome.NONE),
    ],
)
def test_without_a_code_by_name_and_distance(name: str, lat: float, port: int | None, outcome: Outcome) -> None:
    attachment = one(replace(UNCODED, port_name=name, lon=178.43, lat=lat))
    assert (attachment.port, attachment.outcome) == (port, outcome)


def test_only_ports_of_the_same_territory_are_near() -> None:
    assert one(replace(UNCODED, territory="WSM")).outcome is Outcome.NONE
    assert one(replace(UNCODED, territory=None)).outcome is Outcome.NONE


def test_nothing_to_go_by() -> None:
    assert one(replace(UNCODED, lon=None, lat=None)).outcome is Outcome.NONE
    assert [found.outcome for found in attach([WHARF], [])] == [Outcome.NONE]
    assert attach([], PORTS) == []


def test_the_date_line_does_not_part_them() -> None:
    port = PortRow(1, "Example", territory="FJI", lon=179.99, lat=-16.0)
    attachment = one(replace(UNCODED, lon=-179.99, lat=-16.0), port)
    assert (attachment.port, attachment.outcome) == (0, Outcome.CONFIDENT)
    assert attachment.distance_nm == pytest.approx(1.15, abs=0.02)
    assert attachment.why == "the nearest port, 1.2 nm away"
