"""Pages of the progress room; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.engagements.home import add_to_home
from app.progress.room import room
from app.progress.twelve_home import first_items
from app.progress.views import effect, home, portfolio, preferences, thread, twelve

__all__ = ["effect", "home", "portfolio", "preferences", "room", "thread", "twelve"]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, first_items, first=True)


room.record_once(_on_registration)
