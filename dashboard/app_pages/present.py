"""Present: the regions one after another on a projector, with a live map. It has no place in the menu."""

from __future__ import annotations

import streamlit as st

from dashboard import caching, clock
from dashboard.parts.present_link import AS_OF, REGION, day_asked
from dashboard.parts.present_view import presentation, steps_of
from dashboard.parts.text import plain
from models.errors import InvalidRecordError

records = caching.records()
as_of = day_asked(st.query_params.get(AS_OF, ""), today=clock.today(records.settings))
regions = tuple(st.query_params.get_all(REGION))
try:
    steps_of(records, as_of, regions)
except InvalidRecordError as error:
    st.error(plain(str(error)), title="There is nothing to present", icon=":material/error:")
    st.page_link("app_pages/coverage.py", label="To Coverage")
else:
    presentation(as_of, regions)
