"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from dashboard.commands.shared import UsageError
from dashboard.commands.whole_file import check_place, written_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_put_in_place_when_the_block_has_ended(tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    with written_whole(file, b"new"):
        assert not file.exists()
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("before", [b"old", None])
def test_a_run_that_fails_leaves_all_as_it_was(tmp_path: Path, before: bytes | None) -> None:
    file = tmp_path / "brief.pdf"
    if before is not None:
        file.write_bytes(before)
    with pytest.raises(LookupError), written_whole(file, b"new"):
        raise LookupError
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([] if before is None else [before])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_who_may_read_a_file_stays_so(tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(b"old")
    file.chmod(0o600)
    with written_whole(file, b"new"):
        pass
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives links to administrators only")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.pdf", tmp_path / "latest.pdf"
    file.write_bytes(b"old")
    link.symlink_to(file)
    with written_whole(link, b"new"):
        pass
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with written_whole(pipe, b"new"):
        reader.join()
        assert read == [b"new"], "what follows from a brief that was handed out happens after it"
    assert pipe.is_fifo()


@pytest.mark.parametrize("before", [b"old", None])
def test_every_byte_is_written_before_the_block(tmp_path: Path, before: bytes | None) -> None:
    file = tmp_path / "brief.pdf"
    if before is not None:
        file.write_bytes(before)
    with written_whole(file, b"new"):
        (part,) = tmp_path.glob(".seamark-*.part")
        assert part.read_bytes() == b"new"
        assert (file.read_bytes() if file.exists() else None) == before


def test_a_place_that_is_taken_meanwhile_is_named_and_nothing_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    with pytest.raises(UsageError, match=r"--output: .*brief.pdf cannot be written"), written_whole(file, b"new"):
        (file / "a folder by now").mkdir(parents=True)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("before", [b"old", None])
def test_a_place_is_checked_without_a_trace(tmp_path: Path, before: bytes | None) -> None:
    file = tmp_path / "brief.pdf"
    if before is not None:
        file.write_bytes(before)
    check_place(file)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([] if before is None else [before])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_opened_to_be_checked(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    check_place(pipe)
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("name", ["none/brief.pdf", "x" * 300])
def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"--output: .* cannot be written"):
        check_place(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    file = tmp_path / "none" / "brief.pdf"
    with pytest.raises(UsageError, match=r"--output: .*brief.pdf cannot be written"), written_whole(file, b"new"):
        raise AssertionError
    assert list(tmp_path.iterdir()) == []


def test_what_fails_within_the_block_is_not_told_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the database"), written_whole(tmp_path / "brief.pdf", b"new"):
        raise OSError("the database")
