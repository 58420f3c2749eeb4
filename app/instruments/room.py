"""The blueprint of the instruments room; its pages are in views, its commands in cli."""

from app.security import Room

room = Room("instruments", "app.instruments")
