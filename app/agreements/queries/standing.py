"""Where an engagement's agreement stands, in one query, and who signed which version. What it means: standing.py."""

from collections import defaultdict
from typing import Any

from sqlalchemy import BindParameter, Exists, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from app.agreements.models import AgreementSignature, AgreementState, AgreementVersion, Side
from app.agreements.standing import Facts, Unsigned
from app.db import db, one_of
from app.engagements.models import EngagementState
from app.plans.models import Plan, PlanState, PlanVersion
from app.security import EngagementScope

_open, _force = aliased(AgreementVersion), aliased(AgreementVersion)
_here: BindParameter[int] = bindparam("engagement_id")


def _has_signed(side: Side) -> Exists:
    return (
        select(AgreementSignature.side)
        .where(AgreementSignature.agreement_version_id == _open.id, AgreementSignature.side == side)
        .exists()
    )


_highest = select(func.max(AgreementVersion.number)).where(AgreementVersion.engagement_id == _here).scalar_subquery()
_approved = (
    select(PlanVersion.id)
    .join(Plan, (Plan.id == PlanVersion.plan_id) & (Plan.approved_number == PlanVersion.number))
    .where(Plan.engagement_id == _here, Plan.state != PlanState.CLOSED)
    .scalar_subquery()
)
_one = select(_highest.label("number"), _approved.label("approved_id")).subquery("one")
_FACTS: Select[*tuple[Any, ...]] = (
    select(
        _one.c.number,
        _force.plan_version_id,
        _one.c.approved_id,
        _open.ref,
        _open.kind,
        _open.state,
        _has_signed(Side.LEAD),
        _has_signed(Side.PARTNER),
    )
    .select_from(_one)
    .outerjoin(_force, (_force.engagement_id == _here) & (_force.number == _one.c.number))
    .outerjoin(
        _open,
        (_open.engagement_id == _here) & one_of(_open.state, (AgreementState.DRAFT, AgreementState.TO_SIGN)),
    )
)


def facts_of(scope: EngagementScope) -> Facts:
    """Give what home page and drafting ask; no content is read."""
    row = db.session.connection().execute(_FACTS, {"engagement_id": scope.id}).one()
    number, plan_version_id, approved_id, ref, kind, state, lead, partner = row
    sides = frozenset(side for side, has in ((Side.LEAD, lead), (Side.PARTNER, partner)) if has)
    return Facts(
        state=EngagementState(scope.state),
        lead=scope.lead_name,
        partner=scope.partner_name,
        number=number,
        plan_version_id=plan_version_id,
        approved_id=approved_id,
        unsigned=Unsigned(ref, kind, state, sides) if ref else None,
    )


_SIGNATURES = (
    select(AgreementSignature)
    .join(AgreementVersion, AgreementVersion.id == AgreementSignature.agreement_version_id)
    .where(AgreementVersion.engagement_id == _here)
    .order_by(AgreementSignature.signed_at, AgreementSignature.side)
)


def signatures_by_version(*, engagement_id: int) -> dict[int, list[AgreementSignature]]:
    """Give the signatures of the engagement's versions, the first ones first."""
    found = defaultdict[int, list[AgreementSignature]](list)
    for each in db.session.scalars(_SIGNATURES, {"engagement_id": engagement_id}):
        found[each.agreement_version_id].append(each)
    return found
