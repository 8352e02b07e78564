"""Drafts: kept as they are, found again, and gone when they are discarded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models import database, drafts, queries
from models.changes import writing
from models.database import reading
from models.drafts import Subject
from models.errors import InvalidRecordError
from tests.models.records import FIJI, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
NEW = Subject("engagement")


def test_a_draft_survives_a_restart_with_the_version_its_writer_saw(engine: Engine) -> None:
    with writing(engine, who="x", why="x") as writer:
        writer.create(FIJI)
        row = writer.create(engagement())
    key = drafts.new_key()
    drafts.keep(engine, key, Subject("engagement", row.id, 3), {"summary": "half a sent"}, at=NOW)
    engine.dispose()
    again = database.open_engine()
    kept = drafts.find(again, key)
    again.dispose()
    assert kept is not None
    assert (kept.record_id, kept.seen, kept.content, kept.updated_at) == (row.id, 3, {"summary": "half a sent"}, NOW)


def test_a_draft_of_a_record_that_is_not_there_is_refused(engine: Engine) -> None:
    with pytest.raises(InvalidRecordError, match="the record is gone"):
        drafts.keep(engine, "k", Subject("engagement", 7, 1), {}, at=NOW)


def test_keeping_again_replaces_what_was_kept(engine: Engine) -> None:
    drafts.keep(engine, "k", NEW, {"summary": "a"}, at=NOW)
    drafts.keep(engine, "k", NEW, {"summary": "ab", "kind": "nonsense, and no matter yet"}, at=NOW)
    with reading(engine) as session:
        held = drafts.drafts(session=session)
    assert [draft.content for draft in held] == [{"summary": "ab", "kind": "nonsense, and no matter yet"}]


def test_the_latest_touched_comes_first(engine: Engine) -> None:
    for hours, key in ((2, "b"), (3, "c"), (1, "a")):
        drafts.keep(engine, key, NEW, {}, at=NOW + timedelta(hours=hours))
    with reading(engine) as session:
        assert [draft.key for draft in drafts.drafts(session=session)] == ["c", "b", "a"]


def test_a_discarded_draft_is_gone_and_discarding_again_is_no_error(engine: Engine) -> None:
    drafts.keep(engine, "k", NEW, {}, at=NOW)
    drafts.discard(engine, "k")
    drafts.discard(engine, "k")
    assert drafts.find(engine, "k") is None


def test_a_draft_is_no_record_and_leaves_the_data_version_alone(engine: Engine) -> None:
    with reading(engine) as session:
        before = queries.data_version(session=session)
    drafts.keep(engine, "k", NEW, {}, at=NOW)
    with reading(engine) as session:
        assert queries.data_version(session=session) == before


def test_keys_cannot_be_guessed_and_fit_an_address() -> None:
    keys = {drafts.new_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) >= 12 and key.replace("-", "").replace("_", "").isalnum() for key in keys)
