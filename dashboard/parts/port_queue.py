"""The queue: places that may be a known port, one at a time, for a person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import caching
from dashboard.access import user
from dashboard.actions.port_labels import known_facts
from dashboard.actions.port_queue import doubts, own_port, same_port, waiting_facilities
from dashboard.parts.asked import asked_id
from dashboard.parts.queue_steps import show, steps
from dashboard.parts.source_decision import another_port, decide, has_decided, last_decision
from dashboard.parts.source_facts import facts_in_words
from dashboard.parts.source_pair import Pair, pair, site
from dashboard.parts.source_waiting import LIST, waiting, waiting_steps
from dashboard.parts.text import plain
from geodata.geodesy import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.port_queue import Doubt, WaitingFacility
    from dashboard.actions.records import Records

WHAT_KEY = "queue_what"
PORTS, FACILITIES = "ports", "facilities"
KINDS = {PORTS: "Doubtful pairs", FACILITIES: "Port facilities without a port"}
ENTRY, PAIRS = "port_entry", "pair"

WAITING = "waiting"
"""In the page's address: the id of a facility that waits for its port, to be shown first."""


def port_queue(records: Records) -> None:
    """Draw what waits for a decision."""
    pairs = sorted(caching.listing(records, doubts), key=lambda one: not _of_partner(records, one))
    lonely = caching.listing(records, waiting_facilities)
    _show_first(pairs, lonely)
    if pairs or lonely or has_decided():
        with st.container():  # in one place, told or not, so that what stands below keeps its own
            last_decision()
    if not pairs and not lonely:
        st.info(
            "Nothing is doubtful. When a file of ports or port facilities is imported, whatever may be a port that "
            "Seamark knows, without that being sure, waits here for a decision.",
            icon=":material/task_alt:",
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        what = st.radio(
            "What waits",
            list(KINDS),
            format_func=KINDS.__getitem__,  # without counts: a choice whose words change is no longer the one chosen
            captions=[f"{len(pairs):,} waiting", f"{len(lonely):,} waiting"],
            horizontal=True,
            key=WHAT_KEY,
        )
        chosen = _steps(records, pairs) if what == PORTS else waiting_steps(lonely)
    if chosen is None:
        st.info("Nothing of this kind waits for a decision.", icon=":material/task_alt:")
    elif what == PORTS:
        _one_of(records, next(one for one in pairs if one.entry.id == chosen))
    else:
        waiting(records, next(one for one in lonely if one.facility.id == chosen))


def _of_partner(records: Records, doubt: Doubt) -> bool:
    """Tell what is decided first."""
    known = records.territories.get(doubt.entry.territory or "")
    return known is not None and known.partner


def _show_first(pairs: Sequence[Doubt], lonely: Sequence[WaitingFacility]) -> None:
    """Show the facility that the address asks for, once; to begin with, a kind of which something waits."""
    if WHAT_KEY not in st.session_state and lonely and not pairs:
        st.session_state[WHAT_KEY] = FACILITIES
    asked = asked_id(st.query_params.pop(WAITING, ""))
    if asked is not None and asked in {one.facility.id for one in lonely}:
        st.session_state[WHAT_KEY] = FACILITIES
        show(LIST, asked)


def _steps(records: Records, pairs: Sequence[Doubt]) -> int | None:
    listed = [(one.entry.id or 0, f"{one.entry.name} ({_territory(records, one.entry.territory)})") for one in pairs]
    return steps(PAIRS, listed, noun="pair")


def _one_of(records: Records, doubt: Doubt) -> None:
    entry, candidate = doubt.entry, doubt.candidate
    pair(
        records,
        Pair(
            key=f"pair_{entry.id}",
            said_by="In the file",
            held_by="In Seamark",
            said=facts_in_words(entry.facts, records),
            held=facts_in_words(known_facts(candidate), records) if candidate else {},
            said_site=site(entry.name, entry.facts.get("unlocode"), entry.facts.get("lon"), entry.facts.get("lat")),
            held_site=site(candidate.name, candidate.unlocode, candidate.lon, candidate.lat) if candidate else None,
            territory=candidate.territory if candidate else entry.territory,
        ),
        lambda: _ask(records, doubt),
    )


def _ask(records: Records, doubt: Doubt) -> None:
    _question(records, doubt)
    _buttons(records, doubt)


def _question(records: Records, doubt: Doubt) -> None:
    entry, candidate = doubt.entry, doubt.candidate
    name = f"**{plain(entry.name)}**, {plain(_territory(records, entry.territory))}"
    held = f"**{plain(candidate.name)}**, {plain(_territory(records, candidate.territory))}" if candidate else ""
    with st.container(gap=None):
        st.markdown(f"Is {name} of {plain(entry.source)} the port {held}?" if held else f"Which port is {name}?")
        st.caption(plain(entry.why[:1].upper() + entry.why[1:]))


def _buttons(records: Records, doubt: Doubt) -> None:
    entry, candidate = doubt.entry, doubt.candidate
    facts, engine = entry.facts, caching.engine()
    how: dict[str, Any] = {"seen": entry.version, "who": user()}
    about: dict[str, Any] = {"list_name": PAIRS, "table": ENTRY, "record_id": entry.id or 0}
    number = entry.id or 0
    with st.container(horizontal=True, vertical_alignment="center"):
        if candidate is not None and st.button(
            "Same port", icon=":material/merge:", shortcut="Alt+S", key=f"same_{number}"
        ):
            says = f"{entry.name} is {candidate.name}: one port."
            decide(lambda: same_port(engine, number, candidate.id or 0, **how), says, **about)
        label, icon = ("Separate port", "call_split") if entry.creates else ("Leave it out", "block")
        if st.button(label, icon=f":material/{icon}:", shortcut="Alt+A", key=f"own_{number}", help=_meaning(doubt)):
            says = f"{entry.name} is a port of its own." if entry.creates else f"{entry.name} is left out."
            decide(lambda: own_port(engine, number, **how), says, **about)
        near = Point(facts["lon"], facts["lat"]) if "lon" in facts and "lat" in facts else None
        besides = candidate.id if candidate else None
        chosen = another_port(records, near=near, besides=besides, key=f"pair_{number}")
    if chosen is not None:
        port_id, name = chosen
        decide(lambda: same_port(engine, number, port_id, **how), f"{entry.name} is {name}: one port.", **about)


def _meaning(doubt: Doubt) -> str:
    if doubt.entry.creates:
        return "It becomes a port of its own, beside the one in Seamark."
    return "This list makes no ports: what it says is left out, and the port in Seamark stays as it is."


def _territory(records: Records, code: str | None) -> str:
    known = records.territories.get(code or "")
    return known.name if known else code or "no territory given"
