"""Port facilities that wait for their port, attached once it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from dashboard.actions.facility_plan import located
from dashboard.actions.port_flags import ports_in_use
from geodata.attaching import attach
from geodata.importers import gisis
from geodata.reconcile import Outcome
from models.changes import Update
from models.tables import PortFacility

if TYPE_CHECKING:
    from models.changes import Writer


def attach_waiting(writer: Writer) -> list[PortFacility]:
    """Attach the facilities without a port whose port is found with confidence among those in use.

    Returns:
        The facilities that were attached; the others go on waiting for a person.
    """
    query = select(PortFacility).where(col(PortFacility.port_id).is_(None), PortFacility.withdrawn == "")
    waiting = writer.session.exec(query.order_by(col(PortFacility.id))).all()
    ports = ports_in_use(session=writer.session) if waiting else []
    return writer.update_all(
        PortFacility,
        [
            Update(
                one.id or 0,
                {"port_id": ports[found.port].id, "provenance": {**one.provenance, "port_id": gisis.SOURCE}},
                one.version,
            )
            for one, found in zip(waiting, attach([located(one) for one in waiting], ports), strict=True)
            if found.port is not None and found.outcome is Outcome.CONFIDENT
        ],
    )
