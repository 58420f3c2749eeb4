"""What logging days asks: people whose days may be logged, dates that are open, one's own days. Sums: entries.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import and_, exists, or_, select

from app.accounts.models import Authority, Membership, Person
from app.charging.models import ChargingAccount, EntryState, PersonDay, SupportEntry
from app.charging.queries.people import works_there
from app.db import db
from app.engagements.models import Engagement, EngagementState, SupportKind
from app.security import EngagementScope, Role

MOST = 50  # engagements that one's own month leads to


@dataclass(frozen=True, slots=True)
class Loggable:
    """Somebody of the lead side whose days may be logged; `taken` quarters by date, over all engagements."""

    id: int
    ref: str
    name: str
    taken: Mapping[dt.date, int] = field(default_factory=dict)


def people_to_log(first: dt.date, last: dt.date, *, scope: EngagementScope) -> tuple[Loggable, ...]:
    """Give the engagement's consultants and the lead authority's managers and trainers by name, with what they give
    from first to last.
    """
    works = works_there(scope.id, scope.lead_authority_id)
    rows = db.session.execute(
        select(Person.id, Person.ref, Person.name, PersonDay.on_date, PersonDay.quarters)
        .outerjoin(PersonDay, and_(PersonDay.person_id == Person.id, PersonDay.on_date.between(first, last)))
        .where(exists().where(Membership.person_id == Person.id, works))
        .order_by(Person.name, Person.id, PersonDay.on_date)
    )
    found: dict[tuple[int, str, str], dict[dt.date, int]] = {}
    for person_id, ref, name, on, quarters in rows:
        taken = found.setdefault((person_id, ref, name), {})
        if quarters:
            taken[on] = quarters
    return tuple(Loggable(*who, taken) for who, taken in found.items())


@dataclass(frozen=True, slots=True)
class Span:
    """When days may be dated: the engagement's dates, and the last day of the newest closed month."""

    starts_on: dt.date
    ends_on: dt.date
    closed_through: dt.date | None


def span_of(*, engagement_id: int) -> Span:
    """Give it in one query, also before anything is charged."""
    row = db.session.execute(
        select(Engagement.starts_on, Engagement.ends_on, ChargingAccount.closed_through)
        .outerjoin(ChargingAccount, ChargingAccount.engagement_id == Engagement.id)
        .where(Engagement.id == engagement_id)
    ).one()
    return Span(*row)


def own_entries(first: dt.date, last: dt.date, *, engagement_id: int, person_id: int) -> list[SupportEntry]:
    """Give a person's entries of an engagement by date; reversals, and what they took back, are left out."""
    reversal = db.aliased(SupportEntry)
    return list(
        db.session.scalars(
            select(SupportEntry)
            .outerjoin(reversal, reversal.reverses_id == SupportEntry.id)
            .where(
                SupportEntry.engagement_id == engagement_id,
                SupportEntry.person_id == person_id,
                SupportEntry.on_date.between(first, last),
                SupportEntry.reverses_id.is_(None),
                reversal.id.is_(None),
            )
            .order_by(SupportEntry.on_date, SupportEntry.id)
        )
    )


@dataclass(frozen=True, slots=True)
class OwnDay:
    """An entry of one's own, in whichever engagement."""

    ref: str
    on: dt.date
    quarters: int
    kind: SupportKind
    state: EntryState
    note: str
    engagement_ref: str
    partner_name: str
    is_reached: bool  # False once the person has no role in the engagement any more


def own_days(first: dt.date, last: dt.date, *, person_id: int) -> tuple[OwnDay, ...]:
    """Give a person's days over all engagements, by date; reversals are among them."""
    reached = exists().where(
        Membership.person_id == person_id,
        Membership.ended_at.is_(None),
        Membership.role != Role.DELEGATE,
        or_(
            Membership.engagement_id == Engagement.id,
            and_(Membership.engagement_id.is_(None), Membership.authority_id == Engagement.lead_authority_id),
        ),
    )
    rows = db.session.execute(
        select(
            SupportEntry.ref, SupportEntry.on_date, SupportEntry.quarters, SupportEntry.kind, SupportEntry.state,
            SupportEntry.note, Engagement.ref, Authority.name, reached,
        )
        .join(Engagement, Engagement.id == SupportEntry.engagement_id)
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .where(SupportEntry.person_id == person_id, SupportEntry.on_date.between(first, last))
        .order_by(SupportEntry.on_date, Authority.name, SupportEntry.id)
    )  # fmt: skip
    return tuple(OwnDay(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A running engagement in which the person is a consultant and logs days."""

    ref: str
    partner_name: str
    starts_on: dt.date
    ends_on: dt.date


def places_to_log(*, person_id: int) -> tuple[OwnPlace, ...]:
    """Give them by the partner's name; `MOST` at most."""
    rows = db.session.execute(
        select(Engagement.ref, Authority.name, Engagement.starts_on, Engagement.ends_on)
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .join(Membership, Membership.engagement_id == Engagement.id)
        .where(
            Membership.person_id == person_id,
            Membership.role == Role.CONSULTANT,
            Membership.ended_at.is_(None),
            Engagement.state.in_((EngagementState.OPEN, EngagementState.CLOSING)),
        )
        .order_by(Authority.name, Engagement.id)
        .limit(MOST)
    )
    return tuple(OwnPlace(*row) for row in rows)
