"""Tables of the library: items, their versions, with whom they are shared, where they were used."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Sharing(StrEnum):
    """Who sees an item beyond its own authority."""

    OWN = "own"  # nobody
    CHOSEN = "chosen"  # the partners of the engagements that are named
    ALL = "all"  # the partner of each engagement that the authority leads


class LibraryItem(Base):
    """A document, link or tool that an authority keeps; what it holds is in its newest version."""

    __tablename__ = "library_item"
    __table_args__ = (
        CheckConstraint("from_level BETWEEN 1 AND 5", name="from_level_1_to_5"),
        CheckConstraint("to_level BETWEEN 1 AND 5", name="to_level_1_to_5"),
        CheckConstraint("(from_level IS NULL) = (to_level IS NULL)", name="both_levels_or_none"),
        CheckConstraint("to_level >= from_level", name="levels_upward"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    title: Mapped[str]
    about: Mapped[str]  # what it is for, and when to use it
    standards: Mapped[list[str]] = mapped_column(JSON, default=list)  # keys
    stages: Mapped[list[str]] = mapped_column(JSON, default=list)  # of the cycle
    from_level: Mapped[int | None]  # for whom it is: from this level to that
    to_level: Mapped[int | None]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    review_on: Mapped[dt.date]
    sharing: Mapped[Sharing] = mapped_column(enum_column(Sharing, "library_sharing"))
    added_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class LibraryVersion(Base):
    """What an item holds: a file, a link or a tool of the questionnaires. Numbered from 1; a version never changes."""

    __tablename__ = "library_version"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint(
            "(CASE WHEN link <> '' THEN 1 ELSE 0 END) + (CASE WHEN file_id IS NOT NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN tool_key <> '' THEN 1 ELSE 0 END) = 1",
            name="a_file_or_a_link_or_a_tool",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    item_id: Mapped[int] = mapped_column(ForeignKey("library_item.id"), index=True)
    number: Mapped[int]
    link: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    tool_key: Mapped[str] = mapped_column(default="")
    change: Mapped[str] = mapped_column(default="")  # what is new in it
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[dt.datetime]


class LibraryShare(Base):
    """An item of the lead authority, shared with the partner of one engagement."""

    __tablename__ = "library_share"

    item_id: Mapped[int] = mapped_column(ForeignKey("library_item.id"), primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), primary_key=True)
    shared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shared_at: Mapped[dt.datetime]


class LibraryUse(Base):
    """An item was used, for a goal or milestone of the change plan or for a service case."""

    __tablename__ = "library_use"
    __table_args__ = (
        CheckConstraint("goal_ref <> '' OR case_ref <> ''", name="used_for_something"),
        CheckConstraint("milestone_ref = '' OR goal_ref <> ''", name="milestone_of_a_goal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    item_id: Mapped[int] = mapped_column(ForeignKey("library_item.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("library_version.id"))  # the one that was used
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    goal_ref: Mapped[str] = mapped_column(default="")
    milestone_ref: Mapped[str] = mapped_column(default="")
    case_ref: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")  # what it was good for
    used_on: Mapped[dt.date]
    used_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
