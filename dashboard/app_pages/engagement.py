"""One engagement: read it, enter it, change it, complete it, close it, and see its history."""

from __future__ import annotations

import streamlit as st

from dashboard import caching
from dashboard.parts.engagement_entry import engagement_entry
from dashboard.parts.engagement_view import engagement_view
from models.database import reading
from models.tables import Engagement

records = caching.records()
number = st.query_params.get("id", "")
with reading(caching.engine()) as session:
    row = session.get(Engagement, int(number)) if number.isdecimal() else None

if number and row is None:
    st.title("Engagement")
    st.error(f"There is no engagement {number}. Look for it under Engagements.", icon=":material/error:")
elif row is None or "draft" in st.query_params:
    engagement_entry(records, row)
else:
    engagement_view(records, row)
