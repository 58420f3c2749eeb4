"""Pages of comparison; each module has its first line."""

from app.comparing import models
from app.comparing.room import room
from app.comparing.views import comparison, consent

__all__ = ["comparison", "consent", "models", "room"]
