"""The calls of a check, a row for each: what was pasted, what it was taken for, how sure, and what can be corrected."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from zlib import crc32

import streamlit as st

from dashboard.actions import entry_rows
from dashboard.actions.entry_check import SURE_WORDS, Sure
from dashboard.actions.entry_ground import Harbour
from dashboard.actions.entry_parts import newest_first, several
from dashboard.actions.entry_rows import UNKNOWN, as_pasted
from dashboard.actions.entry_words import REASONS, VERDICTS, cited, source_of
from dashboard.parts.entry_check_answer import badge
from dashboard.parts.entry_check_state import AHEAD, EARLIEST, forget_rows, keep_rows, key
from dashboard.parts.screen import on_phone
from dashboard.parts.territory_lines import link
from dashboard.parts.text import plain
from geodata.call_marks import facility_numbers
from geodata.port_calls import ARROWS
from models.entry_conditions import CALLS_THAT_COUNT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.entry_check import Checked, Taken
    from dashboard.actions.entry_ground import Ground
    from dashboard.actions.entry_rows import Row
    from geodata.port_calls import PastedCalls
    from models.entry_calls import CallVerdict

WIDTHS = [2.5, 1.8, 2.4, 1.2, 2.3]
"""Of port, facility, days, canal transit and buttons."""

NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that is worked on."""

    rows: Sequence[Row]
    pasted: PastedCalls
    ground: Ground
    arrival: date

    @property
    def count(self) -> int:
        """Return how many calls were pasted."""
        return len(self.pasted.calls)


def call_rows(checked: Checked, listing: Listing, record: Mapping[str, Any]) -> None:
    """Draw every call.

    Args:
        checked: the calls and the answer.
        listing: the list that is worked on.
        record: the record of the check, whose calls stand in the same order.
    """
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader("Calls, the last one first", anchor=False, width="content")
        if list(listing.rows) != as_pasted(listing.count) and listing.count:
            st.button("Take the list as pasted again", key="entry_anew", icon=":material/undo:", on_click=forget_rows)
    _other_orders(checked, listing)
    last = len(checked.taken) - 1
    for place, (taken, verdict) in enumerate(zip(checked.taken, checked.check.calls, strict=True)):
        with st.container(border=True, gap="xsmall"):
            _head(taken, verdict, listing)
            _parts(taken, listing)
            with st.expander("Put right") if on_phone() else nullcontext():
                _controls(taken, listing, is_first=place == 0, is_last=place == last)
            _why(record["calls"][place])


def _other_orders(checked: Checked, listing: Listing) -> None:
    """Offer another order where the dates show one, or arrows may mean one; of up to five calls the order is idle."""
    counting = [one for one in checked.taken if not one.call.is_canal_transit]
    if len(counting) <= CALLS_THAT_COUNT:
        return
    by_date = newest_first(checked.taken)
    if by_date:
        st.button(
            "Put the newest call first",
            key="entry_by_date",
            icon=":material/sort:",
            on_click=keep_rows,
            args=(by_date, listing.count),
        )
    elif ARROWS in listing.pasted.doubts:
        turned = list(reversed(listing.rows))
        st.button(
            "Turn the order round",
            key="entry_turn",
            icon=":material/swap_vert:",
            on_click=keep_rows,
            args=(turned, listing.count),
        )


def _head(taken: Taken, verdict: CallVerdict, listing: Listing) -> None:
    """Say what the call is taken for, how sure, and what it means."""
    number = f"{verdict.place}. " if verdict.place else ""
    named = listing.ground.named(taken.harbour) if taken.harbour else _without_port(taken, listing.ground)
    given = f"“{escape(taken.given)}” → " if taken.given else ""
    sure = SURE_WORDS[taken.sure]
    weight = "700" if taken.sure in {Sure.DOUBTFUL, Sure.NOT_FOUND} else "400"
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:0.2em 1em;justify-content:space-between">'
        f"<span>{number}{given}<b>{escape(named)}</b> · "
        f'<span style="font-weight:{weight}">{sure}</span></span>'
        f"<span>{badge(verdict.verdict)} <b>{VERDICTS[verdict.verdict]}</b> · {REASONS[verdict.reason]}</span></div>"
    )


