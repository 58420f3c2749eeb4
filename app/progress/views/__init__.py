"""Pages of the progress room; each module has its first line."""

from app.progress.room import room
from app.progress.views import home

__all__ = ["home", "room"]
