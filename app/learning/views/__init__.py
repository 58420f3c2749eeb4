"""Pages of training; each module has its first line."""

from app.learning import models
from app.learning.room import room
from app.learning.views import (
    effect,
    support_days,
    thread,
)

__all__ = [
    "effect",
    "models",
    "room",
    "support_days",
    "thread",
]
