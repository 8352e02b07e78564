"""The map with its GeoJSON inside the pydeck layer, as most dashboards draw one."""

from __future__ import annotations

import pydeck as pdk
import streamlit as st

from bench.peers.common import coloured, day, ports
from dashboard.maps.contrast import rgb
from dashboard.maps.view import opening_view

st.set_page_config(layout="wide")
geometry = coloured(day())
for feature in geometry["features"]:
    feature["properties"]["fill"] = rgb(feature["properties"]["fill"])
st.pydeck_chart(
    pdk.Deck(
        layers=[
            pdk.Layer("GeoJsonLayer", geometry, id="land", get_fill_color="properties.fill", pickable=True),
            pdk.Layer("ScatterplotLayer", ports(), id="ports", get_position="[lon,lat]", radius_min_pixels=1),
        ],
        initial_view_state=opening_view(900, 430),
        map_provider=None,
    ),
    height=430,
    key="map",
)
