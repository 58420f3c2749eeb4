"""A consultant's rehearsal on sample scores: one document, kept only while it runs. No real round knows it."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, new_ref


class Rehearsal(Base):
    """What is played so far; deleted at its end, or by the worker when it was left lying."""

    __tablename__ = "rehearsal"
    __table_args__ = (UniqueConstraint("engagement_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    instrument_digest: Mapped[str] = mapped_column(ForeignKey("instrument_version.digest"))
    content: Mapped[dict[str, Any]]
    started_at: Mapped[dt.datetime]
    saved_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
