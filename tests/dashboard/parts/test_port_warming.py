"""What a profile needs is read beside the page, once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.actions import port_shipped
from dashboard.actions.records import Records
from dashboard.parts import port_warming
from geodata import airports, sea_routes

if TYPE_CHECKING:
    import pytest
    from sqlalchemy.engine import Engine

CACHES = (airports._served, port_shipped._by_key, sea_routes._network)


def test_what_is_slow_at_first_is_read_once(demo: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo
    monkeypatch.setattr(port_warming, "ONCE", Lock())
    for cache in CACHES:
        cache.cache_clear()
    records = caching.records()
    thread = port_warming.warm_up(records)
    assert thread is not None
    assert thread.daemon, "a server that stops does not wait for it"
    thread.join()
    assert [cache.cache_info().currsize for cache in CACHES] == [1, 1, 1]
    assert port_warming.warm_up(records) is None


def test_without_a_port_nothing_is_read_and_it_can_begin_later(demo: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo
    monkeypatch.setattr(port_warming, "ONCE", Lock())
    known = caching.records()
    monkeypatch.setattr(Records, "ports", {})
    assert port_warming.warm_up(known) is None
    assert not port_warming.ONCE.locked()
