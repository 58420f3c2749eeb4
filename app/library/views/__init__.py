"""Pages of the library; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.library import models
from app.library.beside import LIBRARY_BESIDE
from app.library.room import room
from app.library.views import editing, item, library, sharing, using
from app.plans.beside import add_beside_goal

__all__ = ["editing", "item", "library", "models", "room", "sharing", "using"]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_beside_goal(setup.app, LIBRARY_BESIDE)


room.record(_on_registration)
