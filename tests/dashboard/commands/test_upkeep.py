"""`seamark history` and `seamark dispose`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models import audit, queries
from models.changes import writing
from models.database import reading
from models.disposal import GONE
from models.tables import Engagement
from tests.dashboard.actions.test_due import follow_up, write
from tests.dashboard.conftest import AS_OF
from tests.models.records import engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from tests.dashboard.running import Seamark

LONG_AGO = date(2020, 1, 1)
NEVER = date(2199, 1, 1)


def version(engine: Engine) -> int:
    with reading(engine) as session:
        return queries.data_version(session=session)


def test_a_history_lists_each_changed_field_the_newest_change_first(prepared: Engine, seamark: Seamark) -> None:
    (row,) = write(prepared, engagement(summary="first"))
    with writing(prepared, who="planner", why="two words\nmore") as writer:
        writer.update(Engagement, row.id, {"summary": "second", "lead": "Officer 1"}, seen=1)
    rows = seamark.json("history", "engagement", str(row.id))
    assert [(one["version"], one["field"], one["before"], one["after"]) for one in rows[:2]] == [
        (2, "lead", "none", "Officer 1"),
        (2, "summary", "first", "second"),
    ]
    assert {(one["who"], one["why"]) for one in rows[:2]} == {("planner", "two words more")}
    assert ("territory", "Fiji") in {(one["field"], one["after"]) for one in rows if one["version"] == 1}


def test_a_history_is_marked_beside_the_listing(demo: Engine, seamark: Seamark) -> None:
    assert seamark("history", "engagement", "1")[2] == "UNCLASSIFIED · DEMO DATA\n"
    (row,) = write(demo, follow_up(AS_OF, marking="CUI"), highest="CUI")
    assert seamark("history", "follow-up", str(row.id))[2] == "CUI\n"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("visit", "1"), "TABLE"),
        (("engagement", "999999"), "ID"),
        (("engagement", "one"), "ID"),
        (("engagement",), "ID"),
        ((), "TABLE"),
        (("engagement", "1", "--format", "xml"), "--format"),
    ],
)
def test_bad_input_is_one_line_that_names_the_field(
    prepared: Engine, seamark: Seamark, arguments: tuple[str, ...], named: str
) -> None:
    assert prepared
    code, out, err = seamark("history", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert named in err


def test_a_dry_run_lists_and_changes_nothing(prepared: Engine, seamark: Seamark) -> None:
    (row,) = write(prepared, engagement(summary="words", dispose_after=LONG_AGO))
    before = version(prepared)
    code, out, _ = seamark("dispose", "--dry-run")
    assert code == 0
    assert f"engagement {row.id}, FJI: to be disposed of after 2020-01-01" in out
    assert "nothing was changed (1)" in out
    assert "words" not in out
    assert version(prepared) == before


def test_what_has_expired_is_blanked_and_the_rest_is_not(prepared: Engine, seamark: Seamark) -> None:
    gone, kept = write(
        prepared, engagement(summary="gone", dispose_after=LONG_AGO), engagement(summary="kept", dispose_after=NEVER)
    )
    (withdrawn,) = write(prepared, follow_up(AS_OF, dispose_after=LONG_AGO, withdrawn="entered twice"))
    code, out, _ = seamark("dispose")
    assert (code, "Disposed of for good: 2." in out) == (0, True)
    with reading(prepared) as session:
        assert [session.get_one(Engagement, one.id).summary for one in (gone, kept)] == [GONE, "kept"]
        assert session.get_one(type(withdrawn), withdrawn.id).what == GONE
        assert list(audit.problems(session)) == []
    assert seamark("dispose")[1] == "Nothing is to be disposed of.\n"


def test_the_history_of_what_was_disposed_of_tells_no_content(prepared: Engine, seamark: Seamark) -> None:
    (row,) = write(prepared, engagement(summary="secret words", dispose_after=LONG_AGO), highest="CUI")
    seamark("dispose")
    code, out, err = seamark("history", "engagement", str(row.id))
    assert (code, err) == (0, "CUI\n")
    assert "secret words" not in out
    assert "(disposed of)" in out


def test_there_is_nothing_to_dispose_of_in_the_demonstration(demo: Engine, seamark: Seamark) -> None:
    assert demo
    assert seamark("dispose") == (0, "Nothing is to be disposed of.\n", "")
