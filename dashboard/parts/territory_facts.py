"""What a caller or traveller asks first: local time, weekend, holidays, capital, embassy, officers, neighbours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import clock
from dashboard.actions.territory import assigned, neighbours, next_leave, seat
from dashboard.actions.territory_days import (
    HOLIDAYS_SHOWN,
    is_weekend,
    local_time,
    next_holidays,
    weekend_words,
)
from dashboard.parts.coverage_filters import status_text
from dashboard.parts.territory_choice import choose
from dashboard.parts.text import plain
from geodata.geodesy import Point, distance_nm, lat_lon_text
from models.calendars import weekday
from models.wording import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.records import Records
    from dashboard.actions.territory import Neighbour
    from models.tables import Officer, Territory

NEIGHBOURS_SHOWN = 8


def territory_facts(records: Records, territory: Territory, *, today: date) -> None:
    """Draw time, days off, the capital, the embassy and the officers."""
    st.subheader("Calling and travelling", anchor=False)
    with st.container(gap="xsmall"):
        _time(records, territory)
        _holidays(records, territory)
        _capital(records, territory)
        st.markdown(f"**U.S. embassy or post**: {plain(territory.embassy or 'none on record')}")
        _officers(assigned(records, territory.code), today=today)


def territory_neighbours(rows: Sequence[CoverageRow], territory: Territory, *, printing: bool) -> None:
    """Draw the nearest partners, with distance and status; a click on one shows it."""
    found = neighbours(rows, territory)[:NEIGHBOURS_SHOWN]
    if not found:
        return
    if printing:
        listed = "; ".join(plain(_near(one)) for one in found)
        st.markdown(f"**Nearest partners**: {listed}")
    else:
        st.subheader("Nearest partners", anchor=False)
        with st.container(gap=None):
            for one in found:
                _neighbour(one)
    st.caption("Great-circle distances between capitals, or label points where no capital is on record.")


def _near(neighbour: Neighbour) -> str:
    status = status_text(neighbour.row.coverage.status)
    return f"{neighbour.row.territory.name} · {neighbour.nm:,.0f} nm · {status}"


def _neighbour(neighbour: Neighbour) -> None:
    code = neighbour.row.territory.code
    st.button(plain(_near(neighbour)), key=f"near_{code}", type="tertiary", on_click=choose, args=(code,))


@st.fragment(run_every="1m")
def _time(records: Records, territory: Territory) -> None:
    """Draw the local time, anew each minute."""
    local = local_time(clock.now(), territory.time_zone, records.settings.base)
    if local is None:
        st.markdown("**Local time**: no time zone is on record")
        return
    off = " · weekend there" if is_weekend(local.at.date(), territory.weekend) else ""
    st.markdown(
        f"**Local time**: {local.words} ({plain(local.zone)}, {local.offset}){off}  \n{plain(local.difference)}."
    )


def _holidays(records: Records, territory: Territory) -> None:
    days = weekend_words(territory.weekend)
    st.markdown(f"**Government weekend**: {days or 'not on record'}")
    local = local_time(clock.now(), territory.time_zone, records.settings.base)
    today = local.at.date() if local else clock.today(records.settings)
    coming = next_holidays(territory.alpha2, today=today)
    if coming is None:
        st.markdown("**Public holidays**: the holiday tables that ship have none for this territory; ask the post.")
        return
    lines = [f"- {weekday(one.on)[:3]} {day(one.on)}: {plain(one.name)}" for one in coming]
    st.markdown("**Next public holidays**\n\n" + "\n".join(lines))
    few = " No later ones are in the tables yet." if len(coming) < HOLIDAYS_SHOWN else ""
    st.caption(f"Computed national holidays; provinces may add their own, and moon sightings may move a day.{few}")


def _capital(records: Records, territory: Territory) -> None:
    place = seat(territory)
    if territory.capital is None or place is None:
        st.markdown("**Capital**: none on record")
        return
    base = records.settings.base
    away = distance_nm(Point(base.lon, base.lat), place)
    st.markdown(
        f"**Capital**: {plain(territory.capital)}, {lat_lon_text(place)}, {away:,.0f} nm from {plain(base.name)}"
    )


def _officers(officers: Sequence[Officer], *, today: date) -> None:
    if not officers:
        st.markdown("**Officers assigned**: none")
        return
    st.markdown("**Officers assigned**\n\n" + "\n".join(f"- {plain(_officer(one, today=today))}" for one in officers))


def _officer(officer: Officer, *, today: date) -> str:
    leave = next_leave(officer, today=today)
    if leave is None:
        return officer.name
    first, last = map(date.fromisoformat, leave)
    away = f"on leave until {day(last)}" if first <= today else f"leave {day(first)} to {day(last)}"
    return f"{officer.name} ({away})"
