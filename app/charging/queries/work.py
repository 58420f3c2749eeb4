"""What waits for a person in support days, for "your work": selects as app/engagements/waiting.py has them.

Beside `person_id` and `today` the query is given `month`, the first day of this month, and `month_before`, the last
day of the one before.
"""

from sqlalchemy import Date, Integer, Text, and_, bindparam, case, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Membership
from app.charging.models import AgreedRate, ChargingAccount, EntryState, Statement, StatementState, SupportEntry
from app.db import one_of
from app.engagements.models import Engagement
from app.engagements.waiting import NOT_OVER, Source, seat, waiting
from app.security.roles import Role

_person_id = bindparam("person_id", type_=Integer)
_month, _before = bindparam("month", type_=Date), bindparam("month_before", type_=Date)
_mine = or_(SupportEntry.person_id == _person_id, SupportEntry.logged_by_id == _person_id)
_today = bindparam("today", type_=Date)
_director, _consultant, _manager = (seat.c.role == role for role in (Role.DIRECTOR, Role.CONSULTANT, Role.MANAGER))
_live = aliased(Membership)
_nobodys = ~(
    exists()
    .where(
        _live.person_id.in_((SupportEntry.person_id, SupportEntry.logged_by_id)),
        _live.ended_at.is_(None),
        or_(
            and_(_live.engagement_id == SupportEntry.engagement_id, _live.role == Role.CONSULTANT),
            and_(_live.authority_id == Engagement.lead_authority_id, _live.role == Role.MANAGER),
        ),
    )
    .correlate(SupportEntry, Engagement)
)
"""Both who gave the days and who logged them have left: their manager sees to them."""
_status = case(
    (one_of(SupportEntry.state, (EntryState.SUBMITTED, EntryState.ANSWERED)), "approve"),
    (SupportEntry.state == EntryState.QUERIED, "answer"),
    (SupportEntry.state == EntryState.BOOKED, "happened"),
    else_="submit",
)
_ENTRIES = (
    waiting(
        "days",
        SupportEntry.engagement_id,
        what=func.sum(SupportEntry.quarters),
        due_on=func.min(SupportEntry.on_date),
        status=_status,
    )
    .select_from(SupportEntry)
    .join(seat, seat.c.engagement_id == SupportEntry.engagement_id)
    .join(Engagement, Engagement.id == SupportEntry.engagement_id)
    .where(
        or_(
            and_(_director, one_of(SupportEntry.state, (EntryState.SUBMITTED, EntryState.ANSWERED))),
            and_(
                or_(
                    SupportEntry.state == EntryState.QUERIED,
                    and_(SupportEntry.state == EntryState.DRAFT, SupportEntry.on_date < _month),
                    and_(SupportEntry.state == EntryState.BOOKED, SupportEntry.on_date <= _today),
                ),
                or_(and_(_consultant, _mine), and_(_manager, _nobodys)),
            ),
        )
    )
    .group_by(SupportEntry.engagement_id, _status)
)
"""Days that the director approves; queried, left unsubmitted in a past month, or booked till now: a consultant's own.

Those of somebody who has left wait for the manager.
"""

_finance = (
    select(
        Engagement.id.label("engagement_id"), (Engagement.lead_authority_id == Membership.authority_id).label("leads")
    )
    .join(
        Membership,
        or_(
            Membership.authority_id == Engagement.lead_authority_id,
            Membership.authority_id == Engagement.partner_authority_id,
        ),
    )
    .where(
        Membership.person_id == _person_id,
        Membership.ended_at.is_(None),
        Membership.role == Role.FINANCE_OFFICER,
        one_of(Engagement.state, NOT_OVER),
    )
    .cte("finance_seat")
)
"""The running engagements of the authority whose finance officer the person is, and whether it leads them."""

_earlier = aliased(SupportEntry)
_unapproved = exists().where(
    _earlier.engagement_id == SupportEntry.engagement_id,
    _earlier.on_date < _month,
    one_of(_earlier.state, (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.QUERIED, EntryState.ANSWERED)),
)
_READY = (
    waiting(
        "statement_ready",
        SupportEntry.engagement_id,
        within=func.coalesce(cast(ChargingAccount.closed_through, Text), ""),
        due_on=func.min(SupportEntry.on_date),
    )
    .select_from(SupportEntry)
    .join(_finance, _finance.c.engagement_id == SupportEntry.engagement_id)
    .join(ChargingAccount, ChargingAccount.engagement_id == SupportEntry.engagement_id)
    .where(
        _finance.c.leads,
        SupportEntry.state == EntryState.APPROVED,
        SupportEntry.on_date < _month,
        or_(ChargingAccount.closed_through.is_(None), ChargingAccount.closed_through < _before),
        ~_unapproved.correlate(SupportEntry),
    )
    .group_by(SupportEntry.engagement_id, ChargingAccount.closed_through)
)
"""A past month of which everything is approved and not stated; `within` is the last day that is closed."""

_DISPUTED = (
    waiting("statement_disputed", Statement.engagement_id, ref=Statement.ref, what=Statement.number)
    .select_from(Statement)
    .join(_finance, _finance.c.engagement_id == Statement.engagement_id)
    .where(_finance.c.leads, Statement.state == StatementState.DISPUTED)
)
"""A disputed statement, for finance of the lead authority."""

_ORDER = (
    waiting("purchase_order", ChargingAccount.engagement_id)
    .select_from(ChargingAccount)
    .join(_finance, _finance.c.engagement_id == ChargingAccount.engagement_id)
    .where(~_finance.c.leads, ChargingAccount.purchase_order == "")
)
"""Days are charged and there is no purchase order yet, for finance of the partner."""

_RATE = (
    waiting("rate", AgreedRate.engagement_id, ref=AgreedRate.ref)
    .select_from(AgreedRate)
    .join(seat, seat.c.engagement_id == AgreedRate.engagement_id)
    .where(_director, AgreedRate.agreed_at.is_(None), AgreedRate.withdrawn_at.is_(None))
)
"""A day rate that the manager proposed and the director has not agreed."""

WAITING = (
    Source.of(_ENTRIES, Role.DIRECTOR, Role.CONSULTANT, Role.MANAGER),
    Source.of(_READY, Role.FINANCE_OFFICER),
    Source.of(_DISPUTED, Role.FINANCE_OFFICER),
    Source.of(_ORDER, Role.FINANCE_OFFICER),
    Source.of(_RATE, Role.DIRECTOR),
)
