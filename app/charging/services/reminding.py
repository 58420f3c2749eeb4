"""Reminders: once a week at most a director is told of days that have waited for more than a week. For the worker."""

import datetime as dt

from flask import current_app
from sqlalchemy import Exists, exists, func, select

from app.accounts.models import Authority
from app.audit.models import AuditEntry
from app.audit.services import record
from app.charging.ledger import days_of, month_of, total
from app.charging.messages import tell_still_waiting
from app.charging.models import ChargingAccount, EntryMessage, MessageKind, SupportEntry
from app.charging.services.approving import APPROVABLE
from app.charging.services.moves import RUNNING
from app.db import db
from app.engagements.models import Engagement
from app.security import EngagementScope
from app.web.filters import LONDON

WEEK = dt.timedelta(days=7)
REMINDED = "approval reminded"
_ANSWERED = (
    select(func.max(EntryMessage.written_at))
    .where(EntryMessage.entry_id == SupportEntry.id, EntryMessage.kind == MessageKind.ANSWER)
    .correlate(SupportEntry)
    .scalar_subquery()
)
_SINCE = func.coalesce(_ANSWERED, SupportEntry.submitted_at, SupportEntry.logged_at, type_=SupportEntry.logged_at.type)


def remind(*, now: dt.datetime) -> int:
    """Remind the directors of every engagement that is due; give how many engagements were.

    The audit trail is the memory: it keeps when an engagement was last reminded.
    """
    due = select(SupportEntry.engagement_id).where(SupportEntry.state.in_(APPROVABLE), now - WEEK > _SINCE)
    found = db.session.scalars(
        select(Engagement.id)
        .where(Engagement.id.in_(due), Engagement.state.in_(RUNNING), ~_reminded(now))
        .order_by(Engagement.id)
    ).all()
    return sum(_remind(engagement_id, now=now) for engagement_id in found)


def _remind(engagement_id: int, *, now: dt.datetime) -> bool:
    """Remind one engagement's directors, unless another worker is doing it."""
    mine = select(ChargingAccount.engagement_id).where(ChargingAccount.engagement_id == engagement_id)
    if db.session.scalar(mine.with_for_update(skip_locked=True)) is None:
        return False
    scope = _scope(engagement_id, now=now)
    rows = db.session.execute(
        select(SupportEntry.on_date, SupportEntry.quarters, SupportEntry.day_rate, _SINCE)
        .where(SupportEntry.engagement_id == engagement_id, SupportEntry.state.in_(APPROVABLE))
        .order_by(SupportEntry.on_date, SupportEntry.id)
    ).all()
    if scope is None or not rows:
        return False
    month = month_of(rows[0][0])
    waiting = total(days_of(quarters, rate) for _, quarters, rate, _ in rows)
    since = min(since for *_, since in rows).astimezone(LONDON).date()
    link = _address("charging.month", engagement_ref=scope.ref, month=month)
    told = tell_still_waiting(month, waiting, scope, since=since, link=link, now=now)
    if told:
        record(REMINDED, f"engagement {scope.ref}", actor_id=None, now=now, engagement_id=engagement_id)
    return told > 0


def _reminded(now: dt.datetime) -> Exists:
    return exists().where(
        AuditEntry.engagement_id == Engagement.id, AuditEntry.action == REMINDED, AuditEntry.at > now - WEEK
    )


def _scope(engagement_id: int, *, now: dt.datetime) -> EngagementScope | None:
    """Give the engagement with its names, unless its directors have been reminded meanwhile."""
    lead, partner = db.aliased(Authority), db.aliased(Authority)
    row = db.session.execute(
        select(Engagement, lead.name, partner.name)
        .join(lead, lead.id == Engagement.lead_authority_id)
        .join(partner, partner.id == Engagement.partner_authority_id)
        .where(Engagement.id == engagement_id, ~_reminded(now))
    ).first()
    if row is None:
        return None
    engagement, lead_name, partner_name = row
    return EngagementScope(
        id=engagement.id,
        ref=engagement.ref,
        state=engagement.state.value,
        lead_authority_id=engagement.lead_authority_id,
        partner_authority_id=engagement.partner_authority_id,
        lead_name=lead_name,
        partner_name=partner_name,
        partnership_name=engagement.partnership_name,
        illustrative=engagement.illustrative,
    )


def _address(endpoint: str, **values: object) -> str:
    """Give a page's full address outside of any request."""
    base: str = current_app.config["BASE_URL"]
    return base + current_app.url_map.bind("localhost").build(endpoint, values)
