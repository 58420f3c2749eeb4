"""The facts of a review worked out of dated records: the same records and cut-off give the same facts. Pure.

What has a moment counts after the last cut-off, up to and including this one. What has only a date counts from the day
of the last cut-off to the day before this one, so that every day falls in exactly one review and is over by then.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.charging.ledger import Days
from app.charging.overview import Overview
from app.plans.picture import MilestonePicture, PlanPicture
from app.reviewing.facts import (
    ActionFact,
    HalfDayFact,
    KindFact,
    MilestoneFact,
    MoneyFacts,
    MoveFact,
    PairFact,
    PlanFacts,
    ReviewFacts,
    SignedFact,
    StatementFact,
    TrainingFacts,
    VariationFact,
)
from app.web.filters import LONDON

SOON = dt.timedelta(days=30)  # milestones due by then after the cut-off are coming


@dataclass(frozen=True, slots=True)
class PlanNews:
    """An entry of a milestone's history: what it says of its status (a value of Status, or empty), its forecast."""

    at: dt.datetime
    milestone_ref: str
    status: str
    forecast_from: dt.date | None
    forecast_on: dt.date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened at a moment, in words."""

    at: dt.datetime
    words: str


@dataclass(frozen=True, slots=True)
class Attendances:
    """All half-days of the partner's delegates, and what they come to: places, minutes attended, minutes booked."""

    half_days: tuple[HalfDayFact, ...] = ()
    places: int = 0
    minutes: int = 0
    booked: int = 0


@dataclass(frozen=True, slots=True)
class Records:
    """What the rooms know, each with its moment or date; the plan and the balance as they are on the cut-off's day."""

    starts_on: dt.date
    plan: PlanPicture | None = None
    plan_news: tuple[PlanNews, ...] = ()
    balance: Overview | None = None
    signed: tuple[tuple[dt.datetime, SignedFact], ...] = ()
    training: Attendances = Attendances()
    statements: tuple[tuple[StatementFact, tuple[Happened, ...]], ...] = ()
    versions: tuple[VariationFact, ...] = ()
    pairs: tuple[PairFact, ...] = ()  # with nothing yet of what is since the last cut-off
    meetings: tuple[tuple[str, dt.datetime, int], ...] = ()  # reference of the pair, when recorded, minutes
    actions: tuple[tuple[ActionFact, dt.datetime | None], ...] = ()  # with the moment when it was done


@dataclass(frozen=True, slots=True)
class Period:
    """From the last cut-off to this one."""

    since: dt.datetime | None
    since_on: dt.date
    cut_off: dt.datetime
    on: dt.date

    def has(self, moment: dt.datetime) -> bool:
        """Say whether a moment counts."""
        return moment <= self.cut_off and (self.since is None or moment > self.since)

    def has_day(self, day: dt.date) -> bool:
        """Say whether what has only a date counts."""
        return self.since_on <= day < self.on


def london_day(moment: dt.datetime) -> dt.date:
    """Give the day of a moment in London."""
    return moment.astimezone(LONDON).date()


def draft(records: Records, before: ReviewFacts | None, *, cut_off: dt.datetime) -> ReviewFacts:
    """Work the facts out. `before`: those of the review before, None for the first one."""
    since = before.cut_off if before else None
    period = Period(since, london_day(since) if since else records.starts_on, cut_off, london_day(cut_off))
    return ReviewFacts(
        since=period.since,
        since_on=period.since_on,
        cut_off=cut_off,
        on=period.on,
        plan=_plan(records.plan, records.plan_news, period) if records.plan else None,
        money=_money(records.balance, before.money if before else None) if records.balance else None,
        signed=tuple(
            fact for at, fact in sorted(records.signed, key=lambda each: (each[0], each[1].round)) if period.has(at)
        ),
        training=_training(records.training, period),
        statements=_statements(records.statements, period),
        variations=_variations(records.versions, before.money if before else None),
        mentoring=_mentoring(records.pairs, records.meetings, period),
        actions=_actions(records.actions, period),
    )


def _plan(found: PlanPicture, news: Iterable[PlanNews], period: Period) -> PlanFacts:
    heard = sorted((each for each in news if period.has(each.at)), key=lambda each: each.at)
    newly_done = _newly_done(news, period)
    goals = {m.text.ref: f"Standard {goal.text.standard_number}" for goal in found.goals for m in goal.milestones}
    facts = {m.text.ref: _milestone(m, goals[m.text.ref]) for m in found.milestones}
    every = tuple(facts.values())
    counted = found.counted
    return PlanFacts(
        done=counted.done,
        of=counted.of,
        due=_by_day(each for each in every if period.has_day(each.baseline)),
        met=_by_day(each for each in every if each.done_on is not None and each.ref in newly_done),
        late=_by_day(each for each in every if each.late),
        moved=_moved(heard, facts),
        coming=_by_day(
            each for each in every if each.done_on is None and period.on <= each.forecast <= period.on + SOON
        ),
    )


