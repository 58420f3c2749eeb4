"""Pages of mentoring: pairs, meetings, agreed actions."""

from app.mentoring import models
from app.mentoring.room import room

__all__ = ["models", "room"]
