"""The dated records that a review is drafted from, as the rooms below have them. What follows of them: drafting.py."""

import datetime as dt
from collections.abc import Sequence

from app.accounts.models import Person
from app.agreements.content import agreement_from
from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.wording import kind_words
from app.charging.ledger import Days
from app.charging.models import EventKind, Statement, StatementEvent
from app.charging.overview import Overview, overview
from app.charging.queries.balance import Terms, events_of, parts_of, terms_of
from app.charging.queries.statements import statements_of
from app.charging.queries.tariff import rates
from app.charging.services.moves import RUNNING
from app.charging.statement import statement_from
from app.charging.tariff import rate_on
from app.db import db
from app.mentoring.models import MentoringMeeting, MentoringPair
from app.mentoring.queries import pairs_of
from app.plans.models import Milestone, Plan, PlanEntry
from app.plans.picture import PlanPicture, picture
from app.plans.queries.live import live_plan
from app.reviewing.drafting import Happened, PlanNews, Records, london_day
from app.reviewing.facts import ActionFact, PairFact, StatementFact, VariationFact
from app.reviewing.models import MonthlyReview, ReviewAction
from app.reviewing.queries.signed import signings
from app.reviewing.queries.training import attendances
from app.security import EngagementScope, Identity
from app.web.filters import day

NOBODY = 0  # no person has this key: the rate for everybody


def records(scope: EngagementScope, *, reader: Identity, at: dt.datetime) -> Records:
    """Give them as they are at the cut-off; `reader` sees every mentoring pair, as whoever starts a review does."""
    today = london_day(at)
    terms = terms_of(engagement_id=scope.id)
    plan, news = _plan(today, engagement_id=scope.id)
    return Records(
        starts_on=terms.starts_on,
        plan=plan,
        plan_news=news,
        balance=_balance(terms, scope, today),
        signed=signings(engagement_id=scope.id),
        training=attendances(engagement_id=scope.id),
        statements=_statements(engagement_id=scope.id),
        versions=_versions(engagement_id=scope.id),
        pairs=_pairs(scope, reader, today),
        meetings=_meetings(engagement_id=scope.id),
        actions=_actions(today, engagement_id=scope.id),
    )


def _plan(today: dt.date, *, engagement_id: int) -> tuple[PlanPicture | None, tuple[PlanNews, ...]]:
    found = live_plan(engagement_id=engagement_id)
    plan, content, standing = found or (None, None, {})
    if plan is None or content is None:
        return None, ()
    return picture(content, standing, today=today), _news(plan)


def _news(plan: Plan) -> tuple[PlanNews, ...]:
    rows = db.session.execute(
        db.select(
            PlanEntry.at,
            Milestone.ref,
            PlanEntry.status,
            PlanEntry.forecast_from,
            PlanEntry.forecast_on,
            PlanEntry.reason,
        )
        .join(Milestone, Milestone.id == PlanEntry.milestone_id)
        .where(PlanEntry.plan_id == plan.id)
        .order_by(PlanEntry.id)
    )
    return tuple(
        PlanNews(at, ref, status.value if status else "", was, now, reason)
        for at, ref, status, was, now, reason in rows
    )


def _balance(terms: Terms, scope: EngagementScope, today: dt.date) -> Overview | None:
    """Make the very value that the balance's page prints."""
    if terms.agreement is None:
        return None
    holds = rate_on(rates(engagement_id=scope.id), today, NOBODY)
    return overview(
        parts_of(engagement_id=scope.id),
        terms,
        events_of(engagement_id=scope.id),
        day_rate=holds.day_rate if holds else terms.agreement.day_rate,
        today=today,
        partner=scope.partner_name,
        is_running=scope.state in RUNNING,
    )


