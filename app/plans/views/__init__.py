"""Pages of the change plan: building, review, progress, timeline, calendar feed, documents."""

from app.plans.room import room
from app.plans.views import change, close, conditions, decide, endorse, review, submit, versions

__all__ = ["change", "close", "conditions", "decide", "endorse", "review", "room", "submit", "versions"]
