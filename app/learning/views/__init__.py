"""Pages of training; each module has its first line."""

from app.learning import models
from app.learning.room import room
from app.learning.views import (
    administration,
    certificates,
    cohorts,
    effect,
    library,
    packs,
    places,
    presenting,
    reader,
    register,
    support_days,
    thread,
    training,
    verifying,
)

__all__ = [
    "administration",
    "certificates",
    "cohorts",
    "effect",
    "library",
    "models",
    "packs",
    "places",
    "presenting",
    "reader",
    "register",
    "room",
    "support_days",
    "thread",
    "training",
    "verifying",
]
