"""Pages of this room; each module has its first line."""

from app.reviewing import models
from app.reviewing.room import room

__all__ = ["models", "room"]
