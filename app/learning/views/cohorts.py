"""Pages of a cohort: making, showing, changing, opening, closing, cancelling, telling. Places in it: places.py."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, TRAINING, room
from app.learning.views.loading import cohort_here, cohort_to_run
from app.security import Permission


@room.form(f"{TRAINING}/cohorts/new", permission=Permission.TRAINING_RUN)
def new_cohort() -> ResponseReturnValue:
    """Make a cohort."""
    return render_template("learning/soon.html")


@room.get(COHORT, permission=Permission.SIGNED_IN)
def cohort(cohort_ref: str) -> ResponseReturnValue:
    """Show the cohort to each seat."""
    cohort_here(cohort_ref)
    return render_template("learning/soon.html")


@room.get(f"{COHORT}/joining.ics", permission=Permission.SIGNED_IN)
def joining_ics(cohort_ref: str) -> ResponseReturnValue:
    """Give the days as a calendar file."""
    cohort_here(cohort_ref)
    return render_template("learning/soon.html")


@room.form(f"{COHORT}/edit", permission=Permission.TRAINING_RUN)
def edit_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Change the cohort's facts."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")


@room.post(f"{COHORT}/open", permission=Permission.TRAINING_RUN)
def open_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Let people enrol."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")


@room.post(f"{COHORT}/close", permission=Permission.TRAINING_RUN)
def close_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Let nobody enrol any more."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")


@room.form(f"{COHORT}/cancel", permission=Permission.TRAINING_RUN)
def cancel_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Cancel the cohort for a reason."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")


@room.post(f"{COHORT}/tell", permission=Permission.TRAINING_RUN)
def tell_now(cohort_ref: str) -> ResponseReturnValue:
    """Tell delegates what changed."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")
