"""One engagement: read it, enter it, change it, complete it, close it, and see its history."""

from __future__ import annotations

import streamlit as st

from dashboard import caching
from dashboard.parts.asked import asked_id
from dashboard.parts.engagement_entry import engagement_entry
from dashboard.parts.engagement_view import engagement_view
from models import drafts
from models.database import reading
from models.tables import Engagement

records = caching.records()
kept = drafts.find(caching.engine(), st.query_params.get("draft", ""))
if kept is not None and kept.record_id is not None:  # whoever opens a draft opens the record that it changes
    st.query_params["id"] = str(kept.record_id)
elif kept is not None:
    st.query_params.pop("id", None)
number = st.query_params.get("id", "")
with reading(caching.engine()) as session:
    row = session.get(Engagement, known) if (known := asked_id(number)) is not None else None

if number and row is None:
    st.title("Engagement")
    st.error(f"There is no engagement {number}. Look for it under Engagements.", icon=":material/error:")
elif row is None or ("draft" in st.query_params and row.disposed_on is None):
    engagement_entry(records, row)
else:
    engagement_view(records, row)
