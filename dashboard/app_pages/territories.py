"""Territories: everything on record of one territory, on one page that also prints."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.territory import read_dossier
from dashboard.parts.territory_choice import territory_choice
from dashboard.parts.territory_facts import territory_facts, territory_neighbours
from dashboard.parts.territory_places import territory_places
from dashboard.parts.territory_records import territory_advisories, territory_follow_ups, territory_organisations
from dashboard.parts.territory_status import territory_heading, territory_status
from dashboard.parts.territory_timeline import territory_timeline
from models.advisories import advisory_state
from models.database import reading

records = caching.records()
today = clock.today(records.settings)

territory, printing = territory_choice(records)
rows = caching.rows(records, as_of=today, known_on=today, with_bookings=True)
row = next((row for row in rows if row.territory.code == territory.code), None)
advisory = row.advisory if row else advisory_state(records.facts, territory=territory.code, as_of=today)
with reading(caching.engine()) as session:
    dossier = read_dossier(territory.code, session=session)

territory_heading(territory, row, today=today)
territory_status(row, advisory, today=today)
if printing:
    narrow, wide = st.container(), st.container()
else:
    wide, narrow = st.columns([2, 1], gap="medium")
with narrow:
    territory_facts(records, territory, today=today)
    territory_neighbours(rows, territory, printing=printing)
with wide:
    territory_follow_ups(dossier, today=today, printing=printing)
    territory_timeline(records, territory.code, dossier, today=today, printing=printing)
territory_places(records, territory, dossier, printing=printing)
territory_organisations(records, dossier, printing=printing)
territory_advisories(records, territory.code, advisory, printing=printing)
