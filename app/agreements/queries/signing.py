"""What signing asks: the number that is next, and whether the plan that a version rests on stands; the paper."""

from sqlalchemy import func, select

from app.agreements.models import AgreementVersion
from app.db import db
from app.files.models import StoredFile
from app.plans.models import Plan, PlanState, PlanVersion


def next_number(*, engagement_id: int) -> int:
    """Give the number that a version takes when it is signed now."""
    last = db.session.scalar(
        select(func.max(AgreementVersion.number)).where(AgreementVersion.engagement_id == engagement_id)
    )
    return (last or 0) + 1


def plan_still_approved(version: AgreementVersion) -> bool:
    """Say whether the plan version that the agreement rests on is the one worked by; so for one that rests on none.

    Not so once the plan is closed.
    """
    if version.plan_version_id is None:
        return True
    approved = db.session.scalar(
        select(PlanVersion.id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(
            PlanVersion.id == version.plan_version_id,
            PlanVersion.number == Plan.approved_number,
            Plan.state != PlanState.CLOSED,
        )
    )
    return approved is not None


def paper_of(agreement_ref: str, *, engagement_id: int) -> StoredFile | None:
    """Give the file of the paper that both signed, or None."""
    return db.session.scalar(
        select(StoredFile)
        .join(AgreementVersion, AgreementVersion.file_id == StoredFile.id)
        .where(AgreementVersion.ref == agreement_ref, AgreementVersion.engagement_id == engagement_id)
    )
