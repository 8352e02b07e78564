"""Tell ports by what each file says of them, and keep boundaries that were imported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CHOICES = {
    "harbour_size": ("harboursize", ("large", "medium", "small", "very small", "unknown")),
    "harbour_type": (
        "harbourtype",
        (
            *("coastal, natural", "coastal, breakwater", "coastal, tide gates", "river, natural", "river, basins"),
            *("river, tide gates", "canal or lake", "open roadstead", "typhoon harbour", "unknown"),
        ),
    ),
}
"""Columns of closed choices, with the name of the constraint and the choices."""

METRES = (
    *("channel_m", "anchorage_m", "cargo_pier_m", "oil_terminal_m", "gas_terminal_m"),
    *("vessel_length_m", "vessel_beam_m", "vessel_draught_m"),
)


def upgrade() -> None:
    """Apply."""
    _widen_ports()
    _widen_facilities()
    _new_tables()


def _widen_ports() -> None:
    for column, (constraint, choices) in CHOICES.items():
        allowed = ", ".join(f"'{choice}'" for choice in choices)
        op.execute(
            f"ALTER TABLE port ADD COLUMN {column} VARCHAR(40) DEFAULT 'unknown' NOT NULL "
            f"CONSTRAINT {constraint} CHECK ({column} IN ({allowed}))"
        )
    for column in METRES:
        op.add_column("port", sa.Column(column, sa.Float(), nullable=True))
    for column in ("port_security", "first_port_of_entry"):
        op.add_column("port", sa.Column(column, sa.Boolean(), nullable=True))
    op.add_column("port", sa.Column("alternate_names", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("port", sa.Column("wpi_number", AutoString(length=20), nullable=True))
    op.add_column("port", sa.Column("flag_notes", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("port", sa.Column("provenance", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("port", sa.Column("withdrawn", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_port_wpi_number", "port", ["wpi_number"], unique=False)


def _widen_facilities() -> None:
    """Let a facility wait for its port; SQLite makes the table anew for that, and nothing refers to it."""
    guards = (
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name="lat_in_range"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name="lon_in_range"),
    )
    with op.batch_alter_table(
        "port_facility", table_args=guards, table_kwargs={"sqlite_autoincrement": True}
    ) as facility:
        facility.alter_column("port_id", existing_type=sa.Integer(), nullable=True)
        facility.add_column(sa.Column("territory", AutoString(), nullable=True))
        facility.add_column(sa.Column("port_name", AutoString(length=300), nullable=False, server_default=""))
        facility.add_column(sa.Column("description", sa.Text(), nullable=False, server_default=""))
        for column in ("plan_approved", "plan_withdrawn"):
            facility.add_column(sa.Column(column, sa.Boolean(), nullable=True))
        for column in ("approved_on", "reviewed_on", "compliance_on", "plan_withdrawn_on", "source_updated_on"):
            facility.add_column(sa.Column(column, sa.Date(), nullable=True))
        facility.add_column(sa.Column("attributes", sa.JSON(), nullable=False, server_default="{}"))
        facility.add_column(sa.Column("provenance", sa.JSON(), nullable=False, server_default="{}"))
        facility.add_column(sa.Column("withdrawn", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_port_facility_territory", "port_facility", ["territory"], unique=False)


def _new_tables() -> None:
    op.create_table(
        "boundary_file",
        sa.Column("digest", AutoString(length=64), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("detailed", sa.LargeBinary(), nullable=False),
        sa.Column("drawn", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "port_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("importer", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("territory", AutoString(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("creates", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *("taken", "doubtful", "set_aside"),
                name="entrystate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("port_id", sa.Integer(), nullable=True),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.Column("digest", AutoString(length=64), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["port_id"], ["port.id"]),
        sa.ForeignKeyConstraint(["candidate_id"], ["port.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("importer", "key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_port_entry_port_id", "port_entry", ["port_id"], unique=False)
    op.create_index("ix_port_entry_candidate_id", "port_entry", ["candidate_id"], unique=False)


def downgrade() -> None:
    """Refuse: what files said of ports would be lost."""
    raise NotImplementedError("this upgrade cannot be taken back; restore the backup made before it")
