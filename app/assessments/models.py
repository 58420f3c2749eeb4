"""Tables of rounds, private scores and agreed scores; nothing joins private and agreed ones but two queries."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.db import Base, enum_column, new_ref


class RoundKind(StrEnum):
    """Which run of the instrument this is in the twelve months."""

    BASELINE = "baseline"
    MID_YEAR = "mid_year"
    END_OF_YEAR = "end_of_year"

    @property
    def label(self) -> str:
        """Name the kind as pages do."""
        return {"baseline": "Baseline", "mid_year": "Mid-year", "end_of_year": "End of year"}[self.value]


class RoundState(StrEnum):
    """States of rules.md, Round. No score leaves its owner's page before WORKSHOP."""

    DRAFT = "draft"
    SCORING = "scoring"
    WORKSHOP = "workshop"
    WITH_DIRECTOR = "with_director"
    SIGNED = "signed"


class Round(Base):
    """One run of an instrument in an engagement, on the exact text of `instrument_digest`."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("engagement_id", "kind"),
        CheckConstraint("state IN ('draft', 'scoring') OR closed_at IS NOT NULL", name="closed_before_the_workshop"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    kind: Mapped[RoundKind] = mapped_column(enum_column(RoundKind, "round_kind"))
    instrument_digest: Mapped[str] = mapped_column(ForeignKey("instrument_version.digest"))
    state: Mapped[RoundState] = mapped_column(enum_column(RoundState, "round_state"))
    deadline: Mapped[dt.date]  # reminds, closes nothing
    created_at: Mapped[dt.datetime]
    opened_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    scores_shown_at: Mapped[dt.datetime | None]  # since then scoring cannot be reopened: a late score would be seen
    returned_reason: Mapped[str] = mapped_column(default="")  # the director's, when sent back to the workshop
    version: Mapped[int] = mapped_column()

    participations: Mapped[list["Participation"]] = relationship(back_populates="round", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class Participation(Base):
    """A person asked to score a round alone, for one agency."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency: Mapped[str]
    added_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]
    reminded_at: Mapped[dt.datetime | None]

    round: Mapped[Round] = relationship(back_populates="participations", lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class IndividualScore(Base):
    """What one participant says of one standard: a level, or why it cannot be scored. Private (rules.md, Round)."""

    __tablename__ = "individual_score"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level_1_to_5"),
        CheckConstraint("level IS NULL OR NOT cannot_score", name="level_or_cannot_score"),
    )

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    standard_key: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int | None]  # None: not answered, or cannot score
    cannot_score: Mapped[bool] = mapped_column(default=False)
    cannot_reason: Mapped[str] = mapped_column(default="")
    evidence_note: Mapped[str] = mapped_column(default="")
    evidence_link: Mapped[str] = mapped_column(default="")
    evidence_at: Mapped[dt.datetime]  # apart from saved_at, which would tell who changed a score late
    saved_at: Mapped[dt.datetime]


class AgreedScore(Base):
    """What is agreed on a standard: level and target, or why it is not assessed. `version` guards two editors."""

    __tablename__ = "agreed_score"
    __table_args__ = (
        UniqueConstraint("round_id", "standard_key"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_1_to_5"),
        CheckConstraint("target BETWEEN 1 AND 5", name="target_1_to_5"),
        CheckConstraint("target >= level", name="target_not_below_level"),
        CheckConstraint("(level IS NULL) = (target IS NULL)", name="level_with_target"),
        CheckConstraint("level IS NOT NULL OR reason <> ''", name="not_assessed_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    standard_key: Mapped[str]
    level: Mapped[int | None]  # None: not assessed, and `reason` says why
    target: Mapped[int | None]
    reason: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    recorded_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class AreaFinding(Base):
    """The challenges that the partnership faces in an area and its capacity for improvement (seed 004, Appendix A)."""

    __tablename__ = "area_finding"
    __table_args__ = (UniqueConstraint("round_id", "area_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    area_key: Mapped[str]
    challenges: Mapped[str] = mapped_column(Text)
    capacity: Mapped[str] = mapped_column(Text)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    recorded_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class SignedResult(Base):
    """The result as the director signed it: a frozen copy, numbered from 1 within its round."""

    __tablename__ = "signed_result"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    signed_name: Mapped[str]  # as it was on the day
    signed_at: Mapped[dt.datetime]
