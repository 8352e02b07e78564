"""Keep what a planner chose of a trip: its days, travellers, stops, pace, worth and checklist."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LISTS = ("officers", "excluded", "stops", "checklist")
OBJECTS = ("pace", "weights")
LEAD_TIMES = ("clearance_days", "visa_days", "funding_days")


def upgrade() -> None:
    """Apply."""
    op.add_column("trip", sa.Column("base_zone", AutoString(length=60), nullable=False, server_default=""))
    op.execute(
        "ALTER TABLE trip ADD COLUMN state VARCHAR(40) DEFAULT 'draft' NOT NULL "
        "CONSTRAINT tripstate CHECK (state IN ('draft', 'confirmed', 'completed'))"
    )
    op.add_column("trip", sa.Column("leaves_on", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE trip ADD COLUMN back_by DATE CONSTRAINT trip_days_in_order "
        "CHECK (back_by IS NULL OR leaves_on IS NULL OR back_by >= leaves_on)"
    )
    op.add_column("trip", sa.Column("days", sa.Integer(), nullable=True))
    for name in LISTS:
        op.add_column("trip", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    for name in OBJECTS:
        op.add_column("trip", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("trip", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    for name in LEAD_TIMES:
        op.add_column("territory", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    """Refuse: the plans of trips would be lost."""
    raise NotImplementedError("this upgrade cannot be taken back; restore the backup made before it")
