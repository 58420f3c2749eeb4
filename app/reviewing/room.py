"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("reviewing", "app.reviewing")
REVIEWS = "/engagements/<ref:engagement_ref>/reviews"
REVIEW = f"{REVIEWS}/<ref:review_ref>"
