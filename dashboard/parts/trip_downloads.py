"""Downloads of a trip: each file is made when it is asked for, with its marking and what it leaves open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import caching, clock
from dashboard.actions.trip_files import TRIP_MEDIA_TYPES, TripForm, trip_export, trip_file, trip_stem
from dashboard.actions.trip_rows import ESTIMATES, takes_place
from models.database import reading
from models.trips import plan_of
from models.wording import DISCLAIMER, day

if TYPE_CHECKING:
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.trip_plan import Scheduled
    from models.tables import Trip

FORMS = {
    TripForm.PDF: ("Itinerary (PDF)", ":material/picture_as_pdf:"),
    TripForm.ICS: ("Calendar (ICS)", ":material/calendar_month:"),
    TripForm.XLSX: ("XLSX", ":material/table:"),
    TripForm.CSV: ("CSV", ":material/table_rows:"),
    TripForm.KML: ("KML", ":material/public:"),
    TripForm.GEOJSON: ("GeoJSON", ":material/map:"),
}
"""What is offered, what it is called and its sign."""


def trip_downloads(scheduled: Scheduled, records: Records, *, today: date, trip: Trip | None) -> None:
    """Draw a button for each kind of file.

    Args:
        scheduled: the trip with its days, as it is being worked on.
        records: as every page reads them.
        today: stands on the page; the files tell the instant at which they are made.
        trip: as it is stored; None if it never was.
    """
    if not takes_place(scheduled.schedule):
        st.info("A trip without a stop has nothing to take out. Add a stop first.")
        return
    with st.container(horizontal=True, gap="small"):
        for form, (label, icon) in FORMS.items():
            _button(label, icon, scheduled, records, trip, form)
    st.caption(" ".join(_told(scheduled, trip, today)))


def cancelling_download(scheduled: Scheduled, records: Records, trip: Trip) -> None:
    """Offer the calendar of a trip that was withdrawn: every event of it is cancelled."""
    if not takes_place(scheduled.schedule):
        return
    _button("Cancel it in a calendar (ICS)", ":material/event_busy:", scheduled, records, trip, TripForm.ICS)
    st.caption("A calendar that has taken in the trip takes its events out again.")


def _button(label: str, icon: str, scheduled: Scheduled, records: Records, trip: Trip | None, form: TripForm) -> None:
    st.download_button(
        label,
        partial(written, scheduled, records, trip, form),
        f"{trip_stem(scheduled, trip)}.{form.value}",
        TRIP_MEDIA_TYPES[form],
        key=f"trip_download_{form.value}",
        icon=icon,
        on_click="ignore",
    )


def written(scheduled: Scheduled, records: Records, trip: Trip | None, form: TripForm) -> bytes:
    """Write a trip as a file."""
    with reading(caching.engine()) as session:
        export = trip_export(scheduled, records, session=session, form=form, at=clock.now(), trip=trip)
        return trip_file(export, form)


def _told(scheduled: Scheduled, trip: Trip | None, today: date) -> list[str]:
    said = [f"As of {day(today)}. {ESTIMATES}. {DISCLAIMER} Not for navigation."]
    if trip is None:
        said.append("This trip was never saved: a calendar will know it again only once it is.")
    elif plan_of(trip) != scheduled.plan:
        said.append("The files hold the plan as it stands here, with what is not saved yet.")
    return said
