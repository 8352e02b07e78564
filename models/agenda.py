"""Templates of agendas: the three usual parts of a visit, and what each usually holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.vocabulary import AgendaPart

if TYPE_CHECKING:
    from collections.abc import Mapping

AGENDA_TEMPLATES: Mapping[AgendaPart, tuple[str, ...]] = {
    AgendaPart.GOVERNMENT: (
        "In-brief with the Designated Authority",
        "ISPS Code oversight: approvals, audits, exercises",
        "Follow-up of earlier recommendations",
        "Out-brief with the Designated Authority",
    ),
    AgendaPart.PORT: (
        "Meeting with the port facility security officer",
        "Walk through access control, restricted areas and monitoring",
        "Exchange of good practices",
    ),
    AgendaPart.EMBASSY: (
        "In-brief with the country team",
        "Out-brief with the country team",
    ),
}
"""By part, in the order of a usual visit."""
