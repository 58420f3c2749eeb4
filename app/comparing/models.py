"""Tables of comparison: who agreed to be part of it, and the frozen snapshot of each quarter."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, new_ref


class ComparisonConsent(Base):
    """A director's agreement that the partner's signed results are compared; a withdrawal counts from the next one."""

    __tablename__ = "comparison_consent"
    __table_args__ = (CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= agreed_at", name="withdrawn_after"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), primary_key=True, autoincrement=False)
    agreed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agreed_name: Mapped[str]
    agreed_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ComparisonSnapshot(Base):
    """The results of those who agreed, as they stood at the end of a quarter; never changed, never shown whole."""

    __tablename__ = "comparison_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    quarter: Mapped[dt.date] = mapped_column(unique=True)  # its first day
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[dt.datetime]
