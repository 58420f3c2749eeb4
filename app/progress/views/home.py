"""Your work: the first page after sign-in."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.progress.room import room
from app.progress.work import work_of
from app.security import Permission, require_identity


@room.get("/home", permission=Permission.SIGNED_IN)
def home() -> ResponseReturnValue:
    """Say what waits for the person, across everything, and what comes next."""
    identity = require_identity()
    return render_template("progress/home.html", work=work_of(identity, today=today()))
