"""The e-mails of the change plan: their words, and to whom. Short and plain, with one link each."""

import datetime as dt
from collections.abc import Collection

from app.accounts.queries import Recipient, people_of_engagement
from app.engagements.telling import link_to, people_to_tell, tell
from app.plans.content import PlanContent
from app.security import EngagementScope, Role


def tell_roles(  # what a message needs, by name
    roles: Collection[Role],
    verb: str,
    lines: tuple[str, ...],
    scope: EngagementScope,
    *,
    endpoint: str,
    actor_id: int,
    now: dt.datetime,
) -> None:
    """Tell everybody with one of `roles`, except who did it, what became of the plan, with a link to a page of it."""
    _tell(people_to_tell(roles, scope, but=actor_id), verb, lines, scope, endpoint=endpoint, now=now)


def tell_approved(  # what a message needs, by name
    lines: tuple[str, ...], content: PlanContent, scope: EngagementScope, *, endpoint: str, now: dt.datetime
) -> None:
    """Tell lead officers, the director and everybody who owns a part of it, each once, that the plan is approved."""
    whos = [who for goal in content.goals for who in (goal.owner, goal.deputy)]
    refs = {who.ref for who in (*whos, *(each.owner for each in content.milestones)) if who}
    recipients = {
        person.person_id: Recipient(person.name, person.email, person.person_id)
        for person in people_of_engagement(engagement_id=scope.id)
        if person.person_ref in refs or person.role in {Role.LEAD_OFFICER, Role.DIRECTOR}
    }
    _tell(recipients.values(), "is approved", lines, scope, endpoint=endpoint, now=now)


def _tell(  # what a message needs, by name
    recipients: Collection[Recipient],
    verb: str,
    lines: tuple[str, ...],
    scope: EngagementScope,
    *,
    endpoint: str,
    now: dt.datetime,
) -> None:
    tell(
        recipients,
        kind="change plan",
        subject=f"The change plan of the {scope.partnership_name}, {scope.partner_name}, {verb}",
        lines=lines,
        link=link_to(endpoint, scope),
        now=now,
    )
