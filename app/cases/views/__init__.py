"""Pages of service cases; each module has its first line."""

from app.cases import models
from app.cases.room import room
from app.cases.views import later

__all__ = ["later", "models", "room"]
