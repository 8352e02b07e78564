"""What the pointer tells, for every territory, within one small text.

Streamlit fills `{key}` in a tooltip from the object under the pointer, and the published boundaries hold a code and a
name and no records. So the tooltip carries the text of every partner, all hidden, and a style rule whose selector is
the code under the pointer, `.{t}`, shows the one that is meant. The same works on polygons, glyphs and ports.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.maps.legend import kind_label
from dashboard.maps.palette import KIND_LETTERS

if TYPE_CHECKING:
    from dashboard.maps.scene import Scene

RULES = (
    "<style>.sm p{display:none;margin:0}.sm .{t}{display:block}"
    ".sm u{text-decoration:none;opacity:.75}.sm [title^='\\7b']{display:none}</style>"
)
"""Hide every text but the one of the code under the pointer, and whatever the object does not have."""

MARK_RULES = (
    "<style>.sm .e-{3}{display:block}.sm .{3}{display:block}.sm .k{2}{display:block}"
    ".sm:has(.e-{3})>b{display:none}</style>"
)
"""The same for the rows of engagements, which have places instead of keys; for other objects no rule of it is valid."""

HEAD = "<b>{n}</b> <u title='{u}'>{u}</u>"
"""The object's name, and for a port its code."""


def tooltip(scene: Scene) -> dict[str, object]:
    """Return the tooltip as pydeck passes it on."""
    palette = scene.palette
    rules, marked = (
        (RULES + MARK_RULES, _marked(scene)) if scene.on("engagements") and scene.engagements else (RULES, "")
    )
    texts = "".join(_text(mark.territory, mark.tooltip) for mark in scene.marks if mark.tooltip)
    return {
        "html": f"{rules}<div class='sm'>{HEAD}{marked}{texts}</div>",
        "style": {
            "backgroundColor": palette.page,
            "color": palette.label,
            "border": f"1px solid {palette.date_line}",
            "borderRadius": "6px",
            "padding": "6px 10px",
            "fontSize": f"{scene.size(13)}px",
            "maxWidth": "22rem",
            "zIndex": "10",
        },
    }


def _marked(scene: Scene) -> str:
    """Name every territory and kind that an engagement may have."""
    places = {mark.territory for mark in scene.engagements}
    names = (_text(f"e-{mark.territory}", mark.name) for mark in scene.marks if mark.territory in places)
    kinds = (_text(f"k{place}", kind_label(kind)) for place, kind in enumerate(KIND_LETTERS))
    return "".join((*names, *kinds))


def _text(name: str, text: str) -> str:
    """Escape the text, braces included: those would be taken for a key. The next paragraph closes this one."""
    lines = escape(text).replace("{", "&#123;").replace("}", "&#125;").replace("\n", "<br>")
    return f"<p class={name}>{lines}"
