"""Published geometry is named by its content, found again, and holds what it should."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from dashboard.maps import published
from dashboard.maps.derived import ZONE_PARTS, borders, zones
from dashboard.maps.points import POINTS, publish_points
from dashboard.maps.published import KEPT, PortRow, Published, boundaries, find, publish, publish_ports, rebuild_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.maps.scene import Scene
    from geodata.territories import Boundaries

SUVA = PortRow("Suva", "FJSUV", "FJI", 178.4217, -18.1333)
PAPEETE = PortRow("Papeete", None, "PYF", -149.5667, -17.5333)


def _content(item: Published) -> Any:  # noqa: ANN401 - JSON
    return json.loads(gzip.decompress(item.body))


GROUND = [
    pytest.param(boundaries, id="boundaries"),
    pytest.param(lambda: borders(boundaries().url), id="borders"),
    pytest.param(lambda: zones(boundaries().url), id="zones"),
]


@pytest.mark.parametrize("item", GROUND)
def test_is_named_by_its_content(item: Callable[[], Published]) -> None:
    found = item()
    assert found.digest == sha256(gzip.decompress(found.body)).hexdigest()[:16]
    assert found.url == f"/geo/{found.name}-{found.digest}.json"
    assert find(found.name, found.digest) == found


def test_boundaries_stand_at_their_own_index() -> None:
    """Layers that draw only some features rely on it."""
    for place, feature in enumerate(_content(boundaries())["features"]):
        assert feature["properties"]["i"] == place


def test_ports_are_points_in_the_frame() -> None:
    features = _content(publish_ports([PAPEETE, SUVA]))["U"]["features"]
    assert [feature["properties"] for feature in features] == [
        {"n": "Suva", "t": "FJI", "u": "FJSUV"},
        {"n": "Papeete", "t": "PYF"},
    ]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [178.422, -18.133]}
    assert features[1]["geometry"]["coordinates"] == [210.433, -17.533]


def test_ports_stand_with_others_of_their_size() -> None:
    large, medium = SUVA._replace(size="L"), PAPEETE._replace(size="M")
    content = _content(publish_ports([medium, large, SUVA._replace(name="Nasese", size="S")]))
    found = {size: [port["properties"]["n"] for port in ports["features"]] for size, ports in content.items()}
    assert found == {"L": ["Suva"], "M": ["Papeete"], "S": ["Nasese"], "U": []}
    assert {ports["type"] for ports in content.values()} == {"FeatureCollection"}


def test_ports_in_any_order_have_one_address() -> None:
    assert publish_ports([SUVA, PAPEETE]) is publish_ports([PAPEETE, SUVA])
    assert publish_ports([SUVA]).url != publish_ports([PAPEETE]).url


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        ([], ()),
        ([SUVA], ("U",)),
        ([SUVA, PAPEETE._replace(size="S")], ("S", "U")),
        ([SUVA._replace(size="M"), PAPEETE._replace(size="L")], ("L", "M")),
    ],
)
def test_ports_say_which_sizes_they_have(rows: list[PortRow], sizes: tuple[str, ...]) -> None:
    assert publish_ports(rows).sizes == publish_ports(rows).sizes == sizes


def test_four_thousand_ports_are_light() -> None:
    rows = [PortRow(f"Port {n}", f"FJ{n:03}", "FJI", n / 12, n / 60 - 30) for n in range(4000)]
    assert len(publish_ports(rows).body) < 100_000


def test_unknown_is_not_found() -> None:
    assert find("ports", "0" * 16) is None
    assert find("../secret", "x") is None


def test_old_versions_stay_for_a_while() -> None:
    versions = [publish("sample", str(number).encode()) for number in range(KEPT + 2)]
    assert [find("sample", version.digest) is version for version in versions] == [False, False, *[True] * KEPT]


def test_what_is_published_again_stays() -> None:
    first = publish("used", b"0")
    for number in range(1, KEPT + 2):
        publish("used", str(number).encode())
        assert publish("used", b"0") is first
    assert find("used", first.digest) is first


@pytest.mark.parametrize("item", GROUND)
def test_what_is_remembered_is_published_again(item: Callable[[], Published], monkeypatch: pytest.MonkeyPatch) -> None:
    """Others of its name may have taken its place since it was made."""
    made = item()
    monkeypatch.setattr(published, "_SHELF", {})
    monkeypatch.setattr(published, "_REBUILDERS", {})
    assert item() == made
    assert find(made.name, made.digest) == made


def test_is_published_again_after_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "_SHELF", {})
    monkeypatch.setattr(published, "_REBUILDERS", {})
    digest = sha256(b"[]").hexdigest()[:16]
    assert find("late", digest) is None
    rebuild_with("late", lambda: publish("late", b"[]"))
    found = find("late", digest)
    assert found is not None
    assert gzip.decompress(found.body) == b"[]"
    assert find("late", "0" * 16) is None


@pytest.mark.parametrize("item", GROUND)
def test_is_found_by_a_process_that_has_drawn_nothing(item: Callable[[], Published]) -> None:
    """A browser that kept its page asks a server that has just started."""
    script = f"from dashboard.maps.published import find; assert find({item().name!r}, {item().digest!r})"
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own words


def test_compression_is_the_same_every_time() -> None:
    assert publish("stable", b"{}").body == gzip.compress(b"{}", 9, mtime=0)


def test_borders_lie_on_land_between_two() -> None:
    paths = _content(borders(boundaries().url))
    assert sum(map(len, paths)) < 12_000
    lines = shapely.MultiLineString(paths)
    himalaya, tasman, coral = shapely.Point(88.1, 27.9), shapely.Point(160, -40), shapely.Point(150, -18)
    assert lines.distance(himalaya) < 0.5
    assert lines.distance(tasman) > 5
    assert lines.distance(coral) > 5


def test_zones_answer_for_the_same_territories(atlas: Boundaries) -> None:
    features = _content(zones(boundaries().url))["features"]
    assert [feature["properties"]["t"] for feature in features] == list(atlas.codes)
    for feature in features[:47]:
        zone = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert not zone.is_empty
        assert len(shapely.get_parts(zone)) <= ZONE_PARTS
        assert zone.distance(atlas.geometry(feature["properties"]["t"]).representative_point()) < 0.2


def test_a_click_sends_little() -> None:
    sizes = {f["properties"]["t"]: len(json.dumps(f)) for f in _content(zones(boundaries().url))["features"][:47]}
    assert max(sizes.values()) < 40_000
    assert sorted(sizes.values())[23] < 4_000


def test_points_say_where_and_never_how(scene: Callable[..., Scene]) -> None:
    rows = _content(publish_points(scene()))
    assert publish_points(scene()).name == POINTS
    assert [row["i"] for row in rows] == list(range(47))
    assert all(set(row) <= {"t", "i", "n", "p", "o", "b", "l", "a"} for row in rows)


def test_points_follow_the_size_of_the_map(scene: Callable[..., Scene]) -> None:
    assert publish_points(scene()) is publish_points(scene(theme="dark", selected="FJI"))
    assert publish_points(scene()).url != publish_points(scene(width_px=1200)).url
