"""The three answers stay apart for every eye, on both themes, and every sign can be read."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from dashboard.maps.advisory_palette import ADVISORY_PALETTES, SIGNS
from dashboard.maps.contrast import Vision, contrast, difference, lightness
from dashboard.maps.palette import PALETTES, Theme
from models.advisories import Answer

THEMES = pytest.mark.parametrize("theme", PALETTES)
DIFFERENT = 6.5
"""Hundredths of OKLab, as for the statuses of coverage."""


def test_every_answer_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(Answer)
    assert len(set(SIGNS.values())) == len(SIGNS)


@THEMES
@pytest.mark.parametrize("vision", Vision)
@pytest.mark.parametrize("pair", list(combinations(Answer, 2)), ids="-".join)
def test_answers_stay_apart(theme: Theme, pair: tuple[Answer, Answer], vision: Vision) -> None:
    one, other = (ADVISORY_PALETTES[theme].fill[answer] for answer in pair)
    assert difference(one, other, vision) >= DIFFERENT


@THEMES
def test_cannot_tell_lies_between_in_force_and_the_land(theme: Theme) -> None:
    fill = ADVISORY_PALETTES[theme].fill
    steps = [lightness(fill[one]) for one in (Answer.IN_FORCE, Answer.CANNOT_TELL, Answer.NOT_IN_FORCE)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert all(abs(one - other) >= 7.5 for one, other in pairwise(steps))


@THEMES
@pytest.mark.parametrize("ground", ["ocean", "land", "page"])
def test_in_force_stands_out_from_what_is_around_it(theme: Theme, ground: str) -> None:
    in_force = ADVISORY_PALETTES[theme].fill[Answer.IN_FORCE]
    assert contrast(in_force, getattr(PALETTES[theme], ground)) >= 3


@THEMES
@pytest.mark.parametrize("answer", Answer)
def test_signs_can_be_read_on_their_badges(theme: Theme, answer: Answer) -> None:
    palette = ADVISORY_PALETTES[theme]
    assert contrast(palette.badge[answer], palette.on_badge[answer]) >= 4.5
