"""Scenes that the tests draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.maps.layers import DEFAULT_SWITCHES
from dashboard.maps.palette import STATUS_ORDER
from dashboard.maps.published import boundaries
from dashboard.maps.scene import Mark, Scene
from geodata.territories import Boundaries, load_boundaries, to_frame

if TYPE_CHECKING:
    from collections.abc import Callable

PARTNERS = 47
TOOLTIP = "Overdue by 1{0} days\nLast visit {0} Oct 2025"


@pytest.fixture(scope="session")
def atlas() -> Boundaries:
    return load_boundaries()


@pytest.fixture(scope="session")
def marks(atlas: Boundaries) -> tuple[Mark, ...]:
    """All partners at a point inside their largest part, statuses in turn, an advisory on every sixth."""
    return tuple(_mark(atlas, place) for place in range(PARTNERS))


def _mark(atlas: Boundaries, place: int) -> Mark:
    point = max(getattr(atlas.geometries[place], "geoms", [atlas.geometries[place]]), key=lambda part: part.area)
    inside = point.representative_point()
    return Mark(
        territory=atlas.codes[place],
        index=place,
        name=atlas.names[place],
        lon=to_frame(inside.x),
        lat=inside.y,
        status=STATUS_ORDER[place % 5],
        tooltip=TOOLTIP.format(10 + place % 20) + ("\nAdvisory in force" if place % 6 == 0 else ""),
        advisory=place % 6 == 0,
    )


@pytest.fixture
def scene(marks: tuple[Mark, ...]) -> Callable[..., Scene]:
    """Make a scene, any part of which a test may set."""

    def make(**changes: object) -> Scene:
        usual: dict[str, object] = {
            "marks": marks,
            "theme": "light",
            "layers": DEFAULT_SWITCHES,
            "boundaries_url": boundaries().url,
        }
        return Scene(**(usual | changes))  # type: ignore[arg-type]  # each test gives fields of their own type

    return make
