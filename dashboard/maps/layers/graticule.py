"""Every thirtieth meridian and parallel, faint, and the meridian of 180° dashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk

from dashboard.maps.expressions import solid

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

ID = "graticule"
"""Of the lines."""

DATE_LINE_ID = "date-line"
"""Of the dashed meridian."""

STEP = 30
"""Degrees between two lines."""

DATE_LINE = 180
"""The meridian that is dashed."""

FAINT = 100
"""Opacity. Streamlit fades what is above 102 on a selection; below it nothing changes."""


def build(scene: Scene) -> tuple[pdk.Layer, ...]:
    """Draw the graticule and the date line."""
    return _graticule(scene), _date_line(scene)


def _graticule(scene: Scene) -> pdk.Layer:
    meridians = [[lon, -80, lon, 84] for lon in range(-STEP, 330 + STEP, STEP) if lon != DATE_LINE]
    parallels = [[-STEP, lat, 330, lat] for lat in range(-2 * STEP, 3 * STEP, STEP)]
    return pdk.Layer(
        "PathLayer",
        meridians + parallels,
        id=ID,
        pickable=False,
        get_path="[[this[0],this[1]],[this[2],this[3]]]",
        get_color=solid(scene.palette.graticule, FAINT),
        get_width=1,
        width_units=pdk.types.String("pixels"),
    )


def _date_line(scene: Scene) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        [[DATE_LINE]],
        id=DATE_LINE_ID,
        pickable=False,
        get_path="[[this[0],-80],[this[0],84]]",
        get_color=solid(scene.palette.date_line, FAINT),
        get_width=1.2,
        width_units=pdk.types.String("pixels"),
        get_dash_array=[6, 4],
        dash_justified=False,
        extensions=[{"@@type": "PathStyleExtension", "dash": True}],
    )
