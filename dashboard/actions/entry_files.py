"""The record of a check as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def record_json(record: Mapping[str, Any]) -> bytes:
    """Write a record for people and programs to read; its hash is that of `models.entry_record.canonical`."""
    return f"{json.dumps(record, ensure_ascii=False, indent=1)}\n".encode()


def record_name(record: Mapping[str, Any], ending: str) -> str:
    """Name the file of a record by the day of arrival and its hash; nothing of the vessel stands in it."""
    return f"seamark-entry-check-{record['arrival']}-{record['hash'][:8]}.{ending}"
