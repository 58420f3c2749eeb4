"""Private scores: given alone, and once more in a second vote. Read in queries/ alone: one's own, or unnamed."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, new_ref


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


class SecondVote(Base):
    """A standard scored once more in the workshop. Until `closed_at` nothing of it is told but how many have voted."""

    __tablename__ = "second_vote"
    __table_args__ = (UniqueConstraint("round_id", "standard_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    standard_key: Mapped[str]
    opened_at: Mapped[dt.datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[dt.datetime | None]


class SecondScore(Base):
    """What one participant says in a second vote: a level, or that it cannot be scored. Private, as the first is."""

    __tablename__ = "second_score"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level_1_to_5"),
        CheckConstraint("(level IS NULL) = cannot_score", name="level_or_cannot_score"),
    )

    vote_id: Mapped[int] = mapped_column(ForeignKey("second_vote.id"), primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    level: Mapped[int | None]
    cannot_score: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[dt.datetime]
