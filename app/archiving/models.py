"""The table of archives: one zip of everything about an authority, asked for by a person, made by a worker."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class ArchiveState(StrEnum):
    """Made by a worker that holds a lease; a lease that ran out lets another one begin anew."""

    QUEUED = "queued"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


class Archive(Base):
    """One archive; `done` of `steps` is how far it is. The file lies in the storage of uploaded files."""

    __tablename__ = "archive"
    __table_args__ = (
        CheckConstraint("(state = 'ready') = (storage_key <> '')", name="ready_with_its_file"),
        CheckConstraint("done BETWEEN 0 AND steps", name="as_far_as_it_goes"),
        Index("ix_archive_state_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)  # from which it was asked for
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime]
    state: Mapped[ArchiveState] = mapped_column(enum_column(ArchiveState, "archive_state"), default=ArchiveState.QUEUED)
    steps: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[dt.datetime | None]
    storage_key: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)  # bytes
    sha256: Mapped[str] = mapped_column(default="")
    made_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime | None]
    after_the_end: Mapped[bool] = mapped_column(default=False, server_default=false())  # holds what the lead may keep
    error: Mapped[str] = mapped_column(default="")
