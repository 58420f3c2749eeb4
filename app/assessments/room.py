"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("assessments", "app.assessments")
ROUND = "/engagements/<ref:engagement_ref>/rounds/<ref:round_ref>"
