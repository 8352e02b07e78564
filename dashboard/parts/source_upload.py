"""An uploaded file of a source: where importers find it for a moment, and what it was recognised as."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geodata.importers.table import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

ROUND_KEY = "source_round"
"""How many files were imported in this session: an uploader of another key is empty."""


def upload(label: str, endings: Sequence[str]) -> UploadedFile | None:
    """Draw the uploader."""
    return st.file_uploader(
        label,
        list(endings),
        key=f"source_upload_{'_'.join(endings)}_{st.session_state.get(ROUND_KEY, 0)}",
        max_upload_size=MAX_BYTES // 1024**2,
    )


def next_file() -> None:
    """Make the uploader ready for the next file."""
    st.session_state[ROUND_KEY] = st.session_state.get(ROUND_KEY, 0) + 1


@contextmanager
def laid_down(file: UploadedFile) -> Iterator[Path]:
    """Lay an upload down for as long as it is read, never under a name that somebody chose."""
    with tempfile.TemporaryDirectory(prefix="seamark-import-") as folder:
        path = Path(folder, "upload")
        path.write_bytes(file.getvalue()[: MAX_BYTES + 1])
        yield path
