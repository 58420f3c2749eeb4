"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("appraising", "app.appraising")
TOOLS = "/engagements/<ref:engagement_ref>/tools"
APPRAISAL = f"{TOOLS}/<ref:appraisal_ref>"
SUBJECT = f"{APPRAISAL}/<ref:subject_ref>"
