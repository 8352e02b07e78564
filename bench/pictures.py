"""Take the pictures that the documentation shows, of the demonstration: `python -m bench.pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bench.browsing import chromium
from scripts.bring_programs import find_chromium
from tests.browser.chart import CANVAS, PHONE, Chart
from tests.browser.watching import AS_OF, ROOT, serving, wait_for_map, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "images"
SETTLED_MS = 2000
"""For labels, whose font comes after the map."""

MOST_MS = 180_000
"""For a brief, which is drawn page by page."""


class Picture(NamedTuple):
    """One picture of a page; of Coverage, unless the address names another."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    address: str = f"/?as_of={AS_OF}"
    phone: bool = False
    builds: bool = False
    """The brief is built first."""


PICTURES = (
    Picture("coverage-light", 1440, 900, "light", f"/?as_of={AS_OF}&territory=Fiji"),
    Picture("coverage-dark", 1280, 720, "dark"),
    Picture("coverage-narrow", 390, 844, "light", phone=True),
    Picture("coverage-narrow-tiles", 390, 844, "dark", f"/?as_of={AS_OF}&view=Tiles", phone=True),
    Picture("coverage-wide", 1920, 1080, "light", f"/?as_of={AS_OF}&territory=French Polynesia"),
    Picture("coverage-projector", 1280, 720, "light", f"/?as_of={AS_OF}&territory=Madagascar"),
    Picture("coverage-tiles", 1280, 720, "light", f"/?as_of={AS_OF}&view=Tiles&territory=Nauru"),
    Picture("coverage-forecast", 1440, 900, "light", f"/?as_of=2027-03-31&compare={AS_OF}"),
    Picture("coverage-layers", 1440, 900, "dark", f"/?as_of={AS_OF}&layer_ports=true&layer_engagements=true"),
    Picture("territory", 1280, 900, "light", "/territories?code=FJI"),
    Picture("engagements", 1280, 720, "light", "/engagements"),
    Picture("engagements-matrix", 1280, 720, "dark", "/engagements?tab=Matrix"),
    Picture("ports", 1280, 720, "light", "/ports?find=suva"),
    Picture(
        "entry-check",
        1280,
        900,
        "light",
        "/entry_check?us_arrival=2025-06-01&calls=Toamasina (MGTMM-0001); Colombo; Sihanoukville; Singapore",
    ),
    Picture("advisories", 1440, 900, "light", f"/advisories?on={AS_OF}"),
    Picture("trip", 1280, 720, "light", "/trip?new=1&add=FSM,NRU,KIR,FJI,WSM,PYF"),
    Picture("brief", 1440, 900, "light", f"/brief?as_of={AS_OF}", builds=True),
    Picture("present", 1280, 720, "dark", f"/present?embed=true&embed_options=dark_theme&as_of={AS_OF}"),
    Picture("engagement-entry", 1280, 720, "light", "/engagement?partner=FJI"),
    Picture("engagement-entry-narrow", 390, 844, "dark", "/engagement?partner=FJI", phone=True),
)


def main() -> None:
    """Take all pictures."""
    browser_path = find_chromium()
    if browser_path is None:
        raise SystemExit("No browser: run `make programs`, or set SEAMARK_CHROMIUM")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as base, chromium(browser_path) as browser:
        for picture in PICTURES:
            take(browser, base, picture)
            print(FOLDER / f"{picture.name}.png")


def take(browser: Browser, base: str, picture: Picture) -> None:
    """Take one picture, the pointer out of the way."""
    device: dict[str, Any] = PHONE if picture.phone else {}
    size = {"width": picture.width, "height": picture.height}
    context = browser.new_context(**(device | {"base_url": base, "viewport": size, "color_scheme": picture.scheme}))
    page = context.new_page()
    if picture.address.startswith("/?"):
        Chart(page).open(picture.address)
    else:
        page.goto(picture.address)
        wait_until_idle(page)
        if page.locator(CANVAS).count():
            wait_for_map(page)
    if picture.builds:
        page.get_by_role("button", name="Build the brief").click()
        page.get_by_role("button", name="Download slides").wait_for(timeout=MOST_MS)
        wait_until_idle(page)
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    main()
