"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("cases", "app.cases")
CASES = "/engagements/<ref:engagement_ref>/cases"
CASE = f"{CASES}/<ref:case_ref>"
