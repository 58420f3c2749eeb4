"""The room itself: routes are added by the modules in views/."""

from app.assessments.depth import votes_in_words
from app.assessments.dots import facts, plot, strip
from app.assessments.report.words import by
from app.assessments.screens import kept_markup
from app.charts.model import level_text
from app.security import Room

room = Room("assessments", "app.assessments")
room.add_app_template_filter(level_text, "level")
room.add_app_template_filter(strip, "strip")
room.add_app_template_filter(plot, "dot_plot")
room.add_app_template_filter(facts, "dot_facts")
room.add_app_template_filter(votes_in_words, "votes")
room.add_app_template_filter(by, "iso_day")
room.add_app_template_global(kept_markup, "kept_part")
ROUND = "/engagements/<ref:engagement_ref>/rounds/<ref:round_ref>"
