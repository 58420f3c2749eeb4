"""Pages of training; each module has its first line."""

from app.learning import models
from app.learning.room import room
from app.learning.views import (
    cohorts,
    effect,
    places,
    support_days,
    thread,
    training,
)

__all__ = [
    "cohorts",
    "effect",
    "models",
    "places",
    "room",
    "support_days",
    "thread",
    "training",
]
