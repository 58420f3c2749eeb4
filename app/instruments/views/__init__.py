"""Pages of the instruments room, and its commands."""

from app.instruments import cli
from app.instruments.room import room
from app.instruments.views import administration, reading

__all__ = ["administration", "cli", "reading", "room"]
