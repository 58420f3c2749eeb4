"""The audit entry. Written by services.record, read by queries; nothing updates one but the sealing."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class AuditEntry(Base):
    """One change: when, whose hand (a person's key), which record, what was and what is."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_engagement_id_id", "engagement_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the service itself
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"))
    action: Mapped[str]
    subject: Mapped[str]  # what kind of record, and its public reference
    was: Mapped[dict[str, Any]]
    became: Mapped[dict[str, Any]]
    seal: Mapped[str | None]  # sha256 over the previous seal and this entry
