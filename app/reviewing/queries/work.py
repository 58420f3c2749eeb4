"""What waits for a person in monthly reviews, for "your work": selects of the shape in app/engagements/waiting.py.

Beside `person_id`, `today` and `soon` the query is given `month_before`, the last day of the month before, and
`last_month`, its first day.
"""

from sqlalchemy import Date, and_, bindparam, case, exists, literal_column, or_, select

from app.db import one_of
from app.engagements.models import Engagement, EngagementState
from app.engagements.waiting import Source, own_places, seat, soon, waiting
from app.reviewing.models import MonthlyReview, ReviewAction
from app.security.roles import Role

_before, _last_month = bindparam("month_before", type_=Date), bindparam("last_month", type_=Date)
_leads = seat.c.role == Role.MANAGER
_partners = one_of(seat.c.role, (Role.LEAD_OFFICER, Role.DIRECTOR))
_unrated = MonthlyReview.impact.is_(None)
_to_confirm = or_(
    and_(_leads, MonthlyReview.lead_confirmed_at.is_(None)),
    and_(_partners, MonthlyReview.partner_confirmed_at.is_(None)),
)
_OPEN = (
    waiting(
        "review",
        MonthlyReview.engagement_id,
        ref=MonthlyReview.ref,
        due_on=MonthlyReview.month,
        status=case((_unrated, "write"), (_to_confirm, "confirm"), else_="others"),
        waits=case((or_(_unrated, _to_confirm), 1), else_=0),
    )
    .select_from(MonthlyReview)
    .join(seat, seat.c.engagement_id == MonthlyReview.engagement_id)
    .where(
        MonthlyReview.frozen_at.is_(None),
        or_(_leads, and_(_partners, or_(~_unrated, seat.c.role == Role.LEAD_OFFICER))),
    )
    .distinct()
)
"""An open review: written by a manager or a lead officer, then confirmed by both sides, a director among them."""

_ACTIONS = (
    waiting(
        "review_action",
        MonthlyReview.engagement_id,
        ref=ReviewAction.ref,
        within=MonthlyReview.ref,
        what=ReviewAction.what,
        due_on=ReviewAction.due_on,
        waits=soon(ReviewAction.due_on),
    )
    .select_from(ReviewAction)
    .join(MonthlyReview, MonthlyReview.id == ReviewAction.review_id)
    .where(
        ReviewAction.owner_id == bindparam("person_id"),
        ReviewAction.done_at.is_(None),
        MonthlyReview.engagement_id.in_(own_places),
    )
)
"""Actions that the person owes."""

_is_reviewed = (
    exists()
    .where(
        MonthlyReview.engagement_id == Engagement.id,
        or_(MonthlyReview.frozen_at.is_(None), MonthlyReview.month == _last_month),
    )
    .correlate(Engagement)
)
_DUE = (
    waiting("review_due", Engagement.id, due_on=_before, waits=literal_column("1"))
    .select_from(Engagement)
    .where(
        Engagement.id.in_(select(seat.c.engagement_id).where(one_of(seat.c.role, (Role.MANAGER, Role.LEAD_OFFICER)))),
        one_of(Engagement.state, (EngagementState.OPEN, EngagementState.CLOSING)),
        Engagement.starts_on <= _before,
        Engagement.ends_on >= _last_month,
        ~_is_reviewed,
    )
)
"""The month that is over has no review, and none is open."""

WAITING = (
    Source.of(_OPEN, Role.MANAGER, Role.LEAD_OFFICER, Role.DIRECTOR),
    Source.of(_ACTIONS, Role.MANAGER, Role.LEAD_OFFICER, Role.DIRECTOR, Role.CONSULTANT),
    Source.of(_DUE, Role.MANAGER, Role.LEAD_OFFICER),
)
