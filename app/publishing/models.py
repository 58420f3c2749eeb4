"""What every table of published texts holds beside the text, addressed by its content. The tables: their own rooms."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.db import Base, new_ref


class VersionState(StrEnum):
    """A version is seen by its users only once it is published; the newest published one is offered to new ones."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Version(Base):
    """One version of a text, which never changes; a table adds `state`, whose check has its own name, and the text."""

    __abstract__ = True

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """No two texts have one name."""
        return (UniqueConstraint("key", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    key: Mapped[str]
    label: Mapped[str]  # the text's own name of this version
    title: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)  # sha256 of the content
    state: Mapped[VersionState]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: came with the product
    uploaded_at: Mapped[dt.datetime]
    published_at: Mapped[dt.datetime | None]
