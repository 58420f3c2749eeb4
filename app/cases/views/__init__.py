"""Pages of service cases; each module has its first line."""

from app.cases import models
from app.cases.room import room
from app.cases.views import ending_later, later

__all__ = ["ending_later", "later", "models", "room"]
