"""Plan, training and reviews of an engagement month by month, as charts. Pure; what it rests on: loaded.py."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.charging.ledger import month_of, months_between
from app.charts.half_days import HalfDaysTaken, HalfDayTaken
from app.charts.milestone_sums import MilestoneMonth, MilestoneSums
from app.charts.review_months import Reviewed, ReviewMonth, ReviewMonths
from app.learning.content import Programme
from app.learning.queries.seated import Seats
from app.plans.picture import PlanPicture
from app.progress.queries.frozen import ReviewRow
from app.reviewing.calendar import calendar

HALVES = ("morning", "afternoon")


def milestone_sums(plan: PlanPicture, *, partner: str) -> MilestoneSums:
    """Count a plan's milestones by month; one outside the plan's months counts in the nearest."""
    months = months_between(plan.content.first_on, plan.content.last_on)

    def counted(dates: Iterable[dt.date]) -> Counter[dt.date]:
        return Counter(min(max(month_of(date), months[0]), months[-1]) for date in dates)

    baseline = counted(step.baseline for step in plan.steps)
    done = counted(step.done_on for step in plan.steps if step.done_on)
    this_month = month_of(plan.today)
    ahead = counted(max(month_of(step.forecast), this_month) for step in plan.steps if not step.done_on)
    return MilestoneSums(
        title="Milestones month by month",
        partner=partner,
        today=plan.today,
        months=tuple(MilestoneMonth(each, baseline[each], done[each], ahead[each]) for each in months),
        due=sum(step.baseline <= plan.today for step in plan.steps),
        late=len(plan.late),
    )


def half_days(
    seats: Sequence[Seats], programmes: Mapping[str, Programme], *, partner: str, today: dt.date
) -> HalfDaysTaken:
    """Lay out each half-day of the cohorts in which the partner has a place."""
    there = {(each.cohort, each.digest, each.day, each.on, each.half): each.delegates for each in seats if each.half}
    held = {digest: {(each.day, each.half) for each in programmes[digest].half_days} for digest in programmes}
    rows = [
        HalfDayTaken(
            each.cohort,
            each.on,
            half,
            each.delegates,
            there.get((each.cohort, each.digest, each.day, each.on, half)),
            each.on < today,
        )
        for each in seats
        if not each.half
        for half in HALVES
        if (each.day, half) in held[each.digest]
    ]
    return HalfDaysTaken("Training by half-day", partner, today, tuple(rows))


def review_months(
    reviews: Sequence[ReviewRow], starts_on: dt.date, ends_on: dt.date, *, partner: str, today: dt.date
) -> ReviewMonths:
    """Give each month with its review."""
    rows = calendar(starts_on, ends_on, {each.month: each for each in reviews}, today=today)
    return ReviewMonths(
        "Monthly reviews",
        partner,
        tuple(
            ReviewMonth(row.month, _stands(row.review), row.review.number)
            if row.review
            else ReviewMonth(
                row.month, Reviewed.NONE if row.is_missing else Reviewed.NOW if row.has_begun else Reviewed.AHEAD
            )
            for row in rows
        ),
    )


def _stands(review: ReviewRow) -> Reviewed:
    return Reviewed.CONFIRMED if review.frozen_at else Reviewed.OPEN
