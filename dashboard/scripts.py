"""The scripts of our own that a page may run. The policy names each by its hash; none is made from data."""

from __future__ import annotations

FOCUS_DIALOG = (
    "(()=>{let left=60;const step=()=>{"
    "const field=document.querySelector('[role=dialog] input'),on=document.activeElement;"
    "if(field&&!(on&&on.matches('[role=dialog] *')))field.focus();"
    "if(left--)setTimeout(step,50)};step()})()"
)
"""Put the cursor into the first field of an open dialog. Streamlit puts it on the dialog, where typing goes nowhere.

For three seconds it is brought back from the dialog or the page, never from another control of the dialog."""

ALL = (FOCUS_DIALOG,)
"""Every one, for the policy."""


def tag(script: str) -> str:
    """Write a script as it stands in a page."""
    return f"<script>{script}</script>"
