"""Boundaries of one's own: planned, put in use for everybody, and taken back."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import shapely
from sqlmodel import Session, col, select

from dashboard.actions import boundaries, history
from dashboard.actions.boundaries import (
    SETTING,
    STEPS,
    BoundaryPlan,
    boundaries_in_use,
    commit_boundaries,
    drawn_in_use,
    plan_boundaries,
    recently_drawn,
    use_shipped,
)
from geodata.errors import TableFileError
from geodata.importers.boundaries import ReadBoundaries
from geodata.importers.rows import Rejected
from geodata.territories import BOUNDARIES_PATH, Boundaries
from models import database
from models.audit import problems
from models.changes import writing
from models.database import reading
from models.errors import ConflictError, InvalidRecordError, UnknownRecordError
from models.queries import data_version
from models.settings import choose, read_settings
from models.tables import BoundaryFile, Port, Setting
from tests.dashboard.actions.boundary_files import FIJI, FIJI_MOVED, PARTNERS, SHIPPED, partners, written

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry
    from sqlalchemy.engine import Engine


TONGA = shapely.box(184, -22, 187, -18)


def planned(engine: Engine, folder: Path, **changed: BaseGeometry | None) -> BoundaryPlan:
    return plan_boundaries(engine, written(folder / "upload", partners(**changed)), name="own.geojson")


def over_what_ships(prepared_file: Path, folder: Path, **changed: BaseGeometry | None) -> BoundaryPlan:
    """Plan a file once for several tests: what it holds does not depend on the database."""
    engine = database.open_engine(database.make_url(f"sqlite:///{prepared_file}"))
    plan = planned(engine, folder, **changed)
    engine.dispose()
    return plan


@pytest.fixture(scope="module")
def moved(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> BoundaryPlan:
    """Plan a file in which Fiji lies elsewhere."""
    return over_what_ships(prepared_file, tmp_path_factory.mktemp("moved"), FJI=FIJI_MOVED)


@pytest.fixture(scope="module")
def other(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> BoundaryPlan:
    """Plan a file in which Tonga is a square."""
    return over_what_ships(prepared_file, tmp_path_factory.mktemp("other"), TON=TONGA)


def in_use(engine: Engine) -> Boundaries:
    with reading(engine) as session:
        return boundaries_in_use(session=session)


def test_a_file_takes_the_place_of_what_ships(prepared: Engine, moved: BoundaryPlan) -> None:
    assert (moved.missing, moved.rejected, moved.mended, moved.codes) == ((), (), (), PARTNERS)
    commit_boundaries(prepared, moved, who="steward")
    assert in_use(prepared).geometry("FJI").symmetric_difference(FIJI_MOVED).area == pytest.approx(0, abs=1e-4)


def test_the_rest_of_the_world_stays_as_it_ships(moved: BoundaryPlan) -> None:
    world = moved.boundaries
    assert set(SHIPPED.codes) == set(world.codes)
    assert world.geometry("CAN").area == pytest.approx(SHIPPED.geometry("CAN").area, rel=1e-3)
    drawn = json.loads(gzip.decompress(moved.drawn))
    assert drawn["shipped"] == sorted(set(SHIPPED.codes) - set(PARTNERS))


def test_map_and_lookup_have_every_territory_in_the_same_place(moved: BoundaryPlan) -> None:
    """Layers speak of territories by their place in what is drawn."""
    features = json.loads(gzip.decompress(moved.drawn))["features"]
    assert [feature["properties"]["t"] for feature in features] == list(moved.boundaries.codes)
    assert [feature["properties"]["i"] for feature in features] == list(range(len(features)))


def test_it_is_kept_under_what_it_is(moved: BoundaryPlan) -> None:
    drawn = gzip.decompress(moved.drawn)
    assert moved.digest == sha256(drawn).hexdigest()
    assert json.loads(drawn)["detailed"] == sha256(gzip.decompress(moved.detailed)).hexdigest()


def test_what_changes_is_told_shape_by_shape(prepared: Engine, moved: BoundaryPlan, tmp_path: Path) -> None:
    assert "FJI" in moved.changed
    commit_boundaries(prepared, moved, who="steward")
    again = plan_boundaries(
        prepared,
        written(
            tmp_path / "more", partners(FJI=FIJI), ("ATA", shapely.box(0, -80, 9, -70)), ("ZZZ", FIJI), ("TON", None)
        ),
        name="own.geojson",
    )
    assert again.changed == ("FJI",)
    assert again.rejected == (
        Rejected(49, "ISO_A3", "names no territory that is known. Write its ISO code"),
        Rejected(50, "geometry", "has no shape"),
    )
    assert again.counts == {
        "rows": 50,
        "new": 0,
        "changed": 1,
        "unchanged": 46,
        "queued": 0,
        "unused": 1,
        "rejected": 2,
        "flagged": 0,
    }


def test_a_territory_that_was_not_there_is_new(moved: BoundaryPlan) -> None:
    """As after a file that had it under another's code."""
    world = moved.boundaries
    without = Boundaries(world.codes[1:], world.names[1:], world.geometries[1:])
    found = ReadBoundaries({}, (), (), (), "", shapes={world.codes[0]: 2, "FJI": 1, "XYZ": 1})
    plan = boundaries._plan(found, "own", world, (moved.detailed, moved.drawn), "", without)
    assert (plan.new, plan.changed) == ((world.codes[0],), ())
    assert (plan.counts["new"], plan.counts["unchanged"], plan.counts["rows"]) == (2, 2, 4)


