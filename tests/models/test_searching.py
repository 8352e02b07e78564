"""Words are compared without accents, capitals and apostrophes, and read lean from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.changes import writing
from models.database import reading
from models.searching import engagement_words, facility_words, fold, follow_up_words
from models.tables import FollowUp, FollowUpCreate, PortFacilityCreate
from tests.models.records import FIJI, SOURCE, SUVA, TODAY, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from models.changes import Writer


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Nouméa", "noumea"),
        ("Pape\u02bbete", "papeete"),
        ("Nuku'alofa", "nukualofa"),
        ("Nuku\u2019alofa", "nukualofa"),
        ("Saint-Denis, RÉUNION", "saint denis reunion"),
        ("U.S. Embassy", "us embassy"),
        ("Ærø, Łódź and Đà Nẵng", "aero lodz and da nang"),
        ("Côte d'Ivoire", "cote divoire"),
        ("\uff26\uff2aSUV\uff0d0001", "fjsuv 0001"),
        ("Nou\u0065\u0301a", "nouea"),
        ("  \t\n", ""),
        ("100%_sure", "100 sure"),
        ("Straße İstanbul", "strasse istanbul"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert "  " not in once


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_capitals_never_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


def _begun(writer: Writer) -> int:
    writer.create(FIJI)
    return writer.create(SUVA).id or 0


def test_words_of_engagements_come_with_their_lists_unescaped(engine: Engine) -> None:
    with writing(engine, who="a test", why="a test") as writer:
        _begun(writer)
        first = writer.create(
            engagement(summary="Walked the quay", observations=['Gate "A" open', "Clôture\nnord"], lead="Officer 1")
        )
        second = writer.create(engagement(summary="Nothing"))
        numbers = first.id, second.id
    with reading(engine) as session:
        told = dict(engagement_words(session=session))
        assert list(dict(engagement_words(session=session, ids=[numbers[1] or 0]))) == [numbers[1]]
    assert set(told) == set(numbers)
    text = fold(told[numbers[0] or 0])
    for words in ("walked the quay", "officer 1", "gate a open", "cloture nord"):
        assert words in text


def test_withdrawn_follow_ups_are_not_read(engine: Engine) -> None:
    with writing(engine, who="a test", why="a test") as writer:
        _begun(writer)
        facts = {"territory": "FJI", "due_on": TODAY, "source": SOURCE}
        kept = writer.create(FollowUpCreate(what="Mend the fence", who="Port", observation="A hole", **facts))
        gone = writer.create(FollowUpCreate(what="Paint the gate", **facts))
        writer.update(FollowUp, gone.id or 0, {"withdrawn": "entered twice"}, seen=gone.version)
        number = kept.id
    with reading(engine) as session:
        found = list(follow_up_words(session=session))
    assert [(one.id, one.what, told) for one, told in found] == [(number, "Mend the fence", "Port A hole")]


def test_facilities_come_with_their_port(engine: Engine) -> None:
    with writing(engine, who="a test", why="a test") as writer:
        port = _begun(writer)
        writer.create(PortFacilityCreate(name="Kings Wharf", imo_number="FJSUV-0001", port_id=port, source=SOURCE))
    with reading(engine) as session:
        found = list(facility_words(session=session))
    assert [(one.name, one.imo_number, one.port, one.unlocode, one.territory) for one in found] == [
        ("Kings Wharf", "FJSUV-0001", "Suva", "FJSUV", "FJI")
    ]
