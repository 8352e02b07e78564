"""Ports: find them, see them on the map, read what is known of one, and choose them for a trip."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.port_chart import port_chart, port_legend
from dashboard.parts.port_choice import opened_port
from dashboard.parts.port_downloads import port_downloads
from dashboard.parts.port_filters import port_filters
from dashboard.parts.port_heading import port_count, port_heading
from dashboard.parts.port_near import is_measuring
from dashboard.parts.port_profile import port_profile
from dashboard.parts.port_table import port_table
from dashboard.parts.port_warming import warm_up
from dashboard.parts.screen import on_phone

records = caching.records()
today = clock.today(records.settings)

count, downloads = port_heading(records, today=today)
filters = port_filters(records)
found = filters.ordered(caching.found_ports(records, filters.wanted, as_of=today))
with count:
    port_count(found)
with downloads:
    port_downloads(records, [one.port for one in found], told=filters.told, today=today)
opened = opened_port(records)
map_side, table_side = (st.container(), st.container()) if on_phone() else st.columns(2)
legend, profile = st.container(), st.container()
with table_side:
    port_table(found, filters, opened)
with legend:
    port_legend(records, filters, opened)
measures = opened is not None and is_measuring()
if not measures:
    with map_side:
        port_chart(records, found, filters, opened)
with profile:
    route = port_profile(records, opened, today=today) if opened else ()
if measures:  # the map comes last where it draws what the profile measures
    with map_side:
        port_chart(records, found, filters, opened, route=route)
warm_up(records)
