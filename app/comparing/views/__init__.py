"""Pages of this room; each module has its first line."""

from app.comparing import models
from app.comparing.room import room

__all__ = ["models", "room"]
