"""An office and readers of PDF, for tests that look at what was written as it is seen.

Without one of these programs such tests are skipped; where `CI` is `true` they fail.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_SECONDS = 240

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A word on a page, points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def covers(self, other: Word) -> float:
        """Return how much of the smaller of two words lies under the other, 0 to 1."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high / min(self.area, other.area) if wide > 0 and high > 0 else 0.0

    @property
    def area(self) -> float:
        """Return what it covers, square points."""
        return max((self.right - self.left) * (self.bottom - self.top), 1e-6)


@dataclass(frozen=True)
class Seen:
    """A page as it is seen."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Return its words, with a space between any two."""
        return " ".join(word.text for word in self.words)


def program(name: str) -> str:
    """Find a program. Without it, tests are skipped, and under CI they fail."""
    found = shutil.which(name)
    if found is None:
        missing = f"NO {name}: run `make programs`"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    return str(found)


def as_pdf(body: bytes, folder: Path, *, name: str) -> Path:
    """Let an office write a file as a PDF, under a profile of its own.

    Args:
        body: of the file.
        folder: an empty one.
        name: of the file, with the end that tells its form.
    """
    office = program("soffice")
    source = folder / name
    source.write_bytes(body)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source))
    return source.with_suffix(".pdf")


def seen(pdf: Path) -> list[Seen]:
    """Read the words of each page of a PDF, and where they stand."""
    told = run(program("pdftotext"), "-bbox", str(pdf), "-")
    return [
        Seen(float(width), float(height), tuple(_word(*found) for found in _WORD.findall(inner)))
        for width, height, inner in _PAGE.findall(told)
    ]


def _word(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    return Word(float(left), float(top), float(right), float(bottom), html.unescape(text))


def run(*command: str) -> str:
    """Run a program to its end, and return what it says."""
    done = subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_SECONDS)  # noqa: S603 - programs of this file
    return done.stdout.decode(errors="replace")
