"""Pages of this room; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.archiving import models
from app.archiving.home import archiving_items
from app.archiving.room import room
from app.archiving.views import archives
from app.engagements.home import add_to_home

__all__ = ["archives", "models", "room"]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, archiving_items)


room.record(_on_registration)
