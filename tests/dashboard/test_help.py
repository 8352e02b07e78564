"""What Help says is what the rules do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from models.coverage import coverage_status
from models.vocabulary import EngagementStatus
from models.wording import KIND_WORDS
from tests.models.records import TODAY, engagement

METHOD = (Path(__file__).parents[2] / "dashboard" / "help" / "method.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| (\w+) ([\w ]+), last day (\S+) \| (\S+) \| (\w+) \| (\d+) \|$", METHOD, re.MULTILINE)


def test_the_examples_are_found() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("example", EXAMPLES, ids=" ".join)
def test_every_worked_example_holds(example: tuple[str, ...]) -> None:
    state, kind, last_day, as_of, expected, days_overdue = example
    kinds = {words: kind for kind, words in KIND_WORDS.items()}
    record = engagement(kind=kinds[kind], status=EngagementStatus(state.lower()), ends_on=date.fromisoformat(last_day))
    answer = coverage_status([record], as_of=date.fromisoformat(as_of), known_on=TODAY)
    assert (answer.status.value, answer.days_overdue) == (expected, int(days_overdue))
