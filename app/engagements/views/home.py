"""The home page of an engagement: where things stand, and what to do next. What it says: standing.py."""

from app.accounts.queries import roles_counted
from app.engagements import standing
from app.engagements.home import items_from_above
from app.engagements.models import EngagementState
from app.engagements.room import room
from app.engagements.views.places import detail_here, here, show
from app.security import Permission, Role, require_identity, require_scope

SEES_TERMS = frozenset({Role.LEAD_OFFICER, Role.DIRECTOR, Role.CONSULTANT, Role.MANAGER, Role.FINANCE_OFFICER})


@room.get("/engagements/<ref:engagement_ref>/", permission=Permission.ENGAGEMENT_VIEW)
def home(engagement_ref: str) -> str:
    """Where things stand for the person who asks."""
    scope, identity, detail = require_scope(), require_identity(), detail_here()
    seats = standing.Seats(*roles_counted(engagement_id=scope.id))
    if detail.state is EngagementState.DRAFT and identity.may(Permission.ENGAGEMENT_EDIT):
        items = standing.draft_items(seats, identity, here)
    else:
        items = standing.people_items(seats, identity, here)
        items += standing.scoping_item(detail.scoping, detail.state, identity, here)
    items = items_from_above(scope, identity, first=True) + items + items_from_above(scope, identity)
    return show(
        "home.html",
        detail,
        items=items,
        warn=seats.only_one_lead_officer and identity.may(Permission.SCOPING_VIEW),
        sees_terms=bool(SEES_TERMS & identity.scope_roles),
    )
