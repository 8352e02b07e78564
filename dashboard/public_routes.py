"""The addresses that Seamark itself answers, beside Streamlit's: readiness, and the geometry of the maps."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models.database import is_current, open_engine
from models.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Engine
    from starlette.requests import Request

KEPT_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
"""A geometry is named by its content, so a browser never has to ask for it twice."""

NOT_KEPT = {"Cache-Control": "no-store"}


class Compressed(Protocol):
    """A published geometry, as far as it takes to send it."""

    @property
    def body(self) -> bytes:
        """JSON, compressed with gzip."""


def public_routes(
    find: Callable[[str, str], Compressed | None], problem: Callable[[], str | None] | None = None
) -> list[Route]:
    """Return the routes.

    Args:
        find: looks up a geometry by name and digest.
        problem: says what keeps the app from working, or None; by default, asks the database.
    """
    why_not = problem or database_problem()

    def geometry(request: Request) -> Response:
        found = find(request.path_params["name"], request.path_params["digest"])
        return _geometry_response(found, request.headers.get("accept-encoding", ""))

    def ready(_request: Request) -> Response:
        reason = why_not()
        answer = {"status": "ready"} if reason is None else {"status": "not ready", "reason": reason}
        return JSONResponse(answer, 200 if reason is None else 503, NOT_KEPT)

    return [Route("/readyz", ready), Route("/geo/{name}-{digest}.json", geometry)]


def _geometry_response(found: Compressed | None, accepted: str) -> Response:
    if found is None:
        return JSONResponse({"error": "No such geometry; reload the page."}, 404, NOT_KEPT)
    if "gzip" in accepted.lower():
        headers = {**KEPT_FOR_GOOD, "Content-Encoding": "gzip"}
        return Response(found.body, headers=headers, media_type="application/json")
    return Response(gzip.decompress(found.body), headers=KEPT_FOR_GOOD, media_type="application/json")


def database_problem() -> Callable[[], str | None]:
    """Return a question to the database that opens it once: does it answer, with the newest schema?"""
    opened: list[Engine] = []

    def problem() -> str | None:
        try:
            if not opened:
                opened.append(open_engine())
            return None if is_current(opened[0]) else "The database needs `seamark init`."
        except (SQLAlchemyError, DatabaseError):
            return "The database does not answer."

    return problem
