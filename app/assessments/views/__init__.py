"""Pages of rounds: running (rounds, participants), scoring alone, the workshop, the result."""

from app.assessments.room import room
from app.assessments.views import participants, result, rounds, scoring, workshop

__all__ = ["participants", "result", "room", "rounds", "scoring", "workshop"]
