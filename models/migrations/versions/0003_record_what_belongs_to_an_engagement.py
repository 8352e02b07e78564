"""Record what belongs to an engagement."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


OLD_FACTS = (*("who", "action", "record_table", "record_id", "version", "before", "after", "why", "previous_hash"),)
"""What the hash of an entry was made from, beside its instant."""

OLD_ENTRY = sa.table(
    "audit_entry",
    *(sa.column(name) for name in ("id", *OLD_FACTS, "hash", "before_hash", "after_hash")),
    sa.column("at", UTCDateTime()),
)
OLD_CONTENT = sa.table("audit_content", sa.column("entry_id"), sa.column("before"), sa.column("after"))

GUARDS = {
    "sqlite": [
        *(
            f"""
            CREATE TRIGGER audit_entry_no_{event} BEFORE {event} ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
            """
            for event in ("update", "delete")
        ),
        """
        CREATE TRIGGER audit_content_no_update BEFORE UPDATE ON audit_content
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
        """,
    ],
    "postgresql": [
        """
        CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
        """,
        """
        CREATE TRIGGER audit_content_append_only BEFORE UPDATE OR TRUNCATE ON audit_content
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
        """,
    ],
}
"""Entries are never changed or taken away; content is only taken away, by disposal."""


def upgrade() -> None:
    """Apply."""
    _new_tables()
    _new_columns()
    _part_audit_and_content()


def _new_tables() -> None:
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("signature", AutoString(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "signature"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        sa.Column("key", AutoString(length=40), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "officer",
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
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("territories", sa.JSON(), nullable=False),
        sa.Column("leave", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_officer_source_key", "officer", ["source_key"], unique=True)

    op.create_table(
        "trip",
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
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("base", AutoString(), nullable=False),
        sa.Column("base_lon", sa.Float(), nullable=False),
        sa.Column("base_lat", sa.Float(), nullable=False),
        sa.CheckConstraint("base_lat BETWEEN -90 AND 90", name="base_lat_in_range"),
        sa.CheckConstraint("base_lon BETWEEN -180 AND 180", name="base_lon_in_range"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trip_source_key", "trip", ["source_key"], unique=True)

    op.create_table(
        "audit_content",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["audit_entry.id"],
        ),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_table(
        "assessment",
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
        sa.Column("territory", AutoString(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "effective",
                "not_effective",
                "undetermined",
                name="assessmentoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assessment_engagement_id", "assessment", ["engagement_id"], unique=False)
    op.create_index("ix_assessment_source_key", "assessment", ["source_key"], unique=True)
    op.create_index("ix_assessment_territory", "assessment", ["territory"], unique=False)

    op.create_table(
        "follow_up",
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
        sa.Column("territory", AutoString(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=True),
        sa.Column("observation", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", AutoString(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "in_progress",
                "done",
                "dropped",
                name="followupstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_follow_up_due_on", "follow_up", ["due_on"], unique=False)
    op.create_index("ix_follow_up_engagement_id", "follow_up", ["engagement_id"], unique=False)
    op.create_index("ix_follow_up_source_key", "follow_up", ["source_key"], unique=True)
    op.create_index("ix_follow_up_territory", "follow_up", ["territory"], unique=False)

    op.create_table(
        "organisation",
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
        sa.Column("territory", AutoString(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "designated_authority",
                "port_authority",
                "facility_security_office",
                "embassy_section",
                "other",
                name="organisationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("port_id", sa.Integer(), nullable=True),
        sa.Column("phone", AutoString(length=60), nullable=False),
        sa.Column("mail", AutoString(length=200), nullable=False),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["port_id"],
            ["port.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory"],
            ["territory.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_organisation_port_id", "organisation", ["port_id"], unique=False)
    op.create_index("ix_organisation_source_key", "organisation", ["source_key"], unique=True)
    op.create_index("ix_organisation_territory", "organisation", ["territory"], unique=False)


def _new_columns() -> None:
    op.add_column("access_period", sa.Column("marking", AutoString(), nullable=False, server_default="UNCLASSIFIED"))
    op.add_column("access_period", sa.Column("dispose_after", sa.Date(), nullable=True))
    op.add_column("access_period", sa.Column("disposed_on", sa.Date(), nullable=True))
    op.add_column("access_period", sa.Column("source_key", AutoString(length=200), nullable=True))
    op.add_column("access_period", sa.Column("withdrawn", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_access_period_source_key", "access_period", ["source_key"], unique=True)
    op.add_column("engagement", sa.Column("marking", AutoString(), nullable=False, server_default="UNCLASSIFIED"))
    op.add_column("engagement", sa.Column("dispose_after", sa.Date(), nullable=True))
    op.add_column("engagement", sa.Column("disposed_on", sa.Date(), nullable=True))
    op.add_column("engagement", sa.Column("source_key", AutoString(length=200), nullable=True))
    op.add_column("engagement", sa.Column("place", AutoString(length=300), nullable=False, server_default=""))
    op.add_column("engagement", sa.Column("facilities", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("organisations", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("lead", AutoString(length=120), nullable=False, server_default=""))
    op.add_column("engagement", sa.Column("team", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("agencies", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("agenda", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("observations", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("good_practices", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("recommendations", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("course", AutoString(length=300), nullable=False, server_default=""))
    op.add_column("engagement", sa.Column("hosts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("engagement", sa.Column("delegation", AutoString(length=300), nullable=False, server_default=""))
    op.add_column("engagement", sa.Column("headquarters_days", sa.Integer(), nullable=True))
    op.add_column("engagement", sa.Column("us_ports", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(
        "ALTER TABLE engagement ADD COLUMN channel VARCHAR(40) "
        "CONSTRAINT contactchannel CHECK (channel IN ('call', 'mail', 'meeting'))"
    )
    op.add_column(
        "engagement",
        sa.Column("trip_id", sa.Integer(), sa.ForeignKey("trip.id"), nullable=True),
        inline_references=True,
    )
    op.add_column("engagement", sa.Column("closing_reason", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "engagement",
        sa.Column("replaced_by", sa.Integer(), sa.ForeignKey("engagement.id"), nullable=True),
        inline_references=True,
    )
    op.create_index("ix_engagement_source_key", "engagement", ["source_key"], unique=True)
    op.drop_index("ix_engagement_starts_on", "engagement")
    op.create_index("ix_engagement_days", "engagement", ["starts_on", "ends_on"], unique=False)
    op.create_index("ix_engagement_waiting", "engagement", ["status", "ends_on"], unique=False)
    counted = ["territory", "ends_on", "kind", "status", "in_territory"]
    op.create_index("ix_engagement_counted", "engagement", counted, unique=False)
    op.create_index("ix_engagement_trip_id", "engagement", ["trip_id"], unique=False)


def _part_audit_and_content() -> None:
    """Move content out of the chain, which keeps its hashes: verify the old chain, then link it anew."""
    connection = op.get_bind()
    _drop_guards(connection.dialect.name)
    for column in ("before_hash", "after_hash"):
        op.add_column("audit_entry", sa.Column(column, AutoString(), nullable=True))
    query = sa.select(OLD_ENTRY).order_by(OLD_ENTRY.c.id)
    was = now = "0" * 64
    for row in connection.execute(query).mappings().all():
        entry = {name: row[name] for name in OLD_FACTS} | {"at": row["at"].isoformat()}
        if entry["previous_hash"] != was or _sha256(_canonical(entry)) != row["hash"]:
            raise RuntimeError(f"audit entry {row['id']} was altered: restore a backup before this upgrade")
        was = row["hash"]
        before, after = entry.pop("before"), entry.pop("after")
        hashes = {"before_hash": _sha256(before), "after_hash": _sha256(after), "previous_hash": now}
        now = str(_sha256(_canonical(entry | hashes)))
        connection.execute(OLD_CONTENT.insert().values(entry_id=row["id"], before=before, after=after))
        connection.execute(OLD_ENTRY.update().where(OLD_ENTRY.c.id == row["id"]).values(**hashes, hash=now))
    for column in ("before", "after"):
        op.execute(f"ALTER TABLE audit_entry DROP COLUMN {column}")
    for statement in GUARDS[connection.dialect.name]:
        op.execute(statement)


def _drop_guards(dialect: str) -> None:
    if dialect == "sqlite":
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_entry_no_{event}")
    else:
        op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")


def _canonical(facts: dict[str, Any]) -> str:
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sha256(content: str | None) -> str | None:
    return None if content is None else hashlib.sha256(content.encode()).hexdigest()


def downgrade() -> None:
    """Refuse: the content of the audit may have been disposed of since."""
    raise NotImplementedError("this upgrade cannot be taken back; restore the backup made before it")
