"""Tell what a notice says: its citation, which ports it means, what it demands; and let a fact be withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("advisory_fact", sa.Column("notice", AutoString(length=100), nullable=False, server_default=""))
    op.execute(
        "ALTER TABLE advisory_fact ADD COLUMN scope VARCHAR(40) DEFAULT 'not_printed' NOT NULL "
        "CONSTRAINT advisoryscope CHECK (scope IN ('all_ports', 'all_but_excepted', 'not_printed'))"
    )
    for column in ("conditions", "withdrawn"):
        op.add_column("advisory_fact", sa.Column(column, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Refuse: what was entered of notices would be lost."""
    raise NotImplementedError("this upgrade cannot be taken back; restore the backup made before it")
