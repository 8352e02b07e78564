"""Read what the first profile and the first way by sea need, beside the page, so that nobody waits for it later."""

from __future__ import annotations

from threading import Lock, Thread
from typing import TYPE_CHECKING

from dashboard.actions.port_profile import near_airports
from dashboard.actions.port_shipped import shipped_facts
from geodata.geodesy import Point
from geodata.sea_routes import sea_route

if TYPE_CHECKING:
    from dashboard.actions.records import Records
    from models.tables import Port

ONCE = Lock()
"""Held for good once the reading has begun: what was read stays with the process."""


def warm_up(records: Records) -> Thread | None:
    """Begin to read airports, shipped tables and sea lanes, once per process; the page goes on at once.

    Returns:
        The thread that reads; None where it has begun before, or where there is no port.
    """
    port = next((port for ports in records.ports.values() for port in ports), None)
    if port is None or not ONCE.acquire(blocking=False):
        return None
    thread = Thread(target=_read, args=(port,), name="ports-warming", daemon=True)
    thread.start()
    return thread


def _read(port: Port) -> None:
    near_airports(port)
    shipped_facts(port)
    sea_route(Point(port.lon, port.lat), Point(0.0, 0.0))
