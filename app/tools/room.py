"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("tools", "app.tools")
