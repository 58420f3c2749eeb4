"""Training for whoever is signed in: own places, cohorts to join, cohorts that one runs or oversees. Acts: places.py."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import TRAINING, room
from app.security import Permission


@room.get(TRAINING, permission=Permission.SIGNED_IN)
def training() -> ResponseReturnValue:
    """List own places with what comes next, cohorts to join, cohorts run."""
    return render_template("learning/soon.html")
