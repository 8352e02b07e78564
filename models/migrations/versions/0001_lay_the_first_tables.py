"""Lay the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "sqlite": [
        f"""
        CREATE TRIGGER audit_entry_no_{event} BEFORE {event} ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
        """
        for event in ("update", "delete")
    ],
    "postgresql": [
        """
        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$
        """,
        """
        CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
        """,
    ],
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("who", AutoString(), nullable=False),
        sa.Column("action", AutoString(), nullable=False),
        sa.Column("record_table", AutoString(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("previous_hash", AutoString(), nullable=False),
        sa.Column("hash", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hash"),
        sa.UniqueConstraint("record_table", "record_id", "version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "territory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("alpha2", AutoString(length=2), nullable=True),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("long_name", AutoString(), nullable=True),
        sa.Column("partner", sa.Boolean(), nullable=False),
        sa.Column(
            "subregion",
            sa.Enum(
                "Western Indian Ocean",
                "South Asia",
                "Southeast Asia",
                "East Asia",
                "Australia and New Zealand",
                "Melanesia",
                "Micronesia",
                "Polynesia",
                name="subregion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("sovereign", AutoString(), nullable=True),
        sa.Column("capital", AutoString(), nullable=True),
        sa.Column("capital_lon", sa.Float(), nullable=True),
        sa.Column("capital_lat", sa.Float(), nullable=True),
        sa.Column("label_lon", sa.Float(), nullable=True),
        sa.Column("label_lat", sa.Float(), nullable=True),
        sa.Column("time_zone", AutoString(), nullable=True),
        sa.Column("weekend", AutoString(), nullable=True),
        sa.Column("embassy", AutoString(), nullable=True),
        sa.Column("visit_interval_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("capital_lat BETWEEN -90 AND 90", name="capital_lat_in_range"),
        sa.CheckConstraint("capital_lon BETWEEN -180 AND 180", name="capital_lon_in_range"),
        sa.CheckConstraint("label_lat BETWEEN -90 AND 90", name="label_lat_in_range"),
        sa.CheckConstraint("label_lon BETWEEN -180 AND 180", name="label_lon_in_range"),
        sa.CheckConstraint("visit_interval_days >= 1", name="visit_interval_positive"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("territory", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_territory_code"), ["code"], unique=True)

    op.create_table(
        "access_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("territory", AutoString(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", AutoString(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates_in_order"),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("access_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_period_territory"), ["territory"], unique=False)

    op.create_table(
        "advisory_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("territory", AutoString(), nullable=False),
        sa.Column("psa_number", AutoString(), nullable=True),
        sa.Column(
            "scheme",
            sa.Enum(
                "conditions_of_entry",
                "non_reporting",
                name="advisoryscheme",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "action",
            sa.Enum(
                "imposed",
                "modified",
                "removed",
                "listed",
                name="advisoryaction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("published_on", AutoString(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("full_list", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reference_key", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference_key"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("advisory_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advisory_fact_territory"), ["territory"], unique=False)

    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("territory", AutoString(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "government",
                "port_visit",
                "embassy_call",
                "training",
                "assessment",
                "reciprocal",
                "liaison",
                name="engagementkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "confirmed",
                "completed",
                "cancelled",
                name="engagementstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("in_territory", sa.Boolean(), nullable=False),
        sa.Column("ports", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_starts_on"), ["starts_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_engagement_territory"), ["territory"], unique=False)

    op.create_table(
        "port",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("unlocode", AutoString(), nullable=True),
        sa.Column("territory", AutoString(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("located_territory", AutoString(), nullable=True),
        sa.Column("located_nm", sa.Float(), nullable=True),
        sa.Column("flags", AutoString(), nullable=False),
        sa.Column("source_key", AutoString(), nullable=False),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name="lat_in_range"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name="lon_in_range"),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source_key"),
        sa.UniqueConstraint("unlocode"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("port", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_port_territory"), ["territory"], unique=False)

    op.create_table(
        "port_facility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("imo_number", AutoString(length=20), nullable=True),
        sa.Column("port_id", sa.Integer(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name="lat_in_range"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name="lon_in_range"),
        sa.ForeignKeyConstraint(
            ["port_id"],
            ["port.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("imo_number"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("port_facility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_port_facility_port_id"), ["port_id"], unique=False)
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("port_facility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_port_facility_port_id"))

    op.drop_table("port_facility")
    with op.batch_alter_table("port", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_port_territory"))

    op.drop_table("port")
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_territory"))
        batch_op.drop_index(batch_op.f("ix_engagement_starts_on"))

    op.drop_table("engagement")
    with op.batch_alter_table("advisory_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advisory_fact_territory"))

    op.drop_table("advisory_fact")
    with op.batch_alter_table("access_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_period_territory"))

    op.drop_table("access_period")
    with op.batch_alter_table("territory", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_territory_code"))

    op.drop_table("territory")
    op.drop_table("setting")
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change")
