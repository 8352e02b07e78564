"""The hand-written tables that the build starts from, under `sources/`."""

from __future__ import annotations

import csv
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
"""Where the hand-written tables lie."""


def written(name: str) -> list[dict[str, str]]:
    """Read one hand-written table as rows of text."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def world_names() -> list[dict[str, str]]:
    """Read every territory's codes and short English name."""
    return written("world_names.csv")


def partner_facts() -> list[dict[str, str]]:
    """Read the facts of the partner territories."""
    return written("partners.csv")


def partner_codes() -> list[str]:
    """Return the partners' alpha-3 codes in alphabetical order."""
    return sorted(row["territory"] for row in partner_facts())
