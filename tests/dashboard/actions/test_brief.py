"""A brief as plain values: every number of it is the number on the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.actions.brief import build
from dashboard.actions.brief_choice import BriefChoice, Edit
from dashboard.actions.brief_content import ChartBlock, KeyFigures, MapBlock, Outdated, TableBlock, Words
from dashboard.actions.brief_ground import Ground, read_ground
from dashboard.actions.brief_records import fiscal_year
from dashboard.actions.brief_status import MOST_NAMES, named
from dashboard.actions.coverage import coverage_rows
from dashboard.actions.figures import KEY_FACETS, Facet, figures
from dashboard.actions.records import read_records
from dashboard.actions.sets import AOR, save_set
from dashboard.actions.snapshot import from_json
from models.changes import writing
from models.database import reading
from models.errors import InvalidRecordError
from models.settings import choose
from models.tables import FollowUpCreate, OfficerCreate
from models.vocabulary import BriefSection, Subregion
from tests.dashboard.conftest import AS_OF
from tests.models.records import closed, engagement

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from dashboard.actions.brief_content import BriefContent, BriefPage

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
CHOICE = BriefChoice(AS_OF, AS_OF - timedelta(days=90))


def ground(engine: Engine, choice: BriefChoice = CHOICE) -> Ground:
    with reading(engine) as session:
        return read_ground(read_records(session=session), choice, session=session, known_on=AS_OF)


def brief(engine: Engine, choice: BriefChoice = CHOICE) -> BriefContent:
    return build(ground(engine, choice), made_at=AT)


def page(content: BriefContent, key: str) -> BriefPage:
    return next(page for page in content.pages if page.key == key)


def said(content: BriefContent, key: str) -> list[str]:
    blocks = page(content, key).blocks
    return [one.text for block in blocks if isinstance(block, Words) for one in block.sentences]


def table(content: BriefContent, key: str) -> TableBlock:
    blocks = [block for page in content.pages for block in page.blocks]
    return next(block for block in blocks if isinstance(block, TableBlock) and block.key == key)


def test_the_key_figures_are_those_of_the_screen(demo: Engine) -> None:
    records = ground(demo).records
    now = coverage_rows(records, as_of=AS_OF, known_on=AS_OF)
    earlier = coverage_rows(records, as_of=AS_OF - timedelta(days=90), known_on=AS_OF)
    shown = figures(now, earlier, as_of=AS_OF)
    (block, _) = page(brief(demo), "bottom_line").blocks
    assert isinstance(block, KeyFigures)
    assert [(one.key, one.value, one.change, one.better) for one in block.figures] == [
        (facet.value, shown[facet].count, shown[facet].change, shown[facet].better) for facet in KEY_FACETS
    ]


def test_every_section_has_its_pages_in_the_order_asked_for(demo: Engine) -> None:
    sections = (BriefSection.SOURCES, BriefSection.DUE, BriefSection.MAP)
    content = brief(demo, replace(CHOICE, sections=sections))
    assert [page.section for page in content.pages] == [
        BriefSection.SOURCES,
        BriefSection.DUE,
        BriefSection.DUE,
        BriefSection.MAP,
    ]


def test_a_whole_brief_has_about_fifteen_pages_and_each_a_title(demo: Engine) -> None:
    content = brief(demo)
    assert 14 <= len(content.pages) <= 20
    assert all(page.title and page.blocks for page in content.pages)
    assert len({page.key for page in content.pages}) == len(content.pages)
    assert {page.section for page in content.pages} == set(BriefSection) - {BriefSection.TERRITORIES}


def test_the_subregions_hold_every_partner_once(demo: Engine) -> None:
    content = brief(demo)
    found = [
        mark.code
        for one in content.pages
        if one.section is BriefSection.REGIONS
        for block in one.blocks
        if isinstance(block, MapBlock)
        for mark in block.marks
    ]
    assert len(found) == len(set(found)) == 47
    (drawn,) = page(content, "map").blocks
    assert isinstance(drawn, MapBlock)
    assert {mark.code for mark in drawn.marks} == set(found)


def test_the_words_count_and_name(demo: Engine) -> None:
    lines = said(brief(demo), "bottom_line")
    assert lines[0] == "34 of 47 partners were visited within their interval (72%)."
    assert "3 accessible partners have never been visited: India, Thailand and Tonga." in lines
    assert any(line.startswith("Since 24 Aug 2026 ") for line in lines)


def test_without_any_record_it_says_so(prepared: Engine) -> None:
    content = brief(prepared)
    lines = said(content, "bottom_line")
    assert "0 of 47 partners were visited within their interval (0%)." in lines
    assert {"No partner is overdue.", "Every partner is accessible."} <= set(lines)
    assert any(
        line.startswith("47 accessible partners have never been visited: ") and "39 more" in line for line in lines
    )
    assert table(content, "trips").rows == []
    assert table(content, "trips").empty


def test_without_a_comparison_nothing_is_compared(demo: Engine) -> None:
    content = brief(demo, replace(CHOICE, compared_on=None))
    assert not any("Since" in line for line in said(content, "bottom_line"))
    assert all(one.section is not BriefSection.CHANGES for one in content.pages)
    (block, _) = page(content, "bottom_line").blocks
    assert isinstance(block, KeyFigures)
    assert {one.change for one in block.figures} == {None}


def test_since_the_last_brief_means_what_the_last_brief_said(prepared: Engine) -> None:
    """A visit entered late lies before the last brief, and is new since it all the same."""
    last = brief(prepared, BriefChoice(AS_OF - timedelta(days=30)))
    with writing(prepared, who="a test", why="") as writer:
        writer.create(engagement(ends_on=AS_OF - timedelta(days=60)))
    derived = brief(prepared, BriefChoice(AS_OF, AS_OF - timedelta(days=30)))
    assert table(derived, "changes").rows == []
    kept = from_json(last.snapshot.to_json())
    exact = build(replace(ground(prepared, BriefChoice(AS_OF)), kept=kept), made_at=AT)
    assert [row[0] for row in table(exact, "changes").rows] == ["Fiji"]
    assert exact.compared_on == AS_OF - timedelta(days=30)


def test_what_a_person_wrote_stands_and_is_marked(demo: Engine) -> None:
    (_, plain) = page(brief(demo), "bottom_line").blocks
    assert isinstance(plain, Words)
    was = {one.key: one.text for one in plain.sentences}
    words = {"overdue": Edit("See the annex.", was["overdue"]), "never": Edit(" ", was["never"])}
    content = brief(demo, replace(CHOICE, words=words))
    (_, block) = page(content, "bottom_line").blocks
    assert isinstance(block, Words)
    assert [(one.key, one.text, one.generated) for one in block.sentences if one.edited] == [
        ("overdue", "See the annex.", was["overdue"])
    ]
    assert [one.key for one in block.sentences] == [key for key in was if key != "never"], "left blank, left out"
    assert (block.left_out, plain.left_out) == (1, 0)
    assert content.outdated == []


def test_words_that_were_all_left_blank_leave_their_count(prepared: Engine) -> None:
    (words, *_) = page(brief(prepared), "engagements").blocks
    assert isinstance(words, Words)
    blank = {one.key: Edit("", one.text) for one in words.sentences}
    assert page(brief(prepared, replace(CHOICE, words=blank)), "engagements").blocks[0] == Words(
        [], left_out=len(blank)
    )
    outdated = {one.key: Edit("", f"Not {one.text}") for one in words.sentences}
    assert page(brief(prepared, replace(CHOICE, words=outdated)), "engagements").blocks[0] == words


def test_words_written_over_other_figures_are_left_out_and_told(demo: Engine) -> None:
    words = {"overdue": Edit("Two are overdue.", "2 partners are overdue: x.")}
    content = brief(demo, replace(CHOICE, words=words))
    now = next(line for line in said(content, "bottom_line") if " overdue: " in line)
    assert content.outdated == [Outdated("overdue", "Bottom line", "Two are overdue.", now)]


def test_words_of_a_page_that_the_brief_has_not_are_no_matter_of_its_figures(demo: Engine) -> None:
    keys = ("overdue", "changes", "follow_ups", "territory_FJI_why", "sources_method")
    words = {key: Edit("Mine.", "It read otherwise.") for key in keys}
    without = BriefChoice(AS_OF, sections=(BriefSection.SOURCES, BriefSection.TERRITORIES), words=words)
    assert [one.key for one in brief(demo, without).outdated] == ["sources_method"]
    assert {one.key for one in brief(demo, replace(CHOICE, words=words, territories=("FJI",))).outdated} == set(keys)


def test_words_that_say_what_is_generated_are_no_edit(demo: Engine) -> None:
    first = said(brief(demo), "bottom_line")[0]
    content = brief(demo, replace(CHOICE, words={"visited": Edit(f" {first} ", first)}))
    (_, block) = page(content, "bottom_line").blocks
    assert isinstance(block, Words)
    assert not any(one.edited for one in block.sentences)


def test_a_chosen_territory_gets_its_page(demo: Engine) -> None:
    content = brief(demo, replace(CHOICE, territories=("FJI", "MDG")))
    assert [one.title for one in content.pages if one.section is BriefSection.TERRITORIES] == ["Fiji", "Madagascar"]
    assert any("In force since" in line for line in said(content, "territory_MDG"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"compared_on": AS_OF}, "compare: "),
        ({"territories": ("XXX",)}, "territory: "),
        ({"regions": ("Atlantis",)}, "region: "),
        ({"marking": "SECRET"}, "marking: "),
    ],
)
def test_what_is_not_known_is_refused_with_the_remedy(demo: Engine, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRecordError, match=field):
        brief(demo, replace(CHOICE, **wrong))  # type: ignore[arg-type]


def test_a_brief_bears_the_highest_marking_it_contains(prepared: Engine) -> None:
    with writing(prepared, who="a steward", why="") as writer:
        choose(writer, "marking", "CUI")
        writer.create(engagement(ends_on=AS_OF, marking="CUI"))
    assert brief(prepared).marking == "CUI"
    with pytest.raises(InvalidRecordError, match="cannot be marked UNCLASSIFIED"):
        brief(prepared, replace(CHOICE, marking="UNCLASSIFIED"))


def test_the_reason_of_a_closure_demands_its_marking(prepared: Engine) -> None:
    with writing(prepared, who="a steward", why="") as writer:
        choose(writer, "marking", "CUI")
        writer.create(closed(AS_OF).model_copy(update={"marking": "CUI", "reason": "What only some may know."}))
    content = brief(prepared)
    assert any("What only some may know." in note for note in page(content, "region_melanesia").notes)
    assert content.marking == "CUI"
    with pytest.raises(InvalidRecordError, match="cannot be marked UNCLASSIFIED"):
        brief(prepared, replace(CHOICE, marking="UNCLASSIFIED"))


@pytest.mark.parametrize(
    ("asked", "marking"),
    [
        ({"regions": ("Officer: Desk 1",)}, "CUI"),
        ({"regions": ("officer: desk 1",)}, "CUI"),
        ({"regions": ("My territories",)}, "CUI"),
        ({"regions": ("Melanesia",)}, "UNCLASSIFIED"),
        ({"regions": ("Officer: Desk 1",), "sections": (BriefSection.SOURCES,)}, "UNCLASSIFIED"),
    ],
)
def test_an_officer_over_a_region_brings_a_marking_along(prepared: Engine, asked: dict[str, Any], marking: str) -> None:
    with writing(prepared, who="a steward", why="") as writer:
        choose(writer, "marking", "CUI")
        desk = writer.create(OfficerCreate(name="Desk 1", territories=["FJI"], marking="CUI", source="a test"))
        choose(writer, "officer_id", desk.id)
    assert brief(prepared, replace(CHOICE, **asked)).marking == marking


def test_an_officer_who_follows_something_up_brings_a_marking_along(prepared: Engine) -> None:
    with writing(prepared, who="a steward", why="") as writer:
        choose(writer, "marking", "CUI")
        writer.create(OfficerCreate(name="Desk 1", marking="CUI", source="a test"))
    assert brief(prepared).marking == "UNCLASSIFIED", "nobody is named"
    with writing(prepared, who="a test", why="") as writer:
        writer.create(FollowUpCreate(territory="FJI", what="Write", who="desk 1", due_on=AS_OF, source="a test"))
    assert brief(prepared).marking == "CUI"


def test_words_that_a_person_wrote_demand_their_marking(prepared: Engine) -> None:
    with writing(prepared, who="a steward", why="") as writer:
        choose(writer, "marking", "CUI")
    words = {"overdue": Edit("More than was generated.", "No partner is overdue.")}
    assert brief(prepared, replace(CHOICE, words=words, words_marking="CUI")).marking == "CUI"
    assert brief(prepared, replace(CHOICE, words_marking="CUI")).marking == "UNCLASSIFIED", "nobody wrote anything"
    with pytest.raises(InvalidRecordError, match="cannot be marked UNCLASSIFIED"):
        brief(prepared, replace(CHOICE, words=words, words_marking="CUI", marking="UNCLASSIFIED"))


def test_a_brief_may_bear_a_higher_marking_than_it_needs(prepared: Engine) -> None:
    with writing(prepared, who="a steward", why="") as writer:
        choose(writer, "marking", "CUI")
    assert (brief(prepared).marking, brief(prepared, replace(CHOICE, marking="CUI")).marking) == ("UNCLASSIFIED", "CUI")


def test_follow_ups_reach_ninety_days_ahead(prepared: Engine) -> None:
    with writing(prepared, who="a test", why="") as writer:
        for days in (-1, 0, 90, 91):
            due = AS_OF + timedelta(days=days)
            writer.create(FollowUpCreate(territory="FJI", what=f"in {days}", due_on=due, source="a test"))
    content = brief(prepared)
    assert [row[2] for row in table(content, "follow_ups").rows] == ["in -1", "in 0", "in 90"]
    assert said(content, "follow_ups") == ["3 follow-ups are due by 20 Feb 2027; 1 of them is overdue."]


def test_engagements_are_counted_by_fiscal_year(prepared: Engine) -> None:
    with writing(prepared, who="a test", why="") as writer:
        for on in (date(2025, 9, 30), date(2025, 10, 1), date(2026, 9, 30), date(2026, 10, 1)):
            writer.create(engagement(ends_on=on))
        writer.create(engagement(ends_on=AS_OF + timedelta(days=1)))
    (_, chart, counted) = page(brief(prepared), "engagements").blocks
    assert isinstance(chart, ChartBlock)
    assert isinstance(counted, TableBlock)
    assert chart.categories == ["FY 2024", "FY 2025", "FY 2026", "FY 2027"]
    assert chart.series["Port visit"] == [0, 1, 2, 1]
    assert ("Port visit", 0, 1, 2, 1) in counted.rows


@pytest.mark.parametrize(("on", "year"), [(date(2026, 9, 30), 2026), (date(2026, 10, 1), 2027)])
def test_a_fiscal_year_begins_in_october(on: date, year: int) -> None:
    assert fiscal_year(on) == year


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, ""),
        (1, "n0"),
        (2, "n0 and n1"),
        (3, "n0, n1 and n2"),
        (MOST_NAMES + 2, "n0, n1, n2, n3, n4, n5, n6, n7 and 2 more"),
    ],
)
def test_names_are_joined_and_the_rest_is_counted(count: int, text: str) -> None:
    assert named([f"n{number}" for number in range(count)]) == text


def test_every_number_has_a_key_of_its_own(demo: Engine) -> None:
    numbers = brief(demo).figures()
    assert numbers["overdue"] == 8
    assert sum(value for key, value in numbers.items() if key.startswith("engagements.")) > 0
    assert numbers["overdue.0.Days overdue"] == 235


def test_regions_may_be_named_sets_and_the_whole_area(demo: Engine) -> None:
    content = brief(demo, replace(CHOICE, regions=(AOR, Subregion.MELANESIA.value.lower())))
    regions = [one for one in content.pages if one.section is BriefSection.REGIONS]
    assert [one.title for one in regions] == [AOR, f"{AOR}, each partner", "Melanesia"]
    assert [[type(block) for block in one.blocks] for one in regions] == [
        [MapBlock],
        [TableBlock],
        [MapBlock, TableBlock],
    ], "47 names would be too small beside a table"


def test_regions_of_nearly_one_name_have_pages_maps_and_tables_of_their_own(demo: Engine) -> None:
    for name in ("FarEast", "fareast"):
        save_set(demo, name=name, territories=["FJI", "JPN"], who="a test")
    content = brief(demo, replace(CHOICE, regions=("FarEast", "fareast"), sections=(BriefSection.REGIONS,)))
    assert [(one.key, one.title) for one in content.pages] == [
        ("region_fareast", "FarEast"),
        ("region_fareast_2", "fareast"),
    ]
    keys = [block.key for one in content.pages for block in one.blocks if isinstance(block, MapBlock | TableBlock)]
    assert len(set(keys)) == len(keys) == 4


def test_the_notes_name_the_records_behind_the_figures(demo: Engine) -> None:
    content = brief(demo)
    notes = "\n".join(page(content, "engagements").notes)
    numbers = [number for told in re.findall(r"engagements? ([\d, ]+)", notes) for number in told.split(", ")]
    (chart,) = (block for block in page(content, "engagements").blocks if isinstance(block, ChartBlock))
    assert len(numbers) == len(set(numbers)) == sum(map(sum, chart.series.values()))
    assert len(page(content, "follow_ups").notes) == len(table(content, "follow_ups").rows)
    assert len(page(content, "trips").notes) == len(table(content, "trips").rows)
    assert len(page(content, "changes").notes) == len(table(content, "changes").rows)


def test_partners_under_an_advisory_stand_first_and_are_counted(demo: Engine) -> None:
    content = brief(demo)
    rows = table(content, "advisories").rows
    partners = [row[1] for row in rows]
    assert partners == sorted(partners, reverse=True)
    counted = (
        f"{len(rows)} territories are under a Port Security Advisory; {partners.count('Yes')} of them are partners"
    )
    assert said(content, "advisories")[0] == f"Worldwide {counted}."
    assert partners.count("Yes") == content.figures()[Facet.ADVISORY]


def test_a_partner_that_is_not_overdue_has_no_days_overdue(demo: Engine) -> None:
    content = brief(demo)
    assert all(row[4] is None or row[4] > 0 for row in table(content, "overdue").rows)  # type: ignore[operator] # counts
    assert {row[4] for row in table(content, "due_soon").rows} == {None}
