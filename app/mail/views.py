"""Pages of the mail room."""

from app.security import Room

room = Room("mail", "app.mail")
