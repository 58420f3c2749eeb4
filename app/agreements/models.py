"""Tables of support agreements: numbered versions with their lines, and the signatures of both sides."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Pence, enum_column, new_ref
from app.engagements.models import SupportKind


class AgreementKind(StrEnum):
    """Why a version is made (rules.md, Engagement): to open, from the plan, or to vary what was signed."""

    INITIAL = "initial"
    PLAN = "plan"
    VARIATION = "variation"

    @property
    def words(self) -> str:
        """Name the kind as pages do."""
        return {
            "initial": "Initial agreement",
            "plan": "Support agreement from the change plan",
            "variation": "Variation",
        }[self.value]


class AgreementState(StrEnum):
    """A version is drafted, then frozen while both sides sign, then in force; an unsigned one can be withdrawn."""

    DRAFT = "draft"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """Name the state as pages do."""
        return {"to_sign": "Waiting for signatures"}.get(self.value, self.value.capitalize())


class Payer(StrEnum):
    """Who bears a line's cost."""

    PARTNER = "partner"
    LEAD = "lead"


class VatTreatment(StrEnum):
    """How a line is treated for VAT (domain.md, section 5); advice is standard-rated until finance says otherwise."""

    STANDARD = "standard"
    EXEMPT = "exempt"
    OUTSIDE = "outside"
    TO_CONFIRM = "to_confirm"

    @property
    def words(self) -> str:
        """Name the treatment as pages do."""
        return {
            "standard": "Standard rate, 20%",
            "exempt": "Exempt",
            "outside": "Outside the scope of VAT",
            "to_confirm": "To be confirmed by finance",
        }[self.value]


class Side(StrEnum):
    """The two sides that sign."""

    LEAD = "lead"
    PARTNER = "partner"


class AgreementVersion(Base):
    """One version of the support agreement. What is signed is `content`, frozen when it is sent to be signed."""

    __tablename__ = "agreement_version"
    __table_args__ = (
        UniqueConstraint("engagement_id", "number"),
        Index(
            "uq_agreement_version_unsigned", "engagement_id", unique=True,
            sqlite_where=text("state IN ('draft', 'to_sign')"), postgresql_where=text("state IN ('draft', 'to_sign')"),
        ),
        CheckConstraint("day_rate > 0 AND day_rate % 4 = 0", name="rate_divides_into_quarters"),
        CheckConstraint("estimate_quarters >= 0 AND cap_quarters >= estimate_quarters", name="cap_at_least_estimate"),
        CheckConstraint("state NOT IN ('to_sign', 'signed') OR content IS NOT NULL", name="frozen_to_be_signed"),
        CheckConstraint("(state = 'signed') = (signed_on IS NOT NULL)", name="signed_on_a_day"),
        CheckConstraint("kind <> 'plan' OR plan_version_id IS NOT NULL", name="rests_on_a_plan"),
        CheckConstraint("kind <> 'variation' OR reason <> ''", name="varied_for_a_reason"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    number: Mapped[int | None]  # given when it is signed, from 1, without gaps; versions that are withdrawn have none
    kind: Mapped[AgreementKind] = mapped_column(enum_column(AgreementKind, "agreement_kind"))
    state: Mapped[AgreementState] = mapped_column(enum_column(AgreementState, "agreement_state"))
    plan_version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"))  # approved; whose needs it meets
    reason: Mapped[str] = mapped_column(default="")  # of a variation
    purpose: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    day_rate: Mapped[Decimal] = mapped_column(Pence)  # pounds per person-day before VAT
    estimate_quarters: Mapped[int]  # lower end of the band
    cap_quarters: Mapped[int]  # upper end: nothing is charged above it
    costs: Mapped[str] = mapped_column(default="")  # who pays for what besides days: travel, venues, materials
    legal_power: Mapped[str] = mapped_column(default="")
    equality: Mapped[str] = mapped_column(default="")  # equality impact
    decision_reference: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    on_paper: Mapped[bool] = mapped_column(default=False)  # both signed outside this service; recorded by the manager
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))  # the signed paper
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    returned_reason: Mapped[str] = mapped_column(default="")  # why a side did not sign
    signed_on: Mapped[dt.date | None]  # the day of the second signature
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AgreementLine(Base):
    """One line: a part of the support package (seed 004, section 3.3) with person-days, payer and VAT treatment."""

    __tablename__ = "agreement_line"
    __table_args__ = (CheckConstraint("quarters >= 0", name="days_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    agreement_version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"), index=True)
    position: Mapped[int]
    kind: Mapped[SupportKind] = mapped_column(enum_column(SupportKind, "support_kind"))
    what: Mapped[str] = mapped_column(default="")
    quarters: Mapped[int]  # quarter person-days
    payer: Mapped[Payer] = mapped_column(enum_column(Payer, "payer"))
    vat: Mapped[VatTreatment] = mapped_column(enum_column(VatTreatment, "vat_treatment"))


class AgreementSignature(Base):
    """The signature of one side: two people in two authorities, which the constraints hold."""

    __tablename__ = "agreement_signature"
    __table_args__ = (
        UniqueConstraint("agreement_version_id", "person_id", name="uq_agreement_signature_person"),
        UniqueConstraint("agreement_version_id", "authority_id", name="uq_agreement_signature_authority"),
    )

    agreement_version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(enum_column(Side, "side"), primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    authority_name: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str]  # as it was on the day
    signed_at: Mapped[dt.datetime]
