"""The versions of an engagement's support agreement, their content as drafted or frozen, and what is in force."""

from sqlalchemy import bindparam, select

from app.agreements.content import AgreementContent, LineText, agreement_from
from app.agreements.models import (
    AgreementLine,
    AgreementSignature,
    AgreementState,
    AgreementVersion,
)
from app.db import db
from app.engagements.models import Engagement
from app.plans.models import Plan, PlanVersion
from app.security import EngagementScope

_VERSIONS = (
    select(AgreementVersion)
    .where(AgreementVersion.engagement_id == bindparam("engagement_id"))
    .order_by(AgreementVersion.id)
)


def versions_of(*, engagement_id: int) -> list[AgreementVersion]:
    """Give every version, the oldest first; withdrawn ones are among them."""
    return list(db.session.scalars(_VERSIONS, {"engagement_id": engagement_id}))


def version_of(agreement_ref: str, *, engagement_id: int, lock: bool = False) -> AgreementVersion | None:
    """Give the version with this reference, or None; with `lock` nobody else changes it before this request ends.

    Locks are taken in one order wherever agreements change: the engagement's plan, the engagement, the version.
    """
    if lock:
        _lock_around(engagement_id)
    query = select(AgreementVersion).where(
        AgreementVersion.ref == agreement_ref, AgreementVersion.engagement_id == engagement_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def _lock_around(engagement_id: int) -> None:
    """Let neither a decision on the plan nor another version of the agreement pass by before this request ends."""
    db.session.execute(select(Plan.id).where(Plan.engagement_id == engagement_id).with_for_update())
    db.session.execute(select(Engagement.id).where(Engagement.id == engagement_id).with_for_update())


def in_force(*, engagement_id: int) -> AgreementVersion | None:
    """Give the signed version with the highest number: what days are charged under. None before any is signed."""
    return db.session.scalar(
        select(AgreementVersion)
        .where(AgreementVersion.engagement_id == engagement_id, AgreementVersion.state == AgreementState.SIGNED)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    )


def lines_of(version: AgreementVersion) -> list[AgreementLine]:
    """Give a version's lines in their order."""
    return list(
        db.session.scalars(
            select(AgreementLine)
            .where(AgreementLine.agreement_version_id == version.id)
            .order_by(AgreementLine.position, AgreementLine.id)
        )
    )


def signatures_of(version: AgreementVersion) -> list[AgreementSignature]:
    """Give a version's signatures, the first one first."""
    return list(
        db.session.scalars(
            select(AgreementSignature)
            .where(AgreementSignature.agreement_version_id == version.id)
            .order_by(AgreementSignature.signed_at, AgreementSignature.side)
        )
    )


def content_of(version: AgreementVersion, scope: EngagementScope) -> AgreementContent:
    """Give what the version says: frozen once it was sent to be signed, else as it is drafted now."""
    if version.content is not None:
        return agreement_from(version.content)
    number = db.session.scalar(select(PlanVersion.number).where(PlanVersion.id == version.plan_version_id))
    return AgreementContent(
        kind=version.kind.value,
        lead=scope.lead_name,
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        reason=version.reason,
        purpose=version.purpose,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        day_rate=version.day_rate,
        estimate_quarters=version.estimate_quarters,
        cap_quarters=version.cap_quarters,
        lines=tuple(
            LineText(line.kind.value, line.what, line.quarters, line.payer.value, line.vat.value)
            for line in lines_of(version)
        ),
        costs=version.costs,
        legal_power=version.legal_power,
        equality=version.equality,
        decision_reference=version.decision_reference,
        plan=f"Change plan, version {number}" if number else "",
    )
