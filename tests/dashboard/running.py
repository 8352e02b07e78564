"""The command, run inside the test's own process."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from dashboard import cli


class Seamark:
    """Runs the command as a user would, inside this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Return exit code, output and errors."""
        self._monkeypatch.setattr(sys, "argv", ["seamark", *arguments])
        with pytest.raises(SystemExit) as leave:
            cli.main()
        captured = self._capsys.readouterr()
        return int(leave.value.code or 0), captured.out, captured.err

    def json(self, *arguments: str) -> list[dict[str, Any]]:
        """Return the rows of a listing."""
        code, out, _ = self(*arguments, "--format", "json")
        assert code == 0
        rows: list[dict[str, Any]] = json.loads(out)
        return rows
