"""Pages of the engagements room, one module a page or a group of them."""

from app.engagements.room import room

__all__ = ["room"]
