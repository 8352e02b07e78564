"""Read a web page as a browser does, for tests of what is in it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "img", "input", "br", "link", "rect", "line", "use", "circle", "path"}
"""Elements without an end, and those of drawings that are written so."""

CELLS = {"th", "td"}


@dataclass
class Read(HTMLParser):
    """What a page holds."""

    figures: dict[str, str] = field(default_factory=dict)
    tags: Counter[str] = field(default_factory=Counter)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    scripts: list[tuple[str, str]] = field(default_factory=list)
    """Type and source of each."""
    styles: list[str] = field(default_factory=list)
    words: str = ""
    tables: list[list[list[str]]] = field(default_factory=list)
    """The cells of each, row by row, its head first."""
    said: list[str] = field(default_factory=list)
    """The paragraphs of the words of the brief."""
    open: list[tuple[str, str | None]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    """Classes of the open elements."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = dict(attrs)
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "script":
            self.scripts.append((given.get("type") or "", ""))
        if tag not in VOID:
            self._begin(tag)
            self.open.append((tag, given.get("data-figure")))
            self.kinds.append(given.get("class") or "")

    def _begin(self, tag: str) -> None:
        """Make room for what the element holds."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in CELLS:
            self.tables[-1][-1].append("")
        elif tag == "p" and "words" in self.kinds[-1:]:
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the last element, which must be this one."""
        if tag not in VOID:
            begun, _ = self.open.pop()
            self.kinds.pop()
            assert begun == tag, f"<{begun}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        """Note a text where it belongs."""
        tag, key = self.open[-1] if self.open else ("", None)
        if tag == "script":
            kind, source = self.scripts[-1]
            self.scripts[-1] = (kind, source + data)
        elif tag == "style":
            self.styles.append(data)
        else:
            self._tell(data)
            if key is not None:
                assert key not in self.figures, f"{key} stands twice"
                self.figures[key] = data

    def _tell(self, data: str) -> None:
        """Note a text that is seen."""
        self.words += data
        within = {tag for tag, _ in self.open}
        if within & CELLS:
            self.tables[-1][-1][-1] += data
        elif "words" in self.kinds and "p" in within:
            self.said[-1] += data

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [value for _, given, value in self.attributes if given == name]

    def block(self, name: str) -> object:
        """Return the data of a block."""
        place = [value for tag, given, value in self.attributes if (tag, given) == ("script", "id")].index(name)
        return json.loads([source for kind, source in self.scripts if kind == "application/json"][place])


def read(body: bytes) -> Read:
    """Read a page, every element of which must be closed."""
    found = Read()
    found.feed(body.decode())
    found.close()
    assert found.open == []
    return found
