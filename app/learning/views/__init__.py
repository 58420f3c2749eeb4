"""Pages of training; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.engagements.home import add_to_home
from app.learning import models
from app.learning.home import training_beside, training_items
from app.learning.kind import PROGRAMMES
from app.learning.room import room
from app.learning.views import (
    administration,
    certificates,
    checking,
    cohorts,
    delegates,
    effect,
    feedback,
    following,
    library,
    packs,
    places,
    pledges,
    presenting,
    progress,
    rating,
    reader,
    register,
    register_files,
    results,
    running,
    support_days,
    thread,
    training,
    verifying,
)
from app.plans.beside import add_beside_goal
from app.publishing.cli import add_commands

room.cli_group = "training"  # what it is called by whoever runs it, not after the room
add_commands(room, PROGRAMMES)

__all__ = [
    "administration",
    "certificates",
    "checking",
    "cohorts",
    "delegates",
    "effect",
    "feedback",
    "following",
    "library",
    "models",
    "packs",
    "places",
    "pledges",
    "presenting",
    "progress",
    "rating",
    "reader",
    "register",
    "register_files",
    "results",
    "room",
    "running",
    "support_days",
    "thread",
    "training",
    "verifying",
]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, training_items)
        add_beside_goal(setup.app, training_beside)


room.record_once(_on_registration)
