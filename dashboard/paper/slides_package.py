"""The deck as a file: what it says of itself, and the same bytes for the same deck."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from dashboard.paper.slides_letters import clean

if TYPE_CHECKING:
    from datetime import date

    from pptx.presentation import Presentation

    from dashboard.actions.brief_content import BriefContent

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest day a zip file knows; every member bears it."""

_MOST = 255
"""Signs that a property may have."""

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_GROUP = re.compile(r"(\d\d)(\d\d)(\d\d)Z ([A-Z]{3}) (\d\d)")
_PACKED = (".png", ".xlsx")
"""Ends of the names of members that no packing makes smaller."""


def describe_deck(deck: Presentation, content: BriefContent, marking: str) -> None:
    """Let the deck say what it is; nothing of it comes from the clock or from the machine."""
    about = deck.core_properties
    about.title = clean(content.title)[:_MOST]
    about.author = about.last_modified_by = clean(content.unit)[:_MOST]
    about.subject = f"Brief as of {content.as_of.isoformat()}, {content.made_at}"[:_MOST]
    about.content_status = about.keywords = clean(marking)[:_MOST]
    about.language = "en-US"
    about.revision = 1
    about.created = about.modified = made_on(content.made_at, content.as_of)


def made_on(group: str, as_of: date) -> datetime:
    """Read a date-time group, without its zone; midnight of the day of the brief if it is none."""
    found = _GROUP.fullmatch(group)
    if found is None or found[4] not in _MONTHS:
        at = datetime.combine(as_of, time(), UTC)
    else:
        days, hours, minutes, year = (int(found[part]) for part in (1, 2, 3, 5))
        at = datetime(2000 + year, _MONTHS.index(found[4]) + 1, days, hours, minutes, tzinfo=UTC)
    return at.replace(tzinfo=None)


def packed(deck: Presentation) -> bytes:
    """Write the deck, every member with the same date; pictures, which are packed already, as they are."""
    held, out = io.BytesIO(), io.BytesIO()
    deck.save(held)
    with ZipFile(held) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name, _EARLIEST)
            member.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            member.create_system = 3  # the same on every system
            target.writestr(member, source.read(name))
    return out.getvalue()
