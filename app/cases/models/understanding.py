"""The start of a case: needs, a map of existing services, and the gap between them (seeds 001 and 002, 3.2)."""

from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, enum_column, new_ref


class Cover(StrEnum):
    """How far existing services meet a need."""

    NOT = "not"
    PARTLY = "partly"
    FULLY = "fully"


class Need(Base):
    """What people need, with its evidence; and the gap: how far `services` meet it, and what is lacking."""

    __tablename__ = "case_need"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), index=True)
    what: Mapped[str]
    who: Mapped[str]  # whose need, and how many
    evidence: Mapped[str]  # statistics, research, what people say
    unheard: Mapped[str] = mapped_column(default="")  # who was not asked, what is not known
    cover: Mapped[Cover | None] = mapped_column(enum_column(Cover, "need_cover"))  # None: not compared yet
    services: Mapped[list[str]] = mapped_column(JSON, default=list)  # references of services that meet it
    gap: Mapped[str] = mapped_column(default="")
    priority: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ExistingService(Base):
    """A service that is there already, whoever provides it."""

    __tablename__ = "case_service"
    __table_args__ = (CheckConstraint("yearly_pence >= 0", name="cost_not_below_nothing"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), index=True)
    name: Mapped[str]
    provider: Mapped[str]
    reach: Mapped[str] = mapped_column(default="")  # whom, where, how many
    quality: Mapped[str] = mapped_column(default="")  # quality and impact, and how that is known
    funding: Mapped[str] = mapped_column(default="")  # by whom, until when
    yearly_pence: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
