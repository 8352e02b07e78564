"""Territories: membership, subregion, visit interval and what else is known of each, in a form beside a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.actions.stewarding import leaving, point_or_none, point_text, territory_facts, time_zones
from dashboard.parts.history import folded_history
from dashboard.parts.record_form import Facts, Fields, Kind, Opened, SecondLook, close, edit, open_record, stored_in
from dashboard.parts.steward_register import SIDES, matching, table
from models.tables import Territory
from models.vocabulary import Subregion

if TYPE_CHECKING:
    from dashboard.actions.records import Records

NAME = "territory"
"""Of the table, and of the choice in the address."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WHICH = {"Partners": (True,), "Others": (False,), "All": (True, False)}
LABELS = {
    "label_lon": "Glyph, longitude",
    "label_lat": "Glyph, latitude",
    "visit_interval_days": "Visit interval, days",
    "clearance_days": "Country clearance, days before arrival",
    "visa_days": "Visa, days before arrival",
    "funding_days": "Funding, days before arrival",
}
LEAD_TIMES = {"clearance_days": "Country clearance", "visa_days": "Visa (0: none needed)", "funding_days": "Funding"}
POINT_HELP = "Latitude and longitude: 17°32.1′S 149°34.2′W, or -17.535, -149.57."
POINTS = ("label", "capital")
"""What the form writes as one text and the record holds as longitude and latitude."""


def territories(records: Records) -> None:
    """Draw the territories."""
    list_side, form_side = st.columns(SIDES, gap="large")
    with list_side:
        _list(records)
    with form_side:
        names = {territory.name: territory for territory in _in_order(records.territories.values())}
        chosen = st.selectbox(
            "Territory", list(names), None, key=NAME, bind="query-params", placeholder="Choose one here or in the list"
        )
        if chosen is None:
            close(NAME)
            st.caption("Choose a territory to change its membership, interval, subregion or other facts.")
        else:
            _panel(records, names[chosen])


def weekend_text(digits: str | None) -> str:
    """Write the days on which a government does not work."""
    return ", ".join(WEEKDAYS[int(digit) - 1] for digit in digits or "")


def _in_order(rows: Any) -> list[Territory]:  # noqa: ANN401 - any collection of rows
    """Partners first, by name."""
    return sorted(rows, key=lambda one: (not one.partner, one.name))


def _list(records: Records) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input("Search", key="territory_search", placeholder="Any word of the list", width=240)
        which = st.radio("Show", list(WHICH), horizontal=True, key="territory_which")
    rows = [row for row in _in_order(records.territories.values()) if row.partner in WHICH[which or "Partners"]]
    lines = [_columns(row, membership=which == "All") for row in rows]
    found = matching(lines, text or "")
    if found:
        table(NAME, [lines[place] for place in found], [rows[place].name for place in found], noun="territories")
    else:
        st.info("No line has all these words.")
    st.caption(f"{len(records.partners)} partners are counted; {len(found)} territories are listed.")


def _columns(row: Territory, *, membership: bool) -> dict[str, Any]:
    return {
        "Territory": row.name,
        "Code": row.code,
        **({"Partner": "Partner" if row.partner else ""} if membership else {}),
        "Subregion": row.subregion.value if row.subregion else "",
        "Interval": row.visit_interval_days,
        "Time zone": row.time_zone or "",
        "Weekend": weekend_text(row.weekend),
        "Embassy": row.embassy or "",
        "Capital": row.capital or "",
    }


def _panel(records: Records, row: Territory) -> None:
    opened = open_record(NAME, row.id, row.version, row.model_dump())
    kind = Kind(
        store=stored_in(Territory),
        draw=_draw,
        complete=_complete,
        labels=LABELS,
        second_look=lambda _opened, facts: _look(records, row, facts),
    )
    edit(kind, opened, version=row.version)
    folded_history(NAME, row.id or 0)


def _look(records: Records, row: Territory, facts: Facts) -> SecondLook | None:
    if facts["partner"] or not row.partner:
        return None
    return SecondLook(f"{row.name} will no longer be a partner", leaving(records, row), "Take membership away")


def _draw(fields: Fields) -> Facts:
    partner = st.checkbox(
        "Partner: visited, counted and shown", bool(fields.start("partner")), key=fields.key("partner")
    )
    one, other = st.columns(2)
    with one:
        subregion = fields.choice("subregion", "Subregion", list(Subregion), lambda one: str(one.value))
    with other:
        interval = st.number_input(
            "Visit interval, days",
            min_value=1,
            max_value=3650,
            value=fields.start("visit_interval_days"),
            key=fields.key("visit_interval_days"),
        )
        fields.problem("visit_interval_days")
    return {
        "partner": partner,
        "subregion": subregion,
        "visit_interval_days": interval,
        "label": _point(fields, "label", "Where its glyph stands", "Left blank: a point inside its boundary."),
        **_calendar(fields),
        **_capital(fields),
        **_lead_times(fields),
    }


def _calendar(fields: Fields) -> Facts:
    one, other = st.columns(2)
    with one:
        zone = fields.choice("time_zone", "Time zone", time_zones(), placeholder="Unknown")
    with other:
        days = [WEEKDAYS[int(digit) - 1] for digit in fields.start("weekend") or ""]
        key = fields.key("weekend")
        weekend = st.multiselect("Weekend", WEEKDAYS, days, max_selections=2, key=key, placeholder="Unknown")
        fields.problem("weekend")
    digits = "".join(sorted(str(1 + WEEKDAYS.index(one)) for one in weekend))
    return {"time_zone": zone, "weekend": digits or None}


def _capital(fields: Fields) -> Facts:
    embassy = fields.line("embassy", "U.S. Embassy or consulate", max_chars=200)
    one, other = st.columns(2)
    with one:
        capital = fields.line("capital", "Capital", max_chars=200)
    with other:
        point = _point(fields, "capital", "Position of the capital")
    return {"embassy": embassy or None, "capital_name": capital or None, "capital": point}


def _lead_times(fields: Fields) -> Facts:
    """Ask for the days before arrival by which a trip has to begin with something; left blank they are not known."""
    st.caption("Days before arrival by which a trip asks for")
    facts: Facts = {}
    for (name, label), column in zip(LEAD_TIMES.items(), st.columns(len(LEAD_TIMES)), strict=True):
        with column:
            facts[name] = st.number_input(
                label,
                min_value=0,
                max_value=365,
                value=fields.start(name),
                key=fields.key(name),
                placeholder="Unknown",
            )
            fields.problem(name)
    return facts


def _point(fields: Fields, name: str, label: str, more: str = "") -> str:
    held = point_text(fields.start(f"{name}_lon"), fields.start(f"{name}_lat"))
    return fields.line(f"{name}_point", label, held, help=f"{POINT_HELP} {more}".strip())


def _complete(opened: Opened, wanted: Facts) -> Facts:
    """Read the points, and take the glyph's from the boundary where it was left blank."""
    facts = {name: value for name, value in wanted.items() if name not in {*POINTS, "capital_name"}}
    facts["capital"] = wanted["capital_name"]
    for name in POINTS:
        before = opened.facts.get(f"{name}_lon"), opened.facts.get(f"{name}_lat")
        read = point_or_none(wanted[name], f"{name}_point", before=before)
        facts[f"{name}_lon"], facts[f"{name}_lat"] = read
    inner = caching.boundaries(caching.records()).inner_point(str(opened.facts["code"]))
    return territory_facts(facts, inner_point=inner)
