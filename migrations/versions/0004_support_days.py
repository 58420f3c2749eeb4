"""Support days and money: entries with their threads, counters, rates, VAT codes, statements."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_day",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarters BETWEEN 0 AND 4", name=op.f("ck_person_day_one_day_at_most")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_day_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "on_date", name=op.f("pk_person_day")),
    )
    op.create_table(
        "statement_counter",
        sa.Column("authority_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_statement_counter_counts_up")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_statement_counter_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("authority_id", name=op.f("pk_statement_counter")),
    )
    op.create_table(
        "week_limit",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarters BETWEEN 0 AND 28", name=op.f("ck_week_limit_within_a_week")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_week_limit_authority_id_authority")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_week_limit_person_id_person")),
        sa.PrimaryKeyConstraint("authority_id", "person_id", name=op.f("pk_week_limit")),
    )
    op.create_table(
        "agreed_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("day_rate", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_name", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_name", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_agreed_rate_for_a_reason")),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (agreed_by_id IS NULL)", name=op.f("ck_agreed_rate_agreed_by_somebody")
        ),
        sa.CheckConstraint("day_rate > 0 AND day_rate % 4 = 0", name=op.f("ck_agreed_rate_rate_divides_into_quarters")),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["person.id"], name=op.f("fk_agreed_rate_agreed_by_id_person")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_agreed_rate_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreed_rate_person_id_person")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_agreed_rate_proposed_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_rate")),
        sa.UniqueConstraint("ref", name=op.f("uq_agreed_rate_ref")),
    )
    with op.batch_alter_table("agreed_rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_rate_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "charging_account",
        sa.Column("engagement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("used_quarters", sa.Integer(), nullable=False),
        sa.Column("used_value", sa.Integer(), nullable=False),
        sa.Column("cap_quarters", sa.Integer(), nullable=False),
        sa.Column("cap_value", sa.Integer(), nullable=False),
        sa.Column("agreement_number", sa.Integer(), nullable=False),
        sa.Column("closed_through", sa.Date(), nullable=True),
        sa.Column("purchase_order", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "used_quarters BETWEEN 0 AND cap_quarters", name=op.f("ck_charging_account_days_within_the_cap")
        ),
        sa.CheckConstraint(
            "used_value BETWEEN 0 AND cap_value", name=op.f("ck_charging_account_pounds_within_the_cap")
        ),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_charging_account_engagement_id_engagement")
        ),
        sa.PrimaryKeyConstraint("engagement_id", name=op.f("pk_charging_account")),
    )
    op.create_table(
        "support_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("lead_authority_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "issued",
                "paid",
                "disputed",
                name="statement_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invoice_number", sa.String(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name=op.f("ck_support_statement_paid_on_a_day")),
        sa.CheckConstraint("number > 0", name=op.f("ck_support_statement_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_support_statement_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_support_statement_issued_by_id_person")),
        sa.ForeignKeyConstraint(
            ["lead_authority_id"], ["authority.id"], name=op.f("fk_support_statement_lead_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_statement")),
        sa.UniqueConstraint("engagement_id", "month", name=op.f("uq_support_statement_engagement_id_month")),
        sa.UniqueConstraint("lead_authority_id", "number", name=op.f("uq_support_statement_lead_authority_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_support_statement_ref")),
    )
    op.create_table(
        "vat_code",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
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
        sa.Column(
            "treatment",
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
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_name", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("treatment <> 'to_confirm'", name=op.f("ck_vat_code_confirmed")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_vat_code_confirmed_by_id_person")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_vat_code_engagement_id_engagement")
        ),
        sa.PrimaryKeyConstraint("engagement_id", "kind", name=op.f("pk_vat_code")),
    )
    op.create_table(
        "statement_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invoiced",
                "disputed",
                "settled",
                "paid",
                name="event_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_statement_event_author_id_person")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["support_statement.id"], name=op.f("fk_statement_event_statement_id_support_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_event")),
    )
    with op.batch_alter_table("statement_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_event_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "support_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=False),
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
        sa.Column("goal_ref", sa.String(), nullable=False),
        sa.Column("milestone_ref", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("day_rate", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "booked",
                "draft",
                "submitted",
                "queried",
                "answered",
                "approved",
                "stated",
                name="entry_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("logged_by_id", sa.Integer(), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_name", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reverses_id IS NULL AND replaces_id IS NULL) OR reason <> ''",
            name=op.f("ck_support_entry_corrected_for_a_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'stated') = (statement_id IS NOT NULL)", name=op.f("ck_support_entry_stated_on_one_statement")
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'stated')) = (approved_at IS NOT NULL)",
            name=op.f("ck_support_entry_approved_by_somebody"),
        ),
        sa.CheckConstraint(
            "goal_ref <> '' OR kind IN ('scoping', 'self_assessment', 'review')",
            name=op.f("ck_support_entry_serves_a_goal"),
        ),
        sa.CheckConstraint(
            "(reverses_id IS NULL AND quarters BETWEEN 1 AND 4) OR (reverses_id IS NOT NULL AND quarters BETWEEN -4 AND -1)",
            name=op.f("ck_support_entry_quarters_of_one_day"),
        ),
        sa.CheckConstraint(
            "day_rate > 0 AND day_rate % 4 = 0", name=op.f("ck_support_entry_rate_divides_into_quarters")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name=op.f("fk_support_entry_approved_by_id_person")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_support_entry_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["logged_by_id"], ["person.id"], name=op.f("fk_support_entry_logged_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_entry_person_id_person")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["support_entry.id"], name=op.f("fk_support_entry_replaces_id_support_entry")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["support_entry.id"], name=op.f("fk_support_entry_reverses_id_support_entry")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["support_statement.id"], name=op.f("fk_support_entry_statement_id_support_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_entry")),
        sa.UniqueConstraint("ref", name=op.f("uq_support_entry_ref")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_support_entry_reverses_id")),
    )
    with op.batch_alter_table("support_entry", schema=None) as batch_op:
        batch_op.create_index("ix_support_entry_engagement_id_on_date", ["engagement_id", "on_date"], unique=False)
        batch_op.create_index("ix_support_entry_person_id_on_date", ["person_id", "on_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_entry_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "entry_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("query", "answer", name="message_kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_entry_message_author_id_person")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["support_entry.id"], name=op.f("fk_entry_message_entry_id_support_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_message")),
    )
    with op.batch_alter_table("entry_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_message_entry_id"), ["entry_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("entry_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_message_entry_id"))

    op.drop_table("entry_message")
    with op.batch_alter_table("support_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_entry_statement_id"))
        batch_op.drop_index("ix_support_entry_person_id_on_date")
        batch_op.drop_index("ix_support_entry_engagement_id_on_date")

    op.drop_table("support_entry")
    with op.batch_alter_table("statement_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_event_statement_id"))

    op.drop_table("statement_event")
    op.drop_table("vat_code")
    op.drop_table("support_statement")
    op.drop_table("charging_account")
    with op.batch_alter_table("agreed_rate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreed_rate_engagement_id"))

    op.drop_table("agreed_rate")
    op.drop_table("week_limit")
    op.drop_table("statement_counter")
    op.drop_table("person_day")
