"""Owners and deputies: the people of the engagement, by the references that forms send."""

from app.accounts.queries import SeatedPerson, people_of_engagement
from app.plans.errors import RefusedFieldError
from app.security import EngagementScope, Role

NOT_HERE = "Choose somebody who takes part in this engagement"


def person_ids(chosen: dict[str, str], scope: EngagementScope) -> dict[str, int | None]:
    """Give the keys of the people chosen, by field; an empty reference is nobody.

    Raises RefusedFieldError for somebody who takes no part, or no part any more.
    """
    everybody = people_of_engagement(engagement_id=scope.id)
    known = {each.person_ref: each.person_id for each in everybody}
    found: dict[str, int | None] = {}
    for field, ref in chosen.items():
        if ref and ref not in known:
            raise RefusedFieldError(field, NOT_HERE)
        found[field] = known.get(ref)
    return found


def usual_deputy(scope: EngagementScope, but: int) -> int | None:
    """Give the other lead officer, if there is exactly one: who stands in for goals taken in one press."""
    others = {each.person_id for each in _lead_officers(scope)} - {but}
    return others.pop() if len(others) == 1 else None


def _lead_officers(scope: EngagementScope) -> list[SeatedPerson]:
    return [each for each in people_of_engagement(engagement_id=scope.id) if each.role is Role.LEAD_OFFICER]
