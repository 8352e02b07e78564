"""The pages of a brief as pictures: one large with its words beside it, and all of them small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.parts.brief_content import made_now
from dashboard.parts.brief_drawing import page_alt
from dashboard.parts.brief_job import begin_drawing, drawn, running
from dashboard.parts.brief_words import page_words
from dashboard.parts.text import plain
from models.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.actions.brief_content import BriefPage
    from dashboard.parts.brief_content import Briefing
    from dashboard.parts.brief_drawing import Drawn, Picture

SHOWN_KEY = "brief_page"
"""Of the place of the page that is shown large; none shows all."""

MOST_NAMES = 4
"""So many pages that changed are named."""

SMALL_PX = 268
"""Width of a small picture, pixels."""


def build_button(briefing: Briefing) -> None:
    """Draw the button that draws the pages; it stands back where they are drawn as they are."""
    held = drawn()
    st.button(
        "Build the brief",
        key="brief_build",
        type="secondary" if held is not None and held.digest == briefing.digest else "primary",
        icon=":material/auto_stories:",
        disabled=briefing.content is None or running() is not None,
        help="Draws every page as a picture and makes the slides, with the present time on them.",
        on_click=_build,
        args=(briefing,),
    )


def brief_pages(briefing: Briefing) -> None:
    """Draw all pictures, or one with its words; where none was drawn yet, say what the pages will be."""
    held = drawn()
    if held is None:
        _to_come(briefing)
        return
    if held.digest != briefing.digest:
        _stale(briefing, held)
    number: int | None = st.session_state.get(SHOWN_KEY)
    if number is None:
        _all(held.pictures)
        return
    number = min(number, len(held.pictures) - 1)
    large, beside = st.columns([2, 1])
    with large:
        _large(held.pictures, number)
    with beside:
        _beside(briefing, held.pictures[number])


def _build(briefing: Briefing) -> None:
    """Draw what stands there now, at the present instant where it was drawn before."""
    held = drawn()
    if held is not None and held.digest == briefing.digest:
        made_now()
    st.session_state["brief_build_asked"] = True


def build_where_asked(briefing: Briefing) -> None:
    """Begin to draw where the button was pressed: only now the brief bears its instant."""
    if st.session_state.pop("brief_build_asked", False):
        begin_drawing(briefing)


def _to_come(briefing: Briefing) -> None:
    """List the pages before they are drawn."""
    pages = briefing.content.pages if briefing.content else ()
    if running() is None:
        st.markdown(
            f"**{plural(len(pages), 'page')}** to come, and a title page before them. **Build the brief** draws them "
            "as pictures; then correct words, and download."
        )
    st.markdown("\n".join(f"{number}. {plain(page.title)}" for number, page in enumerate(pages, start=1)))


def _stale(briefing: Briefing, held: Drawn) -> None:
    """Say which pages are no longer as they were drawn."""
    others = [page.title for page in _changed(briefing, held)]
    more = " and more" if len(others) > MOST_NAMES else ""
    which = f": {plain(', '.join(others[:MOST_NAMES]))}{more}" if others else ""
    st.info(
        f"The brief has changed since these pictures were drawn{which}. **Build the brief** draws it anew; maps that "
        "show the same are kept. Downloads hold it as it stands now.",
        icon=":material/sync_problem:",
    )


def _changed(briefing: Briefing, held: Drawn) -> list[BriefPage]:
    """Return the pages whose title or words are not those of their picture."""
    before = {one.key: one.alt for one in held.pictures}
    pages = briefing.content.pages if briefing.content else ()
    return [page for page in pages if page_alt(page) != before.get(page.key)]


def _large(pictures: Sequence[Picture], number: int) -> None:
    picture = pictures[number]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # On the left: the picture's own button for full screen comes up on the right.
        for label, to, icon in (
            ("All pages", None, "grid_view"),
            ("Previous", number - 1, "chevron_left"),
            ("Next", number + 1, "chevron_right"),
        ):
            st.button(
                label,
                key=f"brief_to_{icon}",
                icon=f":material/{icon}:",
                disabled=to is not None and not 0 <= to < len(pictures),
                on_click=show,
                args=(to,),
            )
        st.markdown(f"**Page {number + 1} of {len(pictures)}** · {plain(picture.title)}", width="stretch")
    st.image(picture.png, width="stretch", alt=picture.alt)


def _beside(briefing: Briefing, picture: Picture) -> None:
    st.markdown("**Words of this page**")
    if picture.key:
        page_words(briefing, picture.key)
    else:
        st.caption("This page has no generated sentence. Title, unit and marking are set under Contents.")


def _all(pictures: Sequence[Picture]) -> None:
    with st.container(horizontal=True, gap="small"):
        for at, picture in enumerate(pictures):
            with st.container(width=SMALL_PX, gap="xxsmall"):
                st.image(picture.png, width=SMALL_PX, alt=picture.alt)
                st.button(
                    plain(f"{at + 1}. {picture.title}"),
                    key=f"brief_show_{at}",
                    type="tertiary",
                    help="Shows it large, with its words beside it",
                    on_click=show,
                    args=(at,),
                )


def show(number: int | None) -> None:
    """Show a page large, or all of them."""
    st.session_state[SHOWN_KEY] = number
