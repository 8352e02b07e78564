"""Keep templates of briefs, and what each brief that was given out said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _table(
        "brief_template",
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("brief_marking", AutoString(length=300), nullable=False),
        sa.UniqueConstraint("name"),
    )
    _table(
        "kept_brief",
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("compared_on", sa.Date(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
    )


def _table(name: str, *more: sa.Column[object] | sa.UniqueConstraint) -> None:
    """Make a table of what both share, and of what is its own."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("marking", AutoString(), nullable=False),
        sa.Column("dispose_after", sa.Date(), nullable=True),
        sa.Column("disposed_on", sa.Date(), nullable=True),
        sa.Column("source_key", AutoString(length=200), nullable=True),
        sa.Column("withdrawn", sa.Text(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("unit", AutoString(length=300), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("territories", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_source_key", name, ["source_key"], unique=True)


def downgrade() -> None:
    """Refuse: what was said in briefs would be lost."""
    raise NotImplementedError("this upgrade cannot be taken back; restore the backup made before it")
