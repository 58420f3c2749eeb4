"""Twelve months in one view: monthly reviews, comparison, archives, digests."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comparison_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison_snapshot")),
        sa.UniqueConstraint("quarter", name=op.f("uq_comparison_snapshot_quarter")),
        sa.UniqueConstraint("ref", name=op.f("uq_comparison_snapshot_ref")),
    )
    op.create_table(
        "digest_sent",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_sent_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "on_date", name=op.f("pk_digest_sent")),
    )
    op.create_table(
        "mail_preference",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum(
                "daily", "weekly", "never", name="digest_rhythm", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_preference_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_preference")),
    )
    op.create_table(
        "archive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "making",
                "ready",
                "failed",
                "expired",
                name="archive_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("storage_key", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint("(state = 'ready') = (storage_key <> '')", name=op.f("ck_archive_ready_with_its_file")),
        sa.CheckConstraint("done BETWEEN 0 AND steps", name=op.f("ck_archive_as_far_as_it_goes")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_archive_asked_by_id_person")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_archive_authority_id_authority")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_archive_engagement_id_engagement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive")),
        sa.UniqueConstraint("ref", name=op.f("uq_archive_ref")),
    )
    with op.batch_alter_table("archive", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archive_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index("ix_archive_state_id", ["state", "id"], unique=False)

    op.create_table(
        "comparison_consent",
        sa.Column("engagement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=False),
        sa.Column("agreed_name", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_at >= agreed_at", name=op.f("ck_comparison_consent_withdrawn_after")
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["person.id"], name=op.f("fk_comparison_consent_agreed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_comparison_consent_engagement_id_engagement")
        ),
        sa.PrimaryKeyConstraint("engagement_id", name=op.f("pk_comparison_consent")),
    )
    op.create_table(
        "monthly_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("cut_off", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("risks", sa.String(), nullable=False),
        sa.Column(
            "impact",
            sa.Enum(
                "none", "some", "serious", name="lead_impact", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("impact_comment", sa.String(), nullable=False),
        sa.Column("rescheduling", sa.String(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("present", sa.String(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lead_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("lead_confirmed_name", sa.String(), nullable=False),
        sa.Column("lead_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partner_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("partner_confirmed_name", sa.String(), nullable=False),
        sa.Column("partner_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(frozen_at IS NULL) = (content IS NULL)", name=op.f("ck_monthly_review_frozen_with_its_content")
        ),
        sa.CheckConstraint(
            "frozen_at IS NULL OR (lead_confirmed_at IS NOT NULL AND partner_confirmed_at IS NOT NULL)",
            name=op.f("ck_monthly_review_frozen_by_both_sides"),
        ),
        sa.CheckConstraint(
            "lead_confirmed_by_id <> partner_confirmed_by_id", name=op.f("ck_monthly_review_confirmed_by_two_people")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_monthly_review_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_monthly_review_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(
            ["lead_confirmed_by_id"], ["person.id"], name=op.f("fk_monthly_review_lead_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["partner_confirmed_by_id"], ["person.id"], name=op.f("fk_monthly_review_partner_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["started_by_id"], ["person.id"], name=op.f("fk_monthly_review_started_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_review")),
        sa.UniqueConstraint("engagement_id", "number", name=op.f("uq_monthly_review_engagement_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_monthly_review_ref")),
    )
    with op.batch_alter_table("monthly_review", schema=None) as batch_op:
        batch_op.create_index(
            "uq_monthly_review_open",
            ["engagement_id"],
            unique=True,
            sqlite_where=sa.text("frozen_at IS NULL"),
            postgresql_where=sa.text("frozen_at IS NULL"),
        )

    op.create_table(
        "review_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_review_action_done_by_somebody")),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_review_action_done_by_id_person")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_review_action_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["monthly_review.id"], name=op.f("fk_review_action_review_id_monthly_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_action")),
        sa.UniqueConstraint("ref", name=op.f("uq_review_action_ref")),
    )
    with op.batch_alter_table("review_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_action_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_action_review_id"), ["review_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("review_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_action_review_id"))
        batch_op.drop_index(batch_op.f("ix_review_action_owner_id"))

    op.drop_table("review_action")
    with op.batch_alter_table("monthly_review", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_monthly_review_open",
            sqlite_where=sa.text("frozen_at IS NULL"),
            postgresql_where=sa.text("frozen_at IS NULL"),
        )

    op.drop_table("monthly_review")
    op.drop_table("comparison_consent")
    with op.batch_alter_table("archive", schema=None) as batch_op:
        batch_op.drop_index("ix_archive_state_id")
        batch_op.drop_index(batch_op.f("ix_archive_engagement_id"))

    op.drop_table("archive")
    op.drop_table("mail_preference")
    op.drop_table("digest_sent")
    op.drop_table("comparison_snapshot")
