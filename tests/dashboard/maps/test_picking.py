"""A click is read whatever was clicked, and whatever the browser sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.picking import picked_territory

FEATURE = {"type": "Feature", "properties": {"i": 5, "t": "FJI", "n": "Fiji"}, "geometry": {"type": "Polygon"}}
GLYPH = {"t": "PYF", "i": 31, "n": "French Polynesia", "p": [210.43, -17.53]}
CALL = [210.4, -17.5, 1, "PYF"]
TILE = {"t": "WSM", "i": 46, "n": "Samoa", "s": "Samoa", "q": [[0, 0], [54, 0], [54, 54], [0, 54], [0, 0]]}
PORT = {"type": "Feature", "properties": {"n": "Suva", "u": "FJSUV", "t": "FJI"}}


def _event(**objects: object) -> dict[str, object]:
    return {"selection": {"indices": {}, "objects": objects}}


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (_event(zones=[FEATURE]), "FJI"),
        (_event(glyphs=[GLYPH]), "PYF"),
        (_event(ports=[PORT]), "FJI"),
        (_event(tiles=[TILE]), "WSM"),
        (_event(engagements=[CALL]), "PYF"),
        (_event(**{"ports-small": [PORT]}), "FJI"),
        (_event(zones=[FEATURE], glyphs=[GLYPH]), "PYF"),
        (_event(zones=[FEATURE])["selection"], "FJI"),
        (_event(), None),
        (_event(elsewhere=[GLYPH]), None),
    ],
)
def test_reads_the_code(event: object, code: str | None) -> None:
    assert picked_territory(event) == code


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        "FJI",
        [],
        {"selection": None},
        {"selection": {"objects": None}},
        {"selection": {"objects": {"glyphs": "FJI"}}},
        _event(glyphs={"t": "FJI"}),
        _event(glyphs=[None, 7, "FJI", []]),
        _event(glyphs=[{"t": 7}]),
        _event(tiles=[{"t": "WSM'"}]),
        _event(tiles={"0": TILE}),
        _event(engagements=[[], [1, 2, 3], ["FJI"], [1, 2, 3, ["FJI"]], [1, 2, 3, "fji"], [1, 2, 3, None]]),
        _event(engagements=CALL),
        _event(glyphs=[{"t": "fji"}]),
        _event(glyphs=[{"t": "FJIX"}]),
        _event(glyphs=[{"t": "É<>"}]),
        _event(zones=[{"properties": {"t": ["FJI"]}}]),
        _event(zones=[{"properties": "FJI"}]),
    ],
)
def test_is_not_fooled(hostile: object) -> None:
    assert picked_territory(hostile) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["t", "properties", "glyphs", "objects"]), inner),
    max_leaves=12,
)


@given(JSON)
def test_never_raises(value: object) -> None:
    code = picked_territory({"selection": {"objects": value}})
    assert code is None or len(code) == 3
