"""Tools in use, service cases, the library; files that belong to an authority."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "library_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("standards", sa.JSON(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("from_level", sa.Integer(), nullable=True),
        sa.Column("to_level", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column(
            "sharing",
            sa.Enum(
                "own", "chosen", "all", name="library_sharing", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(from_level IS NULL) = (to_level IS NULL)", name=op.f("ck_library_item_both_levels_or_none")
        ),
        sa.CheckConstraint("from_level BETWEEN 1 AND 5", name=op.f("ck_library_item_from_level_1_to_5")),
        sa.CheckConstraint("to_level >= from_level", name=op.f("ck_library_item_levels_upward")),
        sa.CheckConstraint("to_level BETWEEN 1 AND 5", name=op.f("ck_library_item_to_level_1_to_5")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_library_item_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_library_item_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_item")),
        sa.UniqueConstraint("ref", name=op.f("uq_library_item_ref")),
    )
    with op.batch_alter_table("library_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_item_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_library_item_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "tool_version",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="tool_version_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["person.id"], name=op.f("fk_tool_version_uploaded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_tool_version_digest")),
        sa.UniqueConstraint("key", "label", name=op.f("uq_tool_version_key_label")),
        sa.UniqueConstraint("ref", name=op.f("uq_tool_version_ref")),
    )
    op.create_table(
        "appraisal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("tool_digest", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "understand",
                "plan",
                "do",
                "review",
                name="cycle_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("goal_ref", sa.String(), nullable=False),
        sa.Column("milestone_ref", sa.String(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "alone",
                "agreeing",
                "finished",
                "withdrawn",
                name="appraisal_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recommendation", sa.String(), nullable=False),
        sa.Column("finished_by_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'finished') = (content IS NOT NULL)", name=op.f("ck_appraisal_finished_with_its_content")
        ),
        sa.CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL)", name=op.f("ck_appraisal_finished_with_its_date")
        ),
        sa.CheckConstraint("milestone_ref = '' OR goal_ref <> ''", name=op.f("ck_appraisal_milestone_of_a_goal")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_appraisal_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["finished_by_id"], ["person.id"], name=op.f("fk_appraisal_finished_by_id_person")),
        sa.ForeignKeyConstraint(["follows_id"], ["appraisal.id"], name=op.f("fk_appraisal_follows_id_appraisal")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_appraisal_opened_by_id_person")),
        sa.ForeignKeyConstraint(
            ["tool_digest"], ["tool_version.digest"], name=op.f("fk_appraisal_tool_digest_tool_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
        sa.UniqueConstraint("ref", name=op.f("uq_appraisal_ref")),
    )
    with op.batch_alter_table("appraisal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appraisal_case_ref"), ["case_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_appraisal_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "library_share",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("shared_by_id", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_library_share_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["library_item.id"], name=op.f("fk_library_share_item_id_library_item")),
        sa.ForeignKeyConstraint(["shared_by_id"], ["person.id"], name=op.f("fk_library_share_shared_by_id_person")),
        sa.PrimaryKeyConstraint("item_id", "engagement_id", name=op.f("pk_library_share")),
    )
    op.create_table(
        "service_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "new", "review", "decommission", name="case_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("yearly_pence", sa.BigInteger(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "understand",
                "plan",
                "do",
                "review",
                name="cycle_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("goal_ref", sa.String(), nullable=False),
        sa.Column("subject_ref", sa.String(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "ending",
            sa.Enum(
                "concluded",
                "decommissioned",
                "given_up",
                name="case_ending",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ending <> 'decommissioned' OR kind = 'decommission'",
            name=op.f("ck_service_case_only_such_a_case_ends_a_service"),
        ),
        sa.CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name=op.f("ck_service_case_ended_with_its_date")),
        sa.CheckConstraint("yearly_pence >= 0", name=op.f("ck_service_case_cost_not_below_nothing")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_service_case_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_service_case_opened_by_id_person")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_service_case_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_case")),
        sa.UniqueConstraint("ref", name=op.f("uq_service_case_ref")),
    )
    with op.batch_alter_table("service_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_case_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_case_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "appraisal_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("appraisal_id", sa.Integer(), nullable=False),
        sa.Column("slot_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minimum BETWEEN 0 AND 5", name=op.f("ck_appraisal_criterion_minimum_0_to_5")),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_appraisal_criterion_weight_1_to_100")),
        sa.ForeignKeyConstraint(
            ["appraisal_id"], ["appraisal.id"], name=op.f("fk_appraisal_criterion_appraisal_id_appraisal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal_criterion")),
        sa.UniqueConstraint("ref", name=op.f("uq_appraisal_criterion_ref")),
    )
    with op.batch_alter_table("appraisal_criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appraisal_criterion_appraisal_id"), ["appraisal_id"], unique=False)

    op.create_table(
        "appraisal_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("appraisal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("option_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("amount_pence", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("outcome_reason", sa.String(), nullable=False),
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_pence >= 0", name=op.f("ck_appraisal_subject_amount_not_below_nothing")),
        sa.ForeignKeyConstraint(
            ["appraisal_id"], ["appraisal.id"], name=op.f("fk_appraisal_subject_appraisal_id_appraisal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal_subject")),
        sa.UniqueConstraint("appraisal_id", "position", name=op.f("uq_appraisal_subject_appraisal_id_position")),
        sa.UniqueConstraint("id", "appraisal_id", name=op.f("uq_appraisal_subject_id_appraisal_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_appraisal_subject_ref")),
    )
    with op.batch_alter_table("appraisal_subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appraisal_subject_appraisal_id"), ["appraisal_id"], unique=False)

    op.create_table(
        "appraisal_weight",
        sa.Column("appraisal_id", sa.Integer(), nullable=False),
        sa.Column("criterion_key", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.CheckConstraint("minimum BETWEEN 0 AND 5", name=op.f("ck_appraisal_weight_minimum_0_to_5")),
        sa.CheckConstraint("weight BETWEEN 0 AND 100", name=op.f("ck_appraisal_weight_weight_0_to_100")),
        sa.ForeignKeyConstraint(
            ["appraisal_id"], ["appraisal.id"], name=op.f("fk_appraisal_weight_appraisal_id_appraisal")
        ),
        sa.PrimaryKeyConstraint("appraisal_id", "criterion_key", name=op.f("pk_appraisal_weight")),
    )
    op.create_table(
        "appraiser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("appraisal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_appraiser_appraisal_id_appraisal")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appraiser_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraiser")),
        sa.UniqueConstraint("appraisal_id", "person_id", name=op.f("uq_appraiser_appraisal_id_person_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_appraiser_ref")),
    )
    with op.batch_alter_table("appraiser", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appraiser_appraisal_id"), ["appraisal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appraiser_person_id"), ["person_id"], unique=False)

    op.create_table(
        "case_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "understand",
                "plan",
                "do",
                "review",
                name="cycle_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("considered", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "leads_to",
            sa.Enum(
                "understand",
                "plan",
                "do",
                "review",
                name="next_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "ends",
            sa.Enum(
                "concluded",
                "decommissioned",
                "given_up",
                name="case_ending",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_decision_case_id_service_case")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_case_decision_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_decision")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_decision_ref")),
    )
    with op.batch_alter_table("case_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_decision_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "understand",
                "plan",
                "do",
                "review",
                name="cycle_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "note <> '' OR link <> '' OR file_id IS NOT NULL", name=op.f("ck_case_evidence_something_is_offered")
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_case_evidence_added_by_id_person")),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_evidence_case_id_service_case")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_case_evidence_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_evidence")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_evidence_ref")),
    )
    with op.batch_alter_table("case_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_evidence_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_measure_case_id_service_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_measure")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_measure_ref")),
    )
    with op.batch_alter_table("case_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_measure_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("unheard", sa.String(), nullable=False),
        sa.Column(
            "cover",
            sa.Enum("not", "partly", "fully", name="need_cover", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("gap", sa.String(), nullable=False),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_need_case_id_service_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_need")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_need_ref")),
    )
    with op.batch_alter_table("case_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_need_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_notice",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("given_to", sa.String(), nullable=False),
        sa.Column(
            "exception",
            sa.Enum(
                "time_limited",
                "agreed",
                "other",
                name="notice_exception",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("exception_reason", sa.String(), nullable=False),
        sa.Column("phasing_out", sa.String(), nullable=False),
        sa.Column("users_told", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(exception IS NULL) = (exception_reason = '')", name=op.f("ck_case_notice_an_exception_has_its_reason")
        ),
        sa.CheckConstraint("ends_on >= given_on", name=op.f("ck_case_notice_ends_after_its_notice")),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_notice_case_id_service_case")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_case_notice_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_notice")),
    )
    op.create_table(
        "case_quarter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("feedback", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_quarter_case_id_service_case")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_case_quarter_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_quarter")),
        sa.UniqueConstraint("case_id", "quarter", name=op.f("uq_case_quarter_case_id_quarter")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_quarter_ref")),
    )
    with op.batch_alter_table("case_quarter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_quarter_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("funding", sa.String(), nullable=False),
        sa.Column("yearly_pence", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("yearly_pence >= 0", name=op.f("ck_case_service_cost_not_below_nothing")),
        sa.ForeignKeyConstraint(["case_id"], ["service_case.id"], name=op.f("fk_case_service_case_id_service_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_service")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_service_ref")),
    )
    with op.batch_alter_table("case_service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_service_case_id"), ["case_id"], unique=False)

    op.create_table(
        "library_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("tool_key", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN link <> '' THEN 1 ELSE 0 END) + (CASE WHEN file_id IS NOT NULL THEN 1 ELSE 0 END) + (CASE WHEN tool_key <> '' THEN 1 ELSE 0 END) = 1",
            name=op.f("ck_library_version_a_file_or_a_link_or_a_tool"),
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_library_version_added_by_id_person")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_library_version_file_id_stored_file")),
        sa.ForeignKeyConstraint(["item_id"], ["library_item.id"], name=op.f("fk_library_version_item_id_library_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_version")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_library_version_item_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_library_version_ref")),
    )
    with op.batch_alter_table("library_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_version_item_id"), ["item_id"], unique=False)

    op.create_table(
        "agreed_answer",
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("criterion_key", sa.String(), nullable=False),
        sa.Column("appraisal_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column(
            "word",
            sa.Enum(
                "met",
                "partly",
                "not_met",
                "not_applicable",
                name="answer_word",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("mitigation", sa.String(), nullable=False),
        sa.Column("evidence_note", sa.String(), nullable=False),
        sa.Column("evidence_link", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 5", name=op.f("ck_agreed_answer_value_0_to_5")),
        sa.CheckConstraint("value IS NULL OR word IS NULL", name=op.f("ck_agreed_answer_a_value_or_a_word")),
        sa.ForeignKeyConstraint(
            ["appraisal_id"], ["appraisal.id"], name=op.f("fk_agreed_answer_appraisal_id_appraisal")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_agreed_answer_file_id_stored_file")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["person.id"], name=op.f("fk_agreed_answer_saved_by_id_person")),
        sa.ForeignKeyConstraint(
            ["subject_id", "appraisal_id"],
            ["appraisal_subject.id", "appraisal_subject.appraisal_id"],
            name=op.f("fk_agreed_answer_subject_id_appraisal_id_appraisal_subject"),
        ),
        sa.PrimaryKeyConstraint("subject_id", "criterion_key", name=op.f("pk_agreed_answer")),
    )
    with op.batch_alter_table("agreed_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_answer_appraisal_id"), ["appraisal_id"], unique=False)

    op.create_table(
        "case_measured",
        sa.Column("quarter_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column(
            "course",
            sa.Enum(
                "on_track",
                "at_risk",
                "off_track",
                "not_measured",
                name="measured_course",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["case_measure.id"], name=op.f("fk_case_measured_measure_id_case_measure")
        ),
        sa.ForeignKeyConstraint(
            ["quarter_id"], ["case_quarter.id"], name=op.f("fk_case_measured_quarter_id_case_quarter")
        ),
        sa.PrimaryKeyConstraint("quarter_id", "measure_id", name=op.f("pk_case_measured")),
    )
    op.create_table(
        "library_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("goal_ref", sa.String(), nullable=False),
        sa.Column("milestone_ref", sa.String(), nullable=False),
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("used_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("goal_ref <> '' OR case_ref <> ''", name=op.f("ck_library_use_used_for_something")),
        sa.CheckConstraint("milestone_ref = '' OR goal_ref <> ''", name=op.f("ck_library_use_milestone_of_a_goal")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_library_use_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["library_item.id"], name=op.f("fk_library_use_item_id_library_item")),
        sa.ForeignKeyConstraint(["used_by_id"], ["person.id"], name=op.f("fk_library_use_used_by_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["library_version.id"], name=op.f("fk_library_use_version_id_library_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_use")),
        sa.UniqueConstraint("ref", name=op.f("uq_library_use_ref")),
    )
    with op.batch_alter_table("library_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_use_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_library_use_item_id"), ["item_id"], unique=False)

    op.create_table(
        "private_answer",
        sa.Column("appraiser_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("criterion_key", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column(
            "word",
            sa.Enum(
                "met",
                "partly",
                "not_met",
                "not_applicable",
                name="answer_word",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 5", name=op.f("ck_private_answer_value_0_to_5")),
        sa.ForeignKeyConstraint(
            ["appraiser_id"], ["appraiser.id"], name=op.f("fk_private_answer_appraiser_id_appraiser")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["appraisal_subject.id"], name=op.f("fk_private_answer_subject_id_appraisal_subject")
        ),
        sa.PrimaryKeyConstraint("appraiser_id", "subject_id", "criterion_key", name=op.f("pk_private_answer")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("authority_id", sa.Integer(), nullable=True))
        batch_op.alter_column("engagement_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_stored_file_authority_id_authority"), "authority", ["authority_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_stored_file_of_an_engagement_or_an_authority"),
            "(engagement_id IS NULL) <> (authority_id IS NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_stored_file_of_an_engagement_or_an_authority"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_stored_file_authority_id_authority"), type_="foreignkey")
        batch_op.alter_column("engagement_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("authority_id")

    op.drop_table("private_answer")
    with op.batch_alter_table("library_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_use_item_id"))
        batch_op.drop_index(batch_op.f("ix_library_use_engagement_id"))

    op.drop_table("library_use")
    op.drop_table("case_measured")
    with op.batch_alter_table("agreed_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreed_answer_appraisal_id"))

    op.drop_table("agreed_answer")
    with op.batch_alter_table("library_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_version_item_id"))

    op.drop_table("library_version")
    with op.batch_alter_table("case_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_service_case_id"))

    op.drop_table("case_service")
    with op.batch_alter_table("case_quarter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_quarter_case_id"))

    op.drop_table("case_quarter")
    op.drop_table("case_notice")
    with op.batch_alter_table("case_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_need_case_id"))

    op.drop_table("case_need")
    with op.batch_alter_table("case_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_measure_case_id"))

    op.drop_table("case_measure")
    with op.batch_alter_table("case_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_evidence_case_id"))

    op.drop_table("case_evidence")
    with op.batch_alter_table("case_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_decision_case_id"))

    op.drop_table("case_decision")
    with op.batch_alter_table("appraiser", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appraiser_person_id"))
        batch_op.drop_index(batch_op.f("ix_appraiser_appraisal_id"))

    op.drop_table("appraiser")
    op.drop_table("appraisal_weight")
    with op.batch_alter_table("appraisal_subject", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appraisal_subject_appraisal_id"))

    op.drop_table("appraisal_subject")
    with op.batch_alter_table("appraisal_criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appraisal_criterion_appraisal_id"))

    op.drop_table("appraisal_criterion")
    with op.batch_alter_table("service_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_case_owner_id"))
        batch_op.drop_index(batch_op.f("ix_service_case_engagement_id"))

    op.drop_table("service_case")
    op.drop_table("library_share")
    with op.batch_alter_table("appraisal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appraisal_engagement_id"))
        batch_op.drop_index(batch_op.f("ix_appraisal_case_ref"))

    op.drop_table("appraisal")
    op.drop_table("tool_version")
    with op.batch_alter_table("library_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_item_owner_id"))
        batch_op.drop_index(batch_op.f("ix_library_item_authority_id"))

    op.drop_table("library_item")
