"""Tables of the change plan: its scope (scope.py), its reviews (review.py), progress (progress.py), feeds (feed.py)."""

from app.plans.models.feed import CalendarFeed
from app.plans.models.progress import GoalStanding, MilestoneStanding, PlanEntry, Status
from app.plans.models.review import Condition, Decision, PlanComment, PlanVersion
from app.plans.models.scope import ChangeState, Goal, Milestone, MilestoneWait, Omission, Plan, PlanState

__all__ = [
    "CalendarFeed",
    "ChangeState",
    "Condition",
    "Decision",
    "Goal",
    "GoalStanding",
    "Milestone",
    "MilestoneStanding",
    "MilestoneWait",
    "Omission",
    "Plan",
    "PlanComment",
    "PlanEntry",
    "PlanState",
    "PlanVersion",
    "Status",
]
