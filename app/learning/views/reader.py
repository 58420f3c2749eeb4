"""Pages on which a cohort's programme is read: the days, one session, a case; and a delegate's own notes."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_read, cohort_to_take
from app.security import Permission

SESSION = f"{COHORT}/sessions/<session:session_key>"


@room.get(f"{COHORT}/programme", permission=Permission.SIGNED_IN)
def cohort_programme(cohort_ref: str) -> ResponseReturnValue:
    """Show the days with their sessions, and the tasks between the halves."""
    cohort_to_read(cohort_ref)
    return render_template("learning/soon.html")


@room.get(SESSION, permission=Permission.SIGNED_IN)
def session(cohort_ref: str, session_key: str) -> ResponseReturnValue:
    """Show one session: to trainers with what is theirs, to delegates with their own notes."""
    cohort_to_read(cohort_ref)
    return render_template("learning/soon.html")


@room.post(f"{SESSION}/note", permission=Permission.SIGNED_IN)
def save_note(cohort_ref: str, session_key: str) -> ResponseReturnValue:
    """Keep a delegate's own notes on a session."""
    cohort_to_take(cohort_ref)
    return render_template("learning/soon.html")


@room.get(f"{COHORT}/cases/<key:case_key>", permission=Permission.SIGNED_IN)
def case(cohort_ref: str, case_key: str) -> ResponseReturnValue:
    """Show material of an exercise."""
    cohort_to_read(cohort_ref)
    return render_template("learning/soon.html")
