"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from dashboard.commands.shared import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def written_whole(file: Path, content: bytes) -> Iterator[None]:
    """Write a file beside its place, and put it there once the block has ended well; if not, leave all as it was.

    Every byte is written before the block. What is no regular file, such as a pipe, has them then, for good.

    Raises:
        UsageError: if it cannot be written; before the block, unless the system refuses to put it in its place.
    """
    with refused(file):
        place = file.resolve()
        if piped := is_pipe(place):
            place.write_bytes(content)
    if piped:
        yield
        return
    part = _part(place)
    try:
        with refused(file):
            _write(part, place, content)
        yield
        with refused(file):
            part.replace(place)
    finally:
        with suppress(OSError):
            part.unlink()


def check_place(file: Path) -> None:
    """Refuse a file that cannot be written, before any work is done for it: an empty one is put beside its place.

    Raises:
        UsageError: if it cannot be written.
    """
    with refused(file):
        place = file.resolve()
        if not is_pipe(place):
            part = _part(place)
            part.touch(exist_ok=False)
            part.unlink()


def is_pipe(place: Path) -> bool:
    """Tell whether something is there that is no regular file."""
    return place.exists() and not place.is_file()


@contextmanager
def refused(file: Path) -> Iterator[None]:
    """Tell an error of the system as one of the file that was asked for."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"--output: {file} cannot be written ({error.strerror})") from error


def _part(place: Path) -> Path:
    """Name a file beside another."""
    return place.with_name(f".seamark-{secrets.token_hex(6)}.part")


def _write(part: Path, place: Path, content: bytes) -> None:
    with part.open("xb") as out:
        if place.exists():
            shutil.copymode(place, part)  # who may read the file stays so
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
