"""Fetch the published packages that the reference tables are built from: `fetch_sources.py DEST`.

Needs npm and pip, and what they need to reach their registries. Each package lands in a folder of its own in `DEST`.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

NPM = ("world-atlas@2.0.2", "sea-ports@0.0.9")
"""Packages of npm: the boundaries and the smaller list of ports."""

PYPI = "searoute==1.6.0"
"""Package of PyPI: the larger list of ports."""


def fetch_npm(package: str, downloads: Path, destination: Path) -> None:
    """Fetch and unpack one package of npm into `DEST/name-version/package`."""
    command = ["npm", "pack", package, f"--pack-destination={downloads}", "--silent"]
    subprocess.run(command, check=True)  # noqa: S603 - every argument is a literal or a folder of ours
    name = package.replace("@", "-")
    unpack(downloads / f"{name}.tgz", destination / name)


def fetch_pypi(package: str, downloads: Path, destination: Path) -> None:
    """Fetch and unpack one source distribution of PyPI into `DEST/name-version`."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download"]
    options = ["--no-deps", f"--no-binary={package.split('=', maxsplit=1)[0]}", f"--dest={downloads}"]
    subprocess.run([*pip, *options, package], check=True)  # noqa: S603 - as above
    unpack(downloads / f"{package.replace('==', '-')}.tar.gz", destination)


def unpack(archive: Path, destination: Path) -> None:
    """Unpack an archive with the filter that refuses links and paths out of the folder."""
    destination.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as tar:
        tar.extractall(destination, filter="data")


def main() -> None:
    """Fetch everything into the folder named on the command line."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and its one argument
        sys.exit(__doc__)
    destination = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as downloads:
        for package in NPM:
            fetch_npm(package, Path(downloads), destination)
        fetch_pypi(PYPI, Path(downloads), destination)
    print(f"Sources are in {destination}.")


if __name__ == "__main__":
    main()
