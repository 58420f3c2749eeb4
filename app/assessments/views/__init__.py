"""Pages of rounds: running (rounds, participants), scoring alone, the workshop, the result."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.assessments.home import round_items
from app.assessments.room import room
from app.assessments.views import (
    charts,
    depth,
    dissents,
    evidence,
    follow,
    minutes,
    offline,
    own_files,
    participants,
    rehearsal,
    rehearsal_area,
    rehearsal_dissents,
    rehearsal_result,
    rehearsal_standard,
    reopening,
    report,
    result,
    rounds,
    scoring,
    starting,
    versions,
    voting,
    workshop,
    workshop_area,
    workshop_standard,
)
from app.engagements.home import add_to_home

__all__ = [
    "charts",
    "depth",
    "dissents",
    "evidence",
    "follow",
    "minutes",
    "offline",
    "own_files",
    "participants",
    "rehearsal",
    "rehearsal_area",
    "rehearsal_dissents",
    "rehearsal_result",
    "rehearsal_standard",
    "reopening",
    "report",
    "result",
    "room",
    "rounds",
    "scoring",
    "starting",
    "versions",
    "voting",
    "workshop",
    "workshop_area",
    "workshop_standard",
]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, round_items)


room.record_once(_on_registration)