def test_the_same_file_again_changes_nothing(prepared: Engine, moved: BoundaryPlan, tmp_path: Path) -> None:
    commit_boundaries(prepared, moved, who="steward")
    with reading(prepared) as session:
        before = data_version(session=session)
    again = planned(prepared, tmp_path, FJI=FIJI_MOVED)
    assert again.is_in_use
    assert (again.new, again.changed) == ((), ())
    assert commit_boundaries(prepared, again, who="steward") == 0
    with reading(prepared) as session:
        assert data_version(session=session) == before


def test_a_file_without_a_partner_is_refused_unless_taken_partly(prepared: Engine, tmp_path: Path) -> None:
    plan = planned(prepared, tmp_path, FJI=None, TON=None)
    assert (plan.missing, plan.counts["flagged"]) == (("FJI", "TON"), 2)
    with pytest.raises(InvalidRecordError, match=r"own.geojson has no shape of FJI, TON, so nothing was imported"):
        commit_boundaries(prepared, plan, who="steward")
    assert in_use(prepared) is in_use(prepared)
    with reading(prepared) as session:
        assert session.exec(select(BoundaryFile.digest)).all() == []
    commit_boundaries(prepared, plan, who="steward", partly=True)
    assert in_use(prepared).geometry("FJI").area == pytest.approx(FIJI.area)


def test_ports_are_looked_at_again_in_the_same_transaction(prepared: Engine, moved: BoundaryPlan) -> None:
    def suva() -> Port:
        with reading(prepared) as session:
            return session.exec(select(Port).where(Port.unlocode == "FJSUV")).one()

    use_shipped(prepared, who="steward")
    assert commit_boundaries(prepared, moved, who="steward") > 0
    away = suva().located_nm
    assert away is not None
    assert away > 5
    use_shipped(prepared, who="steward")
    assert (suva().located_nm or 0) < 5


