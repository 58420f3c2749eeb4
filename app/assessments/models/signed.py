"""Frozen results: what is proposed to the director, what is signed; and what the director returns."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, new_ref


class ProposedResult(Base):
    """The result as it was sent to the director: exactly what is read is what is signed."""

    __tablename__ = "proposed_result"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    content: Mapped[dict[str, Any]]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[dt.datetime]


class SignedResult(Base):
    """The result as the director signed it: a frozen copy, numbered from 1 within its round."""

    __tablename__ = "signed_result"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="", server_default="")  # why the version before it was reopened
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    signed_name: Mapped[str]  # as it was on the day
    signed_at: Mapped[dt.datetime]


class ReturnedStandard(Base):
    """What the director wants looked at again on one standard; settled when it is agreed anew."""

    __tablename__ = "returned_standard"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    standard_key: Mapped[str]
    comment: Mapped[str]
    returned_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    returned_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None]
