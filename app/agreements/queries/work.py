"""What waits for a person in support agreements, for "your work": selects as app/engagements/waiting.py has them."""

from sqlalchemy import Exists, and_, exists, or_

from app.agreements.models import AgreementSignature, AgreementState, AgreementVersion, Side
from app.db import one_of
from app.engagements.models import Engagement, EngagementState
from app.engagements.waiting import Source, seat, waiting
from app.plans.models import Plan, PlanState
from app.security.roles import Role

_manager, _director = seat.c.role == Role.MANAGER, seat.c.role == Role.DIRECTOR


def _signed(side: Side) -> Exists:
    return (
        exists()
        .where(AgreementSignature.agreement_version_id == AgreementVersion.id, AgreementSignature.side == side)
        .correlate(AgreementVersion)
    )


_UNSIGNED = (
    waiting(
        "agreement",
        AgreementVersion.engagement_id,
        ref=AgreementVersion.ref,
        what=AgreementVersion.kind,
        status=AgreementVersion.state,
    )
    .select_from(AgreementVersion)
    .join(seat, seat.c.engagement_id == AgreementVersion.engagement_id)
    .where(
        or_(
            and_(_manager, AgreementVersion.state == AgreementState.DRAFT),
            and_(_manager, AgreementVersion.state == AgreementState.TO_SIGN, ~_signed(Side.LEAD)),
            and_(_director, AgreementVersion.state == AgreementState.TO_SIGN, ~_signed(Side.PARTNER)),
        )
    )
)
"""A draft that a manager finishes and sends; a version that still lacks the signature of the person's side."""

_of_the_plan = (AgreementVersion.engagement_id == Plan.engagement_id,)
_unsigned = exists().where(
    *_of_the_plan, one_of(AgreementVersion.state, (AgreementState.DRAFT, AgreementState.TO_SIGN))
)
_signed_at_all = exists().where(*_of_the_plan, AgreementVersion.state == AgreementState.SIGNED)
_from_a_plan = exists().where(
    *_of_the_plan, AgreementVersion.state == AgreementState.SIGNED, AgreementVersion.plan_version_id.is_not(None)
)
_NEEDED = (
    waiting("agreement_needed", Plan.engagement_id)
    .select_from(Plan)
    .join(seat, seat.c.engagement_id == Plan.engagement_id)
    .join(Engagement, Engagement.id == Plan.engagement_id)
    .where(
        _manager,
        Engagement.state == EngagementState.OPEN,
        one_of(Plan.state, (PlanState.APPROVED, PlanState.LIVE)),
        _signed_at_all.correlate(Plan),
        ~_unsigned.correlate(Plan),
        ~_from_a_plan.correlate(Plan),
    )
)
"""An approved plan whose needs no agreement covers yet."""

WAITING = (Source.of(_UNSIGNED, Role.MANAGER, Role.DIRECTOR), Source.of(_NEEDED, Role.MANAGER))
