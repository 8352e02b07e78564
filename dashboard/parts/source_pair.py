"""Two places that may be one: on a map, and fact by fact beside one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching
from dashboard.maps.pair_map import HELD_GLYPH, SAID_GLYPH, pair_deck
from dashboard.maps.scene import Scene
from dashboard.maps.territory_map import Site
from dashboard.parts.marking import map_note
from dashboard.parts.screen import on_phone
from dashboard.parts.source_facts import side_by_side
from dashboard.parts.territory_lines import static_table
from dashboard.parts.theme import theme
from geodata.geodesy import Point, distance_nm
from geodata.territories import from_frame, to_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.actions.records import Records

MAP_PX, NARROWEST_PX, PHONE_PX = 330, 560, 330
"""Height of the map, and the least width on a projector and on a phone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared."""

    key: str
    """Names its widgets."""
    said_by: str
    """The source, over its facts."""
    held_by: str
    """What is held, over its facts."""
    said: Mapping[str, str]
    """Facts in words, by label."""
    held: Mapping[str, str]
    said_site: Site | None
    held_site: Site | None
    territory: str | None
    """Whose coast is drawn around a single place."""


def site(name: str, code: str | None, lon: float | None, lat: float | None) -> Site | None:
    """Return a place to mark, none without a position."""
    return None if lon is None or lat is None else Site(name, code or "", to_frame(lon), lat)


def pair(records: Records, shown: Pair, ask: Callable[[], None]) -> None:
    """Draw the map, and beside it the question and the facts.

    Args:
        records: with the ports around.
        shown: what is compared.
        ask: draws the question, and the buttons that answer it.
    """
    map_side, facts_side = st.columns(2, gap="medium")
    with map_side:
        _map(records, shown)
    with facts_side:
        ask()
        _facts(shown)


def _facts(shown: Pair) -> None:
    lines = side_by_side(shown.said, shown.held)
    columns = {
        "Fact": [label for label, *_ in lines],
        shown.said_by: [said for _, said, _, _ in lines],
        shown.held_by: [held for _, _, held, _ in lines],
        "Alike": [sign for *_, sign in lines],
    }
    static_table(columns, alt="What the file says and what Seamark says, fact by fact", printing=False)


def _map(records: Records, shown: Pair) -> None:
    held, said = shown.held_site, shown.said_site
    if held is None and said is None:
        st.info("Neither has a position, so there is no map.")
        return
    st.pydeck_chart(
        pair_deck(_scene(records, shown), held=held, said=said),
        height=MAP_PX,
        key=f"pair_map_{shown.key}",
        alt=f"Map of the two places. {_apart(shown)} The table beside it holds their positions.",
    )
    st.caption(
        f"{HELD_GLYPH} in Seamark · {SAID_GLYPH} in the file · small dots: other ports. {_apart(shown)} "
        f"{map_note(records)} Not for navigation."
    )


def _apart(shown: Pair) -> str:
    one, other = shown.held_site, shown.said_site
    if one is None:
        return "The port in Seamark has no position." if shown.held else "No port is proposed."
    if other is None:
        return "The file gives no position."
    away = distance_nm(Point(from_frame(one.lon), one.lat), Point(from_frame(other.lon), other.lat))
    return f"{away:,.1f} nm apart."


def _scene(records: Records, shown: Pair) -> Scene:
    ports = caching.published_ports(records)
    return Scene(
        marks=(),
        theme=theme(),
        layers=frozenset({"graticule"}),
        boundaries_url=caching.published_boundaries(records).url,
        ports_url=ports.url,
        port_sizes=ports.sizes,
        focus=tuple(_focus(records, shown)),
        width_px=PHONE_PX if on_phone() else NARROWEST_PX,
        height_px=MAP_PX,
    )


def _focus(records: Records, shown: Pair) -> list[tuple[float, float]]:
    """Return what is fitted: both places; of one place alone also the coast of its territory."""
    points = [(one.lon, one.lat) for one in (shown.held_site, shown.said_site) if one is not None]
    shapes = caching.boundaries(records)
    if len(set(points)) == 1 and shown.territory is not None and shown.territory in shapes.index:
        west, south, east, north = shapes.geometry(shown.territory).bounds
        points += [(west, south), (east, north)]
    return points
