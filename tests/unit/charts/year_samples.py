"""Charts of twelve months that the tests draw: milestones, half-days of training, reviews."""

import datetime as dt

from app.charts.half_days import HalfDaysTaken, HalfDayTaken
from app.charts.milestone_sums import MilestoneMonth, MilestoneSums
from app.charts.review_months import Reviewed, ReviewMonth, ReviewMonths

PARTNER, TODAY = "Cheshire West and Chester", dt.date(2026, 11, 21)


def month(number: int) -> dt.date:
    """The first day of the month so many after June 2026."""
    return dt.date(2026 + (5 + number) // 12, (5 + number) % 12 + 1, 1)


MILESTONES = MilestoneSums(
    title="Milestones month by month",
    partner=PARTNER,
    today=TODAY,
    months=tuple(
        MilestoneMonth(month(place), *counts)
        for place, counts in enumerate(
            [(0, 0, 0), (1, 1, 0), (2, 1, 0), (3, 1, 0), (2, 2, 0), (2, 1, 1), (1, 0, 3), (2, 0, 1), (0, 0, 0),
             (1, 0, 3), (0, 0, 0), (0, 0, 0)]
        )
    ),
    due=9,
    late=2,
)  # fmt: skip
HALF_DAYS = HalfDaysTaken(
    title="Training by half-day",
    partner=PARTNER,
    today=TODAY,
    rows=(
        HalfDayTaken("Autumn cohort", dt.date(2026, 10, 6), "morning", 9, 9, True),
        HalfDayTaken("Autumn cohort", dt.date(2026, 10, 6), "afternoon", 9, 7, True),
        HalfDayTaken("Autumn cohort", dt.date(2026, 11, 3), "morning", 9, None, True),
        HalfDayTaken("Autumn cohort", dt.date(2026, 12, 8), "morning", 9, None, False),
        HalfDayTaken("Winter cohort", dt.date(2027, 1, 12), "morning", 2, None, False),
    ),
)
REVIEWS = ReviewMonths(
    title="Monthly reviews",
    partner=PARTNER,
    months=(
        ReviewMonth(month(0), Reviewed.CONFIRMED, 1),
        ReviewMonth(month(1), Reviewed.CONFIRMED, 2),
        ReviewMonth(month(2), Reviewed.NONE),
        ReviewMonth(month(3), Reviewed.OPEN, 3),
        ReviewMonth(month(4), Reviewed.NONE),
        ReviewMonth(month(5), Reviewed.NOW),
        *(ReviewMonth(month(place), Reviewed.AHEAD) for place in range(6, 12)),
    ),
)
