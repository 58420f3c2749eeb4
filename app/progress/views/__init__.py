"""Pages of the progress room; each module has its first line."""

from app.progress.room import room
from app.progress.views import effect, home, portfolio

__all__ = ["effect", "home", "portfolio", "room"]
