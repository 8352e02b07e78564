"""A writer that is killed at any moment leaves whole changes only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from sqlmodel import func, select

from models import audit
from models.changes import writing
from models.database import open_engine, reading
from models.tables import Engagement
from tests.models.records import FIJI

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

BATCH = 50

WRITER = f"""
import sys
from models.changes import writing
from models.database import open_engine
from tests.models.records import engagement

engine = open_engine()
while True:
    with writing(engine, who="batch", why="a test") as writer:
        writer.create_all([engagement() for _ in range({BATCH})])
    sys.stdout.write("x")
    sys.stdout.flush()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this platform cannot kill a process without warning")
@pytest.mark.parametrize("delay", [0.0, 0.013, 0.031, 0.057])
def test_a_killed_writer_leaves_no_half_change(engine: Engine, tmp_path: Path, delay: float) -> None:
    with writing(engine, who="x", why="x") as writer:
        writer.create(FIJI)
    acknowledged = tmp_path / "acknowledged"
    with acknowledged.open("wb") as sink:
        process = subprocess.Popen([sys.executable, "-c", WRITER], stdout=sink, env=os.environ.copy())  # noqa: S603 - our own script
        while acknowledged.stat().st_size < 2 and process.poll() is None:
            time.sleep(0.005)
        time.sleep(delay)
        process.kill()
        process.wait()
    engine.dispose()
    survivor = open_engine()
    with reading(survivor) as session:
        count = session.exec(select(func.count()).select_from(Engagement)).one()
        assert count % BATCH == 0
        assert count >= BATCH * acknowledged.stat().st_size, "an acknowledged batch was lost"
        assert list(audit.problems(session)) == []
    survivor.dispose()
