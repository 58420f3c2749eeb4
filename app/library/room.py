"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("library", "app.library")
LIBRARY = "/engagements/<ref:engagement_ref>/library"
ITEM = f"{LIBRARY}/<ref:item_ref>"
