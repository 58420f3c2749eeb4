"""The workshop as a meeting: when, where and who was there, for its minutes. What was agreed: agreed.py."""

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.db import Base


class WorkshopRecord(Base):
    """Facts of the meeting that no other record holds; the rest of the minutes writes itself."""

    __tablename__ = "workshop_record"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    held_on: Mapped[dt.date]
    place: Mapped[str] = mapped_column(default="")
    present: Mapped[str] = mapped_column(Text)  # one person a line
    apologies: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    recorded_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}
