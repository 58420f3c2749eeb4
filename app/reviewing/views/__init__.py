"""Pages of monthly reviews; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.engagements.home import add_to_home
from app.reviewing import models
from app.reviewing.home import review_items
from app.reviewing.room import room
from app.reviewing.views import actions, confirming, editing, minutes, review, reviews

__all__ = ["actions", "confirming", "editing", "minutes", "models", "review", "reviews", "room"]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, review_items)


room.record(_on_registration)
