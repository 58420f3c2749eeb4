"""Rounds and who is asked to score them. What they score: private.py; what is agreed: agreed.py."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
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
    REOPENED = "reopened"  # the signed version stands until the next one is signed


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
    reopened_reason: Mapped[str] = mapped_column(default="", server_default="")  # of the latest reopening
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
