"""Tables of the register and of certificates. How attendance is counted: app/learning/attendance.py."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column


class Mark(StrEnum):
    """What the register says of a delegate in a half-day."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"

    @property
    def words(self) -> str:
        """Name the mark as pages do."""
        return self.value.replace("_", " ").capitalize()


class Attendance(Base):
    """One delegate in one half-day: the mark, and the minutes that count. No row: not registered yet."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "day", "half"),
        CheckConstraint("half IN ('morning', 'afternoon')", name="half_of_a_day"),
        CheckConstraint("minutes BETWEEN 0 AND 480", name="minutes_of_half_a_day"),
        CheckConstraint("(mark = 'absent') = (minutes = 0)", name="absent_counts_nothing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    day: Mapped[int]  # of the programme, from 1
    half: Mapped[str]  # "morning" or "afternoon"
    mark: Mapped[Mark] = mapped_column(enum_column(Mark, "attendance_mark"))
    minutes: Mapped[int]
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Certificate(Base):
    """A certificate as it was issued; `content` never changes. A replacement after a change of name is number 2."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint("(number = 1) = (replaces_id IS NULL)", name="replaces_the_one_before"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason = '')", name="withdrawn_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)  # of the public page: whoever has it may verify
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]  # 1, then one more for each change of name
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[dt.datetime]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
