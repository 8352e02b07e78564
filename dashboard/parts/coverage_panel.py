"""The panel beside the map: why a territory has its colour, and what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.coverage import ports_from_capital
from dashboard.parts.coverage_filters import TERRITORY_KEY, status_text
from dashboard.parts.quick_entry import quick_entry
from dashboard.parts.text import plain
from dashboard.parts.theme import palette
from dashboard.parts.trip_button import add_to_trip
from models.advisories import Answer, cutoff
from models.coverage import Status
from models.vocabulary import EngagementStatus
from models.wording import KIND_WORDS, day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.records import Records
    from dashboard.parts.coverage_filters import Filters
    from models.coverage import Clock
    from models.queries import Held

LISTED = 4
"""How many engagements the panel lists, of those past and of those ahead: the nearest to the day."""

BOOKED_TITLE = "Booked"
"""Of those ahead; on a past day some have been made since."""

PORTS_SHOWN = 6
URGENT = 5
"""How many of the longest overdue are named while none is selected: as many as fit without scrolling."""

HOW_TO_CHOOSE = "Click a territory to see why it has its colour"
"""What the panel says while none is selected."""


def coverage_panel(
    records: Records, rows: Sequence[CoverageRow], kept: Sequence[CoverageRow], filters: Filters
) -> None:
    """Draw the panel of the selected territory, or what needs a visit first while none is selected."""
    chosen = next((row for row in rows if row.territory.code == filters.selected), None)
    if chosen is None:
        _most_urgent(kept)
    else:
        _territory(records, chosen, filters)


def _most_urgent(rows: Sequence[CoverageRow]) -> None:
    st.subheader("Longest overdue", anchor=False)
    overdue = [row for row in rows if row.coverage.status is Status.OVERDUE]
    with st.container(gap="xxsmall"):
        for row in sorted(overdue, key=lambda row: -row.coverage.days_overdue)[:URGENT]:
            _overdue(row)
    if not overdue:
        st.write("No partner in this view is overdue.")


def _overdue(row: CoverageRow) -> None:
    name, booking = row.territory.name, row.coverage.next_visit
    with st.container(gap=None):
        st.button(plain(name), key=f"open_{row.territory.code}", type="tertiary", on_click=_choose, args=(name,))
        booked = f"booked {day(booking)}" if booking else "nothing booked"
        st.caption(f"{plural(row.coverage.days_overdue, 'day')} · {booked}")


def _choose(name: str | None) -> None:
    st.session_state[TERRITORY_KEY] = name


def _territory(records: Records, row: CoverageRow, filters: Filters) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(plain(row.territory.name), anchor=False)
        st.button("Close", type="tertiary", icon=":material/close:", on_click=_choose, args=(None,))
    _badge(row.coverage.status)
    st.markdown(plain(row.coverage.why))
    quick_entry(records, row.territory.code)
    add_to_trip(records, row.territory.code)
    st.page_link("app_pages/territories.py", label="Open territory", query_params={"code": row.territory.code})
    _clocks(row)
    _access(records, row, filters)
    _advisory(records, row, filters)
    held = records.engagements.get(row.territory.code, ())
    ahead = [e for e in held if e.ends_on > filters.as_of and e.status is not EngagementStatus.CANCELLED]
    _list(BOOKED_TITLE, ahead[: -LISTED - 1 : -1], records)
    past = [e for e in held if e.ends_on <= filters.as_of and e.status is EngagementStatus.COMPLETED]
    _list("Latest engagements", past[:LISTED], records)
    _ports(records, row)


def _badge(status: Status) -> None:
    colour = palette().text[status]
    st.html(f'<span style="color:{colour};font-weight:700">{status_text(status)}</span>')


def _clocks(row: CoverageRow) -> None:
    st.markdown(f"- {_clock('Visit', row.coverage.visit)}\n- {_clock('Country assessment', row.coverage.assessment)}")


def _clock(name: str, clock: Clock) -> str:
    if clock.last is None or clock.due_on is None:
        return f"**{name}**: none on record"
    return f"**{name}**: last {day(clock.last)}, due {day(clock.due_on)} ({status_text(clock.status)})"


def _access(records: Records, row: CoverageRow, filters: Filters) -> None:
    periods = records.access_periods.get(row.territory.code, ())
    lines = [
        f"- {day(p.starts_on)} to {day(p.ends_on) if p.ends_on else 'further notice'}: {plain(p.reason)}"
        for p in periods
        if p.ends_on is None or p.ends_on >= filters.as_of
    ]
    if lines:
        st.markdown("**Access**\n\n" + "\n".join(lines))


def _advisory(records: Records, row: CoverageRow, filters: Filters) -> None:
    state = row.advisory
    if state.answer is Answer.NOT_IN_FORCE:
        _advisory_link(row, "Advisories over the years", filters)
        return
    title = "Port Security Advisory in force" if state.answer is Answer.IN_FORCE else "Advisory: cannot tell"
    excepted = f" Excepted: {state.exceptions}." if state.exceptions else ""
    known = cutoff(records.facts)
    until = f" Facts known up to {day(known)}." if known else ""
    st.warning(plain(f"{state.why}{excepted}{until}"), title=title, icon=":material/policy:")
    _advisory_link(row, "Open advisory", filters)


def _advisory_link(row: CoverageRow, label: str, filters: Filters) -> None:
    asked = {"of": row.territory.name, "on": filters.as_of.isoformat()}
    st.page_link("app_pages/advisories.py", label=label, query_params=asked)


def _list(title: str, engagements: Sequence[Held], records: Records) -> None:
    if not engagements:
        return
    lines = [
        f"- {day(e.ends_on)} · {KIND_WORDS[e.kind]}"
        + (f" ({e.status.value})" if title == BOOKED_TITLE else "")
        + (f": {plain(', '.join(_port_names(records, e)))}" if e.ports else "")
        + (" · DEMO" if e.demo else "")
        for e in engagements
    ]
    st.markdown(f"**{title}**\n\n" + "\n".join(lines))


def _port_names(records: Records, engagement: Held) -> list[str]:
    return [port.name for port in map(records.port, engagement.ports) if port]


def _ports(records: Records, row: CoverageRow) -> None:
    ports = ports_from_capital(records, row.territory)
    if not ports:
        return
    where = f" by distance from {plain(row.territory.capital)}" if row.territory.capital else ""
    lines = [f"- {plain(port.name)}{'' if nm is None else f' · {nm:,.0f} nm'}" for port, nm in ports[:PORTS_SHOWN]]
    more = len(ports) - PORTS_SHOWN
    st.markdown(f"**Ports{where}**\n\n" + "\n".join(lines) + (f"\n- and {more:,} more" if more > 0 else ""))
