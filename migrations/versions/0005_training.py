"""Training: programmes, cohorts, register, ratings, checks, pledges, certificates; the role of a delegate."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


ROLES = (
    "lead_officer",
    "director",
    "participant",
    "consultant",
    "manager",
    "trainer",
    "delegate",
    "finance_officer",
    "administrator",
)
WHERE_ROLES_STAND = (("membership", "ck_membership_role"), ("invitation", "ck_invitation_invited_role"))


def let_roles_be(roles):
    one_of = "role IN ({})".format(", ".join(f"'{role}'" for role in roles))
    for table, check in WHERE_ROLES_STAND:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(check), type_="check")
            batch_op.create_check_constraint(op.f(check), one_of)


def upgrade() -> None:
    let_roles_be(ROLES)
    op.create_table(
        "training_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="training_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_training_version_uploaded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_training_version_digest")),
        sa.UniqueConstraint("key", "label", name=op.f("uq_training_version_key_label")),
        sa.UniqueConstraint("ref", name=op.f("uq_training_version_ref")),
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("training_version_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "closed",
                "cancelled",
                name="cohort_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("joining", sa.String(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 100", name=op.f("ck_cohort_seats_in_a_room")),
        sa.CheckConstraint("taken BETWEEN 0 AND seats", name=op.f("ck_cohort_a_seat_for_each")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_cohort_authority_id_authority")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_cohort_created_by_id_person")),
        sa.ForeignKeyConstraint(
            ["training_version_id"],
            ["training_version.id"],
            name=op.f("fk_cohort_training_version_id_training_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("ref", name=op.f("uq_cohort_ref")),
    )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.create_index("ix_cohort_authority_id_id", ["authority_id", "id"], unique=False)

    op.create_table(
        "cohort_day",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_day_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("cohort_id", "day", name=op.f("pk_cohort_day")),
    )
    with op.batch_alter_table("cohort_day", schema=None) as batch_op:
        batch_op.create_index("ix_cohort_day_on_date", ["on_date"], unique=False)

    op.create_table(
        "cohort_trainer",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_trainer_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cohort_trainer_person_id_person")),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_cohort_trainer")),
    )
    with op.batch_alter_table("cohort_trainer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_trainer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "enrolled",
                "waiting",
                "withdrawn",
                name="enrolment_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line_manager", sa.String(), nullable=False),
        sa.Column("line_manager_email", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_enrolment_withdrawn_at_a_time")
        ),
        sa.CheckConstraint(
            "state <> 'enrolled' OR enrolled_at IS NOT NULL", name=op.f("ck_enrolment_enrolled_at_a_time")
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_enrolment_authority_id_authority")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_enrolment_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("cohort_id", "person_id", name=op.f("uq_enrolment_cohort_id_person_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_enrolment_ref")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index("ix_enrolment_authority_id_cohort_id", ["authority_id", "cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "trainer_day",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("entry_ref", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_trainer_day_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_trainer_day_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_trainer_day_person_id_person")),
        sa.PrimaryKeyConstraint("cohort_id", "day", "person_id", name=op.f("pk_trainer_day")),
    )
    with op.batch_alter_table("trainer_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainer_day_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("half", sa.String(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "present",
                "late",
                "left_early",
                "absent",
                name="attendance_mark",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(mark = 'absent') = (minutes = 0)", name=op.f("ck_attendance_absent_counts_nothing")),
        sa.CheckConstraint("half IN ('morning', 'afternoon')", name=op.f("ck_attendance_half_of_a_day")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 480", name=op.f("ck_attendance_minutes_of_half_a_day")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name=op.f("fk_attendance_marked_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("enrolment_id", "day", "half", name=op.f("uq_attendance_enrolment_id_day_half")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason = '')", name=op.f("ck_certificate_withdrawn_for_a_reason")
        ),
        sa.CheckConstraint("(number = 1) = (replaces_id IS NULL)", name=op.f("ck_certificate_replaces_the_one_before")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_certificate_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_certificate_issued_by_id_person")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_certificate_enrolment_id_number")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_certificate_replaces_id")),
    )
    op.create_table(
        "check_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("before", "after", name="check_kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (correct IS NULL)", name=op.f("ck_check_attempt_marked_when_handed_in")
        ),
        sa.CheckConstraint("correct BETWEEN 0 AND out_of", name=op.f("ck_check_attempt_correct_ones_of_all")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_check_attempt_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_attempt")),
        sa.UniqueConstraint("ref", name=op.f("uq_check_attempt_ref")),
    )
    with op.batch_alter_table("check_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_attempt_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "confidence_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "before",
                "after",
                "looking_back",
                name="rating_moment",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_confidence_rating_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidence_rating")),
        sa.UniqueConstraint("enrolment_id", "moment", name=op.f("uq_confidence_rating_enrolment_id_moment")),
    )
    op.create_table(
        "day_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("helped", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_day_feedback_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_feedback")),
        sa.UniqueConstraint("enrolment_id", "day", name=op.f("uq_day_feedback_enrolment_id_day")),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column(
            "witness",
            sa.Enum(
                "delegate", "manager", name="follow_up_witness", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("token_digest", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(witness = 'manager') = (token_digest IS NOT NULL)", name=op.f("ck_follow_up_managers_come_by_link")
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_follow_up_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("enrolment_id", "witness", name=op.f("uq_follow_up_enrolment_id_witness")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_follow_up_token_digest")),
    )
    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("by_on", sa.Date(), nullable=False),
        sa.Column("standard_key", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=True),
        sa.Column("milestone_ref", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 3", name=op.f("ck_pledge_three_at_most")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_pledge_engagement_id_engagement")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_pledge_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("enrolment_id", "position", name=op.f("uq_pledge_enrolment_id_position")),
        sa.UniqueConstraint("ref", name=op.f("uq_pledge_ref")),
    )
    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "session_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("session_key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("prepared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_session_note_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_note")),
        sa.UniqueConstraint("enrolment_id", "session_key", name=op.f("uq_session_note_enrolment_id_session_key")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM membership WHERE role = 'delegate'")
    op.execute("DELETE FROM invitation WHERE role = 'delegate'")
    let_roles_be([role for role in ROLES if role != "delegate"])
    op.drop_table("session_note")
    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_engagement_id"))

    op.drop_table("pledge")
    op.drop_table("follow_up")
    op.drop_table("day_feedback")
    op.drop_table("confidence_rating")
    with op.batch_alter_table("check_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_attempt_enrolment_id"))

    op.drop_table("check_attempt")
    op.drop_table("certificate")
    op.drop_table("attendance")
    with op.batch_alter_table("trainer_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trainer_day_engagement_id"))

    op.drop_table("trainer_day")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_person_id"))
        batch_op.drop_index("ix_enrolment_authority_id_cohort_id")

    op.drop_table("enrolment")
    with op.batch_alter_table("cohort_trainer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_trainer_person_id"))

    op.drop_table("cohort_trainer")
    with op.batch_alter_table("cohort_day", schema=None) as batch_op:
        batch_op.drop_index("ix_cohort_day_on_date")

    op.drop_table("cohort_day")
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index("ix_cohort_authority_id_id")

    op.drop_table("cohort")
    op.drop_table("training_version")
