"""Pages of the progress room."""

from app.security import Room

room = Room("progress", "app.progress")
