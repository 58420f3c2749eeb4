"""The workshop in depth: second votes, dissent, evidence, files, proposals, returns, rehearsals, reopening."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATES = ("draft", "scoring", "workshop", "with_director", "signed", "reopened")
DATED = "target_by IS NULL OR target IS NOT NULL"


def state_is_one_of(states):
    return "state IN ({})".format(", ".join(f"'{state}'" for state in states))


def upgrade() -> None:
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("instrument_digest", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_rehearsal_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_digest"],
            ["instrument_version.digest"],
            name=op.f("fk_rehearsal_instrument_digest_instrument_version"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rehearsal_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
        sa.UniqueConstraint("engagement_id", "person_id", name=op.f("uq_rehearsal_engagement_id_person_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_rehearsal_ref")),
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("storage_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_stored_file_sha256_in_hexadecimal")),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size_above_nothing")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_stored_file_engagement_id_engagement")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_stored_file_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_stored_file_ref")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_stored_file_storage_key")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_file_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "dissent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("standard_key", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "naming",
            sa.Enum(
                "unnamed", "asked", "named", name="dissent_naming", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(naming = 'named') = (confirmed_at IS NOT NULL)", name=op.f("ck_dissent_named_once_confirmed")
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) = (naming = 'unnamed')", name=op.f("ck_dissent_a_person_is_asked_or_named")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dissent_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_dissent_recorded_by_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_dissent_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissent")),
        sa.UniqueConstraint("ref", name=op.f("uq_dissent_ref")),
    )
    with op.batch_alter_table("dissent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dissent_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dissent_round_id"), ["round_id"], unique=False)

    op.create_table(
        "evidence_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("standard_key", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("offered_alone", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("still_true", sa.Boolean(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_note", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "note <> '' OR link <> '' OR file_id IS NOT NULL", name=op.f("ck_evidence_item_something_is_offered")
        ),
        sa.CheckConstraint(
            "(still_true IS NULL) = (answered_at IS NULL)", name=op.f("ck_evidence_item_answered_with_a_date")
        ),
        sa.CheckConstraint(
            "carried_from_id IS NOT NULL OR still_true IS NULL", name=op.f("ck_evidence_item_still_true_of_carried")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_evidence_item_answered_by_id_person")),
        sa.ForeignKeyConstraint(["carried_from_id"], ["round.id"], name=op.f("fk_evidence_item_carried_from_id_round")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_evidence_item_file_id_stored_file")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_evidence_item_owner_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_evidence_item_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_item")),
        sa.UniqueConstraint("ref", name=op.f("uq_evidence_item_ref")),
    )
    with op.batch_alter_table("evidence_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_item_round_id"), ["round_id"], unique=False)

    op.create_table(
        "proposed_result",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_proposed_result_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_proposed_result_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_proposed_result")),
    )
    op.create_table(
        "returned_standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("standard_key", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("returned_by_id", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["returned_by_id"], ["person.id"], name=op.f("fk_returned_standard_returned_by_id_person")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_returned_standard_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_standard")),
    )
    with op.batch_alter_table("returned_standard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returned_standard_round_id"), ["round_id"], unique=False)

    op.create_table(
        "second_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("standard_key", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_second_vote_opened_by_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_second_vote_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_vote")),
        sa.UniqueConstraint("ref", name=op.f("uq_second_vote_ref")),
        sa.UniqueConstraint("round_id", "standard_key", name=op.f("uq_second_vote_round_id_standard_key")),
    )
    op.create_table(
        "workshop_record",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("apologies", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_workshop_record_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_workshop_record_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_workshop_record")),
    )
    op.create_table(
        "second_score",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("cannot_score", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(level IS NULL) = cannot_score", name=op.f("ck_second_score_level_or_cannot_score")),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_second_score_level_1_to_5")),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_second_score_participation_id_participation")
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["second_vote.id"], name=op.f("fk_second_score_vote_id_second_vote")),
        sa.PrimaryKeyConstraint("vote_id", "participation_id", name=op.f("pk_second_score")),
    )
    with op.batch_alter_table("agreed_score", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(op.f("ck_agreed_score_date_with_target"), DATED)

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reopened_reason", sa.String(), server_default="", nullable=False))
        batch_op.drop_constraint(op.f("ck_round_round_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_round_round_state"), state_is_one_of(STATES))

    with op.batch_alter_table("signed_result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("signed_result", schema=None) as batch_op:
        batch_op.drop_column("reason")

    op.execute("UPDATE round SET state = 'workshop' WHERE state = 'reopened'")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_round_round_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_round_round_state"), state_is_one_of(STATES[:-1]))
        batch_op.drop_column("reopened_reason")

    with op.batch_alter_table("agreed_score", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_agreed_score_date_with_target"), type_="check")
        batch_op.drop_column("priority")
        batch_op.drop_column("target_by")

    op.drop_table("second_score")
    op.drop_table("workshop_record")
    op.drop_table("second_vote")
    with op.batch_alter_table("returned_standard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_returned_standard_round_id"))

    op.drop_table("returned_standard")
    op.drop_table("proposed_result")
    with op.batch_alter_table("evidence_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_item_round_id"))

    op.drop_table("evidence_item")
    with op.batch_alter_table("dissent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dissent_round_id"))
        batch_op.drop_index(batch_op.f("ix_dissent_person_id"))

    op.drop_table("dissent")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_engagement_id"))

    op.drop_table("stored_file")
    op.drop_table("rehearsal")
