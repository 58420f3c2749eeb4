"""The table of stored files: what each is called, how long it is, where its bytes lie. The bytes are in storage.py."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, new_ref


class StoredFile(Base):
    """A file that somebody uploaded. Whoever points here decides who may read it; without a row the bytes are swept."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_above_nothing"),
        CheckConstraint("(engagement_id IS NULL) <> (authority_id IS NULL)", name="of_an_engagement_or_an_authority"),
        CheckConstraint("length(sha256) = 64", name="sha256_in_hexadecimal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"), index=True)
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))  # of what no engagement holds
    storage_key: Mapped[str] = mapped_column(unique=True)  # random: tells nothing of the name or the owner
    name: Mapped[str] = mapped_column(String(120))  # made safe by naming.py
    media_type: Mapped[str]  # found in the content by sniffing.py, never what the browser said
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    stored_at: Mapped[dt.datetime]
