"""The table of stored programmes, each version with the text of all its files. What a file must hold: reading.py."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class TrainingState(StrEnum):
    """New cohorts are offered the newest published version; a published one never changes."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TrainingVersion(Base):
    """One version of a programme, a package or a bespoke session; `files` holds the text of each by its path."""

    __tablename__ = "training_version"
    __table_args__ = (UniqueConstraint("key", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    key: Mapped[str]
    label: Mapped[str]  # the programme's own name of this version
    title: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)  # sha256 of the files
    files: Mapped[dict[str, Any]]  # path inside the programme's folder → text
    state: Mapped[TrainingState] = mapped_column(enum_column(TrainingState, "training_state"))
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: came with the product
    uploaded_at: Mapped[dt.datetime]
    published_at: Mapped[dt.datetime | None]
