"""Resolve the two lock files: what the app needs, and that plus what the tests need.

Both are universal (every platform, Python 3.11 and newer), carry hashes and name no package index.
"""

from __future__ import annotations

import subprocess
import sys

COMMON = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
    "--extra=postgresql",
    "--group=build",
]


def compile_lock(output: str, *options: str) -> None:
    """Write one lock file from `pyproject.toml`."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        *COMMON,
        *options,
        f"--output-file={output}",
    ]
    subprocess.run(command, check=True)  # noqa: S603 - every argument is a literal of this file


if __name__ == "__main__":
    compile_lock("requirements-dev.lock", "--group=dev")
    compile_lock("requirements.lock", "--constraint=requirements-dev.lock")
