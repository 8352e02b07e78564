"""How work on paper is ended before it is done."""

from __future__ import annotations


class Cancelled(Exception):  # noqa: N818 - nothing went wrong: somebody ended the work
    """Raised where whoever is told of the progress answers that the work is to end."""
