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

    What is no regular file, such as a pipe, is written when the block has ended.

    Raises:
        UsageError: if it cannot be written.
    """
    with refused(file):
        place = file.resolve()
        is_pipe = place.exists() and not place.is_file()
    if is_pipe:
        yield
        with refused(file):
            place.write_bytes(content)
        return
    part = place.with_name(f".seamark-{secrets.token_hex(6)}.part")
    try:
        with refused(file):
            _write(part, place, content)
        yield
        with refused(file):
            part.replace(place)
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def refused(file: Path) -> Iterator[None]:
    """Tell an error of the system as one of the file that was asked for."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"--output: {file} cannot be written ({error.strerror})") from error


def _write(part: Path, place: Path, content: bytes) -> None:
    with part.open("xb") as out:
        if place.exists():
            shutil.copymode(place, part)  # who may read the file stays so
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
