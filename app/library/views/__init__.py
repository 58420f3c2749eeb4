"""Pages of the library; each module has its first line."""

from app.library import models
from app.library.room import room
from app.library.views import item, library

__all__ = ["item", "library", "models", "room"]
