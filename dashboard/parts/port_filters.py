"""The controls of the Ports page. They live in the page's address, and stay while other pages are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.actions.port_search import PortFilter, parse_near
from dashboard.parts.several import several
from dashboard.parts.text import plain
from geodata.errors import CoordinateError
from geodata.geodesy import Point, lat_lon_text
from models.vocabulary import HarbourSize, HarbourType, PortFlag, Subregion
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.actions.port_search import Found
    from dashboard.actions.records import Records

TEXT_KEY, WHERE_KEY, SIZE_KEY, ORDER_KEY, PAGE_KEY = "find", "where", "size", "order", "ports_page"
NEAR_KEY, WITHIN_KEY = "near", "within"
TYPE_KEY, FLAGS_KEY, FACILITIES_KEY = "harbour", "flags", "facilities"
UNVISITED_KEY, ADVISORY_KEY, PARTNERS_KEY = "unvisited", "advisory", "partners"

FLAG = "flag"
"""In an address that leads here from elsewhere: the value of a `PortFlag`."""

WITHIN_NM, FARTHEST_NM = 200, 3_000
"""How near is near unless somebody says otherwise, and at most."""

LONGEST_TEXT = 100
"""Letters of what is searched."""

FACILITIES = {"All": None, "With facilities": True, "Without": False}
SIZES = {words(size.value): size for size in HarbourSize}
TYPES = {words(one.value): one for one in HarbourType}
FLAGS = {words(flag.value): flag for flag in PortFlag}
SIZE_RANK = {size: rank for rank, size in enumerate(HarbourSize)}


class Order(StrEnum):
    """How the ports found are ordered."""

    BEST = "Best match"
    NAME = "Name"
    TERRITORY = "Territory"
    SIZE = "Largest first"
    UNVISITED = "Longest unvisited"
    NEAREST = "Nearest first"


SORTED_BY: Mapping[Order, Callable[[Found], tuple[object, ...]]] = {
    Order.NAME: lambda one: (one.port.names, one.port.territory_name),
    Order.TERRITORY: lambda one: (one.port.territory_name, one.port.names),
    Order.SIZE: lambda one: (SIZE_RANK[one.port.size], one.port.names),
    Order.UNVISITED: lambda one: (one.port.days_since is not None, -(one.port.days_since or 0), one.port.names),
    Order.NEAREST: lambda one: (one.distance_nm or 0, one.port.names),
}
"""What each order goes by; the best first is how they are found."""


@dataclass(frozen=True, slots=True)
class PortFilters:
    """What the user asked to see."""

    wanted: PortFilter
    order: Order
    narrowed: bool
    """Whether a choice leaves ports out that the page opens with."""
    told: str
    """What is wanted, in words."""

    def ordered(self, found: Sequence[Found]) -> list[Found]:
        """Put what was found into the order that was asked for."""
        by = SORTED_BY.get(self.order)
        return sorted(found, key=by) if by else list(found)


def port_filters(records: Records) -> PortFilters:
    """Draw the controls in one row and return what they say."""
    _follow_flag()
    scopes = _scopes(records)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        text = st.text_input(
            "Search",
            key=TEXT_KEY,
            type="search",
            live=True,
            max_chars=LONGEST_TEXT,
            placeholder="Name, code, territory",
            width=230,
            on_change=to_first_page,
            bind="query-params",
            persist_state="session",
        )
        where = _several("Territory or region", WHERE_KEY, list(scopes), width=210)
        sizes = _several("Size", SIZE_KEY, list(SIZES), width=170)
        with st.popover(_label("Near", NEAR_KEY), icon=":material/my_location:", key="near_point"):
            near, within = _near()
        with st.popover(_more_label(), icon=":material/tune:", key="more_port_filters"):
            more = _more(free=bool((text or "").strip() or where))
        order = _order(near=near)
    wanted = replace(
        more,
        text=(text or "").strip(),
        territories=tuple(sorted({code for name in where for code in scopes[name]})),
        sizes=tuple(SIZES[size] for size in sizes),
        near=near,
        within_nm=within if near else None,
    )
    narrowed = wanted != PortFilter(partners_only=wanted.partners_only)
    return PortFilters(wanted, order, narrowed, _told(wanted, where))


def _told(wanted: PortFilter, where: Sequence[str]) -> str:
    """Write what is wanted in words, as files say it."""
    near = f"near {lat_lon_text(wanted.near)}" if wanted.near else ""
    within = f" within {wanted.within_nm:,.0f} nm" if wanted.within_nm else ""
    chosen = [", ".join(words(one.value) for one in some) for some in (wanted.sizes, wanted.types, wanted.flags)]
    facilities = {None: "", True: "with facilities", False: "without facilities"}[wanted.facilities]
    unvisited = "" if wanted.not_visited_days is None else f"not visited for {wanted.not_visited_days:,} days"
    parts = (
        f"search {wanted.text}" if wanted.text else "",
        ", ".join(where),
        near + within,
        *chosen,
        facilities,
        unvisited,
        "advisory in force" if wanted.advisory else "",
        "partners only" if wanted.partners_only else "",
    )
    return "; ".join(part for part in parts if part)


def near_port(lon: float, lat: float) -> None:
    """Search near a place."""
    st.session_state[NEAR_KEY] = lat_lon_text(Point(lon, lat))
    to_first_page()


def clear_filters() -> None:
    """Take every choice away."""
    for key in (TEXT_KEY, NEAR_KEY):
        st.session_state[key] = ""
    for key in (WHERE_KEY, SIZE_KEY, TYPE_KEY, FLAGS_KEY):
        st.session_state[key] = []
    st.session_state[FACILITIES_KEY] = next(iter(FACILITIES))
    st.session_state[UNVISITED_KEY] = None
    st.session_state[ADVISORY_KEY] = False
    st.session_state[PARTNERS_KEY] = True
    to_first_page()


def to_first_page() -> None:
    """Show the first page: what is listed has changed."""
    if st.session_state.get(PAGE_KEY, 1) != 1:
        st.session_state[PAGE_KEY] = 1


def _follow_flag() -> None:
    """Turn the flag that an address names into the choice, which the address then holds."""
    asked = st.query_params.pop(FLAG, None)
    chosen = [name for name, flag in FLAGS.items() if flag.value == asked]
    if chosen:
        st.session_state[FLAGS_KEY] = chosen
        st.session_state[PARTNERS_KEY] = False


def _near() -> tuple[Point | None, float | None]:
    text = st.text_input(
        "Near a point",
        key=NEAR_KEY,
        placeholder="18°08′S 178°25′E",
        help="Latitude and longitude in degrees, or degrees and minutes. A port's profile has a button for it.",
        on_change=to_first_page,
        max_chars=LONGEST_TEXT,
        bind="query-params",
        persist_state="session",
    )
    within = st.number_input(
        "Within, nautical miles",
        min_value=1,
        max_value=FARTHEST_NM,
        value=WITHIN_NM,
        key=WITHIN_KEY,
        on_change=to_first_page,
        bind="query-params",
        persist_state="session",
    )
    if not (text or "").strip():
        return None, None
    try:
        return parse_near(text or ""), within
    except CoordinateError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None, None


def _more(*, free: bool) -> PortFilter:
    """Draw what is chosen seldom, and return what it asks for.

    Args:
        free: whether a search or a territory says where to look, so that partners are not meant alone.
    """
    partners = st.checkbox(
        "Partners only",
        value=True,
        key=PARTNERS_KEY,
        disabled=free,
        help="A search, or a territory that is chosen, looks through all ports.",
        on_change=to_first_page,
        bind="query-params",
        persist_state="session",
    )
    types = _several("Harbour type", TYPE_KEY, list(TYPES), width=280)
    flags = _several("Flagged", FLAGS_KEY, list(FLAGS), width=280)
    facilities = st.selectbox(
        "Port facilities",
        list(FACILITIES),
        key=FACILITIES_KEY,
        on_change=to_first_page,
        bind="query-params",
        persist_state="session",
    )
    days = st.number_input(
        "Not visited for so many days, or never",
        min_value=0,
        max_value=36_500,
        value=None,
        key=UNVISITED_KEY,
        placeholder="Any",
        on_change=to_first_page,
        bind="query-params",
        persist_state="session",
    )
    advisory = st.checkbox(
        "Advisory in force", key=ADVISORY_KEY, on_change=to_first_page, bind="query-params", persist_state="session"
    )
    return PortFilter(
        types=tuple(TYPES[one] for one in types),
        flags=tuple(FLAGS[one] for one in flags),
        facilities=FACILITIES[facilities],
        not_visited_days=days,
        advisory=advisory,
        partners_only=partners and not free,
    )


def _order(*, near: Point | None) -> Order:
    orders = [order.value for order in Order if near or order is not Order.NEAREST]
    if st.session_state.get(ORDER_KEY) not in {None, *orders}:
        st.session_state[ORDER_KEY] = orders[0]
    chosen = st.selectbox(
        "Order",
        orders,
        key=ORDER_KEY,
        width=165,
        on_change=to_first_page,
        bind="query-params",
        persist_state="session",
    )
    return Order(chosen)


def _label(word: str, key: str) -> str:
    return f"{word} (on)" if st.session_state.get(key) else word


def _more_label() -> str:
    """Tell how many of the seldom filters are on, since they are out of sight."""
    state = st.session_state
    on = sum(bool(state.get(key)) for key in (TYPE_KEY, FLAGS_KEY, ADVISORY_KEY)) + (
        (state.get(FACILITIES_KEY) not in {None, next(iter(FACILITIES))})
        + (state.get(UNVISITED_KEY) is not None)
        + (state.get(PARTNERS_KEY) is False)
    )
    return f"More ({on} on)" if on else "More"


def _several(label: str, key: str, options: Sequence[str], *, width: int) -> list[str]:
    return several(label, key, options, width=width, on_change=to_first_page)


def _scopes(records: Records) -> dict[str, tuple[str, ...]]:
    """Return the codes of each subregion, each named set, and each territory that has ports."""
    regions = {
        subregion.value: tuple(partner.code for partner in records.partners if partner.subregion is subregion)
        for subregion in Subregion
    }
    sets = {named.name: tuple(named.territories) for named in records.sets}
    shown = [records.territories[code] for code in records.ports if code in records.territories]
    return (
        regions | sets | {one.name: (one.code,) for one in sorted(shown, key=lambda one: (not one.partner, one.name))}
    )
