"""Pages of the instruments room."""

from app.security import Room

room = Room("instruments", "app.instruments")
