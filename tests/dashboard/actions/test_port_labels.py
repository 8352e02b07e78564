"""Names of facts and of sources, and what a port holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.actions.port_labels import known_facts, provenance_of, source_label
from geodata.importers import SOURCES
from geodata.importers.any_table import FIELDS
from models import queries
from models.database import reading
from models.port_facts import SETTLED
from models.settings import Settings
from models.tables import Port
from models.vocabulary import HarbourSize
from models.wording import words

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def test_every_field_has_a_name_of_its_own() -> None:
    labels = [words(name) for name in SETTLED]
    assert len(set(labels)) == len(labels)
    assert not any("_" in label for label in labels)


@pytest.mark.parametrize("field", [field for field in FIELDS if field.name in SETTLED], ids=lambda field: field.name)
def test_an_import_from_a_table_knows_the_same_names(field: object) -> None:
    assert words(field.name) == field.label  # type: ignore[attr-defined]


@pytest.mark.parametrize("source", [*SOURCES, *Settings().precedence, "person"])
def test_every_source_has_a_name(source: str) -> None:
    assert source_label(source)[0].isupper()


def test_a_source_that_is_not_known_keeps_its_name() -> None:
    assert source_label("elsewhere") == "elsewhere"


def test_what_is_unknown_is_no_fact() -> None:
    port = Port(
        name="Suva", territory="FJI", lon=178.4, lat=0.0, alternate_names=[], port_security=False, channel_m=None
    )
    assert known_facts(port) == {"name": "Suva", "territory": "FJI", "lon": 178.4, "lat": 0.0, "port_security": False}
    port.harbour_size = HarbourSize.SMALL
    assert known_facts(port)["harbour_size"] is HarbourSize.SMALL


def test_what_a_shipped_port_knows_is_from_the_reference_and_what_it_does_not_know_from_nowhere(
    prepared: Engine,
) -> None:
    with reading(prepared) as session:
        port = next(port for port in queries.ports(session=session) if port.unlocode == "FJSUV")
    port.provenance = {}
    assert provenance_of(port) == dict.fromkeys(("name", "unlocode", "territory", "lon", "lat"), "reference")
    port.provenance = {"name": "wpi"}
    assert provenance_of(port) == {"name": "wpi"}
