"""What the pointer tells, for every territory, within one small text.

Streamlit fills `{key}` in a tooltip from the object under the pointer, and the published boundaries hold a code and a
name and no records. So the tooltip carries the text of every partner, all hidden, and a style rule whose selector is
the code under the pointer, `.{t}`, shows the one that is meant. The same works on polygons, glyphs and ports.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.maps.scene import Mark, Scene

RULES = (
    "<style>.sm p{display:none;margin:0}.sm .{t}{display:block}"
    ".sm u{text-decoration:none;opacity:.75}.sm [title^='\\7b']{display:none}</style>"
)
"""Hide every text but the one of the code under the pointer, and whatever the object does not have."""

HEAD = "<b>{n}</b> <u title='{u}'>{u}</u>"
"""The object's name, and for a port its code."""


def tooltip(scene: Scene) -> dict[str, object]:
    """Return the tooltip as pydeck passes it on."""
    palette = scene.palette
    texts = "".join(_text(mark) for mark in scene.marks if mark.tooltip)
    return {
        "html": f"{RULES}<div class='sm'>{HEAD}{texts}</div>",
        "style": {
            "backgroundColor": palette.page,
            "color": palette.label,
            "border": f"1px solid {palette.date_line}",
            "borderRadius": "6px",
            "padding": "6px 10px",
            "fontSize": "13px",
            "maxWidth": "22rem",
            "zIndex": "10",
        },
    }


def _text(mark: Mark) -> str:
    """Escape the text, braces included: those would be taken for a key. The next paragraph closes this one."""
    lines = escape(mark.tooltip).replace("{", "&#123;").replace("}", "&#125;").replace("\n", "<br>")
    return f"<p class={mark.territory}>{lines}"
