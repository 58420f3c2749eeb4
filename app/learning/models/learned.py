"""Tables of what delegates say and show: confidence, check, feedback, own notes. Pledges: following.py.

All of it belongs to the delegate. Others see it only summed up, and held back for small groups.
"""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Moment(StrEnum):
    """When confidence was rated; the three are shown side by side and never blended."""

    BEFORE = "before"
    AFTER = "after"
    LOOKING_BACK = "looking_back"


class ConfidenceRating(Base):
    """A delegate's 1 to 5 on each topic and attribute of the programme, by key, at one moment."""

    __tablename__ = "confidence_rating"
    __table_args__ = (UniqueConstraint("enrolment_id", "moment"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    moment: Mapped[Moment] = mapped_column(enum_column(Moment, "rating_moment"))
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)  # key of topic or attribute → 1 to 5
    given_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class CheckKind(StrEnum):
    """The check before the programme never counts towards a certificate."""

    BEFORE = "before"
    AFTER = "after"


class CheckAttempt(Base):
    """One taking of the knowledge check: the questions drawn, and the options chosen once it is handed in."""

    __tablename__ = "check_attempt"
    __table_args__ = (
        CheckConstraint("(submitted_at IS NULL) = (correct IS NULL)", name="marked_when_handed_in"),
        CheckConstraint("correct BETWEEN 0 AND out_of", name="correct_ones_of_all"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    kind: Mapped[CheckKind] = mapped_column(enum_column(CheckKind, "check_kind"))
    questions: Mapped[list[str]] = mapped_column(JSON)  # their ids, in the order shown
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # id → option, from 1
    out_of: Mapped[int]
    correct: Mapped[int | None]
    started_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]


class DayFeedback(Base):
    """A delegate's feedback on one day; shown to trainers without names, from five replies on."""

    __tablename__ = "day_feedback"
    __table_args__ = (UniqueConstraint("enrolment_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    day: Mapped[int]
    ratings: Mapped[dict[str, Any]] = mapped_column(JSON)  # key of the question → 1 to 5
    helped: Mapped[str] = mapped_column(default="")
    change: Mapped[str] = mapped_column(default="")
    given_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class SessionNote(Base):
    """A delegate's own notes on a session, and whether its pre-reading is done. Nobody else sees them."""

    __tablename__ = "session_note"
    __table_args__ = (UniqueConstraint("enrolment_id", "session_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    session_key: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    prepared: Mapped[bool] = mapped_column(default=False)  # its pre-reading is done
    saved_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
