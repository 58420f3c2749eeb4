"""Pages of the engagements room."""

from app.security import Room

room = Room("engagements", "app.engagements")
