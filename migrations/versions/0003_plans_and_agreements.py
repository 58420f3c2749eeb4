"""The change plan, its reviews and progress; mentoring; support agreements with their signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_feed_token_digest")),
    )
    op.create_table(
        "mentoring_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("focus", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_mentoring_pair_ends_after_start")
        ),
        sa.CheckConstraint("mentor_id <> mentee_id", name=op.f("ck_mentoring_pair_two_people")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_mentoring_pair_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["mentee_id"], ["person.id"], name=op.f("fk_mentoring_pair_mentee_id_person")),
        sa.ForeignKeyConstraint(["mentor_id"], ["person.id"], name=op.f("fk_mentoring_pair_mentor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_pair")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_pair_ref")),
    )
    with op.batch_alter_table("mentoring_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentoring_pair_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentoring_pair_mentee_id"), ["mentee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentoring_pair_mentor_id"), ["mentor_id"], unique=False)

    op.create_table(
        "mentoring_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("discussed", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_name", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 5 AND 600", name=op.f("ck_mentoring_meeting_some_minutes")),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["mentoring_pair.id"], name=op.f("fk_mentoring_meeting_pair_id_mentoring_pair")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_mentoring_meeting_recorded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_meeting")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_meeting_ref")),
    )
    with op.batch_alter_table("mentoring_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentoring_meeting_pair_id"), ["pair_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("result_number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "approved",
                "live",
                "closed",
                name="plan_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "change_state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                name="change_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("change_reason", sa.String(), nullable=False),
        sa.Column("approved_number", sa.Integer(), nullable=True),
        sa.Column("endorsement_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("endorsed_by_id", sa.Integer(), nullable=True),
        sa.Column("endorsed_name", sa.String(), nullable=False),
        sa.Column("endorsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("endorsed_digest", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_note", sa.String(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(endorsed_at IS NULL) = (endorsed_digest = '')", name=op.f("ck_plan_endorsed_content")),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_plan_closed_at_a_time")),
        sa.CheckConstraint(
            "(state IN ('approved', 'live', 'closed')) = (approved_number IS NOT NULL)", name=op.f("ck_plan_approved")
        ),
        sa.CheckConstraint(
            "change_state IS NULL OR state IN ('approved', 'live')", name=op.f("ck_plan_changes_what_is_approved")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_plan_created_by_id_person")),
        sa.ForeignKeyConstraint(["endorsed_by_id"], ["person.id"], name=op.f("fk_plan_endorsed_by_id_person")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_plan_engagement_id_engagement")),
        sa.ForeignKeyConstraint(
            ["round_id", "result_number"],
            ["signed_result.round_id", "signed_result.number"],
            name=op.f("fk_plan_round_id_result_number_signed_result"),
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_plan_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("engagement_id", name=op.f("uq_plan_engagement_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_ref")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("standard_key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("success_measure", sa.String(), nullable=False),
        sa.Column("target_level", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("target_level BETWEEN 1 AND 5", name=op.f("ck_goal_level_1_to_5")),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_goal_deputy_id_person")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_goal_owner_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_goal_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("ref", name=op.f("uq_goal_ref")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_deputy_id"), ["deputy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "omission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("standard_key", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_omission_plan_id_plan")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_omission_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_omission")),
        sa.UniqueConstraint("plan_id", "standard_key", name=op.f("uq_omission_plan_id_standard_key")),
    )
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("endorsed_name", sa.String(), nullable=False),
        sa.Column("endorsed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=False),
        sa.Column("submitted_name", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "approved",
                "with_conditions",
                "returned",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_name", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_plan_version_decided_at_a_time")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_plan_version_decided_by_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["person.id"], name=op.f("fk_plan_version_submitted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_version_ref")),
    )
    op.create_table(
        "agreement_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "initial",
                "plan",
                "variation",
                name="agreement_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "to_sign",
                "signed",
                "withdrawn",
                name="agreement_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("plan_version_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("day_rate", sa.Integer(), nullable=False),
        sa.Column("estimate_quarters", sa.Integer(), nullable=False),
        sa.Column("cap_quarters", sa.Integer(), nullable=False),
        sa.Column("costs", sa.String(), nullable=False),
        sa.Column("legal_power", sa.String(), nullable=False),
        sa.Column("equality", sa.String(), nullable=False),
        sa.Column("decision_reference", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_reason", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'signed') = (signed_on IS NOT NULL)", name=op.f("ck_agreement_version_signed_on_a_day")
        ),
        sa.CheckConstraint(
            "kind <> 'plan' OR plan_version_id IS NOT NULL", name=op.f("ck_agreement_version_rests_on_a_plan")
        ),
        sa.CheckConstraint(
            "kind <> 'variation' OR reason <> ''", name=op.f("ck_agreement_version_varied_for_a_reason")
        ),
        sa.CheckConstraint(
            "state NOT IN ('to_sign', 'signed') OR content IS NOT NULL",
            name=op.f("ck_agreement_version_frozen_to_be_signed"),
        ),
        sa.CheckConstraint(
            "day_rate > 0 AND day_rate % 4 = 0", name=op.f("ck_agreement_version_rate_divides_into_quarters")
        ),
        sa.CheckConstraint(
            "estimate_quarters >= 0 AND cap_quarters >= estimate_quarters",
            name=op.f("ck_agreement_version_cap_at_least_estimate"),
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["person.id"], name=op.f("fk_agreement_version_drafted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_agreement_version_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_agreement_version_file_id_stored_file")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_agreement_version_plan_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_version")),
        sa.UniqueConstraint("engagement_id", "number", name=op.f("uq_agreement_version_engagement_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_agreement_version_ref")),
    )
    with op.batch_alter_table("agreement_version", schema=None) as batch_op:
        batch_op.create_index(
            "uq_agreement_version_unsigned",
            ["engagement_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'to_sign')"),
            postgresql_where=sa.text("state IN ('draft', 'to_sign')"),
        )

    op.create_table(
        "goal_standing",
        sa.Column("goal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "on_track",
                "at_risk",
                "done",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name=op.f("ck_goal_standing_done_on_a_day")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_standing_goal_id_goal")),
        sa.PrimaryKeyConstraint("goal_id", name=op.f("pk_goal_standing")),
    )
    op.create_table(
        "mentoring_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_mentoring_action_done_by_somebody")
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_mentoring_action_done_by_id_person")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_mentoring_action_goal_id_goal")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["mentoring_meeting.id"], name=op.f("fk_mentoring_action_meeting_id_mentoring_meeting")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_mentoring_action_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_action")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_action_ref")),
    )
    with op.batch_alter_table("mentoring_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentoring_action_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentoring_action_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentoring_action_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "mentoring_pair_goal",
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_mentoring_pair_goal_goal_id_goal")),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["mentoring_pair.id"], name=op.f("fk_mentoring_pair_goal_pair_id_mentoring_pair")
        ),
        sa.PrimaryKeyConstraint("pair_id", "goal_id", name=op.f("pk_mentoring_pair_goal")),
    )
    with op.batch_alter_table("mentoring_pair_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentoring_pair_goal_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("quarters", sa.Integer(), nullable=False),
        sa.Column(
            "support",
            sa.Enum(
                "scoping",
                "self_assessment",
                "bespoke_training",
                "training_packages",
                "mentoring",
                "tools",
                "review",
                name="support_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("uses", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarters = 0 OR support IS NOT NULL", name=op.f("ck_milestone_days_are_of_a_kind")),
        sa.CheckConstraint("quarters >= 0", name=op.f("ck_milestone_days_not_negative")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_milestone_goal_id_goal")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_milestone_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("ref", name=op.f("uq_milestone_ref")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_milestone_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "plan_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("goal_ref", sa.String(), nullable=False),
        sa.Column("milestone_ref", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_name", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_plan_comment_author_id_person")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_plan_comment_plan_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_comment")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_comment_ref")),
    )
    with op.batch_alter_table("plan_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_comment_plan_version_id"), ["plan_version_id"], unique=False)

    op.create_table(
        "plan_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("goal_ref", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_by_id", sa.Integer(), nullable=True),
        sa.Column("met_name", sa.String(), nullable=False),
        sa.Column("met_note", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(met_at IS NULL) = (met_by_id IS NULL)", name=op.f("ck_plan_condition_met_by_somebody")),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR met_at IS NOT NULL", name=op.f("ck_plan_condition_confirmed_once_met")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_plan_condition_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["met_by_id"], ["person.id"], name=op.f("fk_plan_condition_met_by_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_condition_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_plan_condition_plan_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_condition")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_condition_ref")),
    )
    with op.batch_alter_table("plan_condition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_condition_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "agreement_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("agreement_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "scoping",
                "self_assessment",
                "bespoke_training",
                "training_packages",
                "mentoring",
                "tools",
                "review",
                name="support_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=False),
        sa.Column(
            "payer",
            sa.Enum("partner", "lead", name="payer", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "vat",
            sa.Enum(
                "standard",
                "exempt",
                "outside",
                "to_confirm",
                name="vat_treatment",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("quarters >= 0", name=op.f("ck_agreement_line_days_not_negative")),
        sa.ForeignKeyConstraint(
            ["agreement_version_id"],
            ["agreement_version.id"],
            name=op.f("fk_agreement_line_agreement_version_id_agreement_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_line")),
        sa.UniqueConstraint("ref", name=op.f("uq_agreement_line_ref")),
    )
    with op.batch_alter_table("agreement_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreement_line_agreement_version_id"), ["agreement_version_id"], unique=False
        )

    op.create_table(
        "agreement_signature",
        sa.Column("agreement_version_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("lead", "partner", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("authority_name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_version_id"],
            ["agreement_version.id"],
            name=op.f("fk_agreement_signature_agreement_version_id_agreement_version"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_agreement_signature_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreement_signature_person_id_person")),
        sa.PrimaryKeyConstraint("agreement_version_id", "side", name=op.f("pk_agreement_signature")),
        sa.UniqueConstraint("agreement_version_id", "authority_id", name="uq_agreement_signature_authority"),
        sa.UniqueConstraint("agreement_version_id", "person_id", name="uq_agreement_signature_person"),
    )
    op.create_table(
        "milestone_standing",
        sa.Column("milestone_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "on_track",
                "at_risk",
                "done",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("forecast_on", sa.Date(), nullable=True),
        sa.Column("forecast_reason", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'done') = (done_on IS NOT NULL)", name=op.f("ck_milestone_standing_done_on_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_standing_milestone_id_milestone")
        ),
        sa.PrimaryKeyConstraint("milestone_id", name=op.f("pk_milestone_standing")),
    )
    op.create_table(
        "milestone_wait",
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("waits_for_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("milestone_id <> waits_for_id", name=op.f("ck_milestone_wait_not_for_itself")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_wait_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["waits_for_id"], ["milestone.id"], name=op.f("fk_milestone_wait_waits_for_id_milestone")
        ),
        sa.PrimaryKeyConstraint("milestone_id", "waits_for_id", name=op.f("pk_milestone_wait")),
    )
    with op.batch_alter_table("milestone_wait", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_wait_waits_for_id"), ["waits_for_id"], unique=False)

    op.create_table(
        "plan_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "on_track",
                "at_risk",
                "done",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("forecast_from", sa.Date(), nullable=True),
        sa.Column("forecast_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("forecast_on IS NULL OR reason <> ''", name=op.f("ck_plan_entry_forecast_with_a_reason")),
        sa.CheckConstraint(
            "status IS NOT NULL OR forecast_on IS NOT NULL OR note <> '' OR link <> '' OR file_id IS NOT NULL",
            name=op.f("ck_plan_entry_says_something"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_plan_entry_file_id_stored_file")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_plan_entry_goal_id_goal")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_plan_entry_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_entry_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_entry_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_entry")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_entry_ref")),
    )
    with op.batch_alter_table("plan_entry", schema=None) as batch_op:
        batch_op.create_index("ix_plan_entry_goal_id_id", ["goal_id", "id"], unique=False)
        batch_op.create_index("ix_plan_entry_plan_id_at", ["plan_id", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("plan_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_entry_plan_id_at")
        batch_op.drop_index("ix_plan_entry_goal_id_id")

    op.drop_table("plan_entry")
    with op.batch_alter_table("milestone_wait", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_wait_waits_for_id"))

    op.drop_table("milestone_wait")
    op.drop_table("milestone_standing")
    op.drop_table("agreement_signature")
    with op.batch_alter_table("agreement_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_line_agreement_version_id"))

    op.drop_table("agreement_line")
    with op.batch_alter_table("plan_condition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_condition_plan_id"))

    op.drop_table("plan_condition")
    with op.batch_alter_table("plan_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_comment_plan_version_id"))

    op.drop_table("plan_comment")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_owner_id"))
        batch_op.drop_index(batch_op.f("ix_milestone_goal_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("mentoring_pair_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentoring_pair_goal_goal_id"))

    op.drop_table("mentoring_pair_goal")
    with op.batch_alter_table("mentoring_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentoring_action_owner_id"))
        batch_op.drop_index(batch_op.f("ix_mentoring_action_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_mentoring_action_goal_id"))

    op.drop_table("mentoring_action")
    op.drop_table("goal_standing")
    with op.batch_alter_table("agreement_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_agreement_version_unsigned",
            sqlite_where=sa.text("state IN ('draft', 'to_sign')"),
            postgresql_where=sa.text("state IN ('draft', 'to_sign')"),
        )

    op.drop_table("agreement_version")
    op.drop_table("plan_version")
    op.drop_table("omission")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_plan_id"))
        batch_op.drop_index(batch_op.f("ix_goal_owner_id"))
        batch_op.drop_index(batch_op.f("ix_goal_deputy_id"))

    op.drop_table("goal")
    op.drop_table("plan")
    with op.batch_alter_table("mentoring_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentoring_meeting_pair_id"))

    op.drop_table("mentoring_meeting")
    with op.batch_alter_table("mentoring_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentoring_pair_mentor_id"))
        batch_op.drop_index(batch_op.f("ix_mentoring_pair_mentee_id"))
        batch_op.drop_index(batch_op.f("ix_mentoring_pair_engagement_id"))

    op.drop_table("mentoring_pair")
    op.drop_table("calendar_feed")
