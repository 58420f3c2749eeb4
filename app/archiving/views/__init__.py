"""Pages of this room; each module has its first line."""

from app.archiving import models
from app.archiving.room import room

__all__ = ["models", "room"]
