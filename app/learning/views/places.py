"""Pages about places in a cohort: joining, giving one's own up, adding, naming and removing delegates."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, IN_ENGAGEMENT, room
from app.learning.views.loading import cohort_here, cohort_to_run
from app.security import Permission


@room.get(f"{COHORT}/join", permission=Permission.SIGNED_IN)
def join(cohort_ref: str) -> ResponseReturnValue:
    """Show an open cohort to whoever may join it."""
    return render_template("learning/soon.html")


@room.post(f"{COHORT}/enrol", permission=Permission.SIGNED_IN)
def enrol(cohort_ref: str) -> ResponseReturnValue:
    """Take a place, or wait for one."""
    return render_template("learning/soon.html")


@room.form(f"{COHORT}/withdraw", permission=Permission.SIGNED_IN)
def withdraw(cohort_ref: str) -> ResponseReturnValue:
    """Give up one's own place."""
    cohort_here(cohort_ref)
    return render_template("learning/soon.html")


@room.form(f"{COHORT}/delegates/add", permission=Permission.TRAINING_RUN)
def add_delegates(cohort_ref: str) -> ResponseReturnValue:
    """Add delegates of one authority."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")


@room.form(f"{COHORT}/delegates/<ref:enrolment_ref>/remove", permission=Permission.TRAINING_RUN)
def remove_delegate(cohort_ref: str, enrolment_ref: str) -> ResponseReturnValue:
    """Take a delegate out."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")


@room.form(f"{IN_ENGAGEMENT}/<ref:cohort_ref>/nominate", permission=Permission.TRAINING_VIEW)
def nominate(engagement_ref: str, cohort_ref: str) -> ResponseReturnValue:
    """Name colleagues for a cohort."""
    return render_template("learning/soon.html")
