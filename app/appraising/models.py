"""Tables of tools in use: appraisals, what they are put to, private and agreed answers, a service's own criteria."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.appraising.answers import Word
from app.db import Base, enum_column, new_ref
from app.tools.tool import Stage


class AppraisalState(StrEnum):
    """Where a tool in use stands. No private answer leaves its owner's page before AGREEING."""

    ALONE = "alone"  # appraisers score, each unseen
    AGREEING = "agreeing"  # answered together; after ALONE, beside what each appraiser said, unnamed
    FINISHED = "finished"  # `content` is frozen
    WITHDRAWN = "withdrawn"


class Appraisal(Base):
    """A tool in use, on the exact text of `tool_digest`; it may belong to a service case, a goal or a milestone.

    Finished, it is one frozen value: `content`. A later look at the same is a new appraisal that names the former.
    """

    __tablename__ = "appraisal"
    __table_args__ = (
        CheckConstraint("(state = 'finished') = (content IS NOT NULL)", name="finished_with_its_content"),
        CheckConstraint("(state = 'finished') = (finished_at IS NOT NULL)", name="finished_with_its_date"),
        CheckConstraint("milestone_ref = '' OR goal_ref <> ''", name="milestone_of_a_goal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    tool_digest: Mapped[str] = mapped_column(ForeignKey("tool_version.digest"))
    title: Mapped[str]  # what it is about, such as the service's name
    stage: Mapped[Stage | None] = mapped_column(enum_column(Stage, "cycle_stage"))
    case_ref: Mapped[str] = mapped_column(default="", index=True)  # of the service case that it belongs to
    goal_ref: Mapped[str] = mapped_column(default="")  # of the change plan; matched by reference between versions
    milestone_ref: Mapped[str] = mapped_column(default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("appraisal.id"))  # the former look at the same
    state: Mapped[AppraisalState] = mapped_column(enum_column(AppraisalState, "appraisal_state"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[dt.datetime]
    recommendation: Mapped[str] = mapped_column(default="")
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    finished_at: Mapped[dt.datetime | None]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Subject(Base):
    """What the criteria are put to: a service, a provider, a candidate, an option. `outcome` is a key of the tool."""

    __tablename__ = "appraisal_subject"
    __table_args__ = (
        UniqueConstraint("appraisal_id", "position"),
        UniqueConstraint("id", "appraisal_id"),
        CheckConstraint("amount_pence >= 0", name="amount_not_below_nothing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    appraisal_id: Mapped[int] = mapped_column(ForeignKey("appraisal.id"), index=True)
    position: Mapped[int]
    option_key: Mapped[str] = mapped_column(default="")  # of a column that the tool fixes
    name: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    amount_pence: Mapped[int | None]  # what a criterion's threshold is measured by, such as yearly turnover
    outcome: Mapped[str] = mapped_column(default="")
    outcome_reason: Mapped[str] = mapped_column(default="")
    case_ref: Mapped[str] = mapped_column(default="")  # of the service case that was opened from it
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class OwnCriterion(Base):
    """A criterion of the service's own, in a slot that the tool leaves open (seed 001: service specific criteria)."""

    __tablename__ = "appraisal_criterion"
    __table_args__ = (
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight_1_to_100"),
        CheckConstraint("minimum BETWEEN 0 AND 5", name="minimum_0_to_5"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)  # stands as its key in answers
    appraisal_id: Mapped[int] = mapped_column(ForeignKey("appraisal.id"), index=True)
    slot_key: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    weight: Mapped[int] = mapped_column(default=1)
    minimum: Mapped[int | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class SetWeight(Base):
    """The weight and minimum that people gave a criterion of the tool before anybody scored by it."""

    __tablename__ = "appraisal_weight"
    __table_args__ = (
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_0_to_100"),
        CheckConstraint("minimum BETWEEN 0 AND 5", name="minimum_0_to_5"),
    )

    appraisal_id: Mapped[int] = mapped_column(ForeignKey("appraisal.id"), primary_key=True)
    criterion_key: Mapped[str] = mapped_column(primary_key=True)
    weight: Mapped[int]
    minimum: Mapped[int | None]


class Appraiser(Base):
    """A person asked to score alone before it is agreed."""

    __tablename__ = "appraiser"
    __table_args__ = (UniqueConstraint("appraisal_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    appraisal_id: Mapped[int] = mapped_column(ForeignKey("appraisal.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    added_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]


class PrivateAnswer(Base):
    """What one appraiser says alone. Private as a participant's scores are (rules.md, Round)."""

    __tablename__ = "private_answer"
    __table_args__ = (CheckConstraint("value BETWEEN 0 AND 5", name="value_0_to_5"),)

    appraiser_id: Mapped[int] = mapped_column(ForeignKey("appraiser.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("appraisal_subject.id"), primary_key=True)
    criterion_key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int | None]
    word: Mapped[Word | None] = mapped_column(enum_column(Word, "answer_word"))
    reason: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[dt.datetime]


class AgreedAnswer(Base):
    """What stands for a subject on a criterion: a value or a word or a reasoned cell, with evidence and mitigation."""

    __tablename__ = "agreed_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["subject_id", "appraisal_id"], ["appraisal_subject.id", "appraisal_subject.appraisal_id"]
        ),
        CheckConstraint("value BETWEEN 0 AND 5", name="value_0_to_5"),
        CheckConstraint("value IS NULL OR word IS NULL", name="a_value_or_a_word"),
    )

    subject_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_key: Mapped[str] = mapped_column(primary_key=True)
    appraisal_id: Mapped[int] = mapped_column(ForeignKey("appraisal.id"), index=True)
    value: Mapped[int | None]
    word: Mapped[Word | None] = mapped_column(enum_column(Word, "answer_word"))
    reason: Mapped[str] = mapped_column(default="")
    mitigation: Mapped[str] = mapped_column(default="")
    evidence_note: Mapped[str] = mapped_column(default="")
    evidence_link: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
