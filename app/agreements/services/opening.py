"""The initial agreement opens the engagement: signed here by both (open_on_agreement), or on paper (paper.py)."""

import datetime as dt

from app.agreements.models import AgreementKind, AgreementVersion
from app.agreements.services.terms import agreed_terms
from app.engagements.models import EngagementState
from app.engagements.services import NotDraftError, apply_agreed, open_engagement
from app.security import EngagementScope, Identity


def open_on_agreement(
    version: AgreementVersion, scope: EngagementScope, *, today: dt.date, actor: Identity, now: dt.datetime
) -> None:
    """Open the engagement on its initial agreement, which both have just signed; `today` is London's date.

    What was signed holds: dates, rate and days of the draft become those of the version. An engagement that is open
    already (its initial agreement was recorded before there were versions) stays as it is.
    """
    if version.kind is not AgreementKind.INITIAL or scope.state != EngagementState.DRAFT:
        return
    by = f"agreement {version.ref}"
    apply_agreed(scope.id, agreed_terms(version), by=by, actor_id=actor.person_id, now=now)
    try:
        open_engagement(scope.id, signed_on=version.signed_on or today, today=today, actor_id=actor.person_id, now=now)
    except NotDraftError:
        return  # opened on paper in the same moment
