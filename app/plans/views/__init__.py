"""Pages of the change plan: building, review, progress, timeline, calendar feed, documents."""

from app.plans import models
from app.plans.room import room

__all__ = ["models", "room"]
