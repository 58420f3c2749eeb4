"""Pages of service cases; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.cases import models
from app.cases.beside import CASES_BESIDE
from app.cases.home import case_items
from app.cases.queries.places import case_places
from app.cases.room import room
from app.cases.views import (
    case,
    cases,
    deciding,
    ending,
    evidence,
    gaps,
    measures,
    monitoring,
    record,
    understanding,
)
from app.engagements.home import add_to_home
from app.library.places import add_places
from app.plans.beside import add_beside_goal

__all__ = [
    "case",
    "cases",
    "deciding",
    "ending",
    "evidence",
    "gaps",
    "measures",
    "models",
    "monitoring",
    "record",
    "room",
    "understanding",
]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, case_items)
        add_places(setup.app, case_places)
        add_beside_goal(setup.app, CASES_BESIDE)


room.record(_on_registration)
