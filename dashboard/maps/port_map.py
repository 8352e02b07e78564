"""The map of the Ports page: the ports that were found, the open one, those chosen for a trip, and what is measured.

All ports lie at one public address, with what anybody may know of them. Which of them were found travels as one digit
for each port, whatever the filters, so that a search among thousands of ports sends a few kilobytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pydeck as pdk
import shapely

from dashboard.maps.deck import CompactDeck
from dashboard.maps.expressions import SUBLAYER, constant, solid, sublayer
from dashboard.maps.layers import fill, graticule, outline
from dashboard.maps.published import SIZE_OF, Published, publish
from dashboard.maps.territory_map import ASIDE_PX, Site, named
from dashboard.maps.tooltip import tooltip
from dashboard.maps.view import fitted_view, map_view
from geodata.geodesy import GEOD, METRES_PER_NM, Point, great_circle
from geodata.territories import from_frame, to_frame

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dashboard.maps.scene import Scene
    from geodata.geodesy import PathPoint
    from models.vocabulary import HarbourSize

CATALOGUE = "catalogue"
"""Name of the published ports."""

FOUND_ID, OPEN_ID, NAMES_ID = "found-ports", "open-port", "port-names"
TRAY_ID, TRAY_LINE_ID = "tray-ports", "tray-line"
NEAR_ID, NEAR_POINT_ID, ROUTE_ID = "near-circle", "near-point", "sea-route"
"""Of the layers."""

LEFT_OUT = "0"
DIGITS = {"S": "1", "U": "2", "M": "3", "L": "4"}
"""What stands for a port that was found, by its size."""

RADII = (0, 2, 2.6, 3, 4.6)
"""Pixels, by digit. A circle without a radius is neither drawn nor clicked; unknown is drawn almost as medium."""

FEW, LARGER = 120, 1.5
"""Up to so many ports are drawn larger, and by how much."""

NAMED = 60
"""So many ports are named at most, where their names have room."""

TOLERANCE = 0.05
"""How far a drawn line may lie from the measured one, degrees."""


class Place(NamedTuple):
    """What is published of a port."""

    id: int
    name: str
    code: str
    """UN/LOCODE; blank if it has none."""
    territory: str
    """Its name."""
    lon: float
    """Degrees, in any frame."""
    lat: float
    size: HarbourSize


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All ports as published, and where each stands among them."""

    published: Published
    positions: Mapping[int, int]
    """By id."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Where was searched near."""

    centre: Point
    radius_nm: float | None
    """None without a limit."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the map shows beside the ground."""

    digits: str
    """One for each published port; see `digits`."""
    count: int
    """How many were found."""
    named: Sequence[Site] = ()
    """Ports to name where there is room, the most important first."""
    opened: Site | None = None
    """The port whose profile is open."""
    tray: Sequence[Site] = ()
    """Ports chosen for a trip, in order."""
    near: Circle | None = None
    route: Sequence[PathPoint] = field(default=(), repr=False)
    """A way by sea."""


def publish_places(places: Iterable[Place]) -> Catalogue:
    """Publish ports; the same ports give the same address."""
    ordered = sorted(places)
    features = [_feature(place, position) for position, place in enumerate(ordered)]
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    positions = {place.id: position for position, place in enumerate(ordered)}
    return Catalogue(publish(CATALOGUE, content.encode()), positions)


def digits(catalogue: Catalogue, found: Iterable[tuple[int, HarbourSize]]) -> str:
    """Say of each published port whether it was found, and of which size it is.

    Args:
        catalogue: what is published; a port that is newer than it comes with the next.
        found: id and size.
    """
    codes = [LEFT_OUT] * len(catalogue.positions)
    for number, size in found:
        position = catalogue.positions.get(number)
        if position is not None:
            codes[position] = DIGITS[SIZE_OF[size]]
    return "".join(codes)


def ports_deck(scene: Scene, catalogue: Catalogue, shown: Shown) -> pdk.Deck:
    """Draw the map.

    Args:
        scene: with every partner as a mark; its focus is what is fitted.
        catalogue: all ports.
        shown: which of them were found, and what else is drawn.
    """
    view = fitted_view(scene.focus, scene.width_px, scene.height_px)
    ground = [layer for build in (graticule.build, fill.build, outline.build) for layer in build(scene)]
    return CompactDeck(
        layers=[
            *ground,
            *_near(scene, shown.near),
            *_lines(scene, shown),
            _found(scene, catalogue, shown),
            *_names(scene, shown, view.zoom),
            *_open(scene, shown.opened),
            *_tray(scene, shown.tray),
        ],
        initial_view_state=view,
        views=[map_view(scene.palette)],
        map_provider=None,
        tooltip={**tooltip(scene), "html": TOOLTIP},
    )


TOOLTIP = "<b>{n}</b> <span style='opacity:.75'>{u}</span><br>{t}"


def picked_port(selection: object) -> int | None:
    """Read the id of the clicked port from what the browser sends; nothing about its shape is taken on trust."""
    objects = _get(_get(selection, "selection"), "objects")
    picked = _get(objects, FOUND_ID)
    first = picked[0] if isinstance(picked, list) and picked else None
    number = _get(_get(first, "properties"), "p")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _get(value: object, key: str) -> Any:  # noqa: ANN401 - whatever was sent
    return value.get(key) if isinstance(value, dict) else None


def _feature(place: Place, position: int) -> dict[str, Any]:
    """Short keys: name, code, territory, id, position. Three decimals are a hundred metres: finer than any port."""
    point = [round(to_frame(place.lon), 3), round(place.lat, 3)]
    properties = {"n": place.name, "u": place.code, "t": place.territory, "p": place.id, "i": position}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": properties}


