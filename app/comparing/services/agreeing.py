"""The director agrees that the partner takes part in the comparison, or withdraws; nobody of the lead authority."""

import datetime as dt

from sqlalchemy.exc import IntegrityError

from app.accounts.queries import holds_membership
from app.audit.services import record
from app.comparing.errors import ComparisonError, ConflictError, WrongStateError
from app.comparing.models import ComparisonConsent
from app.comparing.queries.standing import consent_of
from app.db import db
from app.security import EngagementScope, Identity

CHANGED = "Somebody changed this while you had the page open. Nothing was saved. This is how it stands now."


class OfTheLeadError(ComparisonError):
    """The person holds a role at the lead authority, so cannot speak for the partner."""


def is_of_the_lead(actor: Identity, scope: EngagementScope) -> bool:
    """Say whether the person holds any role at the lead authority."""
    return holds_membership(actor.person_id, authority_id=scope.lead_authority_id)


def agree(scope: EngagementScope, *, seen: int, actor: Identity, now: dt.datetime) -> None:
    """Take part from the next snapshot. `seen`: the version that the page showed, 0 for none.

    Raises OfTheLeadError, ConflictError; WrongStateError if the partner takes part already.
    """
    _demand_not_of_the_lead(actor, scope)
    consent = consent_of(engagement_id=scope.id, lock=True)
    if consent is not None and consent.withdrawn_at is None:
        raise WrongStateError(f"{scope.partner_name} takes part already. Nothing was changed.")
    if seen != (consent.version if consent else 0):
        raise ConflictError(CHANGED)
    try:
        with db.session.begin_nested():
            consent = consent or ComparisonConsent(engagement_id=scope.id)
            consent.agreed_by_id, consent.agreed_name = actor.person_id, actor.name
            consent.agreed_at, consent.withdrawn_at = now, None
            db.session.add(consent)
    except IntegrityError:  # another director was faster
        raise ConflictError(CHANGED) from None
    _record("comparison agreed", scope, actor=actor, now=now)


def withdraw(scope: EngagementScope, *, seen: int, actor: Identity, now: dt.datetime) -> None:
    """Take part no more from the next snapshot. Raises as `agree` does; WrongStateError if nothing is agreed."""
    _demand_not_of_the_lead(actor, scope)
    consent = consent_of(engagement_id=scope.id, lock=True)
    if consent is None or consent.withdrawn_at is not None:
        raise WrongStateError(f"{scope.partner_name} does not take part. Nothing was changed.")
    if seen != consent.version:
        raise ConflictError(CHANGED)
    consent.withdrawn_at = now
    db.session.flush()
    _record("comparison withdrawn", scope, actor=actor, now=now)


def _demand_not_of_the_lead(actor: Identity, scope: EngagementScope) -> None:
    if is_of_the_lead(actor, scope):
        raise OfTheLeadError(
            f"You hold a role at {scope.lead_name}, the lead authority, so somebody else has to decide this for "
            f"{scope.partner_name}."
        )


def _record(action: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    record(action, f"engagement {scope.ref}", actor_id=actor.person_id, now=now, engagement_id=scope.id)
