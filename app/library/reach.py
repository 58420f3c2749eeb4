"""Whose items somebody sees: those of the own side of an engagement, and what the lead shares with the partner."""

from dataclasses import dataclass

from app.security import EngagementScope, Identity
from app.security.roles import PARTNER_ROLES


@dataclass(frozen=True, slots=True)
class Reach:
    """A side of an engagement: its own authority, and the one that leads."""

    engagement_id: int
    own_id: int
    lead_id: int
    supported: bool = True  # the engagement has not ended

    @property
    def leads(self) -> bool:
        """Say whether it is the lead's side, which shares."""
        return self.own_id == self.lead_id


def reach_of(scope: EngagementScope, identity: Identity) -> Reach:
    """Give the reach of a person in the engagement; whoever has a role on the partner's side is of the partner's."""
    partners = identity.scope_roles & PARTNER_ROLES
    own_id = scope.partner_authority_id if partners else scope.lead_authority_id
    return Reach(scope.id, own_id, scope.lead_authority_id, not scope.is_over)
