"""What the staff chooses, and which choices the records do not allow."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import MarkingLevel, Office, Settings, borne_markings, choose, read_settings
from models.tables import AccessPeriod, EngagementCreate, Setting
from tests.models.records import FIJI, TODAY, closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

UNCLASSIFIED, CUI = Settings().markings
SECRET = MarkingLevel("SECRET", "#c8102e")
HAWAII = Office("Honolulu", -157.86, 21.31, "Pacific/Honolulu")


def set_to(engine: Engine, **choices: Any) -> Settings:  # noqa: ANN401 - a setting holds any value
    with writing(engine, who="steward", why="a test") as writer:
        for name, value in choices.items():
            choose(writer, name, value)
    with reading(engine) as session:
        return read_settings(session)


def store(engine: Engine, *forms: EngagementCreate) -> None:
    with writing(engine, who="planner", why="a test") as writer:
        writer.create(FIJI)
        for form in forms:
            writer.create(form)


def test_the_first_office_is_the_base_and_decides_today(engine: Engine) -> None:
    chosen = set_to(engine, offices=[asdict(HAWAII), asdict(Settings().base)])
    assert chosen.base == HAWAII
    evening = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert (chosen.today(evening), Settings().today(evening)) == (date(2026, 11, 22), date(2026, 11, 23))


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "", "../etc/passwd", "+09:00"])
def test_an_office_without_a_known_zone_is_refused(engine: Engine, zone: str) -> None:
    with pytest.raises(InvalidRecordError, match="is no time zone") as refusal:
        set_to(engine, offices=[asdict(HAWAII), {**asdict(HAWAII), "time_zone": zone}])
    assert "time_zone" in refusal.value.fields
    with reading(engine) as session:
        assert read_settings(session) == Settings()


@pytest.mark.parametrize("name", ["offices", "markings"])
def test_something_must_stay(engine: Engine, name: str) -> None:
    with pytest.raises(InvalidRecordError, match=f"{name}: at least one"):
        set_to(engine, **{name: []})


def test_the_maximum_is_raised_and_lowered_while_nobody_bears_it(engine: Engine) -> None:
    assert set_to(engine, marking="CUI").allowed_markings == ["UNCLASSIFIED", "CUI"]
    assert set_to(engine, marking="UNCLASSIFIED").allowed_markings == ["UNCLASSIFIED"]


def test_lowering_below_what_records_bear_is_refused_with_their_number(engine: Engine) -> None:
    set_to(engine, marking="CUI")
    store(engine, engagement(marking="CUI"), engagement(marking="CUI"), engagement())
    with pytest.raises(InvalidRecordError, match="2 records bear CUI") as refusal:
        set_to(engine, marking="UNCLASSIFIED")
    assert set(refusal.value.fields) == {"marking"}
    with reading(engine) as session:
        assert read_settings(session).marking == "CUI"


def test_a_withdrawn_record_bears_its_marking_still(engine: Engine) -> None:
    set_to(engine, marking="CUI")
    store(engine)
    with writing(engine, who="x", why="x") as writer:
        period = writer.create(closed(TODAY).model_copy(update={"marking": "CUI"}))
        writer.update(AccessPeriod, period.id, {"withdrawn": "entered twice"}, seen=1)
    with pytest.raises(InvalidRecordError, match="1 record bears CUI"):
        set_to(engine, marking="UNCLASSIFIED")


@pytest.mark.parametrize("left", [[UNCLASSIFIED], [UNCLASSIFIED, MarkingLevel("CONTROLLED", "#502b85"), SECRET]])
def test_a_level_that_records_bear_is_neither_taken_away_nor_renamed(engine: Engine, left: list[MarkingLevel]) -> None:
    set_to(engine, marking="CUI")
    store(engine, engagement(marking="CUI"))
    with pytest.raises(InvalidRecordError, match="CUI is the maximum"):
        set_to(engine, markings=[asdict(level) for level in left])


def test_a_level_below_the_maximum_is_kept_while_it_is_borne(engine: Engine) -> None:
    set_to(engine, markings=[asdict(level) for level in (UNCLASSIFIED, CUI, SECRET)])
    set_to(engine, marking="SECRET")
    store(engine, engagement(marking="CUI"))
    with pytest.raises(InvalidRecordError, match="1 record bears CUI"):
        set_to(engine, markings=[asdict(level) for level in (UNCLASSIFIED, SECRET)])
    with pytest.raises(InvalidRecordError, match="1 record bears CUI"):
        set_to(engine, marking="UNCLASSIFIED")


def test_a_level_may_be_added_above_and_recoloured(engine: Engine) -> None:
    store(engine, engagement())
    recoloured = MarkingLevel("UNCLASSIFIED", "#00552a")
    chosen = set_to(engine, markings=[asdict(level) for level in (recoloured, CUI, SECRET)])
    assert chosen.markings == (recoloured, CUI, SECRET)
    assert set_to(engine, marking="SECRET").allowed_markings == ["UNCLASSIFIED", "CUI", "SECRET"]


def test_a_change_of_a_setting_is_held_to_the_same_when_it_is_undone(engine: Engine) -> None:
    set_to(engine, marking="UNCLASSIFIED")
    set_to(engine, marking="CUI")
    store(engine, engagement(marking="CUI"))
    with writing(engine, who="x", why="x") as writer:
        setting = writer.session.get(Setting, 1)
        assert setting is not None
        with pytest.raises(InvalidRecordError, match="1 record bears CUI"):
            writer.undo(2, seen=setting.version)


def test_markings_are_counted_over_all_tables(engine: Engine) -> None:
    set_to(engine, marking="CUI")
    store(engine, engagement(marking="CUI"), engagement())
    with writing(engine, who="x", why="x") as writer:
        writer.create(closed(TODAY))
    with reading(engine) as session:
        assert borne_markings(session=session) == Counter({"UNCLASSIFIED": 2, "CUI": 1})


def test_the_day_of_disposal_is_that_of_the_base(engine: Engine) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    store(engine)
    with writing(engine, who="x", why="x") as writer:
        period = writer.create(closed(TODAY).model_copy(update={"dispose_after": tomorrow}))
        with pytest.raises(InvalidRecordError, match="not before"):
            writer.dispose(AccessPeriod, period.id, seen=1)
        gone = writer.dispose(AccessPeriod, period.id, seen=1, today=tomorrow + timedelta(days=1))
    assert gone.disposed_on == tomorrow + timedelta(days=1)
