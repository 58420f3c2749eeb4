"""Pages of the instruments room, and its commands."""

from app.instruments.kind import QUESTIONNAIRES
from app.instruments.room import room
from app.instruments.views import administration, reading
from app.publishing.cli import add_commands

add_commands(room, QUESTIONNAIRES)

__all__ = ["administration", "reading", "room"]