def _parts(taken: Taken, listing: Listing) -> None:
    """Offer to take a doubtful call for the several it may be made of."""
    names = several(taken, listing.ground)
    if names:
        rows = entry_rows.divided(listing.rows, taken.row.at, names)
        st.button(
            plain(f"Make {len(names)} calls of it: {'; '.join(names)}"),
            key=key("parts", taken.row),
            icon=":material/call_split:",
            on_click=keep_rows,
            args=(rows, listing.count),
        )


def _without_port(taken: Taken, ground: Ground) -> str:
    if taken.call.territory:
        return f"port not known, {ground.names.get(taken.call.territory, taken.call.territory)}"
    return taken.call.port if taken.call.is_canal_transit else "territory not known"


def _controls(taken: Taken, listing: Listing, *, is_first: bool, is_last: bool) -> None:
    port, facility, days, transit, buttons = st.columns(WIDTHS, vertical_alignment="bottom")
    with port:
        _port(taken, listing)
    with facility:
        _facility(taken, listing)
    with days:
        _days(taken, listing)
    with transit:
        name = key("transit", taken.row)
        change = partial(_set, listing, taken.row, "transit", name)
        st.checkbox("Canal transit", taken.call.is_canal_transit, key=name, on_change=change)
    with buttons, st.container(horizontal=True, gap="xxsmall", horizontal_alignment="right"):
        _button(taken.row, listing, "up", "Up", disabled=is_first)
        _button(taken.row, listing, "down", "Down", disabled=is_last)
        _button(taken.row, listing, "close", "Remove")


def _button(row: Row, listing: Listing, icon: str, words: str, *, disabled: bool = False) -> None:
    symbol = icon if icon == "close" else f"arrow_{icon}ward"
    st.button(
        words,
        icon=f":material/{symbol}:",
        key=key(icon, row),
        disabled=disabled,
        type="tertiary",
        on_click=_reorder,
        args=(listing, row.at, icon),
    )


def _reorder(listing: Listing, at: int, how: str) -> None:
    if how == "close":
        rows = entry_rows.without(listing.rows, at)
    else:
        rows = entry_rows.moved(listing.rows, at, -1 if how == "up" else 1)
    keep_rows(rows, listing.count)


def _port(taken: Taken, listing: Listing) -> None:
    choices = _port_choices(taken, listing.ground)
    now = _chosen_port(taken, choices)
    name = f"{key('port', taken.row)}_{crc32((taken.row.text or '').encode())}"
    st.selectbox(
        "Port",
        list(choices),
        index=list(choices).index(now) if now else None,
        key=name,
        accept_new_options=True,
        placeholder="Choose, or type another",
        on_change=_set_port,
        args=(listing, taken.row, choices, name),
    )


def _port_choices(taken: Taken, ground: Ground) -> dict[str, dict[str, int | str | None]]:
    """Return what a call may be taken for, in words, and what choosing it puts right."""
    harbours = [taken.harbour, *(one.port for one in taken.candidates)]
    known = {ground.named(one): one for one in harbours if isinstance(one, Harbour)}
    choices: dict[str, dict[str, int | str | None]] = {
        words: {"port": one.id, "territory": None} for words, one in known.items()
    }
    codes = dict.fromkeys([taken.call.territory, taken.said, *(one.territory for one in known.values())])
    for code in filter(None, codes):
        choices[f"Only {ground.names.get(code, code)}"] = {"port": None, "territory": code}
    choices[NOT_KNOWN] = {"port": None, "territory": UNKNOWN}
    return choices


def _chosen_port(taken: Taken, choices: Mapping[str, Mapping[str, int | str | None]]) -> str | None:
    """Return the choice that is taken; none where a doubtful call is not yet decided."""
    if taken.sure in {Sure.DOUBTFUL, Sure.NOT_FOUND} or taken.call.is_canal_transit:
        return None
    wanted = taken.harbour.id if taken.harbour else None
    code = None if taken.harbour else taken.call.territory or UNKNOWN
    return next((words for words, one in choices.items() if (one["port"], one["territory"]) == (wanted, code)), None)