def _statements(*, engagement_id: int) -> tuple[tuple[StatementFact, tuple[Happened, ...]], ...]:
    happened: dict[int, list[Happened]] = {}
    events = db.session.scalars(
        db.select(StatementEvent)
        .join(Statement, Statement.id == StatementEvent.statement_id)
        .where(Statement.engagement_id == engagement_id)
        .order_by(StatementEvent.id)
    )
    for each in events:
        if each.kind is not EventKind.INVOICED:
            happened.setdefault(each.statement_id, []).append(Happened(each.happened_at, _event_words(each)))
    return tuple(
        (_statement(each), (Happened(each.issued_at, f"Issued on {day(each.issued_at)}"), *happened.get(each.id, ())))
        for each in statements_of(engagement_id=engagement_id)
    )


def _event_words(each: StatementEvent) -> str:
    if each.kind is EventKind.PAID:
        return f"Payment recorded on {day(each.happened_at)}"
    what = "Disputed" if each.kind is EventKind.DISPUTED else "Dispute settled"
    return f"{what} on {day(each.happened_at)}: {each.text}"


def _statement(each: Statement) -> StatementFact:
    content = statement_from(each.content)
    return StatementFact(
        ref=each.ref,
        number=each.number,
        month=each.month,
        state=each.state.value,
        days=content.days,
        vat=content.vat,
        payable=content.payable,
        issued_on=london_day(each.issued_at),
        paid_on=each.paid_on,
        happened=(),
    )


def _versions(*, engagement_id: int) -> tuple[VariationFact, ...]:
    found = db.session.scalars(
        db.select(AgreementVersion)
        .where(AgreementVersion.engagement_id == engagement_id, AgreementVersion.state == AgreementState.SIGNED)
        .order_by(AgreementVersion.number)
    )
    return tuple(_version(each) for each in found)


def _version(each: AgreementVersion) -> VariationFact:
    content = agreement_from(each.content or {})
    words = kind_words(content)
    return VariationFact(
        ref=each.ref,
        number=each.number or 0,
        kind=words[:1].lower() + words[1:],
        signed_on=each.signed_on or each.starts_on,
        reason=content.reason if content.kind == AgreementKind.VARIATION else "",
        estimate=Days(content.estimate_quarters, content.estimate_value),
        cap=Days(content.cap_quarters, content.cap_value),
    )


def _pairs(scope: EngagementScope, reader: Identity, today: dt.date) -> tuple[PairFact, ...]:
    found = pairs_of(engagement_id=scope.id, viewer=reader, today=today)
    return tuple(
        PairFact(
            each.ref, each.title, 0, 0, each.meetings, each.minutes, each.open_actions, each.late_actions, each.ended_on
        )
        for each in found
    )


def _meetings(*, engagement_id: int) -> tuple[tuple[str, dt.datetime, int], ...]:
    rows = db.session.execute(
        db.select(MentoringPair.ref, MentoringMeeting.recorded_at, MentoringMeeting.minutes)
        .join(MentoringPair, MentoringPair.id == MentoringMeeting.pair_id)
        .where(MentoringPair.engagement_id == engagement_id)
        .order_by(MentoringMeeting.id)
    )
    return tuple((ref, at, minutes) for ref, at, minutes in rows)


def _actions(today: dt.date, *, engagement_id: int) -> tuple[tuple[ActionFact, dt.datetime | None], ...]:
    rows: Sequence[tuple[ReviewAction, int, str]] = [
        (action, number, name)
        for action, number, name in db.session.execute(
            db.select(ReviewAction, MonthlyReview.number, Person.name)
            .join(MonthlyReview, MonthlyReview.id == ReviewAction.review_id)
            .join(Person, Person.id == ReviewAction.owner_id)
            .where(MonthlyReview.engagement_id == engagement_id)
            .order_by(ReviewAction.id)
        )
    ]
    return tuple((_action(action, number, name, today), action.done_at) for action, number, name in rows)


def _action(action: ReviewAction, number: int, owner: str, today: dt.date) -> ActionFact:
    return ActionFact(
        ref=action.ref,
        review_number=number,
        what=action.what,
        owner=owner,
        due_on=action.due_on,
        done_on=london_day(action.done_at) if action.done_at else None,
        note=action.done_note,
        late=action.done_at is None and action.due_on < today,
    )
