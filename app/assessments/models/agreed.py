"""What the partnership agrees in the workshop: levels and targets, dissent, findings by area. No private score."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.db import Base, enum_column, new_ref


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
        CheckConstraint("target_by IS NULL OR target IS NOT NULL", name="date_with_target"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    standard_key: Mapped[str]
    level: Mapped[int | None]  # None: not assessed, and `reason` says why
    target: Mapped[int | None]
    target_by: Mapped[dt.date | None]  # when the target should be reached; asked for where it lies above the level
    priority: Mapped[bool] = mapped_column(default=False, server_default=false())
    reason: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    recorded_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class Naming(StrEnum):
    """Whether a dissent carries a name: never without the person's own word (rules.md, Round)."""

    UNNAMED = "unnamed"
    ASKED = "asked"  # `person_id` has been asked, and nobody else is told whom
    NAMED = "named"


class Dissent(Base):
    """Somebody does not go along with what is agreed on a standard, in words; a level is never part of it."""

    __tablename__ = "dissent"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) = (naming = 'unnamed')", name="a_person_is_asked_or_named"),
        CheckConstraint("(naming = 'named') = (confirmed_at IS NOT NULL)", name="named_once_confirmed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    standard_key: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    naming: Mapped[Naming] = mapped_column(enum_column(Naming, "dissent_naming"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    person_name: Mapped[str] = mapped_column(default="")  # as it was when it was confirmed
    confirmed_at: Mapped[dt.datetime | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

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
