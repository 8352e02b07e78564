"""What a presentation says beside and above its map, in letters that grow with the screen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.actions.figures import Facet
from dashboard.maps.palette import ADVISORY_GLYPH, GLYPHS, LABELS
from dashboard.parts.advisory_words import notable
from models.coverage import Status
from models.wording import date_time_group, day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from dashboard.actions.brief_content import KeyFigure
    from dashboard.actions.coverage import CoverageRow
    from dashboard.actions.presenting import Step
    from dashboard.maps.palette import Palette

LETTERS = "font-size:clamp(14px,min(2.15vh,1.21vw),64px)"
"""As large as screen and width allow; everything else is measured by it."""

REST = "calc(100vh - 3.9em - 180px)"
"""What is left of the screen's height beside markings, title, legend and controls."""

STATUS_OF = {Facet(status.value).value: status for status in Status}


def heading(step: Step, *, title: str, as_of: date, at: datetime) -> str:
    """Write the title of a step, and the day and the instant that it is told for.

    Args:
        step: the step.
        title: of the whole presentation.
        as_of: the day.
        at: now.
    """
    return (
        f'<div style="{LETTERS};display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;'
        f'gap:0 1.5em"><h1 style="font-size:2em;line-height:1.15;padding:0;margin:0">{escape(step.title)}</h1>'
        f'<div>{escape(title)} · as of <b>{day(as_of)}</b> · <span style="white-space:nowrap">{date_time_group(at)}'
        "</span></div></div>"
    )


def panel(step: Step, palette: Palette, chosen: CoverageRow | None = None, *, fills: bool = True) -> str:
    """Write the figures of a step, and its sentences or why the chosen territory stands as it does.

    Args:
        step: the step.
        palette: of the theme.
        chosen: the territory that was clicked.
        fills: whether it takes what is left of the screen's height, which gives the map beside it its own.
    """
    said = _why(chosen, palette) if chosen else "".join(f"<p{PARAGRAPH}>{escape(one)}</p>" for one in step.sentences)
    height = f"height:{REST};min-height:20em;overflow:auto;" if fills else ""
    return (
        f'<div tabindex="0" role="region" aria-label="Figures and words" style="{LETTERS};{height}'
        f'display:flex;flex-direction:column;gap:0.8em">{_figures(step.figures, len(step.marks), palette)}'
        f"<div>{said}</div></div>"
    )


PARAGRAPH = ' style="font-size:1em;line-height:1.35;margin:0 0 0.55em"'


def _figures(figures: Sequence[KeyFigure], partners: int, palette: Palette) -> str:
    cells = "".join(_figure(figure, partners, palette) for figure in figures)
    return f'<div style="display:grid;grid-template-columns:1fr 1fr;gap:0.35em 0.9em">{cells}</div>'


def _figure(figure: KeyFigure, partners: int, palette: Palette) -> str:
    """Write one number under its name; what needs no eye because it is nothing is not coloured."""
    status = STATUS_OF.get(figure.key)
    sign = f'<span aria-hidden="true" style="font-size:0.6em">{GLYPHS[status]}</span> ' if status else ""
    colour = f";color:{palette.text[status]}" if status and figure.value else ""
    visited = figure.key == Facet.VISITED.value
    share = f'<span style="font-size:0.5em;font-weight:400"> of {partners}</span>' if visited else ""
    across = ";grid-column:1/-1" if visited else ""
    return (
        f'<div style="line-height:1.15{across}"><div style="font-size:0.95em">{escape(figure.label)}</div>'
        f'<div data-figure="{escape(figure.key)}" style="font-size:2.1em;font-weight:700{colour}">{sign}'
        f"{figure.value}{share}</div></div>"
    )


def _why(row: CoverageRow, palette: Palette) -> str:
    """Tell of the chosen territory what it is, why, and what is known of an advisory."""
    status = row.coverage.status
    told = notable(row.advisory.answer)
    advised = f"<p{PARAGRAPH}>{ADVISORY_GLYPH} Advisory: {escape(told)}</p>" if told else ""
    return (
        f'<h2 style="font-size:1.4em;padding:0;margin:0 0 0.2em">{escape(row.territory.name)}</h2>'
        f'<p style="font-size:1em;margin:0 0 0.4em;font-weight:700;color:{palette.text[status]}">'
        f"{GLYPHS[status]} {LABELS[status]}</p><p{PARAGRAPH}>{escape(row.coverage.why)}</p>{advised}"
    )


def ways_out(leave: str) -> str:
    """Write what the script of the page answers to: the way to the full screen, and the way out."""
    quiet = "background:none;border:0;padding:0;color:inherit;font:inherit;text-decoration:none;cursor:pointer"
    return (
        '<div style="display:flex;gap:1.5em;justify-content:flex-end;font-size:0.875rem;white-space:nowrap">'
        f'<button type="button" data-full style="{quiet}" title="In full screen, without the browser; or F11">'
        f'Full screen <b>F</b></button><a href="{escape(leave)}" data-leave style="{quiet}">Leave <b>Esc</b></a></div>'
    )
