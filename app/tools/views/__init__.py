"""Pages of the tools room, and its commands."""

from app.publishing.cli import add_commands
from app.tools.kind import TOOLS
from app.tools.room import room
from app.tools.views import administration, reading

add_commands(room, TOOLS)

__all__ = ["administration", "reading", "room"]
