"""Who stands where when days are approved, queried or disputed: never somebody of the lead authority."""

from app.accounts.queries import holds_membership
from app.charging.errors import ConflictOfInterestError
from app.security import EngagementScope, Identity


def is_of_the_lead(actor: Identity, scope: EngagementScope) -> bool:
    """Say whether the person holds any role at the lead authority."""
    return holds_membership(actor.person_id, authority_id=scope.lead_authority_id)


def refuse_people_of_the_lead(actor: Identity, scope: EngagementScope, *, doing: str) -> None:
    """Raise ConflictOfInterestError for somebody with a role at the lead authority; `doing` as in "approve days"."""
    if is_of_the_lead(actor, scope):
        raise ConflictOfInterestError(
            f"You hold a role at {scope.lead_name}, the lead authority, so somebody else has to {doing} for "
            f"{scope.partner_name}."
        )
