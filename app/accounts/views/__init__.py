"""Pages of the accounts room; importing them adds their routes, and its commands, to the room."""

from app.accounts import commands
from app.accounts.room import room
from app.accounts.views import account, administration, invitations, people, resetting, signing_in

__all__ = ["account", "administration", "commands", "invitations", "people", "resetting", "room", "signing_in"]
