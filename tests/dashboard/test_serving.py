"""Starting the app: every shipped setting in force, only loopback, a port that is free."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit import config as streamlit_config
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app import _validate_run_config

from dashboard import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = serving.run_options("127.0.0.1", 8501)


def test_settings_hold_theme_and_limits() -> None:
    assert OPTIONS["server.maxUploadSize"] == 25
    assert OPTIONS["client.showErrorDetails"] == "none"
    assert OPTIONS["browser.gatherUsageStats"] is False
    assert OPTIONS["theme.light.backgroundColor"] == "#ffffff"
    assert OPTIONS["theme.dark.primaryColor"]


def test_every_setting_is_known_to_streamlit() -> None:
    assert _validate_run_config(OPTIONS) == OPTIONS
    assert set(OPTIONS) <= set(streamlit_config._config_options_template)


def test_cookie_secret_is_never_shipped() -> None:
    assert "server.cookieSecret" not in OPTIONS


def test_run_listens_where_asked() -> None:
    options = serving.run_options("::1", 9000)
    assert (options["server.address"], options["server.port"]) == ("::1", 9000)
    assert options["browser.serverAddress"] == "[::1]"
    assert options["server.allowedHosts"] == ["127.0.0.1", "localhost", "::1"]


def test_flatten_writes_dotted_names() -> None:
    assert serving.flatten({"a": {"b": 1, "c": {"d": [2]}}, "e": "f"}) == {"a.b": 1, "a.c.d": [2], "e": "f"}


def test_no_font_or_theme_comes_from_elsewhere() -> None:
    assert not [name for name, value in OPTIONS.items() if "://" in str(value)]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("kind", ["Sequential", "Diverging"])
def test_graded_palettes_have_the_ten_steps_streamlit_asks_for(mode: str, kind: str) -> None:
    colours = OPTIONS[f"theme.{mode}.chart{kind}Colors"]
    assert isinstance(colours, list)
    assert len(colours) == 10


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("textColor", "backgroundColor"),
        ("textColor", "secondaryBackgroundColor"),
        ("linkColor", "backgroundColor"),
        ("linkColor", "secondaryBackgroundColor"),
        ("codeTextColor", "codeBackgroundColor"),
        ("dataframeHeaderTextColor", "dataframeHeaderBackgroundColor"),
        ("primaryColor", "backgroundColor"),
    ],
)
def test_text_is_readable(mode: str, over: str, under: str) -> None:
    assert contrast(str(OPTIONS[f"theme.{mode}.{over}"]), str(OPTIONS[f"theme.{mode}.{under}"])) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_white_is_readable_on_the_accent(mode: str) -> None:
    assert contrast("#ffffff", str(OPTIONS[f"theme.{mode}.primaryColor"])) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_chart_colours_stand_out(mode: str) -> None:
    colours = OPTIONS[f"theme.{mode}.chartCategoricalColors"]
    assert isinstance(colours, list)
    assert min(contrast(colour, str(OPTIONS[f"theme.{mode}.backgroundColor"])) for colour in colours) >= 3


# --- address and port


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.8.9.1", "127.8.9.1"),
        ("::1", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("localhost", "127.0.0.1"),
        (" LOCALHOST ", "127.0.0.1"),
    ],
)
def test_loopback_is_accepted(address: str, expected: str) -> None:
    assert serving.loopback(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - refused
        "::",
        "192.168.1.4",
        "10.0.0.1",
        "8.8.8.8",
        "126.255.255.255",
        "128.0.0.1",
        "127.1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "2001:db8::1",
        "example.org",
        "localhost.example.org",
        "",
        "unix:///run/seamark",
    ],
)
def test_other_addresses_are_refused_in_one_line(address: str) -> None:
    with pytest.raises(serving.ServingError, match=r"^--address: .* use 127\.0\.0\.1, ::1 or localhost$") as refused:
        serving.serve(address, 8501, open_browser=False)
    assert refused.value.field == "--address"
    assert isinstance(refused.value, ValueError)


@given(st.ip_addresses())
def test_only_loopback_is_accepted(address: object) -> None:
    text = str(address)
    if text.startswith("127.") or text == "::1":
        assert serving.loopback(text) == text
    else:
        with pytest.raises(serving.ServingError):
            serving.loopback(text)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_taken_port_is_said(taken_port: int) -> None:
    with pytest.raises(serving.ServingError, match=f"^--port: {taken_port} is taken by another program; "):
        serving.choose_port("127.0.0.1", taken_port)


@pytest.mark.parametrize("port", [-1, 0, 65_536])
def test_impossible_port_is_refused(port: int) -> None:
    with pytest.raises(serving.ServingError, match=f"^--port: {port} is not a port"):
        serving.choose_port("127.0.0.1", port)


def test_next_free_port_is_chosen(taken_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_PORT", taken_port)
    assert taken_port < serving.choose_port("127.0.0.1") < taken_port + serving.PORTS_TRIED


def test_no_free_port_is_said(taken_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_PORT", taken_port)
    monkeypatch.setattr(serving, "PORTS_TRIED", 1)
    with pytest.raises(serving.ServingError, match="all taken"):
        serving.choose_port("127.0.0.1")


# --- the whole start, up to the server


class Run:
    """Stands in for Streamlit's server: notes what it was started with, and starts the lifespan."""

    def __init__(self) -> None:
        self.options: dict[str, object] = {}

    def __call__(self, app: object, *, config: dict[str, object]) -> None:
        """Take the place of `App.run`."""
        self.options = config

        async def live() -> None:
            async with app._user_lifespan(app):  # type: ignore[attr-defined]  # Streamlit offers no other way in
                pass

        asyncio.run(live())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    stand_in = Run()
    monkeypatch.setattr("streamlit.App.run", lambda app, *, config: stand_in(app, config=config))
    return stand_in


