"""What goes to the browser: small, local, and safe to show."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.maps.deck import coverage_deck
from dashboard.maps.layers import SWITCHES
from dashboard.maps.legend import legend_entries
from dashboard.maps.palette import FILTERED_LABEL, LABELS, STATUS_ORDER
from dashboard.maps.published import SIZES
from dashboard.maps.scene import EngagementMark
from models.coverage import Status
from models.vocabulary import EngagementKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.palette import Theme
    from dashboard.maps.scene import Scene

BUDGET = 8 * 1024


def _size(scene: Scene) -> int:
    deck = coverage_deck(scene)
    return len(deck.to_json().encode()) + len(json.dumps(deck._tooltip))


def test_a_partner_added_elsewhere_is_in_the_opening_view(scene: Callable[..., Scene]) -> None:
    marks = scene().marks
    usual = json.loads(coverage_deck(scene()).to_json())["initialViewState"]
    added = scene(marks=(*marks, replace(marks[0], territory="CHL", index=100, lon=289.0, lat=-35.0)))
    wider = json.loads(coverage_deck(added).to_json())["initialViewState"]
    assert wider["zoom"] < usual["zoom"]
    assert wider["longitude"] > usual["longitude"]
    fewer = json.loads(coverage_deck(scene(marks=marks[1:])).to_json())["initialViewState"]
    assert fewer == usual


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_opening_view_stays_within_its_budget(scene: Callable[..., Scene], theme: Theme) -> None:
    assert _size(scene(theme=theme)) <= BUDGET


def test_nobody_outside_is_asked_for_anything(scene: Callable[..., Scene]) -> None:
    deck = coverage_deck(
        scene(layers=frozenset(SWITCHES), ports_url="/geo/ports-0.json", port_sizes=SIZES, selected="FJI")
    )
    sent = deck.to_json() + json.dumps(deck._tooltip)
    assert "//" not in sent
    assert "carto" not in sent
    assert "mapProvider" not in sent


def test_records_are_not_in_anything_published(scene: Callable[..., Scene]) -> None:
    """The tooltip carries them inline; the layers' data do not."""
    assert "Overdue" not in coverage_deck(scene()).to_json()


def test_same_scene_gives_the_same_deck(scene: Callable[..., Scene]) -> None:
    assert coverage_deck(scene()).to_json() == coverage_deck(scene()).to_json()


def test_camera_stays_when_records_change(scene: Callable[..., Scene]) -> None:
    changed = tuple(replace(mark, status=Status.CURRENT, advisory=False) for mark in scene().marks)
    one, other = (json.loads(coverage_deck(s).to_json()) for s in (scene(), scene(marks=changed, selected="FJI")))
    assert one["initialViewState"] == other["initialViewState"]
    assert one["views"] == other["views"]


def _html(scene: Scene) -> str:
    return str(coverage_deck(scene)._tooltip["html"])


def test_tooltip_holds_a_text_for_every_partner(scene: Callable[..., Scene]) -> None:
    html = _html(scene())
    for mark in scene().marks:
        assert f"<p class={mark.territory}>Overdue by " in html


def test_only_the_territory_under_the_pointer_is_shown(scene: Callable[..., Scene]) -> None:
    """Do what Streamlit does with the template, and read the rule that results."""
    html = _html(scene())
    for key, value in (("{t}", "FJI"), ("{n}", "Fiji")):
        html = html.replace(key, value, 1)
    assert ".sm p{display:none;margin:0}.sm .FJI{display:block}" in html
    assert "<b>Fiji</b>" in html


def test_template_has_only_the_keys_it_means(scene: Callable[..., Scene]) -> None:
    keys = set(re.findall(r"{(.*?)}", _html(scene())))
    assert {key for key in keys if ":" not in key} == {"t", "n", "u"}


def test_text_cannot_break_out(scene: Callable[..., Scene]) -> None:
    hostile = replace(scene().marks[0], tooltip="<img src=x onerror=alert(1)> {n} & \"'")
    html = _html(scene(marks=(hostile,)))
    assert "<img" not in html
    assert html.count("{n}") == 1


def test_legend_counts_what_is_on(scene: Callable[..., Scene]) -> None:
    entries = legend_entries(scene())
    assert [entry.label for entry in entries] == [*(LABELS[status] for status in STATUS_ORDER), "Advisory in force"]
    assert [entry.count for entry in entries] == [10, 10, 9, 9, 9, 8]


def test_legend_is_silent_about_what_is_off(scene: Callable[..., Scene]) -> None:
    assert legend_entries(scene(layers=frozenset())) == ()


def test_legend_names_the_filtered_and_the_ports(scene: Callable[..., Scene]) -> None:
    marks = tuple(replace(mark, status=None) for mark in scene().marks)
    for sizes, words in ((("U",), "Port"), (("M",), "Port, by size"), (("L", "U"), "Port, by size")):
        shown = scene(marks=marks, layers=frozenset(SWITCHES), ports_url="/geo/ports-0.json", port_sizes=sizes)
        labels = {entry.label: entry.count for entry in legend_entries(shown)}
        assert labels == {FILTERED_LABEL: 47, words: None}


CALLS = (
    EngagementMark(178.4, -18.1, EngagementKind.PORT_VISIT, "FJI", 2),
    EngagementMark(178.4, -18.1, EngagementKind.EMBASSY_CALL, "FJI"),
    EngagementMark(210.4, -17.5, EngagementKind.PORT_VISIT, "PYF"),
)


def test_legend_counts_engagements_by_kind(scene: Callable[..., Scene]) -> None:
    entries = legend_entries(scene(layers=frozenset({"engagements"}), engagements=CALLS))
    assert [(entry.glyph, entry.label, entry.count) for entry in entries] == [
        ("P", "Port visit", 3),
        ("E", "U.S. Embassy call", 1),
    ]
    assert len(legend_entries(scene(engagements=CALLS))) == len(legend_entries(scene()))


def test_tooltip_of_an_engagement_names_place_and_kind(scene: Callable[..., Scene]) -> None:
    """Do what Streamlit does with a row that has places instead of keys."""
    html = _html(scene(layers=frozenset({"engagements"}), engagements=CALLS))
    for key, value in (("{3}", "FJI"), ("{3}", "FJI"), ("{2}", "1"), ("{3}", "FJI")):
        html = html.replace(key, value, 1)
    assert ".sm .e-FJI{display:block}.sm .FJI{display:block}.sm .k1{display:block}" in html
    assert "<p class=e-FJI>Fiji<p class=e-PYF>French Polynesia" in html
    assert "<p class=k1>Port visit" in html


def test_focus_moves_the_camera(scene: Callable[..., Scene]) -> None:
    view = json.loads(coverage_deck(scene(focus=((178.4, -18.1),))).to_json())["initialViewState"]
    assert (view["longitude"], view["latitude"], view["zoom"]) == (178.4, -18.1, 5)
