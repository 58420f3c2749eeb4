"""What waits for a person in the library, for "your work": selects of the shape in app/engagements/waiting.py."""

from sqlalchemy import bindparam, case, func, select

from app.db import one_of
from app.engagements.models import Engagement
from app.engagements.waiting import Source, seat, waiting
from app.library.models import LibraryItem
from app.library.queries.people import KEEPERS
from app.library.queries.seen import OWNER_IS_THERE
from app.security.roles import Role

_authority = case(
    (seat.c.role == Role.LEAD_OFFICER, Engagement.partner_authority_id), else_=Engagement.lead_authority_id
)
_kept = (
    select(_authority.label("authority_id"), func.min(seat.c.engagement_id).label("engagement_id"))
    .select_from(seat)
    .join(Engagement, Engagement.id == seat.c.engagement_id)
    .where(one_of(seat.c.role, KEEPERS))
    .group_by(_authority)
    .subquery("kept_library")
)
"""The libraries that the person keeps, each with one engagement through which it is reached."""

_REVIEWS = (
    waiting(
        "library_review",
        _kept.c.engagement_id,
        ref=LibraryItem.ref,
        what=LibraryItem.title,
        due_on=LibraryItem.review_on,
    )
    .select_from(LibraryItem)
    .join(_kept, _kept.c.authority_id == LibraryItem.authority_id)
    .where(
        LibraryItem.owner_id == bindparam("person_id"),
        LibraryItem.withdrawn_at.is_(None),
        LibraryItem.review_on <= bindparam("soon"),
    )
)
"""Items of which the person is the owner, that are to be looked at again."""

_HANDOVER = (
    waiting("library_handover", _kept.c.engagement_id, what=func.count(LibraryItem.id))
    .select_from(LibraryItem)
    .join(_kept, _kept.c.authority_id == LibraryItem.authority_id)
    .where(LibraryItem.withdrawn_at.is_(None), ~OWNER_IS_THERE)
    .group_by(_kept.c.engagement_id)
)
"""How many items belong to somebody who has left, for those who keep the library."""

WAITING = (Source.of(_REVIEWS, *KEEPERS), Source.of(_HANDOVER, Role.LEAD_OFFICER, Role.MANAGER))
