"""Pages of the change plan: building, review, progress, timeline, calendar feed, documents."""

from app.plans.room import room
from app.plans.views import (
    calendar,
    change,
    close,
    conditions,
    decide,
    endorse,
    entry_file,
    forecast,
    goal,
    plan,
    progress,
    review,
    submit,
    timeline,
    versions,
)

__all__ = [
    "calendar",
    "change",
    "close",
    "conditions",
    "decide",
    "endorse",
    "entry_file",
    "forecast",
    "goal",
    "plan",
    "progress",
    "review",
    "room",
    "submit",
    "timeline",
    "versions",
]
