"""Pages of tools in use; each module has its first line."""

from app.appraising import models
from app.appraising.room import room
from app.appraising.views import pending

__all__ = ["models", "pending", "room"]
