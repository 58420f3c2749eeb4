"""Pages of support days and money; each module has its first line."""

from app.charging import models
from app.charging.room import room
from app.charging.views import rates

__all__ = ["models", "rates", "room"]
