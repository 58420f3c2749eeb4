"""Pages of the accounts room."""

from app.security import Room

room = Room("accounts", "app.accounts")
