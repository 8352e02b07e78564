"""The way to the presentation, from any page: it opens in a tab of its own, without Streamlit's frame around it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from dashboard.parts.coverage_filters import FORECAST, PROGRAM_BEGAN
from dashboard.parts.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.maps.palette import Theme

AS_OF, REGION = "as_of", "region"
"""Names in the address: the day, and each region that gets a step."""


def present_link(as_of: date, regions: Sequence[str] = ()) -> None:
    """Draw the way to the presentation of a day.

    Args:
        as_of: the day.
        regions: the regions that get a step, in their order; without any, every subregion.
    """
    st.link_button(
        "Present",
        present_address(as_of, regions, theme=theme()),
        icon=":material/slideshow:",
        help="Step through the regions on a projector. Opens in a tab of its own.",
    )


def present_address(as_of: date, regions: Sequence[str] = (), *, theme: Theme) -> str:
    """Return the address of the presentation, seen from any other page.

    What Streamlit calls embedded is a page without header and menu. The theme is passed on, since a user's choice of
    one is kept for each page.
    """
    asked = [("embed", "true"), ("embed_options", f"{theme}_theme"), (AS_OF, as_of.isoformat())]
    return "present?" + urlencode([*asked, *((REGION, region) for region in regions)])


def leave_address(as_of: date, region: str) -> str:
    """Return the address of the Coverage page on the day and region that are shown, seen from the presentation."""
    return "./?" + urlencode({AS_OF: as_of.isoformat()} | ({REGION: region} if region else {}))


def day_asked(text: str, *, today: date) -> date:
    """Return the day that an address asks for, within what there can be; today where it asks for none."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return today
    return min(max(asked, PROGRAM_BEGAN), today + FORECAST)
