"""Pages of support days and money; each module has its first line."""

from app.charging import models
from app.charging.room import room

__all__ = ["models", "room"]
