"""What may be charged now in an engagement: the limits of the version in force. The arithmetic: limits.py above."""

from app.agreements.content import agreement_from
from app.agreements.limits import Limits, limits_of
from app.agreements.queries.versions import in_force


def limits(*, engagement_id: int) -> Limits | None:
    """Give the limits of the version in force; None before any is signed, and then nothing may be charged."""
    version = in_force(engagement_id=engagement_id)
    if version is None or version.content is None:
        return None
    return limits_of(agreement_from(version.content), version.number or 0)
