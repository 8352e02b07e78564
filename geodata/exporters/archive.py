"""Zip files of which the same content gives the same bytes."""

from __future__ import annotations

import io
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

STAMP = datetime(1980, 1, 1)  # noqa: DTZ001 - the format holds no time zone, and the earliest day a zip file knows
"""The date that every member bears."""


class SteadyArchive(ZipFile):
    """A zip file whose members all bear one date."""

    def writestr(self, zinfo_or_arcname: ZipInfo | str, data: Any, *_compression: Any) -> None:  # noqa: ANN401 - as in the base
        """Write a member, whatever date it is given."""
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(_member(name), data)

    def write(self, filename: Any, arcname: Any = None, *_compression: Any) -> None:  # noqa: ANN401 - as in the base
        """Write a file as a member, whatever its date."""
        member = _member(str(arcname))
        member.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(member, "w") as target:
            shutil.copyfileobj(source, target)


def to_zip(members: Mapping[str, bytes]) -> bytes:
    """Put files into one, in their order.

    Args:
        members: content by name; the names are those of files, without a folder.
    """
    out = io.BytesIO()
    with SteadyArchive(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, STAMP.timetuple()[:6])
    member.compress_type = ZIP_DEFLATED
    member.create_system = 3  # the same on every system
    return member