def test_a_failure_leaves_nothing_behind(
    prepared: Engine, moved: BoundaryPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise InvalidRecordError("no")

    monkeypatch.setattr(boundaries, "renew_flags", fail)
    with pytest.raises(InvalidRecordError):
        commit_boundaries(prepared, moved, who="steward")
    with reading(prepared) as session:
        assert read_settings(session).boundaries == ""
        assert session.exec(select(BoundaryFile.digest)).all() == []


def test_a_plan_over_other_boundaries_is_a_conflict(prepared: Engine, moved: BoundaryPlan, other: BoundaryPlan) -> None:
    commit_boundaries(prepared, other, who="someone else")
    with pytest.raises(ConflictError, match="other boundaries were put in use meanwhile"):
        commit_boundaries(prepared, moved, who="steward")
    assert drawn_in_use(session=Session(prepared)).digest == other.digest


def test_undo_in_the_history_of_the_setting_brings_the_old_ones_back(
    prepared: Engine, moved: BoundaryPlan, other: BoundaryPlan
) -> None:
    commit_boundaries(prepared, moved, who="steward")
    commit_boundaries(prepared, replace(other, in_use=moved.digest), who="steward")
    with reading(prepared) as session:
        number = session.exec(select(Setting.id).where(Setting.name == SETTING)).one() or 0
    second, first, _ = history.changes(prepared, "setting", number)
    for change, expected in ((second, moved.digest), (first, "")):
        history.undo(prepared, change, table="setting", record_id=number, who="steward")
        with reading(prepared) as session:
            assert drawn_in_use(session=session).digest == expected
            assert list(problems(session)) == []


def test_undo_looks_at_the_ports_again(prepared: Engine, moved: BoundaryPlan) -> None:
    commit_boundaries(prepared, moved, who="steward")
    with reading(prepared) as session:
        setting = session.exec(select(Setting).where(Setting.name == SETTING)).one()
        port = session.exec(select(Port).where(Port.unlocode == "FJSUV")).one()
    change = history.changes(prepared, "setting", setting.id or 0)[0]
    history.undo(prepared, change, table="setting", record_id=setting.id or 0, who="steward")
    with reading(prepared) as session:
        assert (session.get_one(Port, port.id).located_nm or 0) < 5 < (port.located_nm or 0)


def test_another_process_sees_the_change(prepared: Engine, moved: BoundaryPlan) -> None:
    other = database.open_engine()
    assert in_use(other).geometry("FJI").equals(FIJI)
    commit_boundaries(prepared, moved, who="steward")
    assert in_use(other).geometry("FJI").bounds[0] == pytest.approx(FIJI_MOVED.bounds[0])
    use_shipped(prepared, who="steward")
    assert in_use(other).geometry("FJI").equals(FIJI)
    other.dispose()


def test_they_are_unpacked_once(prepared: Engine, moved: BoundaryPlan) -> None:
    commit_boundaries(prepared, moved, who="steward")
    assert in_use(prepared) is in_use(prepared)


def test_what_is_in_use_says_what_it_is(prepared: Engine, moved: BoundaryPlan) -> None:
    with reading(prepared) as session:
        used = drawn_in_use(session=session)
    assert (used.credit(), used.drawn, used.imported_at) == ("Natural Earth", BOUNDARIES_PATH.read_bytes(), None)
    commit_boundaries(prepared, moved, who="steward")
    with reading(prepared) as session:
        used = drawn_in_use(session=session)
    assert (used.credit(), used.drawn) == ("own.geojson; elsewhere Natural Earth", moved.drawn)
    assert used.imported_at is not None


def test_a_file_of_the_whole_world_owes_nothing_to_what_ships(prepared: Engine, tmp_path: Path) -> None:
    world = {code: SHIPPED.geometry(code) for code in SHIPPED.codes}
    commit_boundaries(prepared, plan_boundaries(prepared, written(tmp_path / "w", world), name="w.geojson"), who="x")
    with reading(prepared) as session:
        assert drawn_in_use(session=session).credit() == "w.geojson"


def test_pages_that_are_still_open_find_what_they_show(prepared: Engine, moved: BoundaryPlan) -> None:
    commit_boundaries(prepared, moved, who="steward")
    with reading(prepared) as session:
        assert set(recently_drawn(session=session)) == {BOUNDARIES_PATH.read_bytes(), moved.drawn}


def test_what_was_never_imported_cannot_be_chosen(prepared: Engine) -> None:
    with (
        pytest.raises(InvalidRecordError, match="boundaries: no file was imported"),
        writing(prepared, who="x", why="x") as writer,
    ):
        choose(writer, SETTING, "0" * 64)


def test_a_file_that_is_gone_is_told(prepared: Engine, moved: BoundaryPlan) -> None:
    commit_boundaries(prepared, moved, who="steward")
    boundaries._UNPACKED.clear()
    with prepared.begin() as connection:
        connection.exec_driver_sql("DELETE FROM boundary_file")
    with pytest.raises(UnknownRecordError, match="Put the ones that ship in use"):
        in_use(prepared)
    use_shipped(prepared, who="steward")
    assert in_use(prepared).geometry("FJI").equals(FIJI)


def test_a_dry_run_tells_its_steps_and_may_be_cancelled(prepared: Engine, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = written(tmp_path / "upload", partners())
    plan_boundaries(prepared, path, name="own", progress=lambda *step: told.append(step))
    assert told[0] == (0, STEPS)
    assert told[-1] == (STEPS, STEPS)
    assert [done for done, _ in told] == sorted({done for done, _ in told})

    class CancelledError(Exception):
        pass

    def cancel(done: int, _total: int) -> None:
        if done > 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        plan_boundaries(prepared, path, name="own", progress=cancel)


def test_another_column_and_what_there_is_to_choose(prepared: Engine, tmp_path: Path) -> None:
    path = written(tmp_path / "upload", partners())
    plan = plan_boundaries(prepared, path, name="own", column="owner")
    assert plan.columns == ("ISO_A3", "owner")
    with pytest.raises(TableFileError, match="has no column 'x'"):
        plan_boundaries(prepared, path, name="own", column="x")


def test_a_dry_run_writes_nothing(prepared: Engine, moved: BoundaryPlan) -> None:
    with reading(prepared) as session:
        assert moved.digest not in session.exec(select(col(BoundaryFile.digest))).all()
        assert read_settings(session).boundaries == ""
