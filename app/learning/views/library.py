"""Programmes as trainers read them without a cohort: published versions only. Drafts: administration."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import PROGRAMME, TRAINING, room
from app.security import Permission


@room.get(f"{TRAINING}/programmes", permission=Permission.TRAINING_RUN)
def library() -> ResponseReturnValue:
    """List the published programmes."""
    return render_template("learning/soon.html")


@room.get(PROGRAMME, permission=Permission.TRAINING_RUN)
def library_programme(training_ref: str) -> ResponseReturnValue:
    """Show a published programme."""
    return render_template("learning/soon.html")


@room.get(f"{PROGRAMME}/sessions/<session:session_key>", permission=Permission.TRAINING_RUN)
def library_session(training_ref: str, session_key: str) -> ResponseReturnValue:
    """Show one session of a published programme with all that is for trainers."""
    return render_template("learning/soon.html")
