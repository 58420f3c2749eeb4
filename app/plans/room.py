"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("plans", "app.plans")
PLAN = "/engagements/<ref:engagement_ref>/plan"
