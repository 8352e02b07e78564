"""One trip: plan it, see it on the map and day by day, save it, book it, and compare plan and actual."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.port_warming import warm_up
from dashboard.parts.text import plain
from dashboard.parts.trip_opening import asked_trip, opened_planning
from dashboard.parts.trip_planner import trip_planner
from dashboard.parts.trip_printed import PRINT, trip_printed
from dashboard.parts.trip_recorded import trip_recorded, trip_withdrawn
from geodata.errors import ItineraryError

records = caching.records()
today = clock.today(records.settings)
number, trip = asked_trip()

if number and trip is None:
    st.title("Trip", anchor=False)
    st.error(f"There is no trip {number}. Look for it under Trips.", icon=":material/error:")
elif trip is not None and trip.withdrawn:
    trip_withdrawn(records, trip)
else:
    try:
        planning = opened_planning(records, trip, today=today)
    except ItineraryError as error:
        st.title("Trip", anchor=False)
        st.error(f"This trip has no days: {plain(str(error))}", icon=":material/error:")
        st.stop()
    if planning is None and trip is not None:
        trip_recorded(records, trip)
    elif planning is not None and PRINT in st.query_params:
        trip_printed(planning)
    elif planning is not None:
        trip_planner(planning)
warm_up(records)
