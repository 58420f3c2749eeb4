"""The room itself: routes are added by the modules in views/."""

from app.charts.model import level_text
from app.security import Room

room = Room("assessments", "app.assessments")
room.add_app_template_filter(level_text, "level")
ROUND = "/engagements/<ref:engagement_ref>/rounds/<ref:round_ref>"
