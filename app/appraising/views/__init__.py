"""Pages of tools in use; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.appraising import models
from app.appraising.beside import TOOLS_BESIDE
from app.appraising.room import room
from app.appraising.views import (
    alone,
    answering,
    appraisal,
    appraisers,
    concluding,
    criteria,
    files,
    subjects,
    tools,
)
from app.plans.beside import add_beside_goal

__all__ = [
    "alone",
    "answering",
    "appraisal",
    "appraisers",
    "concluding",
    "criteria",
    "files",
    "models",
    "room",
    "subjects",
    "tools",
]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_beside_goal(setup.app, TOOLS_BESIDE)


room.record(_on_registration)
