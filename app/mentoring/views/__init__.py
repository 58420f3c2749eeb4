"""Pages of mentoring: pairs, meetings, agreed actions."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.engagements.home import add_to_home
from app.mentoring.home import MENTORING_BESIDE, mentoring_items
from app.mentoring.room import room
from app.mentoring.views import log, pairs
from app.plans.beside import add_beside_goal

__all__ = ["log", "pairs", "room"]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, mentoring_items)
        add_beside_goal(setup.app, MENTORING_BESIDE)


room.record_once(_on_registration)
