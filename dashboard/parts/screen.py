"""What is known of the user's screen. A browser does not tell its width; a phone says that it is one."""

from __future__ import annotations

import streamlit as st

PHONE_SIGN = "Mobi"
"""Part of the user agent of every current browser on a phone, and of none on a desktop."""


def on_phone() -> bool:
    """Tell whether the page is shown on a phone."""
    return PHONE_SIGN in (st.context.headers.get("User-Agent") or "")
