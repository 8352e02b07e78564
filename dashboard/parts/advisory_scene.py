"""What the map of advisories shows, from the list of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.actions.advisory_list import ANSWER_WORDS
from dashboard.maps.advisory_map import AdvisoryScene
from dashboard.maps.scene import Mark, Scene
from dashboard.parts.screen import on_phone
from dashboard.parts.theme import theme
from geodata.territories import to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.advisory_list import Listed
    from dashboard.actions.records import Records

MAP_PX, NARROWEST_PX = 380, 740
"""Height, and the width on a projector of 1280 by 720."""

PHONE_PX, PHONE_WIDTH_PX = 220, 340


def advisory_scene(records: Records, rows: Sequence[Listed], selected: str | None) -> AdvisoryScene:
    """Gather what the map shows; the chosen territory is marked even if no fact speaks of it."""
    width, height = (PHONE_WIDTH_PX, PHONE_PX) if on_phone() else (NARROWEST_PX, MAP_PX)
    scene = Scene(
        marks=tuple(_mark(records, row) for row in rows if row.code in records.territories),
        theme=theme(),
        layers=frozenset({"graticule"}),
        boundaries_url=caching.published_boundaries(records).url,
        selected=selected,
        width_px=width,
        height_px=height,
    )
    return AdvisoryScene(scene, {row.code: row.state.answer for row in rows})


def _mark(records: Records, row: Listed) -> Mark:
    territory, shapes = records.territories[row.code], caching.boundaries(records)
    found = shapes.index.get(row.code)
    said = f"{ANSWER_WORDS[row.state.answer]}\n{row.state.why}"
    excepted = f"\nExcepted: {row.state.exceptions}" if row.state.exceptions else ""
    return Mark(
        territory=row.code,
        index=len(shapes.index) if found is None else found,
        name=row.name,
        lon=to_frame(territory.label_lon or 0.0),
        lat=territory.label_lat or 0.0,
        status=None,
        tooltip=said + excepted,
        bounded=found is not None,
    )
