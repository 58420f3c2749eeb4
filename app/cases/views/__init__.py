"""Pages of service cases; each module has its first line."""

from app.cases import models
from app.cases.room import room
from app.cases.views import ending, later, measures, monitoring

__all__ = ["ending", "later", "measures", "models", "monitoring", "room"]