def _set_port(listing: Listing, row: Row, choices: Mapping[str, Mapping[str, int | str | None]], name: str) -> None:
    said = st.session_state[name]
    if not said:
        change: Mapping[str, int | str | None] = {"text": None, "port": None, "territory": None}
    elif said in choices:
        change = choices[said]
    else:
        change = {"text": said[: entry_rows.MOST_LETTERS], "port": None, "territory": None}
    keep_rows(entry_rows.changed(listing.rows, row.at, **change), listing.count)


def _facility(taken: Taken, listing: Listing) -> None:
    choices = _facility_choices(taken, listing)
    said = taken.call.facility_number or taken.call.facility
    name = f"{key('facility', taken.row)}_{taken.harbour.id if taken.harbour else 0}_{crc32(said.encode())}"
    st.selectbox(
        "Facility",
        choices,
        index=next((place for place, one in enumerate(choices) if _facility_said(one) == said), 0),
        key=name,
        accept_new_options=True,
        help="A facility that the advisory excepts decides. Choose it, or type its IMO number or name.",
        on_change=_set_facility,
        args=(listing, taken.row, name),
    )


def _facility_choices(taken: Taken, listing: Listing) -> list[str]:
    """Return the facility that was given, those of the port, and those that are excepted where it is listed."""
    said = taken.call.facility_number or taken.call.facility
    berths = listing.ground.berths.get(taken.harbour.id, ()) if taken.harbour else ()
    listed = [f"{one.imo_number} {one.name}" if one.imo_number else one.name for one in berths]
    listed += _excepted(taken, listing)
    given = [] if any(_facility_said(one) == said for one in listed) else [said]
    return [NOT_KNOWN, *dict.fromkeys(filter(None, [*given, *listed]))]


def _excepted(taken: Taken, listing: Listing) -> list[str]:
    if not taken.call.territory:
        return []
    scope = listing.ground.advisories.standing(taken.call.territory, listing.arrival).scope
    standing = [one for one in scope.facilities if one.stands_on(listing.arrival)]
    numbers = [f"{number} {' '.join(one.names[:1])}".strip() for one in standing for number in one.numbers]
    return numbers + [one.names[0] for one in standing if one.names and not one.numbers]


def _facility_said(choice: str) -> str:
    """Return the number that a choice begins with, or all of it where it has none."""
    first = choice.split(" ", 1)[0]
    return first if facility_numbers(first) else choice


def _set_facility(listing: Listing, row: Row, name: str) -> None:
    said = st.session_state[name]
    facility = "" if said in {None, NOT_KNOWN} else _facility_said(said)[: entry_rows.MOST_LETTERS]
    keep_rows(entry_rows.changed(listing.rows, row.at, facility=facility), listing.count)


def _days(taken: Taken, listing: Listing) -> None:
    days = [each for each in (taken.call.arrived_on, taken.call.left_on) if each]
    name = key("days", taken.row)
    st.date_input(
        "Days in port",
        [*days],
        min_value=min([EARLIEST, *days]),
        max_value=max([listing.arrival + AHEAD, *days]),
        key=name,
        format="YYYY-MM-DD",
        on_change=_set_days,
        args=(listing, taken.row, name),
    )


def _set_days(listing: Listing, row: Row, name: str) -> None:
    days = st.session_state[name]
    chosen = list(days) if isinstance(days, tuple | list) else [days]
    stay = (*chosen, None, None)[:2]
    keep_rows(entry_rows.changed(listing.rows, row.at, stay=stay), listing.count)


def _set(listing: Listing, row: Row, field: str, name: str) -> None:
    keep_rows(entry_rows.changed(listing.rows, row.at, **{field: st.session_state[name]}), listing.count)


def _why(call: Mapping[str, Any]) -> None:
    cites = (f"{plain(cited(one))} {link(source_of(one))}" for one in call["citations"])
    st.markdown(f":small[{' · '.join([plain(call['why']), *cites, *map(plain, call['notes'])])}]")
