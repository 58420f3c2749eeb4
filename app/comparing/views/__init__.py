"""Pages of comparison; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.comparing import models
from app.comparing.home import comparing_items
from app.comparing.room import room
from app.comparing.views import comparison, consent
from app.engagements.home import add_to_home

__all__ = ["comparison", "consent", "models", "room"]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, comparing_items)


room.record(_on_registration)
