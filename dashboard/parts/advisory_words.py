"""The sign and the words of an answer about an advisory, wherever a table or a hover says them."""

from __future__ import annotations

from dashboard.actions.advisory_list import ANSWER_WORDS
from dashboard.maps.advisory_palette import SIGNS
from models.advisories import Answer


def answer_text(answer: Answer) -> str:
    """Write an answer with its sign."""
    return f"{SIGNS[answer]} {ANSWER_WORDS[answer]}"


def notable(answer: Answer) -> str:
    """Write an answer with its sign; blank where no advisory is in force, which is the rule."""
    return "" if answer is Answer.NOT_IN_FORCE else answer_text(answer)
