"""What pages and other rooms ask the accounts room. Each answer is ordered; tenancy is a required keyword."""

from app.accounts.queries.authorities import (
    AuthorityPage,
    AuthorityRow,
    authorities_matching,
    authority_by_ref,
)
from app.accounts.queries.invitations import OpenInvitation, invitation_by_ref, open_invitations
from app.accounts.queries.people import (
    AuthorityPerson,
    EngagementPerson,
    Recipient,
    holds_membership,
    mail_addresses,
    membership_of,
    names_of,
    people_of_authority,
    people_of_engagement,
)

__all__ = [
    "AuthorityPage",
    "AuthorityPerson",
    "AuthorityRow",
    "EngagementPerson",
    "OpenInvitation",
    "Recipient",
    "authorities_matching",
    "authority_by_ref",
    "holds_membership",
    "invitation_by_ref",
    "mail_addresses",
    "membership_of",
    "names_of",
    "open_invitations",
    "people_of_authority",
    "people_of_engagement",
]
