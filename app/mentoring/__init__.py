"""Mentoring: pairs, their meetings, and the actions agreed in them, linked to goals of the change plan."""
