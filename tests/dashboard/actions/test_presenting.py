"""A presentation as plain values: every number of a step is that of the brief and of the Coverage page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dashboard.actions import sets
from dashboard.actions.brief import build
from dashboard.actions.brief_choice import BriefChoice
from dashboard.actions.brief_content import KeyFigures, MapBlock, TableBlock, Words
from dashboard.actions.brief_ground import Ground, read_ground
from dashboard.actions.brief_status import MOST_BESIDE
from dashboard.actions.coverage import coverage_rows
from dashboard.actions.figures import KEY_FACETS, LOOK_BACK, Facet, figures
from dashboard.actions.presenting import ALL, Step, read_steps
from dashboard.actions.presenting import steps as present
from dashboard.actions.records import read_records
from dashboard.actions.sets import AOR
from models.coverage import Status
from models.database import reading
from models.errors import InvalidRecordError
from models.vocabulary import Subregion
from tests.dashboard.conftest import AS_OF

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent, BriefPage
    from dashboard.actions.coverage import CoverageRow

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
SUBREGIONS = [subregion.value for subregion in Subregion]


def steps(engine: Engine, *regions: str, as_of: date = AS_OF) -> dict[str, Step]:
    with reading(engine) as session:
        records = read_records(session=session)
        found = read_steps(records, as_of, regions, session=session, known_on=AS_OF)
    assert len({step.title for step in found}) == len(found)
    return {step.title: step for step in found}


def ground(engine: Engine, choice: BriefChoice) -> Ground:
    with reading(engine) as session:
        return read_ground(read_records(session=session), choice, session=session, known_on=AS_OF)


def brief(engine: Engine, choice: BriefChoice | None = None) -> BriefContent:
    return build(ground(engine, choice or BriefChoice(AS_OF)), made_at=AT)


def page(content: BriefContent, title: str) -> BriefPage:
    return next(page for page in content.pages if page.title == title)


def values(step: Step) -> dict[str, int]:
    return {figure.key: figure.value for figure in step.figures}


def test_the_steps_are_all_partners_each_subregion_the_advisories_and_the_trips(demo: Engine) -> None:
    assert list(steps(demo)) == [ALL, *SUBREGIONS, "Port Security Advisories", "Trips ahead"]


def test_chosen_regions_come_in_their_order_and_once(demo: Engine) -> None:
    sets.save_set(demo, name="Next", territories=["FJI", "TON"], who="local")
    found = list(steps(demo, "Polynesia", "next", "Polynesia"))
    assert found[1:-2] == ["Polynesia", "Next"]


def test_all_partners_as_a_region_are_the_first_step_only(demo: Engine) -> None:
    assert list(steps(demo, "AOR", "Polynesia"))[:2] == [ALL, "Polynesia"]


def test_a_set_that_is_called_like_another_step_is_told_apart(demo: Engine) -> None:
    sets.save_set(demo, name="Trips ahead", territories=["FJI"], who="local")
    found = steps(demo, "Trips ahead")
    assert list(found) == [ALL, "Trips ahead", "Port Security Advisories", "Trips ahead (2)"]
    assert found["Trips ahead"].region == "Trips ahead"


def test_an_unknown_region_is_refused_by_name(demo: Engine) -> None:
    with pytest.raises(InvalidRecordError, match="'Atlantis' is no region"):
        steps(demo, "Atlantis")


def test_all_partners_have_the_key_figures_of_the_brief(demo: Engine) -> None:
    bottom = page(brief(demo), "Bottom line")
    (block,) = (block for block in bottom.blocks if isinstance(block, KeyFigures))
    assert steps(demo)[ALL].figures == block.figures
    assert values(steps(demo)[ALL]).items() <= brief(demo).figures().items()


@pytest.mark.parametrize("ahead", [-400, 0, 200])
def test_a_region_has_the_figures_of_the_coverage_page(demo: Engine, ahead: int) -> None:
    day = AS_OF + timedelta(days=ahead)
    records = ground(demo, BriefChoice(AS_OF)).records
    now, before = (coverage_rows(records, as_of=moment, known_on=AS_OF) for moment in (day, day - LOOK_BACK))
    found = steps(demo, as_of=day)
    for region in Subregion:
        shown = figures(
            *([row for row in rows if row.territory.subregion is region] for rows in (now, before)), as_of=day
        )
        assert values(found[region.value]) == {facet.value: shown[facet].count for facet in KEY_FACETS}


def test_a_region_colours_what_the_brief_colours_and_counts_the_same(demo: Engine) -> None:
    content, found = brief(demo), steps(demo)
    for region in SUBREGIONS:
        (block,) = (block for block in page(content, region).blocks if isinstance(block, MapBlock))
        (table,) = (block for block in page(content, region).blocks if isinstance(block, TableBlock))
        step = found[region]
        assert step.marks == block.marks
        counts = Counter(table.statuses)
        for status in set(Status) - {Status.CURRENT}:
            assert values(step)[status.value] == counts[status]
        assert values(step)[Facet.ADVISORY.value] == sum(mark.advisory for mark in block.marks)


def test_the_sentences_of_a_region_name_its_own_partners_only(demo: Engine) -> None:
    found = steps(demo)
    names = {mark.name for mark in found[ALL].marks}
    for region in SUBREGIONS:
        own = {mark.name for mark in found[region].marks}
        said = " ".join(found[region].sentences)
        assert [name for name in names - own if name in said and not any(name in other for other in own)] == []
    assert any("Fiji" in one and "overdue" in one for one in found["Melanesia"].sentences)


def test_the_advisories_are_those_of_the_brief(demo: Engine) -> None:
    step, content = steps(demo)["Port Security Advisories"], brief(demo)
    said = [
        one.text for block in page(content, step.title).blocks if isinstance(block, Words) for one in block.sentences
    ]
    assert list(step.sentences[: len(said)]) == said
    assert {mark.code for mark in step.marks} == {mark.code for mark in steps(demo)[ALL].marks if mark.advisory}
    assert values(step) == {"advisory": len(step.marks)}


def test_the_trips_are_those_of_the_brief_with_their_ways(demo: Engine) -> None:
    step, content = steps(demo)["Trips ahead"], brief(demo)
    (block,) = (block for block in page(content, step.title).blocks if isinstance(block, MapBlock))
    (table,) = (block for block in page(content, step.title).blocks if isinstance(block, TableBlock))
    assert (step.marks, step.paths) == (block.marks, block.paths)
    assert values(step)["trips_ahead"] == len(table.rows) == len(step.sentences) == len(step.paths)
    assert all(str(cell) in said for row, said in zip(table.rows, step.sentences, strict=True) for cell in row)


def test_without_records_every_step_says_so(prepared: Engine) -> None:
    found = steps(prepared)
    assert values(found[ALL])["never"] == 47
    assert found["Trips ahead"].sentences == ["No trip is booked."]
    assert found["Trips ahead"].whole
    assert found["Trips ahead"].paths == []


def test_a_region_without_partners_says_so(prepared: Engine) -> None:
    sets.save_set(prepared, name="Far", territories=["FRA"], who="local")
    step = steps(prepared, "Far")["Far"]
    assert set(values(step).values()) == {0}
    assert step.sentences == ["No partner is in this region."]


@pytest.mark.parametrize("count", [MOST_BESIDE, MOST_BESIDE + 1, 47])
def test_a_region_is_one_step_however_many_partners_it_has(demo: Engine, count: int) -> None:
    codes = [partner.code for partner in ground(demo, BriefChoice(AS_OF)).records.partners][:count]
    sets.save_set(demo, name="Many", territories=codes, who="local")
    found = steps(demo, "Many", "Polynesia")
    assert list(found)[:3] == [ALL, "Many", "Polynesia"]
    assert {mark.code for mark in found["Many"].marks} == set(codes)
    assert found["Many"].region == "Many"


def test_the_whole_area_of_a_brief_is_a_step(demo: Engine) -> None:
    found = present(ground(demo, BriefChoice(AS_OF, regions=(AOR, "Polynesia"))))
    assert [step.title for step in found][:3] == [ALL, AOR, "Polynesia"]
    assert values(found[1]) == values(found[0])


def test_a_ground_within_a_region_speaks_of_nobody_else(demo: Engine) -> None:
    whole = ground(demo, BriefChoice(AS_OF))
    part = replace(whole, within=frozenset({"FJI", "AUS"}))
    assert [row.territory.code for row in part.rows] == ["AUS", "FJI"]
    assert _codes(whole.where(Facet.OVERDUE)) > _codes(part.where(Facet.OVERDUE)) == {"FJI"}


def _codes(rows: Sequence[CoverageRow]) -> set[str]:
    return {row.territory.code for row in rows}
