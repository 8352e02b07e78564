"""What the tests of the geodata room share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from geodata.reference.read import Territory, read_territories
from geodata.territories import Boundaries, load_boundaries

settings.register_profile("geodata", deadline=None)  # no test depends on speed
settings.load_profile("geodata")


@pytest.fixture(scope="session")
def boundaries() -> Boundaries:
    """Return the boundaries that ship, read once."""
    return load_boundaries()


@pytest.fixture(scope="session")
def territories() -> dict[str, Territory]:
    """Return the territories that ship, by code."""
    return {territory.territory: territory for territory in read_territories()}