def _found(scene: Scene, catalogue: Catalogue, shown: Shown) -> pdk.Layer:
    # deck.gl hands this accessor what it made of the feature, where it would hand a colour's the feature itself.
    radius = f"([{','.join(map(str, RADII))}])[('{shown.digits}')[__source.object.properties.i]||0]"
    colour = solid(scene.palette.port, 220)
    return pdk.Layer(
        "GeoJsonLayer",
        catalogue.published.url,
        id=FOUND_ID,
        pickable=True,
        stroked=False,
        point_type=pdk.types.String("circle"),
        point_radius_units=pdk.types.String("pixels"),
        point_radius_scale=LARGER if shown.count <= FEW else 1,
        **{SUBLAYER: sublayer("points-circle", "getRadius", radius, getFillColor=colour)},
    )


def _names(scene: Scene, shown: Shown, zoom: float) -> list[pdk.Layer]:
    kept = named(_once([*([shown.opened] if shown.opened else []), *shown.tray, *shown.named[:NAMED]]), zoom)
    rows: list[dict[str, object]] = [{"n": site.name, "p": _at(site)} for site in kept]
    return [_letters(scene, NAMES_ID, rows, [ASIDE_PX, 0], 12)] if rows else []


def _once(sites: Iterable[Site]) -> list[Site]:
    return list({(site.lon, site.lat): site for site in sites}.values())


def _letters(scene: Scene, name: str, rows: Sequence[dict[str, object]], offset: list[int], size: int) -> pdk.Layer:
    letters = "".join(sorted({letter for row in rows for letter in str(row["n"])}))
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        pickable=False,
        get_text="n",
        get_position="p",
        get_pixel_offset=offset,
        get_text_anchor=pdk.types.String("start"),
        get_size=size,
        character_set=pdk.types.String(letters),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_settings={"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12},
        outline_width=4,
        outline_color=solid(scene.palette.label_halo),
        **{SUBLAYER: constant("characters", {"getColor": solid(scene.palette.label)})},
    )


def _open(scene: Scene, opened: Site | None) -> list[pdk.Layer]:
    """Draw the open port, found or not, with a ring."""
    return [_rings(scene, OPEN_ID, [opened], 9, filled=True)] if opened else []


def _tray(scene: Scene, tray: Sequence[Site]) -> list[pdk.Layer]:
    return [_rings(scene, TRAY_ID, tray, 6, filled=False)] if tray else []


def _rings(scene: Scene, name: str, sites: Sequence[Site], radius: int, *, filled: bool) -> pdk.Layer:
    colour = scene.palette.selected if filled else scene.palette.trip
    return pdk.Layer(
        "ScatterplotLayer",
        [{"p": _at(site)} for site in sites],
        id=name,
        pickable=False,
        get_position="p",
        get_radius=radius,
        radius_units=pdk.types.String("pixels"),
        filled=filled,
        get_fill_color=solid(colour, 60),
        stroked=True,
        get_line_color=solid(colour),
        line_width_min_pixels=2,
    )


def _near(scene: Scene, near: Circle | None) -> list[pdk.Layer]:
    if near is None:
        return []
    site = Site("", "", to_frame(near.centre.lon), near.centre.lat)
    cross = _letters(scene, NEAR_POINT_ID, [{"n": "✛", "p": _at(site)}], [-7, 0], 20)
    if near.radius_nm is None:
        return [cross]
    return [_stroke(NEAR_ID, [circle(near.centre, near.radius_nm)], scene.palette.label, dashed=True), cross]


def circle(centre: Point, radius_nm: float, points: int = 90) -> list[list[float]]:
    """Return the points of one distance from a centre, in the frame and without a jump."""
    azimuths = np.linspace(0, 360, points + 1)
    same = np.full_like(azimuths, 1)
    lons, lats, _ = GEOD.fwd(same * centre.lon, same * centre.lat, azimuths, same * radius_nm * METRES_PER_NM)
    drawn = np.unwrap([centre.lon, *lons], period=360.0)[1:] + to_frame(centre.lon) - centre.lon
    return [[round(float(lon), 2), round(float(lat), 2)] for lon, lat in zip(drawn, lats, strict=True)]


def _lines(scene: Scene, shown: Shown) -> list[pdk.Layer]:
    layers = []
    if len(shown.tray) > 1:
        legs = [great_circle(*leg) for leg in pairwise(_point(site) for site in shown.tray)]
        layers.append(_stroke(TRAY_LINE_ID, map(_simple, legs), scene.palette.trip, dashed=False))
    if len(shown.route) > 1:
        layers.append(_stroke(ROUTE_ID, [_simple(shown.route)], scene.palette.selected, dashed=True))
    return layers


def _simple(path: Sequence[PathPoint]) -> list[list[float]]:
    """Keep no more points than the eye needs."""
    line = shapely.simplify(shapely.LineString([(point.lon, point.lat) for point in path]), TOLERANCE)
    return [[round(lon, 2), round(lat, 2)] for lon, lat in line.coords]


def _stroke(name: str, paths: Iterable[Collection[Sequence[float]]], colour: str, *, dashed: bool) -> pdk.Layer:
    style: dict[str, Any] = {
        "get_dash_array": [6, 5],
        "dash_justified": False,
        "extensions": [{"@@type": "PathStyleExtension", "dash": True}],
    }
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "MultiLineString", "coordinates": list(paths)},
        id=name,
        filled=False,
        pickable=False,
        get_line_color=solid(colour),
        get_line_width=1.6,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
        **(style if dashed else {}),
    )


def _point(site: Site) -> Point:
    return Point(from_frame(site.lon), site.lat)


def _at(site: Site) -> list[float]:
    return [round(site.lon, 3), round(site.lat, 3)]