def test_serve_says_where_and_passes_everything_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    said: list[str] = []
    monkeypatch.setattr(serving, "show", shown.append)
    monkeypatch.setattr(serving, "choose_port", lambda _host, port: port)
    serving.serve("localhost", 8600, say=said.append)
    assert said == ["Seamark is at http://127.0.0.1:8600. Press Ctrl+C to stop."]
    assert shown == ["http://127.0.0.1:8600"]
    assert run.options == serving.run_options("127.0.0.1", 8600)


def test_serve_names_the_port_it_had_to_take(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(serving, "choose_port", lambda _host, _port: 8503)
    serving.serve(open_browser=False, say=said.append)
    assert said == ["Seamark is at http://127.0.0.1:8503 (port 8501 is taken). Press Ctrl+C to stop."]
    assert run.options["server.port"] == 8503


def test_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_app: object, *, config: dict[str, object]) -> None:
        assert config
        raise KeyboardInterrupt

    monkeypatch.setattr("streamlit.App.run", interrupted)
    serving.serve(open_browser=False)


def test_no_desktop_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("streamlit.cli_util.open_browser", opened.append)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    serving.show("http://127.0.0.1:8501")
    assert opened == []


def failing_page(kind: str) -> None:
    """Fail as a page might, and show what the reader is told."""
    from dashboard import serving  # noqa: PLC0415 - this function runs as a script of its own
    from models import errors  # noqa: PLC0415 - as above

    serving.explain_failure(errors.ConflictError("Somebody changed it") if kind == "ours" else KeyError("particulars"))


@pytest.mark.parametrize(("kind", "expected"), [("ours", "Somebody changed it"), ("other", "could not be shown")])
def test_failure_is_explained_without_particulars(kind: str, expected: str) -> None:
    page = AppTest.from_function(failing_page, args=(kind,)).run()
    assert expected in page.error[0].value
    assert "particulars" not in page.error[0].value
    assert not page.exception
