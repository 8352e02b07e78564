"""The app's own addresses: geometry that a browser keeps, and readiness."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from dashboard.public_routes import database_problem, public_routes
from models import database
from tests.dashboard.asking import Answer, ask, behind_guard

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@dataclass(frozen=True)
class Geometry:
    """A published geometry."""

    body: bytes


CONTENT = json.dumps({"type": "FeatureCollection", "features": list(range(500))}).encode()


@pytest.fixture
def app_routes() -> ASGIApp:
    """Serve one geometry, behind the guard and a compressing middleware as in the app."""

    def find(name: str, digest: str) -> Geometry | None:
        known = (name, digest) == ("territories-low", "0123abcd")
        return Geometry(gzip.compress(CONTENT)) if known else None

    return behind_guard(*public_routes(find, lambda: None))


def test_geometry_is_kept_for_good_and_compressed_once(app_routes: ASGIApp) -> None:
    answer = ask(app_routes, "/geo/territories-low-0123abcd.json", accept_encoding="gzip, br")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(answer.body) == CONTENT


def test_geometry_is_plain_for_who_cannot_decompress(app_routes: ASGIApp) -> None:
    answer = ask(app_routes, "/geo/territories-low-0123abcd.json", accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == CONTENT


@pytest.mark.parametrize("name", ["territories-low-ffff", "ports-0123abcd", "territories-low-0123abcd.json-x"])
def test_unknown_geometry_is_not_found_and_not_kept(app_routes: ASGIApp, name: str) -> None:
    answer = ask(app_routes, f"/geo/{name}.json")
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"


def readiness(problem: str | None) -> Answer:
    """Ask an app with a given problem whether it is ready."""
    return ask(behind_guard(*public_routes(lambda _name, _digest: None, lambda: problem)), "/readyz")


def test_ready_says_so() -> None:
    assert (readiness(None).status, json.loads(readiness(None).body)) == (200, {"status": "ready"})


def test_not_ready_says_why() -> None:
    answer = readiness("The database does not answer.")
    assert answer.status == 503
    assert json.loads(answer.body)["reason"] == "The database does not answer."
    assert answer.headers["cache-control"] == "no-store"


def test_migrated_database_is_no_problem(engine: object) -> None:
    assert engine is not None
    assert database_problem()() is None


def test_empty_database_is_a_problem(database_address: str) -> None:
    assert database_address
    assert database_problem()() == "The database needs `seamark init`."


def test_unreachable_database_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.URL_VARIABLE, "not an address")
    assert database_problem()() == "The database does not answer."
