"""A phone says that it is one, in whatever browser; a desktop, a tablet and a silent client are none."""

from __future__ import annotations

import pytest
import streamlit as st

from dashboard.parts.screen import on_phone

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148"
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
TABLET = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15"


@pytest.mark.parametrize(
    ("headers", "phone"),
    [
        ({"User-Agent": ANDROID}, True),
        ({"User-Agent": IPHONE}, True),
        ({"User-Agent": FIREFOX}, True),
        ({"User-Agent": DESKTOP}, False),
        ({"User-Agent": TABLET}, False),
        ({"User-Agent": ""}, False),
        ({}, False),
    ],
)
def test_only_a_phone_is_one(monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], *, phone: bool) -> None:
    monkeypatch.setattr(type(st.context), "headers", property(lambda _: headers))
    assert on_phone() is phone
