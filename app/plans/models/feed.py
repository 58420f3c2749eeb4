"""The link by which a person's calendar reads the person's milestones. The token itself is never kept."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class CalendarFeed(Base):
    """A person's one live link; revoking deletes the row, a new link takes its place."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    token_digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]
