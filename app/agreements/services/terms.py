"""Changing a draft's terms, and what a signed version does to its engagement. The lines: lines.py."""

import datetime as dt

from app.agreements.models import AgreementKind, AgreementVersion
from app.engagements.services import AgreedTerms, apply_agreed
from app.security import EngagementScope, Identity


def agreed_terms(version: AgreementVersion) -> AgreedTerms:
    """Give what a version settles of its engagement."""
    return AgreedTerms(
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        day_rate=version.day_rate,
        estimate_quarters=version.estimate_quarters,
        cap_quarters=version.cap_quarters,
    )


def apply_to_engagement(
    version: AgreementVersion, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Let a version from the plan, or a variation, that both have just signed set rate, band, cap and end date.

    An initial agreement opens the engagement instead (opening.py).
    """
    if version.kind is AgreementKind.INITIAL:
        return
    by = f"agreement {version.ref}"
    apply_agreed(scope.id, agreed_terms(version), by=by, actor_id=actor.person_id, now=now)
