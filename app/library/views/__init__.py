"""Pages of the library; each module has its first line."""

from app.library import models
from app.library.room import room

__all__ = ["models", "room"]
