"""Pages of the tools room, and its commands."""

from app.publishing.cli import add_commands
from app.tools.kind import TOOLS
from app.tools.room import room

add_commands(room, TOOLS)

__all__ = ["room"]
