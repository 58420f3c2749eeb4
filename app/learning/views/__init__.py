"""Pages of training; each module has its first line."""

from app.learning import models
from app.learning.room import room

__all__ = ["models", "room"]
