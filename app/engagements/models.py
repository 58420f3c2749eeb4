"""Tables of engagements and of the scoping exercise that starts each of them (seed 004, sections 3.3 and 3.4)."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Authority
from app.db import Base, Pence, enum_column, new_ref


class EngagementState(StrEnum):
    """States of rules.md, Engagement."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    ENDED_EARLY = "ended_early"

    @property
    def words(self) -> str:
        """Name the state as pages do."""
        return self.value.replace("_", " ").capitalize()


RUNNING = frozenset({EngagementState.OPEN, EngagementState.CLOSING})
"""States in which work goes on: days are charged, pairs meet, months are reviewed."""


class Engagement(Base):
    """One lead authority supporting one partner for twelve months, at a day rate; estimate and cap in person-days."""

    __tablename__ = "engagement"
    __table_args__ = (
        CheckConstraint("lead_authority_id <> partner_authority_id", name="two_authorities"),
        CheckConstraint("ends_on > starts_on", name="ends_after_start"),
        CheckConstraint("day_rate > 0 AND day_rate % 4 = 0", name="rate_divides_into_quarters"),
        CheckConstraint(
            "estimate_quarters > 0 AND cap_quarters >= estimate_quarters", name="cap_at_least_the_estimate"
        ),
        CheckConstraint("state = 'draft' OR agreement_signed_on IS NOT NULL", name="opens_with_an_agreement"),
        Index("ix_engagement_lead_authority_id_id", "lead_authority_id", "id"),
        Index("ix_engagement_partner_authority_id_id", "partner_authority_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    lead_authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    partner_authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    partnership_name: Mapped[str]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    decision_reference: Mapped[str]
    day_rate: Mapped[Decimal] = mapped_column(Pence)  # pounds per person-day before VAT
    estimate_quarters: Mapped[int]  # quarter person-days: 80 are 20 person-days
    cap_quarters: Mapped[int]
    state: Mapped[EngagementState] = mapped_column(enum_column(EngagementState, "engagement_state"))
    agreement_signed_on: Mapped[dt.date | None]  # the initial agreement, signed by both sides
    illustrative: Mapped[bool] = mapped_column(default=False)  # figures made up for a demonstration
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    lead_authority: Mapped[Authority] = relationship(foreign_keys=[lead_authority_id], lazy="raise_on_sql")
    partner_authority: Mapped[Authority] = relationship(foreign_keys=[partner_authority_id], lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class SupportKind(StrEnum):
    """The six parts of the support package (seed 004, section 3.3), and the monthly reviews of section 6.1."""

    SCOPING = "scoping"
    SELF_ASSESSMENT = "self_assessment"
    BESPOKE_TRAINING = "bespoke_training"
    TRAINING_PACKAGES = "training_packages"
    MENTORING = "mentoring"
    TOOLS = "tools"
    REVIEW = "review"

    @property
    def words(self) -> str:
        """Name the kind as pages do, in the seed's words."""
        return _KIND_WORDS[self.value]


_KIND_WORDS = {
    "scoping": "Scoping exercise",
    "self_assessment": "Self-assessment",
    "bespoke_training": "Bespoke commissioning training",
    "training_packages": "Specific training packages",
    "mentoring": "Mentoring",
    "tools": "Sharing of practical tools",
    "review": "Monthly reviews",
}


class Scoping(Base):
    """The first exercise on current practice and services; it closes with a recommended support package."""

    __tablename__ = "scoping"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), unique=True)
    people_met: Mapped[str] = mapped_column(default="")
    current_practice: Mapped[str] = mapped_column(default="")
    strengths: Mapped[str] = mapped_column(default="")
    concerns: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[dt.datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    practice_version: Mapped[int] = mapped_column(default=1)  # of the record of practice, as its editor saw it
    package_version: Mapped[int] = mapped_column(default=1)  # of the package: its lines and the recommendation
    version: Mapped[int] = mapped_column()

    services: Mapped[list["ScopedService"]] = relationship(
        back_populates="scoping", lazy="raise_on_sql", order_by="ScopedService.id", cascade="all, delete-orphan"
    )
    lines: Mapped[list["RecommendedLine"]] = relationship(
        back_populates="scoping", lazy="raise_on_sql", order_by="RecommendedLine.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class ScopedService(Base):
    """A service looked at in scoping: how it is commissioned now, and what was seen."""

    __tablename__ = "scoped_service"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    scoping_id: Mapped[int] = mapped_column(ForeignKey("scoping.id"), index=True)
    name: Mapped[str]
    how_commissioned: Mapped[str]
    observation: Mapped[str]
    removed_at: Mapped[dt.datetime | None]  # kept, so that a colleague who was editing it loses nothing
    version: Mapped[int] = mapped_column()

    scoping: Mapped[Scoping] = relationship(back_populates="services", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class RecommendedLine(Base):
    """One part of the recommended support package, with the person-days that it may take."""

    __tablename__ = "recommended_line"
    __table_args__ = (
        UniqueConstraint("scoping_id", "kind"),
        CheckConstraint("quarters >= 0", name="days_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scoping_id: Mapped[int] = mapped_column(ForeignKey("scoping.id"))
    kind: Mapped[SupportKind] = mapped_column(enum_column(SupportKind, "support_kind"))
    quarters: Mapped[int]  # quarter person-days
    note: Mapped[str]

    scoping: Mapped[Scoping] = relationship(back_populates="lines", lazy="raise_on_sql")
