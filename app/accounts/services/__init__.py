"""What the accounts room does. Other rooms import from here; nothing here commits, and nothing fetches for a page."""

from app.accounts.services.invitations import InvitationNotOpenError, accept, invite, withdraw
from app.accounts.services.memberships import (
    Grant,
    LastLeadOfficerError,
    SelfGrantError,
    end_membership,
    grant_membership,
)
from app.accounts.services.people import Invitee, ensure_person

__all__ = [
    "Grant",
    "InvitationNotOpenError",
    "Invitee",
    "LastLeadOfficerError",
    "SelfGrantError",
    "accept",
    "end_membership",
    "ensure_person",
    "grant_membership",
    "invite",
    "withdraw",
]
