"""The Data page as a test drives it: opened, given a file, read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


def page(**address: str) -> AppTest:
    """Open the page at an address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app = app.switch_page("app_pages/data.py").run()
    assert not app.exception
    return app


def upload(app: AppTest, data: bytes, name: str) -> AppTest:
    """Give the page a file."""
    app = app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the button whose label begins so."""
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def offered(app: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [button.label for button in app.button]


def said(app: AppTest) -> str:
    """Return every message of the page, without the signs that keep it from being markup."""
    elements: list[Any] = [*app.error, *app.info, *app.success, *app.warning, *app.toast]
    return " ".join(element.value for element in elements).replace("\\", "")


def written(app: AppTest) -> str:
    """Return every line of text of the page, as `said` does."""
    elements: list[Any] = [*app.markdown, *app.caption]
    return "\n".join(element.value for element in elements).replace("\\", "")


def table(app: AppTest, place: int = 0) -> list[dict[str, Any]]:
    """Return the rows of a table that scrolls."""
    return [{str(name): value for name, value in row.items()} for row in app.dataframe[place].value.to_dict("records")]
