"""What the facts of a port and their sources are called, and what a port holds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.actions.initialise import SHIPPED
from geodata.importers import SOURCES
from models.port_facts import PERSON, REFERENCE, SETTLED
from models.vocabulary import HarbourSize, HarbourType
from models.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.tables import Port

SOURCE_LABELS: Mapping[str, str] = {
    **{name: source.label for name, source in SOURCES.items()},
    "table": "Table or layer",
    REFERENCE: "Shipped with Seamark",
    PERSON: "Corrected by hand",
}
"""What each source is called, by its name."""

_UNSAID: tuple[object, ...] = (None, [], "unknown")
"""What a field holds of which no source speaks."""


def source_label(name: str) -> str:
    """Return what a source is called; one that is not known keeps its name."""
    return SOURCE_LABELS.get(name, name)


def known_facts(port: Port) -> dict[str, Any]:
    """Return the facts of a port that are known, by field."""
    return {name: value for name in SETTLED if (value := getattr(port, name)) not in _UNSAID}


def provenance_of(port: Port) -> Mapping[str, str]:
    """Return the source of each field that is known; of a port that keeps none, its one source for all of them."""
    if port.provenance:
        return port.provenance
    return dict.fromkeys(known_facts(port), REFERENCE if port.source.startswith(SHIPPED) else PERSON)


def value_text(value: Any) -> str:  # noqa: ANN401 - any JSON value of a fact
    """Write the value of a fact."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return words(value) if value in {*HarbourSize, *HarbourType} else str(value)
