"""Who the user is. Without sign-in there is one: whoever sits at this machine."""

from __future__ import annotations

LOCAL_USER = "local user"


def user() -> str:
    """Name the user, as the audit records it."""
    return LOCAL_USER
