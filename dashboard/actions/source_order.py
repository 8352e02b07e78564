"""The order of precedence of sources: stored, and every port that files speak of settled by it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from dashboard.actions.boundaries import boundaries_in_use
from dashboard.actions.port_flags import renew_flags
from dashboard.actions.port_settling import resettle, said_of_ports
from models.changes import writing
from models.errors import InvalidRecordError
from models.settings import choose, read_settings
from models.tables import Setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Engine

    from models.changes import Writer

WHY = "Order of precedence of sources"
"""The reason that stands in the history."""

SETTING = "precedence"
"""Name of the setting."""


def set_precedence(engine: Engine, order: Sequence[str], *, who: str) -> int:
    """Store an order of precedence, settle ports by it and look at their flags anew, in one transaction.

    Args:
        engine: the database.
        order: every source, the most trusted first.
        who: who chose it.

    Returns:
        How many ports changed.

    Raises:
        InvalidRecordError: a source is missing, or one is named that is not known.
    """
    with writing(engine, who=who, why=WHY) as writer:
        known = read_settings(writer.session).precedence
        if sorted(order) != sorted(known):
            raise InvalidRecordError(f"precedence: name each of these once: {', '.join(known)}")
        if writer.session.exec(select(Setting).where(Setting.name == SETTING)).one_or_none() is None:
            choose(writer, SETTING, list(known))  # so that the first order can be taken back as well
        choose(writer, SETTING, list(order))
        return _settle_all(writer)


def follow_precedence(writer: Writer, row: object) -> None:
    """Settle ports anew if what was written is the order of precedence."""
    if isinstance(row, Setting) and row.name == SETTING:
        _settle_all(writer)


def _settle_all(writer: Writer) -> int:
    changed = resettle(writer, said_of_ports(session=writer.session))
    renew_flags(writer, boundaries_in_use(session=writer.session))
    return len(changed)
