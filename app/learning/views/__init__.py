"""Pages of training; each module has its first line."""

from app.learning import models
from app.learning.room import room
from app.learning.views import (
    cohorts,
    effect,
    library,
    packs,
    places,
    presenting,
    reader,
    support_days,
    thread,
    training,
)

__all__ = [
    "cohorts",
    "effect",
    "library",
    "models",
    "packs",
    "places",
    "presenting",
    "reader",
    "room",
    "support_days",
    "thread",
    "training",
]
