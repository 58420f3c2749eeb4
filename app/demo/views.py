"""Pages of the demo room."""

from app.security import Room

room = Room("demo", "app.demo")
