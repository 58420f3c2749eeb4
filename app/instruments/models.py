"""The stored versions of instruments, addressed by their content. Reading and checking the text: document.py."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class VersionState(StrEnum):
    """A version is seen by rounds only once it is published; the newest published one is offered to new rounds."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class InstrumentKind(StrEnum):
    """What a version is for: the self-assessment of rounds (document.py), or a tool for services (tool.py)."""

    ASSESSMENT = "assessment"
    TOOL = "tool"


class InstrumentVersion(Base):
    """The exact text of an instrument; `digest` is the sha256 of its content, and what a round points at."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("key", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    key: Mapped[str]
    label: Mapped[str]  # the instrument's own name of this version
    title: Mapped[str]
    kind: Mapped[InstrumentKind] = mapped_column(
        enum_column(InstrumentKind, "instrument_kind"), default=InstrumentKind.ASSESSMENT, server_default="assessment"
    )
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[VersionState] = mapped_column(enum_column(VersionState, "version_state"))
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: came with the product
    uploaded_at: Mapped[dt.datetime]
    published_at: Mapped[dt.datetime | None]
