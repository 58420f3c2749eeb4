"""Pages of support agreements: drafting, lines, signing, versions and their difference, documents."""

from app.agreements import models
from app.agreements.room import room

__all__ = ["models", "room"]
