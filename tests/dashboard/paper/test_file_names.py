"""Names of files that no system refuses and no record can steer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.paper.file_names import LONGEST, distinct, safe_stem
from tests.dashboard.paper.brief_samples import HOSTILE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Port security liaison: regional status", "port-security-liaison-regional-status"),
        ("region_south_east_asia", "region_south_east_asia"),
        ("Réunion / Océan", "reunion-ocean"),
        ("../../etc/passwd", "etc-passwd"),
        ("المحيط الهادئ", "brief"),
        ("", "brief"),
        (" . ", "brief"),
        ("NUL", "brief-nul"),
        ("com1", "brief-com1"),
        ("Nuline", "nuline"),
        ("\u202ecod.exe", "cod-exe"),
    ],
)
def test_a_name_is_plain(text: str, name: str) -> None:
    assert safe_stem(text, blank="brief") == name


@pytest.mark.parametrize("text", HOSTILE)
def test_a_harmful_title_makes_a_plain_name(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", safe_stem(text, blank="brief"))


@given(st.text(max_size=300))
def test_any_text_makes_a_name_that_is_short_and_has_no_path(text: str) -> None:
    name = safe_stem(text, blank="brief")
    assert re.fullmatch(r"[a-z0-9]([a-z0-9_-]*[a-z0-9])?", name)
    assert len(name) <= LONGEST


def test_names_that_occur_again_are_numbered() -> None:
    assert distinct(["map", "map", "map-2", "map"]) == ["map", "map-2", "map-2-2", "map-3"]
    assert distinct([]) == []


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "b"]), max_size=12))
def test_no_two_names_are_the_same(names: list[str]) -> None:
    assert len(set(distinct(names))) == len(names)
