"""Pages of service cases; each module has its first line."""

from app.cases import models
from app.cases.room import room

__all__ = ["models", "room"]
