"""Where ports, port facilities and boundaries come from, how fresh that is, and what is doubtful about it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from dashboard import caching
from dashboard.actions.initialise import SHIPPED
from dashboard.actions.port_sources import sources
from dashboard.parts.marking import boundaries_note
from dashboard.parts.source_facts import FLAG_WORDS
from dashboard.parts.source_precedence import precedence
from dashboard.parts.text import plain
from models.vocabulary import PortFlag
from models.wording import day, plural

if TYPE_CHECKING:
    from dashboard.actions.port_sources import FileSource
    from dashboard.actions.records import Records

PORTS_PAGE = "app_pages/ports.py"

COUNTED = {
    "Ports": "Rows of the file that speak of a port",
    "In use": "Rows whose facts count for a port",
    "To decide": "Rows that wait under “Doubtful”",
    "Left out": "Rows that a person left out",
    "Facilities": "Port facilities",
}
"""Columns of counts, and what they count."""

TABLES = {"supplement": "Seamark's own additions"}
"""Tables that ship, where their name says little."""

FLAG_MEANING = {
    PortFlag.OUTSIDE_TERRITORY: "The place lies in or by another territory than the one declared, or at sea.",
    PortFlag.LIKELY_SLIP: "With a sign or the axes put right, it would lie in the territory declared.",
    PortFlag.DUPLICATE_CODE: "Two ports claim one UN/LOCODE; the first holds it.",
    PortFlag.DUPLICATE_NUMBER: "The World Port Index gives some numbers twice.",
    PortFlag.CODE_PREFIX: "The code begins as those of another territory do.",
}
"""What each flag points out."""


def source_list(records: Records) -> None:
    """Draw the sources, the boundaries, the order of precedence and the flags."""
    _files(records)
    _shipped(records)
    order_side, flags_side = st.columns(2, gap="large")
    with order_side:
        precedence(records)
    with flags_side:
        _flags(records)


def _files(records: Records) -> None:
    st.subheader("Sources", anchor=False)
    found = caching.listing(records, sources)
    if not found:
        st.info(
            "No file of ports or port facilities has been imported. Choose “Ports” or “Port facilities” under “Import” "
            "to bring in a World Port Index, UN/LOCODE or GISIS file."
        )
        return
    st.dataframe(
        pd.DataFrame([_line(one, records) for one in found]),
        hide_index=True,
        placeholder="",
        alt=f"Table of {plural(len(found), 'source')}",
        column_config={
            "File": st.column_config.TextColumn(width="large"),
            **{name: st.column_config.NumberColumn(format="localized", help=what) for name, what in COUNTED.items()},
        },
    )


def _line(one: FileSource, records: Records) -> dict[str, Any]:
    at = one.imported_at.astimezone(ZoneInfo(records.settings.base.time_zone))
    return {
        "Source": one.label,
        "File": one.source,
        "Dated": day(one.source_date) if one.source_date else "no date given",
        "Imported": f"{day(at.date())}, {at:%H:%M}",
        "Ports": one.entries,
        "In use": one.taken,
        "To decide": one.doubtful,
        "Left out": one.set_aside,
        "Facilities": one.facilities,
    }


def _shipped(records: Records) -> None:
    ports = [port for listed in records.ports.values() for port in listed]
    shipped = Counter(port.source.removeprefix(SHIPPED) for port in ports if port.source.startswith(SHIPPED))
    named = ", ".join(f"{count:,} from {plain(TABLES.get(name, name))}" for name, count in shipped.most_common())
    lines = [
        f"**Ports in use**: {len(ports):,}."
        + (f" Of these, only what came with Seamark is known of {named}." if named else ""),
        boundaries_note(records),
    ]
    st.markdown("  \n".join(lines))


def _flags(records: Records) -> None:
    st.subheader("Flags", anchor=False)
    counts = _counted(records)
    if not counts:
        st.markdown("No port bears a flag. What is doubtful about ports that are imported is counted here.")
        return
    st.caption("Ports that need a look. Nothing is corrected by itself; each line leads to its ports.")
    for flag in PortFlag:
        if counts[flag]:
            st.page_link(
                PORTS_PAGE,
                label=f"**{counts[flag]:,}** · {FLAG_WORDS[flag]}",
                icon=":material/flag:",
                help=FLAG_MEANING[flag],
                query_params={"flag": flag.value},
            )


def _counted(records: Records) -> Counter[PortFlag]:
    """Count the ports in use that bear each flag."""
    borne = Counter(value for listed in records.ports.values() for port in listed for value in port.flags.split(","))
    return Counter({flag: borne[flag.value] for flag in PortFlag if borne[flag.value]})
