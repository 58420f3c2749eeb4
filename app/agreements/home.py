"""The agreement's row on an engagement's home page, for those who may read agreements. What it says: standing.py."""

from flask import url_for

from app.agreements.queries.standing import facts_of
from app.agreements.standing import Reader, next_step, title
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task


def agreement_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the row: in a draft engagement it is what opens it."""
    if not identity.may(Permission.AGREEMENT_VIEW):
        return []
    facts = facts_of(scope)
    step = next_step(facts, Reader.of(identity.permissions, identity.scope_roles))
    href = url_for(f"agreements.{step.endpoint}", engagement_ref=scope.ref, **step.values)
    return [Task(title(facts), href, step.words, step.status, step.colour)]
