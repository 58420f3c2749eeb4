"""What every change of the library demands first, and its entry in the trail. The changes: the other modules."""

import datetime as dt
from dataclasses import dataclass

from app.audit import services
from app.audit.services import Facts
from app.library.errors import NotYoursError, OverError, WithdrawnError
from app.library.models import LibraryItem
from app.library.reach import Reach
from app.security import EngagementScope, Identity

OVER = "This engagement has ended, so its library is read and no longer changes."
NOT_YOURS = "This item belongs to the lead authority, whose own people change it."
WITHDRAWN = "This item was withdrawn, so it is read and no longer changed or used."


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, for which side of which engagement, and when."""

    scope: EngagementScope
    reach: Reach
    actor: Identity
    now: dt.datetime


def demand_running(scope: EngagementScope) -> None:
    """Raise OverError once the engagement has ended."""
    if scope.is_over:
        raise OverError(OVER)


def demand_in_use(item: LibraryItem, scope: EngagementScope) -> None:
    """Raise OverError or WithdrawnError unless the item can be used."""
    demand_running(scope)
    if item.withdrawn_at is not None:
        raise WithdrawnError(WITHDRAWN)


def demand_own(item: LibraryItem, pen: Pen) -> None:
    """Raise OverError, NotYoursError or WithdrawnError unless this side may change the item."""
    if item.authority_id != pen.reach.own_id:
        raise NotYoursError(NOT_YOURS)
    demand_in_use(item, pen.scope)


def note(action: str, item: LibraryItem, pen: Pen, *, was: Facts | None = None, became: Facts | None = None) -> None:
    """Record a change in the trail of the engagement, by reference: the other side reads the trail, not the item."""
    subject = f"library item {item.ref}"
    services.note(action, subject, pen.scope, actor=pen.actor, now=pen.now, was=was, became=became)
