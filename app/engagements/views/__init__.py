"""Pages of the engagements room, one module a page or a group of them."""

from app.engagements.room import room
from app.engagements.views import audit, home, listing, people, scoping, set_up, terms

__all__ = ["audit", "home", "listing", "people", "room", "scoping", "set_up", "terms"]