def _newly_done(news: Iterable[PlanNews], period: Period) -> set[str]:
    """Give the milestones that became done since: to correct the day of one that was done already does not count."""
    status, became = dict[str, str](), dict[str, dt.datetime]()
    for each in sorted(news, key=lambda each: each.at):
        if each.at > period.cut_off or not each.status:
            continue
        if each.status == "done" and status.get(each.milestone_ref) != "done":
            became[each.milestone_ref] = each.at
        status[each.milestone_ref] = each.status
    return {ref for ref, at in became.items() if period.has(at)}


def _milestone(found: MilestonePicture, goal: str) -> MilestoneFact:
    step = found.step
    return MilestoneFact(
        ref=found.text.ref,
        goal=goal,
        what=found.text.what,
        owner=found.text.owner.name if found.text.owner else "",
        baseline=step.baseline,
        forecast=step.forecast,
        done_on=step.done_on,
        behind=step.behind,
        late=found.is_late,
    )


def _by_day(found: Iterable[MilestoneFact]) -> tuple[MilestoneFact, ...]:
    return tuple(sorted(found, key=lambda each: (each.done_on or each.forecast, each.goal, each.what, each.ref)))


def _moved(heard: Sequence[PlanNews], facts: Mapping[str, MilestoneFact]) -> tuple[MoveFact, ...]:
    moves: dict[str, list[PlanNews]] = {}
    for each in heard:
        if each.forecast_on and each.milestone_ref in facts:
            moves.setdefault(each.milestone_ref, []).append(each)
    found = [
        MoveFact(
            ref,
            facts[ref].what,
            of[0].forecast_from or facts[ref].baseline,
            of[-1].forecast_on or facts[ref].forecast,
            tuple(dict.fromkeys(each.reason for each in of)),
        )
        for ref, of in moves.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.now, each.what, each.ref)))


def _money(found: Overview, before: MoneyFacts | None) -> MoneyFacts:
    """Take the figures of the balance's page; what is since the last cut-off is the difference to those of then."""
    used, then = found.balance.used, before.used if before else Days()
    return MoneyFacts(
        agreement_number=found.agreement_number,
        since=Days(used.quarters - then.quarters, used.value - then.value),
        used=used,
        approved=found.balance.approved,
        waiting=found.balance.waiting,
        booked=found.balance.booked,
        planned=found.forecast.planned,
        at_end=found.forecast.at_end,
        estimate=found.estimate,
        cap=found.cap,
        left=found.left,
        over=found.forecast.over,
        kinds=tuple(KindFact(row.kind.value, row.agreed, row.used, row.booked, row.left) for row in found.kinds),
    )


def _training(found: Attendances, period: Period) -> TrainingFacts:
    order = {"morning": 0, "afternoon": 1}
    held = [each for each in found.half_days if period.has_day(each.on)]
    held.sort(key=lambda each: (each.on, order.get(each.half, 2), each.cohort))
    return TrainingFacts(tuple(held), found.places, found.minutes, found.booked)


def _statements(
    found: Iterable[tuple[StatementFact, tuple[Happened, ...]]], period: Period
) -> tuple[StatementFact, ...]:
    told = []
    for fact, events in found:
        words = tuple(each.words for each in sorted(events, key=lambda each: each.at) if period.has(each.at))
        if words or fact.state != "paid":
            told.append(replace(fact, happened=words))
    return tuple(sorted(told, key=lambda each: each.number))


def _variations(found: Iterable[VariationFact], before: MoneyFacts | None) -> tuple[VariationFact, ...]:
    """Give the versions later than the one that was in force at the last cut-off."""
    known = before.agreement_number if before else 0
    return tuple(sorted((each for each in found if each.number > known), key=lambda each: each.number))


def _mentoring(
    pairs: Iterable[PairFact], meetings: Iterable[tuple[str, dt.datetime, int]], period: Period
) -> tuple[PairFact, ...]:
    """Give the pairs that have not ended, and those that met since."""
    met: dict[str, list[int]] = {}
    for pair_ref, recorded_at, minutes in meetings:
        if period.has(recorded_at):
            met.setdefault(pair_ref, []).append(minutes)
    found = [
        replace(each, meetings=len(met.get(each.ref, ())), minutes=sum(met.get(each.ref, ())))
        for each in pairs
        if each.ended_on is None or each.ref in met
    ]
    return tuple(sorted(found, key=lambda each: (each.title, each.ref)))


def _actions(found: Iterable[tuple[ActionFact, dt.datetime | None]], period: Period) -> tuple[ActionFact, ...]:
    told = [fact for fact, done_at in found if done_at is None or period.has(done_at)]
    return tuple(sorted(told, key=lambda each: (each.done_on is not None, each.due_on, each.what, each.ref)))
