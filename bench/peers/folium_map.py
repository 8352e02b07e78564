"""The map drawn by folium, without tiles: nothing is asked of another machine."""

from __future__ import annotations

from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from bench.peers.common import coloured, day, ports


def style(feature: dict[str, Any]) -> dict[str, Any]:
    """Colour a territory."""
    return {"fillColor": feature["properties"]["fill"], "fillOpacity": 1, "color": "#ffffff", "weight": 1}


st.set_page_config(layout="wide")
dots = [
    {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [port["lon"], port["lat"]]},
        "properties": {"n": port["n"]},
    }
    for port in ports()
]
drawn = folium.Map(location=(-1.5, 134.5), zoom_start=2, tiles=None)
folium.GeoJson(coloured(day()), style_function=style).add_to(drawn)
folium.GeoJson({"type": "FeatureCollection", "features": dots}, marker=folium.CircleMarker(radius=1)).add_to(drawn)
st_folium(drawn, height=430, use_container_width=True, returned_objects=[], key="map")
