"""The blueprint of the engagements room. Its pages: views/."""

from app.security import Room

room = Room("engagements", "app.engagements")
