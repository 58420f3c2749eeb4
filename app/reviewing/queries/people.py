"""Who can own an action of a review: those of the engagement who can read it."""

from app.accounts.queries import SeatedPerson, people_of_authority, people_of_engagement
from app.security import ROLE_PERMISSIONS, EngagementScope, Permission


def possible_owners(scope: EngagementScope) -> dict[str, tuple[int, str]]:
    """Give key and name by reference, by name; in two queries."""
    people: list[SeatedPerson] = [
        *people_of_engagement(engagement_id=scope.id),
        *people_of_authority(authority_id=scope.lead_authority_id),
    ]
    readers = [each for each in people if Permission.REVIEW_VIEW in ROLE_PERMISSIONS[each.role]]
    return {each.person_ref: (each.person_id, each.name) for each in sorted(readers, key=lambda each: each.name)}
