"""Pages of monthly reviews; each module has its first line."""

from app.reviewing import models
from app.reviewing.room import room
from app.reviewing.views import actions, confirming, editing, minutes, review, reviews

__all__ = ["actions", "confirming", "editing", "minutes", "models", "review", "reviews", "room"]
